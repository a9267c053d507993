// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/requestspanel.h"

#include "client/requests/junit.h"
#include "client/requestsender.h"
#include "client/routes.h"
#include "ui/requests/addressfield.h"
#include "ui/requests/answerview.h"
#include "ui/requests/emptyrequests.h"
#include "ui/requests/environmentbox.h"
#include "ui/requests/requesteditor.h"
#include "ui/requests/requestfileactions.h"
#include "ui/requests/requesttree.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/panes.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

using Requests::Report;
using Requests::Request;
using Requests::Runner;

namespace {

constexpr int NarrowWidth = 640; ///< Below it the answer stands under the request.
constexpr int SideWidth = 264;

} // namespace

RequestsPanel::RequestsPanel(Client &client, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_book(client.identity(), this)
    , m_sender(new RequestSender(&client, this))
    , m_runner(new Runner(m_book.folder(), *m_sender, Requests::Variables(), this))
    , m_notice(new NoticeBar(theme, this))
    , m_tree(new RequestTree(m_book, theme, this))
    , m_environment(new EnvironmentBox(m_book, theme, this))
    , m_files(new RequestFileActions(m_book, *m_tree, theme, this))
{
    setObjectName(QStringLiteral("requestsPanel"));
    auto *layout = Layouts::column(this);
    layout->addWidget(m_notice);
    auto *splitter = new QSplitter(this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeSide());
    splitter->addWidget(Layouts::scrolled(*makeMain()));
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({theme.scaled(SideWidth), 900});
    layout->addWidget(splitter, 1);
    connectBook();
    connectEditor();
    connectRunner();
    makeActions();
    loadNames();
    refresh();
    if (!m_book.names().isEmpty())
        m_tree->choose({m_book.names().first(), 0});
}

RequestsPanel::~RequestsPanel()
{
    m_sender->cancel();
}

QWidget *RequestsPanel::makeSide()
{
    auto *side = new QSplitter(Qt::Vertical, this);
    side->setHandleWidth(1);
    side->setChildrenCollapsible(false);
    side->setMinimumWidth(180);
    auto *upper = new QWidget(side);
    Panes::mark(*upper);
    auto *layout = Layouts::column(upper);
    QWidget *bar = Layouts::bar(upper);
    m_folder = new QLabel(bar);
    m_folder->setProperty("title", true);
    m_folder->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    Layouts::rowOf(bar)->addWidget(m_folder, 1);
    QToolButton *add = Layouts::addTool(bar, m_theme.icon(QStringLiteral("plus")),
                                        tr("New, import, folder"), "newRequests");
    auto *menu = new QMenu(add);
    m_files->fillNewMenu(menu);
    add->setMenu(menu);
    add->setPopupMode(QToolButton::InstantPopup);
    m_run = new QPushButton(m_theme.icon(QStringLiteral("player-play")), tr("Run"), bar);
    m_run->setObjectName(QStringLiteral("runRequests"));
    m_run->setToolTip(tr("Send all requests of the chosen folder or file (Ctrl+Shift+Return)"));
    Layouts::rowOf(bar)->addWidget(m_run);
    layout->addWidget(bar);
    layout->addWidget(Layouts::line(upper));
    layout->addWidget(m_tree, 1);
    side->addWidget(upper);
    side->addWidget(m_environment);
    side->setStretchFactor(0, 3);
    side->setStretchFactor(1, 2);
    return side;
}

QWidget *RequestsPanel::makeMain()
{
    m_pages = new QStackedWidget(this);
    m_pages->installEventFilter(this);
    auto *page = new QWidget(m_pages);
    auto *layout = Layouts::column(page);
    m_editor = new RequestEditor(m_theme, page);
    addSendButtons();
    layout->addWidget(m_editor->bar());
    layout->addWidget(Layouts::line(page));
    m_split = new QSplitter(page);
    m_split->setHandleWidth(1);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(m_editor);
    m_answer = new AnswerView(m_client, m_theme, m_split);
    m_split->addWidget(m_answer);
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 1);
    layout->addWidget(m_split, 1);
    m_pages->addWidget(new EmptyRequests(*m_files, m_pages));
    m_pages->addWidget(page);
    return m_pages;
}

void RequestsPanel::addSendButtons()
{
    m_send = new QPushButton(m_editor->acts());
    m_send->setObjectName(QStringLiteral("sendRequest"));
    m_send->setProperty("primary", true);
    m_save = new QPushButton(tr("Save"), m_editor->acts());
    m_save->setObjectName(QStringLiteral("saveRequests"));
    Layouts::rowOf(m_editor->acts())->addWidget(m_send);
    Layouts::rowOf(m_editor->acts())->addWidget(m_save);
    connect(m_send, &QPushButton::clicked, this, &RequestsPanel::send);
    connect(m_save, &QPushButton::clicked, this, &RequestsPanel::save);
    connect(m_run, &QPushButton::clicked, this, [this] { run(m_tree->chosenFiles()); });
}

