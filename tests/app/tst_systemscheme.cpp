// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/systemscheme.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QSignalSpy>
#include <QTest>

/// The settings portal of a desktop, as far as colours go.
class Portal final : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 0;

public slots:
    QDBusVariant Read(const QString &space, const QString &key)
    {
        if (space != QLatin1String("org.freedesktop.appearance")
            || key != QLatin1String("color-scheme"))
            sendErrorReply(QStringLiteral("org.freedesktop.portal.Error.NotFound"));
        // The portal wraps the value twice.
        return QDBusVariant(QVariant::fromValue(QDBusVariant(scheme)));
    }

signals:
    void SettingChanged(const QString &space, const QString &key, const QDBusVariant &value);
};

/// Needs a session bus of its own, such as that of dbus-run-session.
class TestSystemScheme : public QObject
{
    Q_OBJECT

private slots:
    void withoutAPortalItIsLight();
    void desktopIsFollowed();
};

void TestSystemScheme::withoutAPortalItIsLight()
{
    const SystemScheme scheme(nullptr);
    // The bus answers in the order in which it is asked.
    QVERIFY(!QDBusConnection::sessionBus().interface()->isServiceRegistered(
        QStringLiteral("org.freedesktop.portal.Desktop")));
    QCoreApplication::processEvents();
    QVERIFY(!scheme.isDark());
}

void TestSystemScheme::desktopIsFollowed()
{
    // A connection of its own: who asks and who answers are two programs on a desktop.
    QDBusConnection desktop =
        QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("desktop"));
    QVERIFY(desktop.isConnected());
    Portal portal;
    portal.scheme = 1;
    QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &portal,
                                   QDBusConnection::ExportAllSlots
                                       | QDBusConnection::ExportAllSignals));
    QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
    SystemScheme scheme(nullptr);
    QTRY_VERIFY(scheme.isDark());
    QSignalSpy changed(&scheme, &SystemScheme::changed);
    emit portal.SettingChanged(QStringLiteral("org.freedesktop.appearance"),
                               QStringLiteral("color-scheme"), QDBusVariant(2U));
    QTRY_VERIFY(!scheme.isDark());
    QCOMPARE(changed.count(), 1);
    emit portal.SettingChanged(QStringLiteral("org.gnome.desktop.interface"),
                               QStringLiteral("color-scheme"), QDBusVariant(1U));
    emit portal.SettingChanged(QStringLiteral("org.freedesktop.appearance"),
                               QStringLiteral("color-scheme"), QDBusVariant(1U));
    QTRY_VERIFY(scheme.isDark());
    QCOMPARE(changed.count(), 2); // another setting of another program is none
}

QTEST_GUILESS_MAIN(TestSystemScheme)
#include "tst_systemscheme.moc"
