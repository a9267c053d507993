// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/scriptpanel.h"

#include "client/routes.h"
#include "ui/codehook/changebars.h"
#include "ui/codehook/codeassistant.h"
#include "ui/codehook/codeeditor.h"
#include "ui/codehook/comparedialog.h"
#include "ui/codehook/findbar.h"
#include "ui/codehook/historydialog.h"
#include "ui/codehook/hookoutline.h"
#include "ui/codehook/scriptbar.h"
#include "ui/codehook/scriptcheck.h"
#include "ui/codehook/scriptcommands.h"
#include "ui/codehook/scripthover.h"
#include "ui/codehook/scriptnavigation.h"
#include "ui/codehook/scriptproblems.h"
#include "ui/codehook/scriptreplay.h"
#include "ui/codehook/scriptstops.h"
#include "ui/codehook/storedscript.h"
#include "ui/codehook/testcasespage.h"
#include "ui/codehook/testrunpanel.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/emptyhint.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/panes.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QSignalBlocker>
#include <QSplitter>

#include <algorithm>
#include <utility>

ScriptPanel::ScriptPanel(Client &client, const Theme &theme, Kind kind, const QString &name,
                         QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_edited{kind, name}
    , m_script(m_edited.path())
    , m_bar(new ScriptBar(theme, this))
    , m_stored(new StoredScript(client, m_script, m_edited.storedName(), this))
    , m_notice(new NoticeBar(theme, this))
    , m_editor(new CodeEditor(theme, this))
    , m_changes(new ChangeBars(theme, *m_editor, *m_stored))
    , m_check(new ScriptCheck(client, *m_editor, m_edited.word(), this))
    , m_outline(new HookOutline(client, theme, *m_editor, *m_check, m_edited.collection(), this))
    , m_assistant(new CodeAssistant(*m_editor, theme))
    , m_problems(new ScriptProblems(theme, *m_editor, *m_check, this))
    , m_navigation(new ScriptNavigation(client, theme, *m_editor, *m_check, *m_problems,
                                        m_edited.word(), this))
    , m_hover(new ScriptHover(*m_editor, *m_navigation))
{
    m_editor->setObjectName(QStringLiteral("codehookEditor"));
    m_editor->setAccessibleName(tr("Script of %1").arg(name));
    if (kind != Kind::Codehook)
        m_bar->hideEnabled();
    if (kind == Kind::Module)
        m_bar->hideTestRun();
    else
        m_test = new TestRunPanel(client, theme, kind == Kind::Codehook ? name : QString(), this);
    auto *layout = Layouts::column(this);
    layout->addWidget(m_bar);
    layout->addWidget(Layouts::line(this));
    layout->addWidget(makeMiddle(), 1);
    layout->addWidget(Layouts::line(this));
    layout->addWidget(m_problems);
    connectBar();
    connectScript();
    connectTestRun();
    for (QWidget *pane : {static_cast<QWidget *>(m_outline), static_cast<QWidget *>(m_editor),
                          static_cast<QWidget *>(m_test)}) {
        if (pane)
            Panes::mark(*pane);
    }
    m_hint = new EmptyHint(*m_editor, hint());
    setFocusProxy(m_editor);
    m_editor->setReadOnly(true);
    m_stored->load();
}

/// The hooks, the editor, and the test run beside it.
QWidget *ScriptPanel::makeMiddle()
{
    auto *splitter = new QSplitter(this);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_outline);
    auto *middle = new QWidget(splitter);
    auto *find = new FindBar(*m_editor, m_theme, middle);
    auto *commands = new ScriptCommands(m_client, m_theme,
                                        {*m_editor, *find, *m_check, *m_problems, *m_navigation,
                                         *m_changes, *m_hover, *m_assistant},
                                        this);
    connect(commands, &ScriptCommands::historyRequested, this, &ScriptPanel::showHistory);
    auto *column = Layouts::column(middle);
    if (m_test && m_test->cases())
        column->addWidget(m_test->cases()->notice());
    column->addWidget(m_notice);
    column->addWidget(find);
    column->addWidget(m_editor, 1);
    splitter->addWidget(middle);
    if (m_test) {
        m_test->hide();
        splitter->addWidget(m_test);
    }
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({std::min(m_theme.scaled(190), 270), 560, 340});
    splitter->setChildrenCollapsible(false);
    auto *stops = new ScriptStops(m_theme, *m_editor, *m_stored, m_edited, m_client.identity());
    if (!m_test) // but it is in the replays of the hooks that require it
        return splitter;
    return m_replay = new ScriptReplay(m_theme, splitter, *m_test, *stops, this);
}

