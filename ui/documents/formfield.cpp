// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/formfield.h"

#include "ui/documents/cellvalue.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalBlocker>

#include <limits>

namespace {

constexpr int TextLines = 4;

/// Whether @p shown is that value already: `1.50` is 1.5, and stays while somebody types it.
bool isSame(const std::optional<QByteArray> &shown, const std::optional<Json::Value> &value)
{
    const auto json = Json::Document::parse(shown.value_or(QByteArray()));
    if (!json || !value)
        return !shown && !value;
    const Json::Value root = json->root();
    const bool isDouble = root.isNumber() && value->isNumber()
        && (root.type() != Json::Value::Type::Integer
            || value->type() != Json::Value::Type::Integer);
    return isDouble ? root.toDouble() == value->toDouble() : root.toJson() == value->toJson();
}

} // namespace

FormField::FormField(const Theme &theme, const DocumentColumns::Column &column, bool isLong,
                     QWidget *parent)
    : QWidget(parent)
    , m_column(column)
    , m_isLong(isLong)
    , m_faultLabel(new QLabel(this))
{
    auto *layout = Layouts::column(this);
    layout->setSpacing(3);
    auto *name =
        new QLabel(column.isRequired ? column.name + QStringLiteral(" *") : column.name, this);
    name->setProperty("muted", true);
    name->setToolTip(column.explanation());
    layout->addWidget(name);
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    QWidget *editor = makeEditor(theme, isLong);
    editor->setObjectName(QStringLiteral("form_") + column.name);
    editor->setAccessibleName(column.name);
    name->setBuddy(editor);
    row->addWidget(editor, 1);
    if (!column.collection.isEmpty()) {
        m_follow = new QToolButton(this);
        m_follow->setIcon(theme.icon(QStringLiteral("arrow-right")));
        m_follow->setToolTip(tr("Show the related document"));
        m_follow->setAccessibleName(m_follow->toolTip());
        connect(m_follow, &QToolButton::clicked, this,
                [this] { emit relatedRequested(relatedId()); });
        row->addWidget(m_follow);
    }
    layout->addLayout(row);
    m_faultLabel->setProperty("fault", true);
    m_faultLabel->setWordWrap(true);
    m_faultLabel->setTextFormat(Qt::PlainText);
    showFault({});
    layout->addWidget(m_faultLabel);
}

QWidget *FormField::makeEditor(const Theme &theme, bool isLong)
{
    if (m_column.type == "bool")
        return makeChoice({"true", "false"});
    if (!m_column.options.isEmpty())
        return makeChoice(m_column.options);
    if (isLong) {
        m_text = new QPlainTextEdit(this);
        m_text->setTabChangesFocus(true);
        m_text->setFixedHeight(m_text->fontMetrics().lineSpacing() * TextLines + theme.scaled(16));
        connect(m_text, &QPlainTextEdit::textChanged, this, &FormField::takeEdit);
        return m_text;
    }
    m_line = new QLineEdit(this);
    m_line->setMaxLength(std::numeric_limits<int>::max());
    if (m_column.isCalculated)
        m_line->setPlaceholderText(tr("Set by the server"));
    connect(m_line, &QLineEdit::textEdited, this, &FormField::takeEdit);
    return m_line;
}

/// The first choice, without a text, leaves the field out. The data of the others is their JSON.
QWidget *FormField::makeChoice(const QByteArrayList &choices)
{
    m_choice = new QComboBox(this);
    m_choice->setFocusPolicy(Qt::StrongFocus);
    m_choice->installEventFilter(this);
    m_choice->addItem(QString(), QByteArray());
    for (const QByteArray &json : choices)
        m_choice->addItem(CellValue::editable(Json::Document::parseKnown(json)->root()), json);
    connect(m_choice, &QComboBox::activated, this, &FormField::takeEdit);
    return m_choice;
}

/// The wheel scrolls the form; it changes what has the focus alone.
bool FormField::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Wheel || m_choice->hasFocus())
        return QWidget::eventFilter(watched, event);
    event->ignore();
    return true;
}

QString FormField::typed() const
{
    // Not toPlainText(), which makes blanks of those that do not break.
    return m_text ? m_text->document()->toRawText().replace(QChar::ParagraphSeparator, u'\n')
                  : m_line->text();
}

void FormField::showValue(const std::optional<Json::Value> &value)
{
    const QString text = value && !value->isNull() ? CellValue::editable(*value) : QString();
    if (m_choice) {
        const QByteArray json = value ? value->toJson() : QByteArray();
        if (m_choice->findData(json) < 0)
            m_choice->addItem(CellValue::editable(*value), json); // stored before it was declared
        m_choice->setCurrentIndex(m_choice->findData(json));
    } else if (m_text) {
        const QSignalBlocker blocker(m_text);
        m_text->setPlainText(text);
    } else {
        m_line->setText(text);
        m_line->setCursorPosition(0);
    }
    if (m_line && !m_column.isCalculated)
        m_line->setPlaceholderText(value && value->isNull() ? QStringLiteral("null") : QString());
}

void FormField::setValue(const std::optional<Json::Value> &value)
{
    if (isSame(m_value, value))
        return;
    m_value = value ? std::optional(value->toJson()) : std::nullopt;
    showValue(value);
    m_fault.clear();
    showFault({});
    setReadOnly(m_isReadOnly);
}

QByteArray FormField::relatedId() const
{
    const auto json = Json::Document::parse(m_value.value_or(QByteArray()));
    return json ? CellValue::relatedId(json->root()) : QByteArray();
}

void FormField::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    const bool isFixed = isReadOnly || m_column.isCalculated || m_column.isMeta();
    if (m_choice)
        m_choice->setEnabled(!isFixed);
    else if (m_text)
        m_text->setReadOnly(isFixed);
    else
        m_line->setReadOnly(isFixed);
    if (m_follow)
        m_follow->setEnabled(!relatedId().isEmpty());
}

std::optional<QByteArray> FormField::value()
{
    m_fault.clear();
    if (m_choice)
        return m_choice->currentData().toByteArray();
    const QString text = typed();
    const bool isText = m_column.type == "text" || m_column.type == "rich_text";
    const auto before = Json::Document::parse(m_value.value_or(QByteArray()));
    // An empty line is no value, but for a text that is emptied.
    if (text.isEmpty() && !(isText && before))
        return QByteArray();
    return CellValue::parse(text, m_column.type, before ? CellValue::typeOf(before->root()) : ' ',
                            m_fault);
}

void FormField::takeEdit()
{
    const auto json = value();
    showFault(json ? QString() : faultText());
    if (!json)
        return emit refused();
    m_value = json->isEmpty() ? std::nullopt : json;
    setReadOnly(m_isReadOnly);
    emit edited(*json);
}

QString FormField::faultText() const
{
    return m_fault.isEmpty() ? QString() : tr("%1 %2.").arg(m_column.name, m_fault);
}

void FormField::showFault(const QString &fault)
{
    m_faultLabel->setText(fault);
    m_faultLabel->setVisible(!fault.isEmpty());
    if (m_choice || m_text || m_line)
        editor()->setAccessibleDescription(
            !fault.isEmpty() ? fault : (m_column.isRequired ? tr("Required") : QString()));
}

QWidget *FormField::editor() const
{
    if (m_choice)
        return m_choice;
    return m_text ? static_cast<QWidget *>(m_text) : m_line;
}

QWidget *FormField::follow(QWidget *before)
{
    setTabOrder(before, editor());
    if (!m_follow)
        return editor();
    setTabOrder(editor(), m_follow);
    return m_follow;
}
