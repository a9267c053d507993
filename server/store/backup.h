// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/stopflag.h"

#include "server/core/partfile.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace Store {

/// A copy of what the database @p path holds at one moment, a database of its own without a log
/// beside it, in the folder of @p target. Others may write to @p path meanwhile. Any thread; it
/// reads all of the file, and is stopped by @p stop.
/// @errors BadInput: @p path is no database of ours. Unavailable: it cannot be written.
Result<std::unique_ptr<PartFile>> copyOf(const QString &path, const QString &target,
                                         const StopFlag &stop = {});

/// Removes what processes that were killed left of copies of the database @p path.
/// @pre This process has reserved @p path. Any thread.
void clearCopies(const QString &path);

/// Writes a copy as above to @p target. It takes the place of an older backup in one step; what
/// else stands there is left alone. Any thread; it reads all of the file.
/// @errors BadInput: @p path is no database of ours, or @p target is another kind of file or the
/// database itself. Unavailable: it cannot be written.
Result<Done> backUp(const QString &path, const QString &target, const StopFlag &stop = {});

/// What is damaged in the database @p path, in sentences; empty: nothing. Any thread.
/// @errors BadInput: it is not there, or no database of ours.
Result<QStringList> damageOf(const QString &path, const StopFlag &stop = {});

/// Puts the backup @p source in the place of the database @p path, with the owner and mode of what
/// was there. Gives the name under which that is kept; empty: nothing was. Any thread; @p stop
/// stops it before anything is changed.
/// @errors BadInput: @p source is no backup, or damaged. Unavailable: @p path is being served, or
/// cannot be written.
Result<QString> restore(const QString &source, const QString &path, const StopFlag &stop = {});

} // namespace Store
