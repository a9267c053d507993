// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Prints the curl lines to try on the sample database that is served at @p url. They take the key
/// from the variable KEY, so that it is not shown again; @p whichKey says in a sentence which one
/// that is.
void printSampleLines(const QString &url, const QString &whichKey);
