// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/actions.h"

#include "ui/widgets/theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QWidget>

#include <algorithm>

namespace Actions {

namespace {

QList<Action> fileActions()
{
    constexpr auto In = Menu::File;
    constexpr auto At = Scope::Window;
    return {
        {"newDatabase", In, At, QT_TRANSLATE_NOOP("Actions", "&New database…"), "Ctrl+N",
         "file-plus"},
        {"openDatabase", In, At, QT_TRANSLATE_NOOP("Actions", "&Open database…"), "Ctrl+O",
         "folder-open"},
        {"openSample", In, At, QT_TRANSLATE_NOOP("Actions", "Open the &sample"), "", "sparkles"},
        {"connectServer", In, At, QT_TRANSLATE_NOOP("Actions", "&Connect to a server…"),
         "Ctrl+Alt+O", "world"},
        {"connectDatabase", In, At, QT_TRANSLATE_NOOP("Actions", "Connect to &a database…"),
         "Ctrl+Alt+D", "database"},
        {"openRecent", In, At, QT_TRANSLATE_NOOP("Actions", "Open r&ecent"), "", ""},
        {"", In, At, "", "", ""},
        {"markWorkspace", In, At, QT_TRANSLATE_NOOP("Actions", "Na&me and color…"), "", ""},
        {"closeDatabase", In, At, QT_TRANSLATE_NOOP("Actions", "Close &database"), "Ctrl+Shift+W",
         ""},
        {"backUp", In, At, QT_TRANSLATE_NOOP("Actions", "&Back up…"), "", ""},
        {"restoreBackup", In, At, QT_TRANSLATE_NOOP("Actions", "&Restore a backup…"), "", ""},
        {"", In, At, "", "", ""},
        {"save", In, At, QT_TRANSLATE_NOOP("Actions", "Sa&ve"), "Ctrl+S", "device-floppy"},
        {"closeTab", In, At, QT_TRANSLATE_NOOP("Actions", "C&lose tab"), "Ctrl+W", ""},
        {"reopenTab", In, At, QT_TRANSLATE_NOOP("Actions", "Reopen closed &tab"), "Ctrl+Shift+T",
         ""},
        {"", In, At, "", "", ""},
        {"quit", In, At, QT_TRANSLATE_NOOP("Actions", "&Quit"), "Ctrl+Q", ""},
    };
}

QList<Action> editActions()
{
    constexpr auto In = Menu::Edit;
    constexpr auto At = Scope::Script;
    return {
        {"undo", In, Scope::Text, QT_TRANSLATE_NOOP("Actions", "&Undo"), "Ctrl+Z", "arrow-back-up"},
        {"redo", In, Scope::Text, QT_TRANSLATE_NOOP("Actions", "&Redo"), "Ctrl+Shift+Z; Ctrl+Y",
         ""},
        {"", In, At, "", "", ""},
        {"cut", In, Scope::Text, QT_TRANSLATE_NOOP("Actions", "Cu&t"), "Ctrl+X", ""},
        {"copy", In, Scope::Text, QT_TRANSLATE_NOOP("Actions", "&Copy"), "Ctrl+C", "copy"},
        {"paste", In, Scope::Text, QT_TRANSLATE_NOOP("Actions", "&Paste"), "Ctrl+V", ""},
        {"selectAll", In, Scope::Text, QT_TRANSLATE_NOOP("Actions", "Select &all"), "Ctrl+A", ""},
        {"", In, At, "", "", ""},
        {"find", In, At, QT_TRANSLATE_NOOP("Actions", "&Find"), "Ctrl+F", "search"},
        {"replace", In, At, QT_TRANSLATE_NOOP("Actions", "Find and replac&e"), "Ctrl+H", ""},
        {"findNext", In, At, QT_TRANSLATE_NOOP("Actions", "Find &next"), "F3", ""},
        {"findPrevious", In, At, QT_TRANSLATE_NOOP("Actions", "Find pre&vious"), "Shift+F3", ""},
        {"", In, At, "", "", ""},
        {"toggleComment", In, At, QT_TRANSLATE_NOOP("Actions", "T&oggle comment"), "Ctrl+/", ""},
        {"addOccurrence", In, At, QT_TRANSLATE_NOOP("Actions", "Add next occurrence to selection"),
         "Ctrl+D", ""},
        {"moveUp", In, At, QT_TRANSLATE_NOOP("Actions", "Move line up"), "Alt+Up", ""},
        {"moveDown", In, At, QT_TRANSLATE_NOOP("Actions", "Move line &down"), "Alt+Down", ""},
        {"copyLine", In, At, QT_TRANSLATE_NOOP("Actions", "Copy &line"), "Shift+Alt+Down", ""},
        {"renameVariable", In, At, QT_TRANSLATE_NOOP("Actions", "Rena&me variable"), "F2", ""},
        {"", In, At, "", "", ""},
        {"preferences", In, Scope::Window, QT_TRANSLATE_NOOP("Actions", "Preferences…"),
         "Ctrl+Alt+P", ""},
    };
}

QList<Action> goActions()
{
    constexpr auto In = Menu::Go;
    constexpr auto At = Scope::Script;
    constexpr auto Window = Scope::Window;
    return {
        {"goTo", In, Window, QT_TRANSLATE_NOOP("Actions", "&Go to…"), "Ctrl+P", "search"},
        {"searchScripts", In, Window, QT_TRANSLATE_NOOP("Actions", "&Search in all scripts"),
         "Ctrl+Shift+F", "search"},
        {"problems", In, Window, QT_TRANSLATE_NOOP("Actions", "&Problems in all scripts"),
         "Ctrl+Shift+M", "alert-triangle"},
        {"", In, At, "", "", ""},
        {"goToLine", In, At, QT_TRANSLATE_NOOP("Actions", "Go to &line"), "Ctrl+G", ""},
        {"goToSymbol", In, At, QT_TRANSLATE_NOOP("Actions", "Go to s&ymbol"), "Ctrl+Shift+O", ""},
        {"goToDefinition", In, At, QT_TRANSLATE_NOOP("Actions", "Go to &definition (Ctrl+click)"),
         "F12", ""},
        {"findReferences", In, At, QT_TRANSLATE_NOOP("Actions", "Find all &references"),
         "Shift+F12", ""},
        {"goBack", In, At, QT_TRANSLATE_NOOP("Actions", "Go &back"), "Alt+Left", ""},
        {"nextProblem", In, At, QT_TRANSLATE_NOOP("Actions", "Next pr&oblem"), "F8", ""},
        {"previousProblem", In, At, QT_TRANSLATE_NOOP("Actions", "Pre&vious problem"), "Shift+F8",
         ""},
        {"nextChange", In, At, QT_TRANSLATE_NOOP("Actions", "Next &change"), "Alt+F5", ""},
        {"previousChange", In, At, QT_TRANSLATE_NOOP("Actions", "Previous c&hange"), "Shift+Alt+F5",
         ""},
        {"", In, At, "", "", ""},
        {"nextTab", In, Window, QT_TRANSLATE_NOOP("Actions", "Next &tab"), "Ctrl+Tab", ""},
        {"previousTab", In, Window, QT_TRANSLATE_NOOP("Actions", "Previous t&ab"), "Ctrl+Shift+Tab",
         ""},
        {"nextPane", In, Window, QT_TRANSLATE_NOOP("Actions", "Next pan&e"), "F6", ""},
        {"previousPane", In, Window, QT_TRANSLATE_NOOP("Actions", "Previous pane"), "Shift+F6", ""},
        {"nextDatabase", In, Window, QT_TRANSLATE_NOOP("Actions", "Ne&xt database"),
         "Ctrl+Alt+PgDown", ""},
        {"previousDatabase", In, Window, QT_TRANSLATE_NOOP("Actions", "Prev&ious database"),
         "Ctrl+Alt+PgUp", ""},
    };
}

QList<Action> viewActions()
{
    constexpr auto In = Menu::View;
    constexpr auto At = Scope::Window;
    return {
        {"requests", In, At, QT_TRANSLATE_NOOP("Actions", "Re&quests"), "Ctrl+Alt+R", "send"},
        {"jobs", In, At, QT_TRANSLATE_NOOP("Actions", "&Jobs"), "Ctrl+Shift+J", "clock-play"},
        {"jobRuns", In, At, QT_TRANSLATE_NOOP("Actions", "Job runs (System_&log)"), "",
         "file-text"},
        {"", In, At, "", "", ""},
        {"inspector", In, At, QT_TRANSLATE_NOOP("Actions", "REST &inspector"), "Ctrl+J", ""},
        {"undockInspector", In, At, QT_TRANSLATE_NOOP("Actions", "Undock inspector (&window)"),
         "Ctrl+Alt+J", ""},
        {"filterInspector", In, At, QT_TRANSLATE_NOOP("Actions", "&Filter the inspector"),
         "Ctrl+Shift+I", ""},
        {"", In, At, "", "", ""},
        {"refresh", In, Scope::Page, QT_TRANSLATE_NOOP("Actions", "&Refresh"), "F5", "refresh"},
        {"toggleTheme", In, At, QT_TRANSLATE_NOOP("Actions", "Toggle &theme"), "Ctrl+Shift+L", ""},
        {"zoomIn", In, At, QT_TRANSLATE_NOOP("Actions", "&Zoom in"), "Ctrl++; Ctrl+=", ""},
        {"zoomOut", In, At, QT_TRANSLATE_NOOP("Actions", "Zoom &out"), "Ctrl+-", ""},
        {"resetZoom", In, At, QT_TRANSLATE_NOOP("Actions", "Reset zoo&m"), "Ctrl+0", ""},
    };
}

QList<Action> collectionActions()
{
    constexpr auto In = Menu::Collection;
    constexpr auto At = Scope::Documents;
    return {
        {"newCollection", In, Scope::Window, QT_TRANSLATE_NOOP("Actions", "Add &collection…"),
         "Ctrl+Shift+N", "table"},
        {"", In, At, "", "", ""},
        {"newDocument", In, At, QT_TRANSLATE_NOOP("Actions", "&Add document"), "Ins", "plus"},
        {"duplicateDocument", In, At, QT_TRANSLATE_NOOP("Actions", "D&uplicate document"),
         "Ctrl+Shift+D", ""},
        {"editDocuments", In, At, QT_TRANSLATE_NOOP("Actions", "&Edit selected documents…"),
         "Ctrl+E", "pencil"},
        {"deleteDocuments", In, At, QT_TRANSLATE_NOOP("Actions", "&Delete selected documents"),
         "Del", "trash"},
        {"", In, At, "", "", ""},
        {"filterByValue", In, At, QT_TRANSLATE_NOOP("Actions", "&Filter by this value"),
         "Alt+Return", "search"},
        {"excludeValue", In, At, QT_TRANSLATE_NOOP("Actions", "Exclude this &value"),
         "Shift+Alt+Return", ""},
        {"followReference", In, At, QT_TRANSLATE_NOOP("Actions", "Open the &related document"),
         "Ctrl+Alt+Return", "link"},
        {"", In, At, "", "", ""},
        {"copyJson", In, At, QT_TRANSLATE_NOOP("Actions", "Copy as &JSON"), "Ctrl+Alt+C", "copy"},
        {"copyCurl", In, At, QT_TRANSLATE_NOOP("Actions", "Copy the &query as cURL"),
         "Ctrl+Shift+C", "terminal-2"},
        {"openInRequests", In, At, QT_TRANSLATE_NOOP("Actions", "&Open the query in requests"), "",
         "send"},
        {"", In, At, "", "", ""},
        {"importDocuments", In, At, QT_TRANSLATE_NOOP("Actions", "&Import…"), "", "file-import"},
        {"exportDocuments", In, At, QT_TRANSLATE_NOOP("Actions", "E&xport results…"), "",
         "file-export"},
    };
}

QList<Action> scriptActions()
{
    constexpr auto In = Menu::Script;
    constexpr auto At = Scope::Script;
    return {
        {"newModule", In, Scope::Window, QT_TRANSLATE_NOOP("Actions", "New &module…"), "", "plus"},
        {"newJob", In, Scope::Window, QT_TRANSLATE_NOOP("Actions", "New &job"), "", "clock-play"},
        {"", In, At, "", "", ""},
        {"testRun", In, Scope::Shown, QT_TRANSLATE_NOOP("Actions", "&Test run"), "Ctrl+Return",
         "player-play"},
        {"scriptHistory", In, At, QT_TRANSLATE_NOOP("Actions", "&History"), "Ctrl+Shift+H",
         "history"},
        {"", In, At, "", "", ""},
        {"format", In, At, QT_TRANSLATE_NOOP("Actions", "&Format"), "Shift+Alt+F", ""},
        {"insertSnippet", In, At, QT_TRANSLATE_NOOP("Actions", "Insert &snippet"), "Ctrl+I", ""},
        {"", In, At, "", "", ""},
        {"complete", In, At, QT_TRANSLATE_NOOP("Actions", "&Completions"), "Ctrl+Space", ""},
        {"showParameters", In, At, QT_TRANSLATE_NOOP("Actions", "Show &parameters"),
         "Ctrl+Shift+Space", ""},
        {"explainName", In, At, QT_TRANSLATE_NOOP("Actions", "&Explain the name at the caret"),
         "Ctrl+K, Ctrl+I", ""},
    };
}

QList<Action> serverActions()
{
    constexpr auto In = Menu::Server;
    constexpr auto At = Scope::Window;
    return {
        {"startServer", In, At, QT_TRANSLATE_NOOP("Actions", "St&art"), "", "player-play"},
        {"stopServer", In, At, QT_TRANSLATE_NOOP("Actions", "St&op"), "", "player-stop"},
        {"", In, At, "", "", ""},
        {"keys", In, At, QT_TRANSLATE_NOOP("Actions", "API &keys"), "Ctrl+Shift+K", "key"},
        {"newKey", In, At, QT_TRANSLATE_NOOP("Actions", "&New API key…"), "", "plus"},
        {"users", In, At, QT_TRANSLATE_NOOP("Actions", "&Users and roles"), "Ctrl+Shift+U",
         "users"},
        {"serverSettings", In, At, QT_TRANSLATE_NOOP("Actions", "&Settings of the database"),
         "Ctrl+,", "settings"},
        {"compare", In, At, QT_TRANSLATE_NOOP("Actions", "&Compare and deploy"), "Ctrl+Shift+E",
         "git-compare"},
    };
}

QList<Action> helpActions()
{
    constexpr auto In = Menu::Help;
    constexpr auto At = Scope::Window;
    return {
        {"firstSteps", In, At, QT_TRANSLATE_NOOP("Actions", "&First steps"), "", "home"},
        {"documentation", In, At, QT_TRANSLATE_NOOP("Actions", "&Documentation"), "F1", "book"},
        {"hookReference", In, At, QT_TRANSLATE_NOOP("Actions", "&Hook reference"), "Shift+F1", ""},
        {"shortcutList", In, At, QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts"), "Ctrl+F1",
         ""},
        {"", In, At, "", "", ""},
        {"about", In, At, QT_TRANSLATE_NOOP("Actions", "&About Hookdesk"), "", ""},
    };
}

/// In the bar and the menu of a replay.
QList<Action> replayActions()
{
    constexpr auto In = Menu::None;
    constexpr auto At = Scope::Replay;
    return {
        {"replayInto", In, At, QT_TRANSLATE_NOOP("Actions", "Step into"), "F11", ""},
        {"replayOver", In, At, QT_TRANSLATE_NOOP("Actions", "Step over"), "F10", ""},
        {"replayOut", In, At, QT_TRANSLATE_NOOP("Actions", "Step out"), "Shift+F11", ""},
        {"replayIntoBack", In, At, QT_TRANSLATE_NOOP("Actions", "Step back into"), "Ctrl+F11", ""},
        {"replayOverBack", In, At, QT_TRANSLATE_NOOP("Actions", "Step back over"), "Ctrl+F10", ""},
        {"replayOutBack", In, At, QT_TRANSLATE_NOOP("Actions", "Step back out"), "Ctrl+Shift+F11",
         ""},
        {"replayNextStop", In, At, QT_TRANSLATE_NOOP("Actions", "Run to the next stop"), "F5", ""},
        {"replayPreviousStop", In, At, QT_TRANSLATE_NOOP("Actions", "Run back to a stop"),
         "Shift+F5", ""},
        {"replayFirst", In, At, QT_TRANSLATE_NOOP("Actions", "First step"), "Alt+Home", ""},
        {"replayLast", In, At, QT_TRANSLATE_NOOP("Actions", "Last step"), "Alt+End", ""},
        {"replayFirstError", In, At, QT_TRANSLATE_NOOP("Actions", "First error"), "Alt+F8", ""},
        {"replayToCursor", In, At, QT_TRANSLATE_NOOP("Actions", "Run to the caret"), "Ctrl+F5", ""},
        {"replayToSetting", In, At, QT_TRANSLATE_NOOP("Actions", "Go to where this was set"),
         "Alt+F10", ""},
        {"replayToggleStop", In, At, QT_TRANSLATE_NOOP("Actions", "Set or remove a stop"),
         "Ctrl+F9", ""},
        {"replayStopOnChange", In, At,
         QT_TRANSLATE_NOOP("Actions", "Stop when this changes, or no longer"), "Ctrl+Shift+F9", ""},
        {"replayWatchName", In, At, QT_TRANSLATE_NOOP("Actions", "Watch the name at the caret"),
         "Ctrl+F8", ""},
        {"replayClose", In, At, QT_TRANSLATE_NOOP("Actions", "Close the replay"), "Esc", ""},
    };
}

/// What only the menus of panels have.
QList<Action> panelActions()
{
    constexpr auto In = Menu::None;
    return {
        {"runJob", In, Scope::Shown, QT_TRANSLATE_NOOP("Actions", "Run now"), "F9", "player-play"},
        {"toggleJob", In, Scope::Jobs, QT_TRANSLATE_NOOP("Actions", "Enable or disable"), "Space",
         ""},
        {"deleteJob", In, Scope::Jobs, QT_TRANSLATE_NOOP("Actions", "Delete job"), "Del", "trash"},
        {"sendRequest", In, Scope::Requests, QT_TRANSLATE_NOOP("Actions", "Send the request"),
         "Ctrl+Return", "send"},
        {"runRequests", In, Scope::Requests,
         QT_TRANSLATE_NOOP("Actions", "Run the folder of requests"), "Ctrl+Shift+Return",
         "player-play"},
        {"editAndSend", In, Scope::Inspector, QT_TRANSLATE_NOOP("Actions", "Edit and send…"),
         "Ctrl+E", "send"},
        {"openInTestRun", In, Scope::Inspector, QT_TRANSLATE_NOOP("Actions", "Open in test run"),
         "Ctrl+T", "player-play"},
        {"resend", In, Scope::Inspector, QT_TRANSLATE_NOOP("Actions", "Send again…"),
         "Ctrl+Shift+R", "send"},
        {"copyRequest", In, Scope::Inspector, QT_TRANSLATE_NOOP("Actions", "Copy as cURL"),
         "Ctrl+C", "terminal-2"},
    };
}

} // namespace

const QList<Action> &all()
{
    static const QList<Action> list = fileActions() + editActions() + goActions() + viewActions()
        + collectionActions() + scriptActions() + serverActions() + helpActions() + replayActions()
        + panelActions();
    return list;
}

const Action &named(const char *name)
{
    const auto found = std::find_if(all().begin(), all().end(), [name](const Action &each) {
        return qstrcmp(each.name, name) == 0;
    });
    Q_ASSERT(found != all().end());
    return *found;
}

QString text(const Action &action)
{
    return QCoreApplication::translate("Actions", action.text);
}

QList<QKeySequence> keys(const Action &action)
{
    if (!*action.keys)
        return {};
    return QKeySequence::listFromString(QLatin1String(action.keys), QKeySequence::PortableText);
}

QAction *make(const char *name, const Theme &theme, QWidget *owner)
{
    const Action &action = named(name);
    auto *made = new QAction(text(action), owner);
    made->setObjectName(QLatin1String(name));
    if (*action.icon)
        made->setIcon(theme.icon(QLatin1String(action.icon)));
    made->setShortcuts(keys(action));
    switch (action.scope) {
    case Scope::Window:
    case Scope::Shown:
    case Scope::Requests:
        made->setShortcutContext(Qt::WindowShortcut);
        break;
    case Scope::Page:
    case Scope::Script:
    case Scope::Replay:
        made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        break;
    case Scope::Text:
    case Scope::Documents:
    case Scope::Jobs:
    case Scope::Inspector: // what the texts there use belongs to them
        made->setShortcutContext(Qt::WidgetShortcut);
        break;
    }
    owner->addAction(made);
    return made;
}

} // namespace Actions
