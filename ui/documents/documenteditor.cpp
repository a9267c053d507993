// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documenteditor.h"

#include "ui/documents/documentchange.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/jsonhighlighter.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTextBlock>

DocumentEditor::DocumentEditor(Admin &admin, const Theme &theme, const QByteArray &path,
                               QWidget *parent)
    : QWidget(parent)
    , m_admin(admin)
    , m_theme(theme)
    , m_path(path)
    , m_title(new QLabel(tr("Document"), this))
    , m_banner(new QLabel(this))
    , m_json(new QPlainTextEdit(this))
{
    setMinimumWidth(240);
    auto *layout = Layouts::column(this);
    QWidget *head = Layouts::bar(this);
    m_title->setProperty("title", true);
    Layouts::rowOf(head)->addWidget(m_title, 1);
    layout->addWidget(head);
    layout->addWidget(Layouts::line(this));
    m_banner->setObjectName(QStringLiteral("documentBanner"));
    m_banner->setWordWrap(true);
    m_banner->setTextFormat(Qt::PlainText);
    m_banner->hide();
    layout->addWidget(m_banner);
    m_json->setObjectName(QStringLiteral("json"));
    m_json->setAccessibleName(tr("The document as JSON"));
    m_json->setProperty("flat", true);
    m_json->setFont(m_theme.codeFont(-0.5));
    m_json->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_json->setTabChangesFocus(true);
    m_json->setPlaceholderText(tr("Choose a document, or add one."));
    new JsonHighlighter(m_theme, m_json->document());
    layout->addWidget(m_json, 1);
    layout->addWidget(Layouts::line(this));
    layout->addWidget(makeFoot());
    connect(m_json, &QPlainTextEdit::textChanged, this, &DocumentEditor::check);
    connect(&theme, &Theme::changed, this, &DocumentEditor::markFields);
    check();
}

QWidget *DocumentEditor::makeFoot()
{
    QWidget *foot = Layouts::bar(this);
    m_validity = new QLabel(foot);
    m_validity->setObjectName(QStringLiteral("validity"));
    m_revert = new QPushButton(tr("Revert"), foot);
    m_revert->setObjectName(QStringLiteral("revertDocument"));
    m_save = new QPushButton(tr("Save document"), foot);
    m_save->setObjectName(QStringLiteral("saveDocument"));
    m_save->setProperty("primary", true);
    m_save->setToolTip(tr("Ctrl+S"));
    Layouts::rowOf(foot)->addWidget(m_validity);
    Layouts::rowOf(foot)->addStretch();
    Layouts::rowOf(foot)->addWidget(m_revert);
    Layouts::rowOf(foot)->addWidget(m_save);
    connect(m_save, &QPushButton::clicked, this, &DocumentEditor::save);
    connect(m_revert, &QPushButton::clicked, this, [this] { m_json->setPlainText(m_stored); });
    return foot;
}

void DocumentEditor::unlessUnsaved(std::function<void()> then)
{
    if (!hasUnsavedChanges())
        return then();
    Ask::aboutUnsaved(this, tr("The document"), [this, then](Ask::Unsaved answer) {
        if (answer == Ask::Unsaved::Discard)
            then();
        else if (answer == Ask::Unsaved::Save)
            save();
    });
}

void DocumentEditor::open(const QByteArray &id, const QByteArray &json)
{
    if (m_isEditing && id == m_id && hasUnsavedChanges())
        return;
    unlessUnsaved([this, id, json] { show(id, json); });
}

void DocumentEditor::show(const QByteArray &id, const QByteArray &json)
{
    m_id = id;
    m_isEditing = true;
    m_stored = PrettyJson::format(json);
    m_banner->hide();
    m_title->setText(id.isEmpty() ? tr("New document") : tr("Document"));
    m_json->setPlainText(m_stored);
    m_refusedFields.clear();
    markFields();
    check();
}

