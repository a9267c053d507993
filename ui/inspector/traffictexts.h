// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QVariant>

/// What the inspector's table and its switches say. @p column is a column of TrafficModel.
/// Thread: the window's.
namespace TrafficTexts {

/// Of a row that is a request or a run of a job.
QVariant ofRequest(const Inspector::Record &record, int column);

/// Of a row that is a line of a log.
QVariant ofLogLine(const Inspector::LogLine &line, int column);

/// Of a level of log lines, from 0 (debug) to 4 (fatal).
QString ofLevel(int level);

/// Of a TrafficModel::Status.
QString ofStatus(int status);

/// Of the list of what @p client answers: whether new requests are shown, else why not; @p waiting
/// of them wait where it is paused. Empty: there is no client.
QString ofState(const Client *client, bool isLive, int waiting);

} // namespace TrafficTexts
