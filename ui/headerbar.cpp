// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/headerbar.h"

#include "client/client.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

HeaderBar::HeaderBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_database(new QToolButton(this))
    , m_state(new QLabel(this))
    , m_address(new QLabel(this))
{
    setMinimumHeight(44); // higher for large texts
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 12, 6);
    row->setSpacing(8);
    m_database->setObjectName(QStringLiteral("database"));
    m_database->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_database->setPopupMode(QToolButton::InstantPopup);
    m_database->setIcon(theme.icon(QStringLiteral("database")));
    m_database->setAccessibleName(tr("Database"));
    m_state->setObjectName(QStringLiteral("serverState"));
    m_address->setObjectName(QStringLiteral("serverAddress"));
    theme.setCodeFont(m_address, -0.5);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_database);
    row->addWidget(m_state);
    row->addWidget(m_address);
    m_copy = addTool("copyAddress", tr("Copy address"));
    m_copy->setIcon(theme.icon(QStringLiteral("copy")));
    m_toggle = addTool("toggleServer", QString());
    row->addStretch();
    m_mode = addTool("toggleTheme", tr("Toggle theme (Ctrl+Shift+L)"));
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_address->text()); });
    connect(m_toggle, &QToolButton::clicked, this, [this] {
        if (m_client && m_client->isReachable())
            emit stopRequested();
        else
            emit startRequested();
    });
    connect(m_mode, &QToolButton::clicked, this, &HeaderBar::themeRequested);
    connect(&theme, &Theme::changed, this, &HeaderBar::update);
    update();
}

QToolButton *HeaderBar::addTool(const char *name, const QString &text)
{
    auto *button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setToolTip(text);
    button->setAccessibleName(text);
    layout()->addWidget(button);
    return button;
}

void HeaderBar::setDatabaseMenu(QMenu *menu)
{
    m_database->setMenu(menu);
}

void HeaderBar::setSwitch(QWidget *bar)
{
    m_switch = bar;
    static_cast<QHBoxLayout *>(layout())->insertWidget(1, bar);
}

void HeaderBar::setClient(Client *client, const QString &name)
{
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    m_name = name;
    if (client)
        connect(client, &Client::reachableChanged, this, &HeaderBar::update);
    update();
}

void HeaderBar::update()
{
    const bool isOpen = m_client;
    const bool isRunning = isOpen && m_client->isReachable();
    const QString name = isOpen ? m_name : tr("No database");
    const bool isNamed = m_switch && m_switch->isVisibleTo(this); // the bar says the name
    m_database->setToolButtonStyle(isNamed ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    m_database->setText(fontMetrics()
                            .elidedText(name, Qt::ElideMiddle, 240)
                            .replace(QLatin1Char('&'), QLatin1String("&&")));
    m_database->setToolTip(isOpen ? m_client->identity() : QString());
    m_state->setVisible(isOpen);
    const bool isLocal = isOpen && m_client->mayListen();
    const bool isRefused = isOpen && m_client->isRefused();
    const QString missing = isRefused ? tr("Key rejected") : tr("No answer");
    m_state->setText(isLocal ? (isRunning ? tr("Running") : tr("Stopped"))
                             : (isRunning ? tr("Connected") : missing));
    Layouts::restyle(m_state, "pill", isRunning ? "good" : "idle");
    m_address->setText(isRunning ? m_client->url() : QString());
    m_copy->setVisible(!m_address->text().isEmpty());
    m_toggle->setVisible(isLocal);
    m_toggle->setIcon(
        m_theme.icon(isRunning ? QStringLiteral("player-stop") : QStringLiteral("player-play")));
    m_toggle->setToolTip(isRunning ? tr("Stop the server") : tr("Start the server"));
    m_toggle->setAccessibleName(m_toggle->toolTip());
    m_mode->setIcon(m_theme.icon(m_theme.mode() == Theme::Mode::Light ? QStringLiteral("moon")
                                                                      : QStringLiteral("sun")));
}
