// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/partfile.h"
#include "server/core/result.h"
#include "server/core/stopflag.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

/// Backups of databases: files that can be opened as databases, whichever store they are of. A
/// database may be open meanwhile, here and elsewhere. Each function takes as long as reading all
/// of it. Any thread.
namespace Store {

/// copyOf() of one database. A value that may outlive the database.
using Copier =
    std::function<Result<std::unique_ptr<PartFile>>(const QString &target, const StopFlag &stop)>;

/// A copy of what the database @p address holds at one moment, in the folder of @p target.
/// @p stop stops it.
/// @errors BadInput: there is no database of ours. Unavailable: it cannot be written.
Result<std::unique_ptr<PartFile>> copyOf(const QString &address, const QString &target,
                                         const StopFlag &stop = {});

/// Writes a copy as above to @p target. It replaces an older backup in one step; any other file
/// there is left alone.
/// @errors BadInput: there is no database of ours, or @p target is another kind of file or the
/// database itself. Unavailable: it cannot be written.
Result<Done> backUp(const QString &address, const QString &target, const StopFlag &stop = {});

/// The same of a database that is open here, at @p address.
Result<Done> backUp(const Copier &copier, const QString &address, const QString &target,
                    const StopFlag &stop);

/// What is damaged in the database @p address, in sentences; empty: nothing.
/// @errors BadInput: it is not there, or not a database of ours.
Result<QStringList> damageOf(const QString &address, const StopFlag &stop = {});

/// Puts the backup @p source in the place of the database @p address, for a file with the owner and
/// mode of what was there. Gives the name under which that is kept; empty: nothing was there. @p
/// stop stops it before anything is changed.
/// @errors BadInput: @p source is no backup, or damaged. Unavailable: the database is being served,
/// or cannot be written.
Result<QString> restore(const QString &source, const QString &address, const StopFlag &stop = {});

} // namespace Store
