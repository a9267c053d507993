// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

struct Error;

/// The commands of hookdeskd. Each takes what follows its name and gives the exit status:
/// 0 done, 1 a failure that was told on standard error, 2 wrong usage (contract: server 1).
namespace Commands {

int serve(const QStringList &arguments);
int key(const QStringList &arguments);
int hooks(const QStringList &arguments);
int requests(const QStringList &arguments);
int importDocuments(const QStringList &arguments);
int exportDocuments(const QStringList &arguments);
int backup(const QStringList &arguments);
int restore(const QStringList &arguments);
int check(const QStringList &arguments);
int copy(const QStringList &arguments);
int migrate(const QStringList &arguments);
int nodes(const QStringList &arguments);

/// Tells a failure on standard error. @return 1
int fail(const QString &message);
/// @p text without what a terminal takes for commands; it may come from somebody else's server.
QString printable(QString text);
/// Tells wrong usage in one line on standard error. @return 2
int misuse(const QString &message);
/// Tells what is wrong with the arguments: BadInput is wrong usage, anything else a failure.
int refuse(const Error &error);

} // namespace Commands
