// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class HelpWindow;
class QMainWindow;
class Theme;
class WindowMenus;

/// What the entries of the menu *Help* of a window do that need no database, and the window of the
/// documentation that it opens. Thread: the window's.
class HelpCommands final : public QObject
{
    Q_OBJECT

public:
    HelpCommands(const Theme &theme, WindowMenus &menus, QMainWindow &window);

private:
    /// In the documentation, or in the middle of a script at what is said of the name at the caret.
    void openDocumentation();
    void openHookReference();
    void showAbout();
    HelpWindow &help();

    const Theme &m_theme;
    QMainWindow &m_window;
    HelpWindow *m_help = nullptr; ///< Null until it is wanted.
};