void RequestsPanel::connectBook()
{
    connect(&m_book, &RequestBook::changed, this, &RequestsPanel::refresh);
    connect(&m_theme, &Theme::changed, this,
            [this] { m_editor->showResult(m_book.result(m_spot)); });
    connect(m_tree, &RequestTree::spotChosen, this, &RequestsPanel::show);
    connect(m_tree, &RequestTree::menuRequested, m_files, &RequestFileActions::openMenu);
    connect(m_tree, &RequestTree::removeRequested, m_files, &RequestFileActions::remove);
    connect(m_environment, &EnvironmentBox::failed, this, &RequestsPanel::tell);
    connect(m_files, &RequestFileActions::failed, this, &RequestsPanel::tell);
    connect(m_files, &RequestFileActions::added, m_editor, &RequestEditor::focusTitle);
    connect(m_files, &RequestFileActions::runRequested, this, &RequestsPanel::run);
    connect(m_files, &RequestFileActions::removed, this,
            [this](const QString &label, const std::function<void()> &undo) {
                m_notice->tell(
                    NoticeBar::Kind::Information, tr("%1 was deleted.").arg(label),
                    {{tr("Undo"), "undoRemoval", undo}, {tr("Close"), "closeNotice", [] {}}});
            });
    connect(m_files, &RequestFileActions::imported, this,
            [this](int count, const QStringList &notes) {
                QString text = tr("%Ln request(s) were imported.", nullptr, count);
                constexpr qsizetype MostShown = 6;
                for (const QString &note : notes.mid(0, MostShown))
                    text += QLatin1Char('\n') + note;
                if (notes.size() > MostShown)
                    text += QLatin1Char('\n')
                        + tr("%Ln more note(s).", nullptr, int(notes.size() - MostShown));
                m_notice->tell(NoticeBar::Kind::Information, text,
                               {{tr("Close"), "closeNotice", [] {}}});
            });
}

void RequestsPanel::connectEditor()
{
    connect(m_editor, &RequestEditor::edited, this, [this] {
        m_isTyping = true;
        const auto done = m_book.replace(m_spot, m_editor->request());
        m_isTyping = false;
        Layouts::restyle(m_editor->address(), "invalid", !done.hasValue());
        m_editor->address()->setToolTip(done ? QString() : done.error().message);
        if (!done)
            tell(done.error().message);
        else if (m_hasFault)
            m_notice->hide();
        m_hasFault = !done;
    });
    connect(m_editor, &RequestEditor::fileEdited, this, [this](const QByteArray &text) {
        m_hasFault = false;
        m_book.setText(m_spot.file, text);
    });
    connect(m_editor, &RequestEditor::bodyFileWanted, this, &RequestsPanel::chooseBodyFile);
    connect(m_answer, &AnswerView::lineActivated, this, &RequestsPanel::lineActivated);
    connect(m_answer, &AnswerView::moduleLineActivated, this, &RequestsPanel::moduleLineActivated);
    connect(m_answer, &AnswerView::recordActivated, this, &RequestsPanel::recordActivated);
    connect(m_answer, &AnswerView::testRunRequested, this, &RequestsPanel::testRunRequested);
}

void RequestsPanel::connectRunner()
{
    connect(m_runner, &Runner::started, this, [this](const QString &file, int index) {
        m_tree->showSending({file, index});
        if (m_spot == RequestBook::Spot{file, index})
            m_answer->showSending();
    });
    connect(m_runner, &Runner::reported, this, [this](const Report &report) {
        m_reports.append(report);
        m_book.keep(report);
        if (m_spot == RequestBook::Spot{report.file, report.index})
            show(m_spot);
    });
    connect(m_runner, &Runner::finished, this, [this] {
        m_tree->showSending({});
        showRunning(false);
        show(m_spot); // what was cancelled is as it was before
        if (m_isFolderRun)
            finishRun();
    });
    showRunning(false);
}

void RequestsPanel::makeActions()
{
    connect(Actions::make("sendRequest", m_theme, this), &QAction::triggered, this,
            &RequestsPanel::send);
    connect(Actions::make("runRequests", m_theme, this), &QAction::triggered, this,
            [this] { run(m_tree->chosenFiles()); });
    connect(Actions::make("refresh", m_theme, this), &QAction::triggered, this, [this] {
        m_book.reload();
        loadNames();
    });
}