void ScriptPanel::connectBar()
{
    connect(m_bar, &ScriptBar::enabledChosen, this, &ScriptPanel::setScriptEnabled);
    connect(m_bar, &ScriptBar::historyRequested, this, &ScriptPanel::showHistory);
    connect(m_bar, &ScriptBar::testRunToggled, this, &ScriptPanel::setTestRunVisible);
    connect(m_bar, &ScriptBar::saveRequested, this, &ScriptPanel::save);
    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        m_editor->showRunLines({}); // they would be beside other code
        updateState();
    });
    connect(m_assistant, &CodeAssistant::namesWanted, this, &ScriptPanel::loadNames);
    connect(m_hover, &ScriptHover::namesWanted, this, &ScriptPanel::loadNames);
    connect(m_editor, &QsciScintilla::modificationChanged, this, &ScriptPanel::updateState);
}

void ScriptPanel::connectTestRun()
{
    if (!m_test)
        return;
    connect(m_test, &TestRunPanel::runRequested, this, &ScriptPanel::runTest);
    connect(m_test, &TestRunPanel::inputChanged, this, &ScriptPanel::unsavedChanged);
    connect(m_test, &TestRunPanel::ran, m_editor, &CodeEditor::showRunLines);
    connect(m_test, &TestRunPanel::lineActivated, m_editor, &CodeEditor::goToLine);
    connect(m_test, &TestRunPanel::refused, this,
            [this](const Client::Reply &reply) { m_problems->showFault(reply, tr("Not run.")); });
    if (TestCasesPage *cases = m_test->cases())
        connect(cases, &TestCasesPage::runAllRequested, this,
                [this, cases] { cases->runAll(m_editor->text(), [](const QStringList &) {}); });
    // Also while the tabs or the inspector have the focus; a panel that is not seen has no
    // shortcut.
    connect(Actions::make("testRun", m_theme, this), &QAction::triggered, this,
            &ScriptPanel::runTest);
}

// ---- what is stored

void ScriptPanel::connectScript()
{
    connect(m_changes, &ChangeBars::compareRequested, this, [this] {
        (new CompareDialog(m_theme, {tr("Saved"), m_changes->stored()},
                           {tr("Your version"), m_editor->text()}, this))
            ->open();
    });
    connect(m_stored, &StoredScript::loaded, this, &ScriptPanel::show);
    connect(m_stored, &StoredScript::changedElsewhere, this, &ScriptPanel::showTheirs);
    connect(m_stored, &StoredScript::touched, this, &ScriptPanel::loadState);
    connect(m_stored, &StoredScript::saved, this, [this](const QString &script) {
        // What was typed meanwhile is not saved.
        if (m_editor->text() == script)
            takeStored(script);
        m_problems->setFault({});
        m_editor->clearError();
        loadState();
    });
    connect(m_stored, &StoredScript::refused, this, [this](const Client::Reply &reply) {
        updateState();
        if (!reply.isOvertaken()) // else the bar asks what is to be done
            m_problems->showFault(reply, tr("Not saved."));
    });
}

void ScriptPanel::show(const QString &script)
{
    m_notice->hide();
    m_editor->setReadOnly(false);
    {
        const QSignalBlocker blocker(m_editor);
        m_editor->setText(script);
        m_editor->setModified(false);
        m_editor->SendScintilla(QsciScintillaBase::SCI_EMPTYUNDOBUFFER);
    }
    if (!m_draft.state.isEmpty())
        showDraft();
    loadState();
    m_hasNames = false;
    m_check->check();
    if (m_pendingLine > 0)
        m_editor->goToLine(std::exchange(m_pendingLine, 0), m_pendingColumn);
}

/// The editor has @p script, and the server has it too.
void ScriptPanel::takeStored(const QString &script)
{
    m_notice->hide();
    if (m_editor->text() != script)
        m_editor->replaceAll(script);
    m_editor->setModified(false);
    updateState();
}

void ScriptPanel::showTheirs(const QString &theirs)
{
    const auto take = [this, theirs] {
        m_stored->acceptTheirs();
        takeStored(theirs);
        loadState();
        m_check->check();
    };
    if (!hasUnsavedChanges() || m_editor->text() == theirs)
        return take();
    m_notice->tell(NoticeBar::Kind::Warning,
                   tr("Somebody else saved this script while you were editing it."),
                   {{tr("Compare"), "compareVersions",
                     [this, theirs] {
                         (new CompareDialog(m_theme, {tr("Saved by somebody else"), theirs},
                                            {tr("Your version"), m_editor->text()}, this))
                             ->open();
                     },
                     true},
                    {tr("Use theirs"), "useTheirs", take},
                    {tr("Keep mine"), "keepMine", [this] { m_stored->acceptTheirs(); }}});
}

void ScriptPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_stored->look();
}

void ScriptPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow() && isVisible())
        m_stored->look();
}

// ---- drafts

QByteArray ScriptPanel::draft() const
{
    if (!m_draft.state.isEmpty())
        return m_draft.state;
    const QByteArray test = m_test ? m_test->draft() : QByteArray();
    if (!hasUnsavedChanges() && test.isEmpty())
        return {};
    Json::ObjectWriter draft;
    if (hasUnsavedChanges()) {
        int line = 0;
        int column = 0;
        m_editor->getCursorPosition(&line, &column);
        draft.text("tag", QByteArrayView(m_stored->tag()))
            .number("line", line)
            .number("column", column)
            .text("text", m_editor->text());
    }
    if (!test.isEmpty())
        draft.raw("test", test);
    return draft.take();
}

void ScriptPanel::restore(const DraftStore::Draft &draft)
{
    const auto state = Json::Document::parse(draft.state);
    if (!state)
        return;
    if (const auto test = state->root().find("test"); test && m_test) {
        m_test->restore(test->toJson());
        setTestRunVisible(true);
    }
    if (state->root().find("text"))
        m_draft = draft;
}

/// The script is one undo away from what is shown then.
void ScriptPanel::showDraft()
{
    const DraftStore::Draft draft = std::exchange(m_draft, {});
    const auto state = Json::Document::parseKnown(draft.state);
    const QString saved = m_editor->text();
    if (state->root().value("text").toString() == saved)
        return;
    m_editor->replaceAll(state->root().value("text").toString());
    m_editor->setCursorPosition(int(state->root().value("line").toInteger()),
                                int(state->root().value("column").toInteger()));
    if (state->root().value("tag").text() != m_stored->tag())
        return showTheirs(saved);
    m_notice->tell(NoticeBar::Kind::Information,
                   tr("Unsaved changes from %1 were restored.").arg(timeText(draft.time)),
                   {{tr("Discard"), "discardDraft", [this, saved] { takeStored(saved); }},
                    {tr("Keep"), "keepDraft", [] {}}});
}

void ScriptPanel::loadState()
{
    if (m_edited.kind != Kind::Codehook) {
        m_client.request("GET", Routes::scriptVersions(m_script))
            .then(this, [this](const Client::Reply &reply) {
                const auto versions = reply.json();
                const auto items = versions.root().items();
                m_version = items.empty() ? 0 : int(items.front().value("version").toInteger());
                updateState();
            });
        return;
    }
    m_client.read(Routes::collection(m_edited.collection()))
        .then(this, [this](const Client::Reply &reply) {
            const auto body = reply.json();
            const Json::Value codehook = body.root().value("codehook");
            m_version = int(codehook.value("version").toInteger());
            addFields(body.root().value("fields"));
            if (reply.isOk() && m_test)
                m_test->cases()->begin(reply);
            const QString suspended = codehook.value("suspended").toString();
            m_problems->setSuspended(suspended);
            m_bar->setScriptEnabled(codehook.value("enabled").toBool() && suspended.isEmpty());
            updateState();
        });
}

QString ScriptPanel::nameAtCaret() const
{
    return m_editor->nameAtCaret();
}

void ScriptPanel::goToLine(int line, int column)
{
    if (m_replay)
        m_replay->showScript();
    if (!m_editor->isReadOnly())
        return m_editor->goToLine(line, column);
    m_pendingLine = line;
    m_pendingColumn = column;
}

void ScriptPanel::tryRequest(const QByteArray &request)
{
    if (!m_test)
        return;
    TestCase recorded;
    recorded.request = request;
    m_test->fillFrom(recorded);
    setTestRunVisible(true);
    m_editor->setFocus();
}

bool ScriptPanel::hasUnsavedChanges() const
{
    return m_editor->isModified() || !m_draft.state.isEmpty();
}

