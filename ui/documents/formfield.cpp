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

/// What @p value refers to: a relation holds an id, or a copy of the document.
QByteArray idOf(const std::optional<QByteArray> &value)
{
    const auto json = Json::Document::parse(value.value_or(QByteArray()));
    if (!json)
        return {};
    const Json::Value root = json->root();
    return (root.isString() ? root : root.value("_id")).text().toByteArray();
}

/// Whether @p shown is that value already: `1.50` is 1.5, and stays while somebody types it.
bool isSame(const std::optional<QByteArray> &shown, const std::optional<Json::Value> &value)
{
    const auto json = Json::Document::parse(shown.value_or(QByteArray()));
    if (!json || !value)
        return !shown && !value;
    return json->root().isNumber() && value->isNumber()
        ? json->root().toDouble() == value->toDouble()
        : json->root().toJson() == value->toJson();
}

} // namespace

FormField::FormField(const Theme &theme, const DocumentColumns::Column &column, bool isLong,
                     QWidget *parent)
    : QWidget(parent)
    , m_column(column)
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
                [this] { emit relatedRequested(idOf(m_value)); });
        row->addWidget(m_follow);
    }
    layout->addLayout(row);
    m_faultLabel->setProperty("fault", true);
    m_faultLabel->setWordWrap(true);
    m_faultLabel->hide();
    layout->addWidget(m_faultLabel);
}

QWidget *FormField::makeEditor(const Theme &theme, bool isLong)
{
    if (m_column.type == "bool")
        return makeChoice({QStringLiteral("true"), QStringLiteral("false")});
    if (!m_column.options.isEmpty()) {
        QStringList choices;
        for (const QByteArray &option : m_column.options)
            choices.append(CellValue::editable(Json::Document::parseKnown(option)->root()));
        return makeChoice(choices);
    }
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

/// The first choice, without a text, leaves the field out.
QWidget *FormField::makeChoice(const QStringList &choices)
{
    m_choice = new QComboBox(this);
    m_choice->addItem(QString());
    m_choice->addItems(choices);
    connect(m_choice, &QComboBox::activated, this, &FormField::takeEdit);
    return m_choice;
}

QString FormField::typed() const
{
    if (m_choice)
        return m_choice->currentText();
    return m_text ? m_text->toPlainText() : m_line->text();
}

void FormField::setTyped(const QString &text)
{
    if (m_choice) {
        if (m_choice->findText(text) < 0)
            m_choice->addItem(text); // stored before it was declared
        m_choice->setCurrentIndex(m_choice->findText(text));
    } else if (m_text) {
        const QSignalBlocker blocker(m_text);
        m_text->setPlainText(text);
    } else {
        m_line->setText(text);
        m_line->setCursorPosition(0);
    }
}

void FormField::setValue(const std::optional<Json::Value> &value)
{
    const auto json = value ? std::optional(value->toJson()) : std::nullopt;
    if (isSame(m_value, value))
        return;
    m_value = json;
    setTyped(value ? CellValue::editable(*value) : QString());
    m_fault.clear();
    showFault({});
    setReadOnly(m_isReadOnly);
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
        m_follow->setEnabled(!idOf(m_value).isEmpty());
}

std::optional<QByteArray> FormField::value()
{
    const QString text = typed();
    const auto before = Json::Document::parse(m_value.value_or(QByteArray()));
    const char beforeType = before ? CellValue::typeOf(before->root()) : ' ';
    m_fault.clear();
    // An empty line is no value, but for a text that is emptied.
    if (text.isEmpty() && (beforeType != 's' || m_choice))
        return QByteArray();
    if (m_choice && m_column.options.size() >= m_choice->currentIndex())
        return m_column.options.at(m_choice->currentIndex() - 1);
    return CellValue::parse(text, m_column.isDeclared ? m_column.type : QByteArray(), beforeType,
                            m_fault);
}

void FormField::takeEdit()
{
    const auto json = value();
    showFault(json ? QString() : tr("%1 %2.").arg(m_column.name, m_fault));
    if (json) {
        m_value = json->isEmpty() ? std::nullopt : json;
        setReadOnly(m_isReadOnly);
    }
    emit edited();
}

void FormField::showFault(const QString &fault)
{
    m_faultLabel->setText(fault);
    m_faultLabel->setVisible(!fault.isEmpty());
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
