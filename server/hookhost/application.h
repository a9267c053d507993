// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace HookHost {

/// Counts the events that it delivers, which is how the Engine knows that no promise job is left.
/// Thread: the process's only one.
class Application final : public QCoreApplication
{
public:
    Application(int &argc, char **argv)
        : QCoreApplication(argc, argv)
    {
    }

    quint64 deliveredEvents() const { return m_delivered; }
    bool notify(QObject *receiver, QEvent *event) override
    {
        ++m_delivered;
        return QCoreApplication::notify(receiver, event);
    }

private:
    quint64 m_delivered = 0;
};

} // namespace HookHost
