// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

class HelpWindow;
class QMainWindow;
class Theme;

/// The menu *Help* of a window, and the window of the documentation that it opens.
/// Thread: the window's.
class HelpMenu final : public QMenu
{
    Q_OBJECT

public:
    HelpMenu(const Theme &theme, QMainWindow &window);

private:
    void openDocumentation();
    void openHookReference();
    void showAbout();
    HelpWindow &help();

    const Theme &m_theme;
    QMainWindow &m_window;
    HelpWindow *m_help = nullptr; ///< Null until it is wanted.
};
