// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>
#include <QString>

/// Whether the desktop wants programs to be dark. Qt 6.4 does not tell, so the settings portal is
/// asked (freedesktop.org, "org.freedesktop.appearance", color-scheme); without one it is light.
/// Thread: the window's.
class SystemScheme final : public QObject
{
    Q_OBJECT

public:
    explicit SystemScheme(QObject *parent);

    bool isDark() const { return m_isDark; }

signals:
    void changed();

private slots:
    void settingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void take(QVariant value);

    bool m_isDark = false;
};
