// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/helpcommands.h"

#include "ui/codehook/scriptpanel.h"
#include "ui/help/helpwindow.h"
#include "ui/widgets/theme.h"
#include "ui/windowmenus.h"

#include <QMainWindow>
#include <QMessageBox>

HelpCommands::HelpCommands(const Theme &theme, WindowMenus &menus, QMainWindow &window)
    : QObject(&window)
    , m_theme(theme)
    , m_window(window)
{
    menus.set("documentation", [this] { openDocumentation(); });
    menus.set("hookReference", [this] { openHookReference(); });
    menus.set("shortcutList", [&menus] { menus.showShortcuts(); });
    menus.set("about", [this] { showAbout(); });
}

HelpWindow &HelpCommands::help()
{
    if (!m_help)
        m_help = new HelpWindow(m_theme, &m_window);
    return *m_help;
}

void HelpCommands::openDocumentation()
{
    for (const QWidget *widget = m_window.focusWidget(); widget; widget = widget->parentWidget()) {
        const auto *panel = qobject_cast<const ScriptPanel *>(widget);
        if (panel && !panel->nameAtCaret().isEmpty())
            return help().openFunction(panel->nameAtCaret());
    }
    help().open();
}

void HelpCommands::openHookReference()
{
    help().openFunction(QString());
}

void HelpCommands::showAbout()
{
    auto *box = new QMessageBox(&m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Hookdesk"));
    box->setIconPixmap(QIcon(QStringLiteral(":/hookdesk.svg")).pixmap(m_theme.scaled(64)));
    box->setTextFormat(Qt::RichText);
    box->setText(
        tr("<h3>Hookdesk %1</h3><p>A JSON database with a REST API that JavaScript functions "
           "shape.</p><p>Free software under the GNU General Public License, version 3 or later, "
           "without any warranty. It stands on Qt %2, SQLite, QScintilla and others; the README "
           "names them with their licences.</p>")
            .arg(QStringLiteral(HOOKDESK_VERSION), QString::fromLatin1(qVersion())));
    box->open();
}
