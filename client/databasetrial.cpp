// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/databasetrial.h"

#include <QCoreApplication>
#include <QThreadPool>

Pending<Store::Standing> tryDatabase(const QString &address)
{
    const Pending<Store::Standing> pending;
    QThreadPool::globalInstance()->start([pending, address] {
        const Store::Standing standing = Store::standingOf(address);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(), [pending, standing] { pending.set(standing); },
            Qt::QueuedConnection);
    });
    return pending;
}
