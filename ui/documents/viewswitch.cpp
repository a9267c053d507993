// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/viewswitch.h"

#include "client/routes.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/theme.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>

using Viewer = ViewClient::Viewer;

ViewSwitch::ViewSwitch(Client &client, const Theme &theme, const QString &collection,
                       QWidget *parent)
    : QToolButton(parent)
    , m_client(client)
    , m_collection(collection)
    , m_viewed(client, {}, nullptr)
    , m_owner(client, {}, nullptr)
    , m_menu(new QMenu(this))
    , m_bar(new NoticeBar(theme, parent))
{
    setObjectName(QStringLiteral("viewAs"));
    setIcon(theme.icon(QStringLiteral("eye")));
    setToolTip(tr("View as: owner, key or user"));
    setAccessibleName(toolTip());
    setPopupMode(QToolButton::InstantPopup);
    m_menu->setObjectName(QStringLiteral("viewers"));
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &ViewSwitch::fillMenu);
    m_bar->setObjectName(QStringLiteral("viewBar"));
}

// ---- choosing

void ViewSwitch::fillMenu()
{
    m_menu->clear();
    addViewer(tr("Owner: all documents, no codehooks"), {}, {});
    m_menu->addSeparator();
    addViewer(tr("API with full access"), {Viewer::Kind::FullAccess}, tr("a full-access key"));
    QAction *user = m_menu->addAction(tr("API as a user…"), this, &ViewSwitch::askForUser);
    user->setObjectName(QStringLiteral("viewAsUser"));
    user->setCheckable(true);
    user->setChecked(m_viewed.viewer().kind == Viewer::Kind::User);
    m_client.read(Routes::keys())
        .then(m_menu, [this, round = ++m_filled](const Client::Reply &reply) {
            if (round == m_filled) // else the menu was opened again meanwhile
                addKeys(reply);
        });
}

/// Adds those of @p keys that do not see everything.
void ViewSwitch::addKeys(const Client::Reply &keys)
{
    const auto list = keys.json();
    bool isFirst = true;
    for (const Json::Value &key : list.root().items()) {
        if (key.value("kind").text() != QByteArrayView("web"))
            continue;
        if (isFirst)
            m_menu->addSeparator();
        isFirst = false;
        const QString name = key.value("description").toString();
        const QString shown = name.isEmpty() ? key.value("prefix").toString() : name;
        QString text = shown;
        text.replace(QLatin1Char('&'), QLatin1String("&&")); // no key of the keyboard
        addViewer(tr("API as the key %1").arg(text),
                  {Viewer::Kind::Key, key.value("id").text().toByteArray()},
                  tr("the key %1").arg(shown));
    }
}

void ViewSwitch::addViewer(const QString &text, const Viewer &viewer, const QString &name)
{
    QAction *added = m_menu->addAction(text, this, [this, viewer, name] { choose(viewer, name); });
    added->setCheckable(true);
    added->setChecked(viewer == m_viewed.viewer());
}

void ViewSwitch::askForUser()
{
    Ask::forText(this,
                 {tr("View as a user"), tr("Email address of the user:"), tr("Show"),
                  [](const QString &text) {
                      return text.contains(QLatin1Char('@'))
                          ? QString()
                          : tr("An email address, such as jane@example.org.");
                  }},
                 [this](const QString &email) {
                     choose({Viewer::Kind::User, email.toUtf8()}, tr("the user %1").arg(email));
                 });
}

void ViewSwitch::choose(const Viewer &viewer, const QString &name)
{
    if (viewer == m_viewed.viewer())
        return;
    m_viewed.setViewer(viewer);
    m_name = name;
    ++m_asked;
    if (isOwner())
        m_bar->hide();
    emit viewerChanged();
}

void ViewSwitch::showAsOwner()
{
    choose({}, {});
}

// ---- what is hidden

void ViewSwitch::noteTotal(const DocumentQuery &query, qint64 seen)
{
    if (isOwner())
        return;
    const QString shown =
        tr("%Ln document(s) as the API gives them to %1, read only.", nullptr, int(seen))
            .arg(m_name);
    tell(shown);
    const QByteArray filter = query.isEmpty() ? QByteArray() : '&' + query.parameters();
    m_owner.request("GET", Routes::documents(m_collection), {}, "max=1&totals=true" + filter)
        .then(this, [this, shown, seen, asked = ++m_asked](const Client::Reply &reply) {
            if (asked != m_asked || !reply.isOk())
                return;
            const auto body = reply.json();
            const qint64 all = body.root().value("totals").value("total").toInteger();
            const int hidden = int(std::max<qint64>(all - seen, 0));
            tell(shown + QLatin1Char(' ')
                 + (hidden == 0 ? tr("None are hidden.")
                                : tr("%Ln more are hidden by codehooks or access rules.", nullptr,
                                     hidden)));
        });
}

void ViewSwitch::noteRefusal(const QString &message)
{
    if (!isOwner())
        tell(tr("The API answers %1 with: %2").arg(m_name, message));
}

void ViewSwitch::tell(const QString &text)
{
    m_bar->tell(NoticeBar::Kind::Information, text,
                {{tr("Back to the owner's view"), "viewAsOwner", [this] { showAsOwner(); }}});
}
