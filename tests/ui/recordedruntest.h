// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/embeddedserver.h"
#include "ui/codehook/replaycursor.h"

#include <QTest>

/// What the tests of recordings share that need no window: a server that makes recordings, and one
/// of them.
class RecordedRunTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

protected:
    static const char Orders[]; ///< A hook that adds up the lines of an order.

    /// What @p source records for a request with @p body.
    QByteArray record(const QByteArray &source, const QByteArray &body = "{}");
    static Recording parsed(const QByteArray &document);
    /// `function:line` of a step.
    static QString at(const Recording &recording, int step);
    static int firstIn(const Recording &recording, int line);

    EmbeddedServer m_server;
    QByteArray m_orders; ///< A recording of Orders.
};
