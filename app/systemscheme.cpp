// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/systemscheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace {

constexpr char Service[] = "org.freedesktop.portal.Desktop";
constexpr char Path[] = "/org/freedesktop/portal/desktop";
constexpr char Interface[] = "org.freedesktop.portal.Settings";
constexpr char Space[] = "org.freedesktop.appearance";
constexpr char Key[] = "color-scheme";
constexpr uint PreferDark = 1;

} // namespace

SystemScheme::SystemScheme(QObject *parent)
    : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(QLatin1String(Service), QLatin1String(Path), QLatin1String(Interface),
                QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage read =
        QDBusMessage::createMethodCall(QLatin1String(Service), QLatin1String(Path),
                                       QLatin1String(Interface), QStringLiteral("Read"));
    read << QLatin1String(Space) << QLatin1String(Key);
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            take(reply.value().variant());
        watcher->deleteLater();
    });
}

void SystemScheme::settingChanged(const QString &space, const QString &key,
                                  const QDBusVariant &value)
{
    if (space == QLatin1String(Space) && key == QLatin1String(Key))
        take(value.variant());
}

/// Read() gives a variant within a variant, the signal one alone.
void SystemScheme::take(QVariant value)
{
    while (value.canConvert<QDBusVariant>()
           && value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    const bool isDark = value.toUInt() == PreferDark;
    if (isDark == m_isDark)
        return;
    m_isDark = isDark;
    emit changed();
}
