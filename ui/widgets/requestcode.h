// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

/// Requests as curl commands for a shell. Pure functions.
namespace Curl {

/// @p target is a path with its query, percent-encoded; @p serverUrl may be empty. The key is the
/// user's: `$KEY` in the command.
QString command(const QByteArray &method, const QString &serverUrl, const QByteArray &target,
                const QByteArray &body = {});

/// @p text as one word of a shell.
QString quoted(QString text);

} // namespace Curl