void DocumentEditor::beginNew()
{
    unlessUnsaved([this] {
        show({}, "{}");
        m_stored.clear();
        m_json->setPlainText(QStringLiteral("{\n  \n}"));
        m_json->moveCursor(QTextCursor::Start);
        m_json->moveCursor(QTextCursor::Down);
        m_json->moveCursor(QTextCursor::EndOfLine);
        m_json->setFocus();
    });
}

void DocumentEditor::clear()
{
    m_isEditing = false;
    m_id.clear();
    m_stored.clear();
    m_banner->hide();
    m_json->clear();
    check();
}

bool DocumentEditor::hasUnsavedChanges() const
{
    return m_isEditing && m_json->toPlainText() != m_stored;
}

void DocumentEditor::check()
{
    const QByteArray text = m_json->toPlainText().toUtf8();
    const auto document = Json::Document::parse(text);
    const bool isValid = document && document->root().isObject();
    m_json->setReadOnly(!m_isEditing);
    m_validity->setVisible(m_isEditing);
    Layouts::restyle(m_validity, "pill", isValid ? "good" : "bad");
    m_validity->setText(isValid ? tr("Valid JSON") : tr("Not valid"));
    m_validity->setToolTip(
        isValid ? QString()
                : (document ? tr("A document is a JSON object.") : document.error().message));
    m_save->setEnabled(m_isEditing && isValid && hasUnsavedChanges());
    m_revert->setEnabled(hasUnsavedChanges());
    emit unsavedChanged();
}

void DocumentEditor::save()
{
    const QByteArray text = m_json->toPlainText().toUtf8();
    const auto document = Json::Document::parse(text);
    if (!document || !document->root().isObject()) {
        showRefusal(
            {400,
             Json::ObjectWriter()
                 .text("message",
                       document ? tr("A document is a JSON object.") : document.error().message)
                 .take()});
        return;
    }
    const QByteArray before = m_id.isEmpty() ? QByteArray() : m_stored.toUtf8();
    const auto old = Json::Document::parse(before.isEmpty() ? QByteArray("{}") : before);
    const QByteArray method = m_id.isEmpty() ? "POST" : "PUT";
    const QByteArray path = m_id.isEmpty() ? m_path : m_path + '/' + m_id;
    const QByteArray body =
        m_id.isEmpty() ? text : DocumentChange::difference(old->root(), document->root());
    m_admin.request(method, path, body).then(this, [this, before](const Admin::Reply &reply) {
        if (!reply.isOk())
            return showRefusal(reply);
        show(reply.json().root().value("_id").text().toByteArray(), reply.body);
        emit stored(before, reply.body);
    });
}

void DocumentEditor::showRefusal(const Admin::Reply &reply)
{
    QStringList fields;
    for (const Admin::Reply::Fault &fault : reply.faults())
        fields.append(fault.field);
    m_banner->setText(fields.isEmpty()
                          ? reply.message()
                          : QStringLiteral("%1\n%2").arg(reply.message(), reply.explanation()));
    Layouts::restyle(m_banner, "banner", QStringLiteral("bad"));
    m_banner->show();
    m_refusedFields = fields;
    markFields();
    if (const auto marks = m_json->extraSelections(); !marks.isEmpty()) {
        m_json->setTextCursor(marks.first().cursor);
        m_json->setFocus();
    }
}

/// Marks the lines of the top-level fields that were refused.
void DocumentEditor::markFields()
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const QString &field : m_refusedFields) {
        if (field.isEmpty())
            continue;
        const QRegularExpression line(
            QStringLiteral("^\\s*[{,]?\\s*%1\\s*:")
                .arg(QRegularExpression::escape(
                    QString::fromUtf8(Json::quoted(field.section(QLatin1Char('.'), 0, 0))))));
        QTextEdit::ExtraSelection mark;
        mark.cursor = m_json->document()->find(line);
        if (mark.cursor.isNull())
            continue;
        mark.cursor.clearSelection();
        mark.format.setBackground(m_theme.color(Theme::Role::ErrorSoft));
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks.append(mark);
    }
    m_json->setExtraSelections(marks);
}
