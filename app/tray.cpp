// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tray.h"

#include "client/client.h"
#include "ui/widgets/theme.h"

Tray::Tray(const Theme &theme, QObject *parent)
    : QObject(parent)
    , m_icon(theme.icon(QStringLiteral("webhook"), Theme::Role::Accent))
    , m_state(m_menu.addAction(QString()))
    , m_toggle(nullptr)
{
    m_state->setEnabled(false);
    m_menu.addSeparator();
    m_menu.addAction(tr("Show the window"), this, &Tray::showRequested);
    m_toggle = m_menu.addAction(QString(), this, &Tray::toggleRequested);
    m_menu.addSeparator();
    m_menu.addAction(tr("Quit"), this, &Tray::quitRequested);
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger)
                    emit showRequested();
            });
    m_icon.show();
}

void Tray::update(const Client *client)
{
    const bool isRunning = client && client->isReachable();
    const QString state = isRunning && client->url().isEmpty() ? client->name()
        : isRunning ? tr("Serving on %1").arg(client->url())
                    : (client ? tr("The server is stopped") : tr("No database"));
    m_state->setText(state);
    m_icon.setToolTip(QStringLiteral("Hookdesk: %1").arg(state));
    m_toggle->setText(isRunning ? tr("Stop the server") : tr("Start the server"));
    m_toggle->setEnabled(client && client->mayListen());
}
