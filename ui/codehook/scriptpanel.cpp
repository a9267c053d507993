// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/scriptpanel.h"

#include "ui/codehook/codeassistant.h"
#include "ui/codehook/codeeditor.h"
#include "ui/codehook/comparedialog.h"
#include "ui/codehook/findbar.h"
#include "ui/codehook/historydialog.h"
#include "ui/codehook/hookoutline.h"
#include "ui/codehook/storedscript.h"
#include "ui/codehook/testcasespage.h"
#include "ui/codehook/testrunpanel.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/picker.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTimer>

#include <algorithm>

namespace {

using namespace std::chrono_literals;

constexpr auto CheckAfter = 300ms; ///< The last key.

QByteArray folderOf(ScriptPanel::Kind kind)
{
    switch (kind) {
    case ScriptPanel::Kind::Module:
        return "/admin/v1/modules/";
    case ScriptPanel::Kind::Job:
        return "/admin/v1/jobs/";
    case ScriptPanel::Kind::Codehook:
        break;
    }
    return "/admin/v1/collections/";
}

QByteArray scriptPathOf(ScriptPanel::Kind kind, const QByteArray &path)
{
    if (kind == ScriptPanel::Kind::Module)
        return path;
    return path + (kind == ScriptPanel::Kind::Job ? "/script" : "/codehook");
}

} // namespace

ScriptPanel::ScriptPanel(Admin &admin, const Theme &theme, Kind kind, const QString &name,
                         QWidget *parent)
    : QWidget(parent)
    , m_admin(admin)
    , m_theme(theme)
    , m_kind(kind)
    , m_collection(kind == Kind::Codehook ? name.toUtf8() : QByteArray())
    , m_path(folderOf(kind) + name.toUtf8())
    , m_script(scriptPathOf(kind, m_path))
    , m_stored(new StoredScript(admin, m_script, this))
    , m_notice(new NoticeBar(theme, this))
    , m_editor(new CodeEditor(theme, this))
    , m_outline(new HookOutline(admin, theme, *m_editor, m_collection, this))
    , m_assistant(new CodeAssistant(*m_editor, theme))
    , m_find(new FindBar(*m_editor, theme, this))
    , m_checkTimer(new QTimer(this))
{
    auto *layout = Layouts::column(this);
    layout->addWidget(makeBar());
    layout->addWidget(Layouts::line(this));
    auto *splitter = new QSplitter(this);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_outline);
    m_outline->setVisible(kind == Kind::Codehook);
    m_editor->setObjectName(QStringLiteral("codehookEditor"));
    m_editor->setAccessibleName(tr("Script of %1").arg(name));
    auto *middle = new QWidget(splitter);
    auto *column = Layouts::column(middle);
    column->addWidget(m_notice);
    column->addWidget(m_find);
    column->addWidget(m_editor, 1);
    splitter->addWidget(middle);
    if (kind != Kind::Module) {
        m_test = new TestRunPanel(admin, theme, kind == Kind::Codehook ? name : QString(), this);
        m_test->hide();
        splitter->addWidget(m_test);
        connect(m_test, &TestRunPanel::runRequested, this, &ScriptPanel::runTest);
        connect(m_test, &TestRunPanel::inputChanged, this, &ScriptPanel::unsavedChanged);
        connect(m_test, &TestRunPanel::ran, m_editor, &CodeEditor::showRunLines);
        if (TestCasesPage *cases = m_test->cases()) {
            column->insertWidget(0, cases->notice());
            connect(cases, &TestCasesPage::runAllRequested, this,
                    [this, cases] { cases->runAll(m_editor->text(), [](const QStringList &) {}); });
        }
        connect(m_test, &TestRunPanel::lineActivated, m_editor, &CodeEditor::goToLine);
        connect(m_test, &TestRunPanel::refused, this,
                [this](const Admin::Reply &reply) { showFault(reply, tr("Not run.")); });
        connect(new QShortcut(QKeySequence(tr("Ctrl+Return")), this, nullptr, nullptr,
                              Qt::WidgetWithChildrenShortcut),
                &QShortcut::activated, this, &ScriptPanel::runTest);
    }
    m_toggleTest->setVisible(m_test);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({190, 560, 340});
    splitter->setChildrenCollapsible(false);
    layout->addWidget(splitter, 1);
    layout->addWidget(Layouts::line(this));
    layout->addWidget(makeFoot());
    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        ++m_revision;
        m_fault.clear();
        m_editor->clearError();
        m_editor->showRunLines({}); // they would be beside other code
        m_checkTimer->start();
        m_outline->updateHooks();
        updateState();
    });
    connect(m_editor, &QsciScintilla::modificationChanged, this, [this] { updateState(); });
    connect(m_editor, &QsciScintilla::cursorPositionChanged, this, [this](int line, int column) {
        m_position->setText(tr("Ln %1, Col %2").arg(line + 1).arg(column + 1));
        showProblem();
    });
    m_checkTimer->setSingleShot(true);
    m_checkTimer->setInterval(CheckAfter);
    m_checkTimer->callOnTimeout(this, &ScriptPanel::check);
    addKeys();
    connect(&theme, &Theme::changed, this, &ScriptPanel::showProblem);
    setFocusProxy(m_editor);
    connectScript();
    m_editor->setReadOnly(true);
    m_stored->load();
}

