// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentview.h"

#include "ui/documents/documentform.h"
#include "ui/widgets/jsonhighlighter.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/theme.h"

#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>
#include <utility>

namespace {

/// How many characters at the beginning, and how many at the end, @p one and @p other have in
/// common. No letter of two code units is taken apart.
std::pair<qsizetype, qsizetype> differenceOf(QStringView one, QStringView other)
{
    const qsizetype most = std::min(one.size(), other.size());
    qsizetype begin = 0;
    while (begin < most && one[begin] == other[begin])
        ++begin;
    if (begin > 0 && one[begin - 1].isHighSurrogate())
        --begin;
    qsizetype end = 0;
    while (end < most - begin && one[one.size() - 1 - end] == other[other.size() - 1 - end])
        ++end;
    if (end > 0 && one[one.size() - end].isLowSurrogate())
        --end;
    return {begin, end};
}

} // namespace

DocumentView::DocumentView(const Theme &theme, QWidget *parent)
    : QStackedWidget(parent)
    , m_theme(theme)
    , m_json(new QPlainTextEdit(this))
    , m_form(new DocumentForm(theme, m_json, this))
{
    m_json->setObjectName(QStringLiteral("json"));
    m_json->setAccessibleName(tr("Document as JSON"));
    m_json->setProperty("flat", true);
    m_theme.setCodeFont(m_json, -0.5);
    m_json->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_json->setTabChangesFocus(true);
    m_json->setPlaceholderText(tr("Select a document or add one."));
    new JsonHighlighter(m_theme, m_json->document());
    addWidget(m_json);
    addWidget(m_form);
    connect(m_json, &QPlainTextEdit::textChanged, this, [this] {
        showForm();
        emit edited();
    });
    connect(m_form, &DocumentForm::edited, this, [this](const QByteArray &json) {
        const QScopedValueRollback writing(m_isFormWriting, true);
        replaceText(PrettyJson::format(json));
    });
    connect(m_form, &DocumentForm::refused, this, [this] {
        const QScopedValueRollback writing(m_isFormWriting, true);
        emit edited();
    });
    connect(m_form, &DocumentForm::relatedRequested, this, &DocumentView::relatedRequested);
    connect(&theme, &Theme::changed, this, &DocumentView::markFields);
    setContent(Content::Nothing);
}

// ---- the text

QString DocumentView::text() const
{
    // Not toPlainText(), which makes blanks of those that do not break.
    return m_json->document()->toRawText().replace(QChar::ParagraphSeparator, u'\n');
}

void DocumentView::setText(const QString &text)
{
    m_form->clear(); // it keeps what cannot be JSON otherwise
    m_json->setPlainText(text);
}

void DocumentView::setTextInPlace(const QString &text)
{
    const int anchor = m_json->textCursor().anchor();
    const int caret = m_json->textCursor().position();
    const int scrolled = m_json->verticalScrollBar()->value();
    if (!m_form->fault().isEmpty())
        m_form->clear();
    m_json->setPlainText(text);
    const int end = m_json->document()->characterCount() - 1;
    QTextCursor moved = m_json->textCursor();
    moved.setPosition(std::min(anchor, end));
    moved.setPosition(std::min(caret, end), QTextCursor::KeepAnchor);
    m_json->setTextCursor(moved);
    m_json->verticalScrollBar()->setValue(scrolled);
}

void DocumentView::revertTo(const QString &text)
{
    m_form->clear();
    replaceText(text);
}

/// Only what differs is replaced: a large text would be laid out anew for each key of the form.
void DocumentView::replaceText(const QString &text)
{
    const QString before = this->text();
    const auto [begin, end] = differenceOf(before, text);
    if (begin == before.size() && before.size() == text.size())
        return;
    QTextCursor cursor(m_json->document());
    cursor.setPosition(int(begin));
    cursor.setPosition(int(before.size() - end), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(begin, text.size() - end - begin));
}

void DocumentView::setContent(Content content)
{
    m_content = content;
    m_json->setReadOnly(content != Content::Editable);
    chooseView();
}

void DocumentView::begin()
{
    m_json->moveCursor(QTextCursor::Start);
    m_json->moveCursor(QTextCursor::Down);
    m_json->moveCursor(QTextCursor::EndOfLine);
    m_json->setFocus();
    if (isForm())
        m_form->begin();
}

// ---- the form

bool DocumentView::isForm() const
{
    return currentWidget() == m_form;
}

void DocumentView::setForm(bool isForm)
{
    m_isFormWanted = isForm;
    chooseView();
}

/// The beginning of a large document is no JSON, and has no form.
void DocumentView::chooseView()
{
    const bool isForm = m_isFormWanted && m_content != Content::Preview;
    setCurrentWidget(isForm ? static_cast<QWidget *>(m_form) : m_json);
    showForm();
}

void DocumentView::setDeclared(const QList<DocumentColumns::Column> &declared)
{
    m_form->setDeclared(declared);
    showForm();
}

/// What the form itself has written is there already, and its fields are at work.
void DocumentView::showForm()
{
    if (m_isFormWriting)
        return;
    if (isForm() && m_content != Content::Nothing)
        m_form->show(text().toUtf8(), m_json->isReadOnly());
    else
        m_form->clear();
}

// ---- what is wrong

QString DocumentView::fault() const
{
    return isForm() ? m_form->fault() : QString();
}

void DocumentView::showFaults(const QList<Client::Reply::Fault> &faults)
{
    m_faultyFields.clear();
    for (const Client::Reply::Fault &fault : faults)
        m_faultyFields.append(fault.field);
    markFields();
    m_form->showFaults(faults);
    if (const auto marks = m_json->extraSelections(); !marks.isEmpty() && !isForm()) {
        m_json->setTextCursor(marks.first().cursor);
        m_json->setFocus();
    }
}

/// Marks the lines of the top-level fields that were refused.
void DocumentView::markFields()
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const QString &field : m_faultyFields) {
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