/// Names that are proposed, and keys to send with.
void RequestsPanel::loadNames()
{
    m_client.read(Routes::collections(), "counts=false")
        .then(this, [this](const Client::Reply &reply) {
            m_editor->address()->setCollections(reply.names());
        });
    m_client.read(Routes::keys()).then(m_editor, [this](const Client::Reply &reply) {
        if (reply.isOk())
            m_editor->setKeys(reply.json().root());
    });
}

bool RequestsPanel::event(QEvent *event)
{
    if (event->type() == QEvent::WindowActivate && !m_runner->isRunning())
        m_book.reload(); // git may have changed the files
    return QWidget::event(event);
}

bool RequestsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_pages && event->type() == QEvent::Resize) {
        const bool isNarrow = m_pages->width() < m_theme.scaled(NarrowWidth);
        m_split->setOrientation(isNarrow ? Qt::Vertical : Qt::Horizontal);
    }
    return QWidget::eventFilter(watched, event);
}

/// Texts that are made of others are made again in the new language.
void RequestsPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        showRunning(m_runner->isRunning());
        refresh();
    }
}

// ---- what is shown

void RequestsPanel::refresh()
{
    if (m_isTyping)
        m_tree->refresh(m_spot);
    else
        m_tree->refresh();
    m_folder->setText(QFileInfo(m_book.path()).completeBaseName());
    m_folder->setToolTip(m_book.path());
    m_save->setEnabled(m_book.isEdited());
    m_pages->setCurrentIndex(m_book.names().isEmpty() ? 0 : 1);
    if (m_isTyping)
        m_editor->showFile(m_book.file(m_spot.file).text());
    else if (!m_hasFault || m_tree->chosen() != m_spot)
        show(m_tree->chosen()); // what is typed and cannot be kept is not replaced
    QStringList variables = {QStringLiteral("base"), QStringLiteral("key")};
    for (const QByteArray &each : m_book.environments().valuesOf(m_book.environment()).keys())
        variables.append(QString::fromUtf8(each));
    for (const Requests::FileVariable &each : m_book.file(m_spot.file).variables())
        variables.append(QString::fromUtf8(each.name));
    variables.removeDuplicates();
    m_editor->address()->setVariables(variables);
    if (!m_book.fault().isEmpty())
        tell(m_book.fault());
    emit unsavedChanged();
}

void RequestsPanel::show(const RequestBook::Spot &spot)
{
    m_spot = spot;
    m_hasFault = false;
    const Requests::RequestFile &file = m_book.file(spot.file);
    const bool isThere = !spot.file.isEmpty() && spot.index < file.requests().size();
    m_editor->setEnabled(isThere);
    m_editor->bar()->setEnabled(isThere);
    if (!isThere)
        m_spot = {};
    m_editor->show(isThere ? file.requests()[spot.index] : Request{},
                   isThere ? file.text() : QByteArray());
    const Report *report = isThere ? m_book.result(spot) : nullptr;
    m_editor->showResult(report);
    m_answer->show(report);
}

void RequestsPanel::tell(const QString &message)
{
    m_notice->tell(NoticeBar::Kind::Warning, message, {{tr("Close"), "closeNotice", [] {}}});
}

void RequestsPanel::addRecorded(const QByteArray &recorded)
{
    const auto parsed = Json::Document::parse(recorded);
    if (!parsed)
        return;
    const Json::Value root = parsed->root();
    const QByteArray query = root.value("query").text().toByteArray();
    Request request;
    request.method = root.value("method").text().toByteArray();
    const QByteArray path = root.value("path").text().toByteArray();
    request.title = request.method + ' ' + QByteArray::fromPercentEncoding(path);
    request.url = "{{base}}" + path + (query.isEmpty() ? QByteArray() : '?' + query);
    request.headers.append(Requests::Header("x-apikey", "{{key}}"));
    for (const Json::Member &each : root.value("headers").members()) {
        const QByteArray name = each.key.toByteArray();
        if (name.toLower() != "x-request-id")
            request.headers.append({name, each.value.text().toByteArray()});
    }
    request.body = PrettyJson::format(root.value("body").text().toByteArray()).toUtf8();
    m_files->addRequest(request);
}

void RequestsPanel::restore(const DraftStore::Draft &draft)
{
    m_book.restore(draft.state);
}

// ---- sending

