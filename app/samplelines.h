// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

/// Prints the curl lines to try on the sample database that is served at @p url. An empty @p key,
/// of a database that was there before, is left to the user.
void printSampleLines(const QString &url, const QByteArray &key);
