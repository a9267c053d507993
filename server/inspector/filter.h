// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/inspector/record.h"

#include <QByteArray>

namespace Inspector {

/// Which records are wanted.
struct Filter
{
    Level level = Level::Debug; ///< The least level.
    QByteArray text; ///< In the path, the messages or the bodies; any letter case.
    QByteArray collection;
    QByteArray method; ///< In capital letters; empty: all.
    QByteArray path; ///< A glob: `*` is any text, also with slashes; empty: all.
    QByteArray hook; ///< One that ran.
    QByteArray key; ///< The first characters of the key.
    int leastStatus = 0;
    int mostStatus = 999;
    qint64 leastMicroseconds = 0;
    qint64 since = 0; ///< Milliseconds since 1970; 0: any.
    qint64 until = 0; ///< The same; 0: any.
    qint64 before = 0; ///< Only records older than this cursor; 0 from the newest on.
    int maximum = 100; ///< At least 1.
};

} // namespace Inspector
