// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documenteditor.h"

#include "ui/documents/documentchange.h"
#include "ui/documents/documentview.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/entitytag.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/panes.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timetext.h"

#include <QFileDialog>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSaveFile>
#include <QSettings>

#include <algorithm>
#include <utility>

namespace {

constexpr qsizetype LargestDocument = 1024 * 1024;
constexpr qsizetype LongestLine = 100 * 1024;
constexpr char FormKey[] = "document/form";

/// Whether an editor of texts would stand still with @p json.
bool isLarge(const QByteArray &json)
{
    if (json.size() <= LongestLine)
        return false;
    if (json.size() > LargestDocument)
        return true;
    const QStringList lines = PrettyJson::format(json).split(QLatin1Char('\n'));
    return std::any_of(lines.begin(), lines.end(),
                       [](const QString &line) { return line.size() > LongestLine; });
}

} // namespace

DocumentEditor::DocumentEditor(Client &client, const Theme &theme, const QByteArray &path,
                               QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_path(path)
    , m_title(new QLabel(tr("Document"), this))
    , m_banner(new QLabel(this))
    , m_view(new DocumentView(theme, this))
    , m_notice(new NoticeBar(theme, this))
{
    Panes::mark(*this);
    auto *layout = Layouts::column(this);
    layout->addWidget(makeHead());
    layout->addWidget(Layouts::line(this));
    m_banner->setObjectName(QStringLiteral("documentBanner"));
    m_banner->setProperty("banner", QStringLiteral("bad"));
    m_banner->setWordWrap(true);
    m_banner->setTextFormat(Qt::PlainText);
    m_banner->hide();
    layout->addWidget(m_banner);
    layout->addWidget(m_notice);
    layout->addWidget(m_view, 1);
    layout->addWidget(Layouts::line(this));
    layout->addWidget(makeFoot());
    connect(m_view, &DocumentView::edited, this, &DocumentEditor::check);
    connect(m_view, &DocumentView::relatedRequested, this, &DocumentEditor::relatedRequested);
    setForm(QSettings().value(QLatin1String(FormKey)).toBool());
    check();
}

QWidget *DocumentEditor::makeHead()
{
    QWidget *head = Layouts::bar(this);
    m_title->setProperty("title", true);
    Layouts::rowOf(head)->addWidget(m_title, 1);
    m_formButton = Layouts::addTool(head, m_theme.icon(QStringLiteral("forms")),
                                    tr("Show as a form"), "documentFormButton");
    m_formButton->setCheckable(true);
    connect(m_formButton, &QToolButton::clicked, this, &DocumentEditor::setForm);
    return head;
}

void DocumentEditor::setForm(bool isForm)
{
    if (tellFault()) { // the JSON would not have it
        m_formButton->setChecked(true);
        return;
    }
    QSettings().setValue(QLatin1String(FormKey), isForm);
    m_formButton->setChecked(isForm);
    m_view->setForm(isForm);
}

void DocumentEditor::setDeclared(const QList<DocumentColumns::Column> &declared)
{
    m_view->setDeclared(declared);
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
    connect(m_revert, &QPushButton::clicked, this, &DocumentEditor::revert);
    return foot;
}

void DocumentEditor::revert()
{
    if (m_id.isEmpty())
        clear(); // a new document was nothing before
    else
        m_view->revertTo(m_stored);
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

void DocumentEditor::open(const QByteArray &id, const QByteArray &json, Access access)
{
    if (m_isEditing && id == m_id && (access == m_access || hasUnsavedChanges()))
        return noteStored(id, json);
    if (m_draft.state.isEmpty())
        unlessUnsaved([this, id, json, access] { show(id, json, access); });
}

void DocumentEditor::show(const QByteArray &id, const QByteArray &json, Access access)
{
    ++m_shown;
    const bool isSame = m_isEditing && !id.isEmpty() && id == m_id; // who reads it stays there
    m_access = access;
    m_id = id;
    m_tag = EntityTag::of(json);
    m_isEditing = true;
    m_isPreview = isLarge(json);
    m_banner->hide();
    m_notice->hide();
    m_title->setText(id.isEmpty() ? tr("New document") : tr("Document"));
    if (m_isPreview) {
        showPreview(json);
    } else {
        m_stored = PrettyJson::format(json);
        if (isSame)
            m_view->setTextInPlace(m_stored);
        else
            m_view->setText(m_stored);
    }
    m_view->clearFaults();
    check();
}

/// The beginning of a large document: with all of it each key would take a second.
void DocumentEditor::showPreview(const QByteArray &json)
{
    m_stored = PrettyJson::preview(json);
    m_view->setText(m_stored);
    m_notice->tell(
        NoticeBar::Kind::Information,
        tr("This document is too large to edit here (%1). You see its beginning; change it "
           "through the REST API.")
            .arg(QLocale().formattedDataSize(json.size())),
        {{tr("Save to a file…"), "saveDocumentFile", [this, json] { saveToFile(json); }, true}});
}

void DocumentEditor::saveToFile(const QByteArray &json)
{
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the document"), QString::fromLatin1(m_id) + QStringLiteral(".json"),
        tr("JSON (*.json)"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        Ask::toAcknowledge(this, tr("The document could not be saved"), file.errorString());
}

void DocumentEditor::beginNew(const QByteArray &content)
{
    unlessUnsaved([this, content] {
        show({}, "{}");
        m_stored.clear();
        m_view->setText(content.isEmpty() ? QStringLiteral("{\n  \n}")
                                          : PrettyJson::format(content));
        m_view->begin();
    });
}

void DocumentEditor::clear()
{
    ++m_shown;
    m_isEditing = false;
    m_isPreview = false;
    m_id.clear();
    m_tag.clear();
    m_stored.clear();
    m_banner->hide();
    m_notice->hide();
    m_title->setText(tr("Document"));
    m_view->setText({});
    check();
}

bool DocumentEditor::hasUnsavedChanges() const
{
    return !m_draft.state.isEmpty()
        || (m_isEditing && !m_isPreview
            && (m_view->text() != m_stored || !m_view->fault().isEmpty()));
}

void DocumentEditor::check()
{
    m_formButton->setEnabled(!m_isPreview);
    if (m_isPreview) {
        m_view->setContent(DocumentView::Content::Preview);
        m_validity->hide();
        m_save->setEnabled(false);
        m_revert->setEnabled(false);
        emit unsavedChanged();
        return;
    }
    const QByteArray text = m_view->text().toUtf8();
    const auto document = Json::Document::parse(text);
    const bool isValid = document && document->root().isObject();
    m_view->setContent(!m_isEditing                       ? DocumentView::Content::Nothing
                           : m_access == Access::ReadOnly ? DocumentView::Content::ReadOnly
                                                          : DocumentView::Content::Editable);
    m_validity->setVisible(m_isEditing);
    Layouts::restyle(m_validity, "pill", isValid ? "good" : "bad");
    m_validity->setText(isValid ? tr("Valid JSON") : tr("Invalid JSON"));
    m_validity->setToolTip(
        isValid ? QString()
                : (document ? tr("A document must be a JSON object.") : document.error().message));
    m_save->setEnabled(m_isEditing && isValid && hasUnsavedChanges());
    m_revert->setEnabled(hasUnsavedChanges());
    emit unsavedChanged();
}

void DocumentEditor::save()
{
    if (!m_isEditing || m_isPreview)
        return;
    if (tellFault())
        return;
    const QByteArray text = m_view->text().toUtf8();
    const auto document = Json::Document::parse(text);
    if (!document || !document->root().isObject()) {
        showRefusal({400,
                     Json::ObjectWriter()
                         .text("message",
                               document ? tr("A document must be a JSON object.")
                                        : document.error().message)
                         .take()});
        return;
    }
    const QByteArray before = m_id.isEmpty() ? QByteArray() : m_stored.toUtf8();
    const auto old = Json::Document::parse(before.isEmpty() ? QByteArray("{}") : before);
    const QByteArray method = m_id.isEmpty() ? "POST" : "PUT";
    const QByteArray path = m_id.isEmpty() ? m_path : m_path + '/' + m_id;
    const QByteArray body =
        m_id.isEmpty() ? text : DocumentChange::difference(old->root(), document->root());
    m_client.requestIfMatch(method, path, m_tag, body)
        .then(this,
              [this, before, sent = m_view->text(), shown = m_shown](const Client::Reply &reply) {
                  takeAnswer(reply, before, sent, shown);
              });
}

/// What was typed since @p sent, or another document that was chosen since, stays.
void DocumentEditor::takeAnswer(const Client::Reply &reply, const QByteArray &before,
                                const QString &sent, int shown)
{
    const bool isShown = shown == m_shown;
    if (!reply.isOk() && !isShown)
        return Ask::toAcknowledge(this, tr("The document could not be saved"), reply.explanation());
    if (reply.isOvertaken())
        return readTheirs();
    if (!reply.isOk())
        return showRefusal(reply);
    if (isShown) {
        const QByteArray id = reply.json().root().value("_id").text().toByteArray();
        if (m_view->text() == sent) {
            show(id, reply.body);
        } else {
            m_id = id;
            m_stored = PrettyJson::format(reply.body);
        }
        m_tag = reply.tag; // a hook may have put something else into the answer
        check();
    }
    emit stored(before, reply.body);
}

// ---- changes of others

void DocumentEditor::noteStored(const QByteArray &id, const QByteArray &json)
{
    if (!m_isEditing || id != m_id || EntityTag::of(json) == m_tag)
        return;
    if (hasUnsavedChanges())
        return showTheirs(json);
    show(id, json, m_access);
}

void DocumentEditor::readTheirs()
{
    m_client.request("GET", m_path + '/' + m_id, {}, Client::MetaFields)
        .then(this, [this, id = m_id](const Client::Reply &reply) {
            if (!reply.isOk())
                showRefusal(reply);
            else
                noteStored(id, reply.body);
        });
}

void DocumentEditor::showTheirs(const QByteArray &json)
{
    m_notice->tell(
        NoticeBar::Kind::Warning,
        tr("Somebody else changed this document while you were editing it."),
        {{tr("Compare"), "compareVersions",
          [this, json] { emit compareRequested(PrettyJson::format(json), m_view->text()); }, true},
         {tr("Use theirs"), "useTheirs", [this, id = m_id, json] { show(id, json); }},
         {tr("Keep mine"), "keepMine", [this, json] { keepMine(json); }, true}});
}

/// What was changed here goes over what somebody else has stored; what was not stays theirs.
void DocumentEditor::keepMine(const QByteArray &theirs)
{
    if (tellFault()) // what the form could not take would be lost
        return;
    m_notice->hide();
    const auto base = Json::Document::parse(m_stored.toUtf8());
    const auto mine = Json::Document::parse(m_view->text().toUtf8());
    const auto stored = Json::Document::parse(theirs);
    m_tag = EntityTag::of(theirs);
    m_stored = PrettyJson::format(theirs);
    if (base && mine && stored)
        m_view->replaceText(
            PrettyJson::format(DocumentChange::merged(base->root(), mine->root(), stored->root())));
    check();
}

// ---- drafts

QByteArray DocumentEditor::draft() const
{
    if (!m_draft.state.isEmpty())
        return m_draft.state;
    if (!hasUnsavedChanges())
        return {};
    return Json::ObjectWriter()
        .text("id", QByteArrayView(m_id))
        .text("tag", QByteArrayView(m_tag))
        .text("stored", m_stored)
        .text("text", m_view->text())
        .take();
}

void DocumentEditor::restore(const DraftStore::Draft &draft)
{
    const auto state = Json::Document::parse(draft.state);
    if (!state)
        return;
    m_draft = draft;
    const QByteArray id = state->root().value("id").text().toByteArray();
    const auto showIt = [this, draft](const Client::Reply &present) {
        m_draft = {};
        const auto state = Json::Document::parseKnown(draft.state);
        showDraft(draft, state->root(), present);
    };
    if (id.isEmpty())
        QMetaObject::invokeMethod(
            this, [showIt] { showIt({}); }, Qt::QueuedConnection);
    else
        m_client.request("GET", m_path + '/' + id, {}, Client::MetaFields).then(this, showIt);
}

/// The document is one undo away from what is shown then.
void DocumentEditor::showDraft(const DraftStore::Draft &draft, const Json::Value &state,
                               const Client::Reply &present)
{
    const QByteArray id = state.value("id").text().toByteArray();
    const bool isNew = id.isEmpty() || !present.isOk(); // one that is gone can be added again
    show(isNew ? QByteArray() : id, isNew ? QByteArray("{}") : present.body);
    if (m_isPreview)
        return;
    if (isNew)
        m_stored.clear();
    const QByteArray tag = m_tag;
    const QString text = state.value("text").toString();
    m_view->replaceText(text);
    if (!isNew && state.value("tag").text() != tag) {
        m_stored = state.value("stored").toString(); // what was changed is the difference to it
        m_tag = state.value("tag").text().toByteArray();
        return showTheirs(present.body);
    }
    m_notice->tell(NoticeBar::Kind::Information,
                   tr("Unsaved changes from %1 were restored.").arg(timeText(draft.time)),
                   {{tr("Discard"), "discardDraft",
                     [this, isNew] { isNew ? clear() : m_view->revertTo(m_stored); }},
                    {tr("Keep"), "keepDraft", [] {}}});
}

/// Tells what is typed into the form and cannot be a value. False: there is nothing such.
bool DocumentEditor::tellFault()
{
    const QString fault = m_view->fault();
    if (!fault.isEmpty())
        showRefusal({400, Json::ObjectWriter().text("message", fault).take()});
    return !fault.isEmpty();
}

void DocumentEditor::showRefusal(const Client::Reply &reply)
{
    QStringList fields;
    for (const Client::Reply::Fault &fault : reply.faults())
        fields.append(fault.field);
    m_banner->setText(fields.isEmpty()
                          ? reply.message()
                          : QStringLiteral("%1\n%2").arg(reply.message(), reply.explanation()));
    m_banner->show();
    m_view->showFaults(reply.faults());
}
