// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hooks/hookrun.h"
#include "server/http/message.h"
#include "server/request/recordedscript.h"

#include <QByteArray>
#include <QList>

#include <memory>

/// A recording as it is answered and kept in files: docs/replay.md, "The format". A value.
struct RecordingReport
{
    struct Run
    {
        QByteArray hook;
        QByteArray error; ///< Empty: none.
        qint64 microseconds = 0;
        QByteArray events = "[]"; ///< See Hooks::RunRecording.
        bool isCut = false;
    };

    static constexpr const char *Format = "hookdesk-recording";
    static constexpr int Version = 1; ///< Programs refuse recordings of later ones.

    QByteArray collection;
    QByteArray method; ///< Of the request; empty: a job.
    QByteArray path;
    int status = 0; ///< What was answered; 0: a job.
    QList<RecordedScript::File> files;
    QList<Run> runs;

    QByteArray json() const;
};