void RequestsPanel::showRunning(bool isRunning)
{
    m_send->setIcon(m_theme.icon(isRunning ? QStringLiteral("player-stop") : QStringLiteral("send"),
                                 Theme::Role::OnAccent));
    m_send->setText(isRunning ? tr("Cancel") : tr("Send"));
    m_send->setToolTip(isRunning ? QString() : tr("Send the request (Ctrl+Return)"));
    m_run->setEnabled(!isRunning);
}

void RequestsPanel::begin(const QList<Runner::Step> &steps)
{
    Requests::Variables &variables = m_runner->variables();
    variables.setEnvironment(m_book.environments().valuesOf(m_book.environment()));
    const QString url = m_client.url();
    variables.setConnection(url.isEmpty() ? QByteArray("http://127.0.0.1:8787") : url.toUtf8(), {});
    m_reports.clear();
    showRunning(true);
    m_runner->run(steps);
}

void RequestsPanel::send()
{
    if (m_runner->isRunning())
        return m_runner->cancel();
    if (m_spot.file.isEmpty())
        return;
    m_isFolderRun = false;
    begin({{m_spot.file, m_book.file(m_spot.file).text(), m_spot.index}});
}

void RequestsPanel::run(const QStringList &files)
{
    if (m_runner->isRunning())
        return;
    QList<Runner::Step> steps;
    bool changesSomething = false;
    for (const QString &name : files) {
        const Requests::RequestFile &file = m_book.file(name);
        const QByteArray text = file.text(); // one for all: it may be large
        for (int i = 0; i < file.requests().size(); ++i) {
            changesSomething = changesSomething || file.requests()[i].method != "GET";
            steps.append({name, text, i});
        }
    }
    const auto go = [this, steps] {
        m_isFolderRun = true;
        m_stepCount = steps.size();
        m_book.forgetResults();
        begin(steps);
    };
    // Only a production server asks.
    bool isGuarded = false;
    for (const QWidget *each = this; each; each = each->parentWidget())
        isGuarded = isGuarded || !each->property(Ask::GuardProperty).toString().isEmpty();
    if (steps.isEmpty())
        return;
    if (!changesSomething || !isGuarded)
        return go();
    Ask::toDestroy(this,
                   {tr("Run requests on a production server?"),
                    tr("%Ln request(s) are sent, and some of them can change data.", nullptr,
                       int(steps.size())),
                    tr("Run")},
                   go);
}

void RequestsPanel::finishRun()
{
    const auto failed = std::count_if(m_reports.begin(), m_reports.end(),
                                      [](const Report &each) { return !each.hasPassed(); });
    const bool isWhole = m_reports.size() == m_stepCount;
    const QString text = !isWhole
        ? tr("Cancelled: %1 of %Ln request(s) were sent, and %2 of them failed.", nullptr,
             int(m_stepCount))
              .arg(m_reports.size())
              .arg(failed)
        : failed == 0
        ? tr("All %Ln request(s) passed.", nullptr, int(m_reports.size()))
        : tr("%1 of %Ln request(s) failed.", nullptr, int(m_reports.size())).arg(failed);
    m_notice->tell(isWhole && failed == 0 ? NoticeBar::Kind::Information : NoticeBar::Kind::Warning,
                   text,
                   {{tr("Save report…"), "saveRequestReport",
                     [this] { m_files->saveReport(Requests::junitOf(m_reports)); }, true},
                    {tr("Close"), "closeNotice", [] {}}});
}

// ---- keeping

void RequestsPanel::save()
{
    const auto done = m_book.save();
    if (done)
        return m_notice->isWarning() ? m_notice->hide() : void();
    if (done.error().kind == Error::Kind::Conflict)
        askAboutConflict(done.error().message);
    else
        tell(done.error().message);
}

void RequestsPanel::askAboutConflict(const QString &name)
{
    m_notice->tell(NoticeBar::Kind::Warning,
                   tr("%1 was changed by another program since it was read.").arg(name),
                   {{tr("Use theirs"), "takeTheirs", [this, name] { m_book.discard(name); }},
                    {tr("Keep mine"), "keepMine", [this, name] {
                         m_book.overwrite(name);
                         save();
                     }}});
}

void RequestsPanel::chooseBodyFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("File for the body"));
    if (path.isEmpty())
        return;
    const QString folder = QFileInfo(m_book.path() + QLatin1Char('/') + m_spot.file).path();
    const QString target = folder + QLatin1Char('/') + QFileInfo(path).fileName();
    const bool isThere = QFileInfo(target) == QFileInfo(path);
    if (!isThere && (!QDir().mkpath(folder) || !QFile::copy(path, target)))
        return tell(tr("%1 cannot be written.").arg(target));
    m_editor->setBodyFile(QFileInfo(path).fileName());
}