QWidget *ScriptPanel::makeBar()
{
    QWidget *bar = Layouts::bar(this);
    m_enabled = new QCheckBox(tr("Enabled"), bar);
    m_enabled->setObjectName(QStringLiteral("codehookEnabled"));
    m_enabled->setVisible(m_kind == Kind::Codehook);
    m_enabled->setToolTip(tr("Disabled hooks are kept but do not run"));
    m_state = new QLabel(bar);
    m_state->setObjectName(QStringLiteral("codehookState"));
    m_state->setProperty("muted", true);
    m_save = new QPushButton(m_theme.icon(QStringLiteral("device-floppy"), Theme::Role::Surface),
                             tr("Save"), bar);
    m_save->setObjectName(QStringLiteral("saveCodehook"));
    m_save->setProperty("primary", true);
    m_save->setToolTip(tr("Save and activate (Ctrl+S)"));
    Layouts::rowOf(bar)->addWidget(m_enabled);
    Layouts::rowOf(bar)->addStretch();
    m_history = new QPushButton(m_theme.icon(QStringLiteral("history")), tr("History"), bar);
    m_history->setObjectName(QStringLiteral("showHistory"));
    m_history->setToolTip(tr("Versions: compare and restore (Ctrl+H)"));
    m_history->setShortcut(QKeySequence(tr("Ctrl+H")));
    m_history->setEnabled(false); // until it is known that there is one
    connect(m_history, &QPushButton::clicked, this, &ScriptPanel::showHistory);
    Layouts::rowOf(bar)->insertWidget(1, m_history);
    m_toggleTest =
        new QPushButton(m_theme.icon(QStringLiteral("player-play")), tr("Test run"), bar);
    m_toggleTest->setObjectName(QStringLiteral("toggleTestRun"));
    m_toggleTest->setCheckable(true);
    m_toggleTest->setToolTip(tr("Run the draft on live data; nothing is saved (Ctrl+Return)"));
    connect(m_toggleTest, &QPushButton::toggled, this, &ScriptPanel::setTestRunVisible);
    Layouts::rowOf(bar)->addWidget(m_state);
    Layouts::rowOf(bar)->addWidget(m_toggleTest);
    Layouts::rowOf(bar)->addWidget(m_save);
    connect(m_enabled, &QCheckBox::clicked, this, &ScriptPanel::setScriptEnabled);
    connect(m_save, &QPushButton::clicked, this, &ScriptPanel::save);
    return bar;
}