void ScriptPanel::save()
{
    TestCasesPage *cases = m_test ? m_test->cases() : nullptr;
    if (m_isTesting || !cases || !cases->runsBeforeSaving())
        return store();
    m_isTesting = true;
    updateState();
    cases->runAll(m_editor->text(), [this](const QStringList &failures) {
        m_isTesting = false;
        updateState();
        if (failures.isEmpty())
            return store();
        Ask::toConfirm(this, tr("Save anyway?"),
                       tr("%Ln test case(s) fail:", nullptr, int(failures.size()))
                           + QLatin1Char('\n') + failures.mid(0, 10).join(QLatin1Char('\n')),
                       tr("Save"), [this] { store(); });
    });
}

void ScriptPanel::store()
{
    if (m_isTesting)
        return;
    m_stored->save(m_editor->text());
    updateState();
}

void ScriptPanel::showHistory()
{
    auto *dialog = new HistoryDialog(m_client, m_theme, m_script,
                                     {m_editor->text(), hasUnsavedChanges()}, this);
    connect(dialog, &HistoryDialog::restored, this, [this] {
        m_editor->setModified(false);
        m_stored->load();
    });
    dialog->open();
}

/// A narrow page keeps the room beside the test run for the code.
void ScriptPanel::fitOutline()
{
    constexpr int narrow = 820;
    m_outline->setVisible(m_edited.kind == Kind::Codehook
                          && (!m_test || m_test->isHidden() || width() >= m_theme.scaled(narrow)));
}

void ScriptPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitOutline();
}

void ScriptPanel::setTestRunVisible(bool visible)
{
    m_replay->showScript();
    m_test->setVisible(visible);
    fitOutline();
    m_bar->setTestRunShown(visible);
    m_editor->setRunMarginVisible(visible);
    if (visible && !m_test->isFilled()) {
        const QString hook = m_outline->hookAtCaret();
        m_test->prefill(hook);
        m_check->whenChecked([this, hook] {
            if (m_outline->hookAtCaret() != hook)
                m_test->prefill(m_outline->hookAtCaret());
        });
    }
    if (!visible)
        m_editor->showRunLines({});
}

/// The first time it shows what will be sent; from then on it sends it.
void ScriptPanel::runTest()
{
    const bool wasFilled = m_test->isFilled();
    setTestRunVisible(true);
    if (wasFilled) // for the hook that is at the caret now
        m_check->whenChecked([this] { m_test->run(m_editor->text()); });
}

void ScriptPanel::setScriptEnabled(bool enabled)
{
    m_client
        .request("POST", enabled ? Routes::scriptEnable(m_script) : Routes::scriptDisable(m_script))
        .then(this, [this](const Client::Reply &reply) {
            m_problems->setFault(reply.isOk() ? QString() : reply.message());
            loadState();
        });
}

void ScriptPanel::updateState()
{
    using Saving = ScriptBar::Saving;
    const Saving settled = hasUnsavedChanges() ? Saving::Unsaved : Saving::None;
    m_bar->showSaving(m_isTesting || m_stored->isSaving() ? Saving::UnderWay : settled, m_version);
    m_hint->setVisible(!m_editor->isReadOnly() && m_editor->text().isEmpty());
    emit unsavedChanged();
}

/// What an empty editor says.
QString ScriptPanel::hint() const
{
    const QString keys = QKeySequence(Qt::CTRL | Qt::Key_I).toString(QKeySequence::NativeText);
    return m_edited.kind == Kind::Codehook
        ? tr("No script yet.\nSelect a hook in the list on the left to insert it, or press %1 for "
             "a snippet.")
              .arg(keys)
        : tr("No script yet.\nPress %1 for a snippet.").arg(keys);
}

/// What the assistant proposes, once it is wanted: the collections, and the fields that documents
/// have beside those that are declared.
void ScriptPanel::loadNames()
{
    if (std::exchange(m_hasNames, true))
        return;
    m_client.read(Routes::collections(), "counts=false")
        .then(this, [this](const Client::Reply &reply) {
            m_hasNames = m_hasNames && reply.isOk(); // else it is asked again
            if (reply.isOk())
                m_assistant->setCollections(reply.names());
        });
    if (m_edited.kind != Kind::Codehook)
        return;
    m_client.read(Routes::fields(m_edited.collection()))
        .then(this, [this](const Client::Reply &reply) {
            m_hasNames = m_hasNames && reply.isOk();
            const auto body = reply.json();
            addFields(body.root());
        });
}

void ScriptPanel::addFields(const Json::Value &fields)
{
    QStringList names = m_assistant->fields();
    for (const Json::Value &field : fields.items()) {
        names.append(field.value("name").toString());
        m_hover->addField(names.last(), field.value("types").texts());
    }
    names.removeDuplicates();
    m_assistant->setFields(names);
}
