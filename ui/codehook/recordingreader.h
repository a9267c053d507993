// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/recording.h"

/// Reads the document of a recording, which may come from anybody: a file of a stranger, or a
/// server whose hook host is hostile. What points nowhere is left out. Thread: any.
class RecordingReader final
{
public:
    explicit RecordingReader(Recording &recording)
        : m_made(recording)
    {
    }
    /// @errors as Recording::parse().
    Result<Done> read(const QByteArray &document);

private:
    enum Kind {
        Step,
        Enter,
        Return,
        Throw,
        Suspend,
        Resume,
        Unwound,
        Turn,
        Log,
        Call,
        Answer,
        End,
        Failed,
        Time,
        Beyond,
        FileBegins
    };

    void readScripts(const Json::Value &scripts);
    void readRun(const Json::Value &run);
    void readEvent(const std::vector<Json::Value> &event);
    void readFrameEvent(int kind, const std::vector<Json::Value> &event);
    void readStep(const std::vector<Json::Value> &event, bool isReturn);
    void readEnter(const std::vector<Json::Value> &event);
    void readTurn(const std::vector<Json::Value> &event);
    void readFile(const std::vector<Json::Value> &event);
    void mark(Recording::MarkKind kind, const QString &text, bool isError = false);
    int lastStep() const;
    int frameOf(const Json::Value &number) const;
    int addValue(const Json::Value &value);

    Recording &m_made;
    int m_firstFrame = 0; ///< Of the run that is read.
    int m_firstTable = 0;
    int m_firstTurn = 0;
    int m_time = 0;
    qsizetype m_places = 0; ///< For values, in the calls so far.
    int m_timeBefore = 0; ///< Of the runs before.
    std::vector<int> m_depths; ///< Of the frames, as they are now.
    QMap<qint64, std::pair<int, QString>> m_calls; ///< Of the run: the step and the operation.
};