QWidget *ScriptPanel::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 4, 12, 4);
    m_problem = new QLabel(foot);
    m_problem->setObjectName(QStringLiteral("codehookProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_position = new QLabel(tr("Ln %1, Col %2").arg(1).arg(1), foot);
    m_position->setProperty("muted", true);
    row->addWidget(m_problem, 1);
    row->addWidget(m_position);
    return foot;
}

// ---- what is stored

void ScriptPanel::connectScript()
{
    connect(m_stored, &StoredScript::loaded, this, &ScriptPanel::show);
    connect(m_stored, &StoredScript::changedElsewhere, this, &ScriptPanel::showTheirs);
    connect(m_stored, &StoredScript::saved, this, [this](const QString &script) {
        // What was typed meanwhile is not saved.
        if (m_editor->text() == script)
            takeStored(script);
        m_fault.clear();
        m_editor->clearError();
        loadState();
        emit codehookChanged();
    });
    connect(m_stored, &StoredScript::refused, this, [this](const Admin::Reply &reply) {
        if (reply.isOvertaken()) // the bar asks what is to be done
            updateState();
        else
            showFault(reply, tr("Not saved."));
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
    m_outline->updateHooks();
    loadState();
    loadNames();
    check();
    if (m_pendingLine > 0)
        m_editor->goToLine(std::exchange(m_pendingLine, 0));
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
        check();
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
                   tr("Unsaved changes from %1 were restored.")
                       .arg(QLocale().toString(draft.time, QLocale::ShortFormat)),
                   {{tr("Discard"), "discardDraft", [this, saved] { takeStored(saved); }},
                    {tr("Keep"), "keepDraft", [] {}}});
}

void ScriptPanel::loadState()
{
    if (m_kind != Kind::Codehook) {
        m_admin.request("GET", m_script + "/versions")
            .then(this, [this](const Admin::Reply &reply) {
                const auto versions = reply.json();
                const auto items = versions.root().items();
                m_version = items.empty() ? 0 : int(items.front().value("version").toInteger());
                updateState();
            });
        return;
    }
    m_admin.request("GET", m_path).then(this, [this](const Admin::Reply &reply) {
        const auto body = reply.json();
        const Json::Value codehook = body.root().value("codehook");
        m_version = int(codehook.value("version").toInteger());
        m_suspended = codehook.value("suspended").toString();
        m_enabled->setChecked(codehook.value("enabled").toBool() && m_suspended.isEmpty());
        updateState();
    });
}

QString ScriptPanel::nameAtCaret() const
{
    return m_editor->nameAtCaret();
}

void ScriptPanel::goToLine(int line)
{
    if (m_editor->isReadOnly())
        m_pendingLine = line;
    else
        m_editor->goToLine(line);
}

void ScriptPanel::tryRequest(const QByteArray &request)
{
    if (!m_test)
        return;
    TestCase recorded;
    recorded.request = request;
    m_test->fillFrom(recorded);
    setTestRunVisible(true);
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

/// Marks what the compiler refused; @p what did not happen for it.
void ScriptPanel::showFault(const Admin::Reply &reply, const QString &what)
{
    const auto body = reply.json();
    const int line = int(body.root().value("line").toInteger());
    const int column = int(body.root().value("column").toInteger());
    if (line > 0) {
        m_editor->showError(line, column, reply.message());
        m_fault = tr("%1 Line %2: %3").arg(what).arg(line).arg(reply.message());
    } else {
        m_fault = tr("%1 %2").arg(what, reply.message());
    }
    updateState();
}

void ScriptPanel::showHistory()
{
    auto *dialog = new HistoryDialog(m_admin, m_theme, m_script,
                                     {m_editor->text(), hasUnsavedChanges()}, this);
    connect(dialog, &HistoryDialog::restored, this, [this] {
        m_editor->setModified(false);
        m_stored->load();
        emit codehookChanged();
    });
    dialog->open();
}

// ---- test runs

void ScriptPanel::setTestRunVisible(bool visible)
{
    m_test->setVisible(visible);
    m_toggleTest->setChecked(visible);
    if (visible && !m_test->isFilled())
        m_test->prefill(m_outline->hookAtCaret());
    if (!visible)
        m_editor->showRunLines({});
}

/// The first time it shows what will be sent; from then on it sends it.
void ScriptPanel::runTest()
{
    const bool wasFilled = m_test->isFilled();
    setTestRunVisible(true);
    if (wasFilled)
        m_test->run(m_editor->text());
}

void ScriptPanel::setScriptEnabled(bool enabled)
{
    m_admin.request("POST", m_script + (enabled ? "/enable" : "/disable"))
        .then(this, [this](const Admin::Reply &reply) {
            m_fault = reply.isOk() ? QString() : reply.message();
            loadState();
            emit codehookChanged();
        });
}

void ScriptPanel::updateState()
{
    const bool unsaved = hasUnsavedChanges();
    const bool isSaving = m_isTesting || m_stored->isSaving();
    m_save->setEnabled(unsaved && !isSaving);
    m_enabled->setEnabled(m_version > 0);
    m_history->setEnabled(m_version > 0);
    if (isSaving)
        m_state->setText(tr("Saving…"));
    else if (unsaved)
        m_state->setText(tr("Unsaved changes"));
    else
        m_state->setText(m_version > 0 ? tr("Saved, version %1").arg(m_version)
                                       : tr("No script yet"));
    showProblem();
    emit unsavedChanged();
}

// ---- problems

/// Has the server look at the draft: it underlines what it would refuse, and what is likely wrong.
void ScriptPanel::check()
{
    static constexpr const char *Kinds[] = {"codehook", "module", "job"};
    const int revision = m_revision;
    m_admin
        .request("POST", "/admin/v1/drafts/check", m_editor->text().toUtf8(),
                 QByteArray("kind=") + Kinds[int(m_kind)], "text/javascript")
        .then(this, [this, revision](const Admin::Reply &reply) {
            if (revision == m_revision && reply.isOk())
                showChecked(reply);
        });
}

void ScriptPanel::showChecked(const Admin::Reply &reply)
{
    QList<CodeEditor::Problem> problems;
    const auto body = reply.json();
    for (const char *kind : {"errors", "warnings"}) {
        for (const Json::Value &each : body.root().value(kind).items())
            problems.append({int(each.value("line").toInteger()),
                             int(each.value("column").toInteger()),
                             int(each.value("endColumn").toInteger()),
                             each.value("message").toString(), kind[0] == 'e'});
    }
    m_editor->showProblems(problems);
    showProblem();
}

/// Under the editor: why it was refused, else the problem in the caret's line, else how many.
void ScriptPanel::showProblem()
{
    int caret = 0;
    int column = 0;
    m_editor->getCursorPosition(&caret, &column);
    const auto &problems = m_editor->problems();
    const auto here =
        std::find_if(problems.begin(), problems.end(),
                     [caret](const CodeEditor::Problem &each) { return each.line == caret + 1; });
    const bool hasError = std::any_of(problems.begin(), problems.end(),
                                      [](const auto &each) { return each.isError; });
    auto role = hasError ? Theme::Role::Error : Theme::Role::Warning;
    if (!m_fault.isEmpty() || !m_suspended.isEmpty()) {
        m_problem->setText(m_fault.isEmpty() ? tr("Suspended: %1").arg(m_suspended) : m_fault);
        role = Theme::Role::Error;
    } else if (here != problems.end()) {
        m_problem->setText(tr("Line %1: %2").arg(here->line).arg(here->message));
    } else {
        m_problem->setText(problems.isEmpty() ? QString()
                                              : tr("%Ln problem(s); press F8 for the next", nullptr,
                                                   int(problems.size())));
    }
    m_problem->setStyleSheet(QStringLiteral("color: %1").arg(m_theme.color(role).name()));
}

// ---- editing

QList<ScriptPanel::Key> ScriptPanel::keys()
{
    return {
        {tr("Ctrl+Space"), tr("Completions"), nullptr},
        {tr("Ctrl+Shift+Space"), tr("Show parameters"), nullptr},
        {tr("Ctrl+F"), tr("Find"), [](ScriptPanel &panel) { panel.m_find->open(false); }},
        {tr("Ctrl+R"), tr("Find and replace"),
         [](ScriptPanel &panel) { panel.m_find->open(true); }},
        {tr("F3"), tr("Next match"), [](ScriptPanel &panel) { panel.m_find->findNext(); }},
        {tr("Shift+F3"), tr("Previous match"),
         [](ScriptPanel &panel) { panel.m_find->findPrevious(); }},
        {tr("F8"), tr("Next problem"),
         [](ScriptPanel &panel) { panel.m_editor->goToProblem(true); }},
        {tr("Shift+F8"), tr("Previous problem"),
         [](ScriptPanel &panel) { panel.m_editor->goToProblem(false); }},
        {tr("Ctrl+G"), tr("Go to line"), [](ScriptPanel &panel) { panel.askForLine(); }},
        {tr("Ctrl+Shift+O"), tr("Go to symbol"), [](ScriptPanel &panel) { panel.pickSymbol(); }},
        {tr("Ctrl+/"), tr("Toggle comment"),
         [](ScriptPanel &panel) { panel.m_editor->toggleComment(); }},
        {tr("Ctrl+D"), tr("Add next occurrence to selection"),
         [](ScriptPanel &panel) { panel.m_editor->addNextOccurrence(); }},
        {tr("Alt+Up"), tr("Move line up"), nullptr},
        {tr("Alt+Down"), tr("Move line down"), nullptr},
        {tr("Shift+Alt+Down"), tr("Copy line"), nullptr},
        {tr("Shift+Alt+F"), tr("Format"), [](ScriptPanel &panel) { panel.format(); }},
        {tr("Ctrl+Return"), tr("Test run"), nullptr},
        {tr("Ctrl+H"), tr("History"), nullptr},
    };
}

void ScriptPanel::addKeys()
{
    for (const Key &key : keys()) {
        if (key.run)
            connect(new QShortcut(QKeySequence(key.keys), this, nullptr, nullptr,
                                  Qt::WidgetWithChildrenShortcut),
                    &QShortcut::activated, this, [this, run = key.run] { run(*this); });
    }
}

void ScriptPanel::format()
{
    const int revision = m_revision;
    m_admin
        .request("POST", "/admin/v1/drafts/format", m_editor->text().toUtf8(), {},
                 "text/javascript")
        .then(this, [this, revision](const Admin::Reply &reply) {
            if (!reply.isOk())
                return showFault(reply, tr("Not formatted."));
            const QString formatted = QString::fromUtf8(reply.body);
            // What was typed meanwhile is worth more.
            if (revision == m_revision && formatted != m_editor->text())
                m_editor->replaceAll(formatted);
        });
}

void ScriptPanel::askForLine()
{
    const int last = m_editor->lines();
    Ask::forText(this,
                 {tr("Go to line"), tr("Line from 1 to %1").arg(last), tr("Go"),
                  [last](const QString &text) {
                      const int line = text.toInt();
                      return line >= 1 && line <= last ? QString()
                                                       : ScriptPanel::tr("No such line.");
                  }},
                 [this](const QString &text) { m_editor->goToLine(text.toInt()); });
}

/// The functions, classes and variables that stand at the beginning of a line.
void ScriptPanel::pickSymbol()
{
    static const QRegularExpression declaration(
        QStringLiteral(
            R"(^(?:async\s+)?(?:function\s*\*?|class|const|let|var)\s+([A-Za-z_$][\w$]*))"),
        QRegularExpression::MultilineOption);
    const QString script = m_editor->text();
    QList<Picker::Item> items;
    for (auto each = declaration.globalMatch(script); each.hasNext();) {
        const auto match = each.next();
        const int line = int(script.left(match.capturedStart()).count(QLatin1Char('\n'))) + 1;
        items.append({match.captured(1), tr("line %1").arg(line),
                      m_theme.icon(QStringLiteral("code")),
                      [this, line] { m_editor->goToLine(line); }});
    }
    Picker::open(this, tr("Function, class or variable"), items);
}

/// What the assistant proposes: the fields that documents have, and the collections.
void ScriptPanel::loadNames()
{
    m_admin.request("GET", "/admin/v1/collections").then(this, [this](const Admin::Reply &reply) {
        m_assistant->setCollections(reply.names());
    });
    if (m_kind != Kind::Codehook)
        return;
    m_admin.request("GET", m_path).then(this, [this](const Admin::Reply &reply) {
        const auto body = reply.json();
        addFields(body.root().value("fields"));
    });
    m_admin.request("GET", m_path + "/fields").then(this, [this](const Admin::Reply &reply) {
        const auto body = reply.json();
        addFields(body.root());
    });
}

void ScriptPanel::addFields(const Json::Value &fields)
{
    QStringList names = m_assistant->fields();
    for (const Json::Value &field : fields.items())
        names.append(field.value("name").toString());
    names.removeDuplicates();
    m_assistant->setFields(names);
}
