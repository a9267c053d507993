// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/partfile.h"
#include "server/core/result.h"
#include "server/core/stopflag.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace Store::Sqlite {

class Connection;

/// Removes what killed processes left of copies of the database @p path.
/// @pre This process has reserved @p path. Any thread.
void clearCopies(const QString &path);

/// A reading connection to the database @p path, which @p stop stops.
/// @errors BadInput: there is no file of ours that this program knows.
Result<std::unique_ptr<Connection>> openOurs(const QString &path, const StopFlag &stop = {});

/// Whether a backup may be written to @p target: nothing is there, or an older backup.
/// @errors BadInput: another file is there.
Result<Done> checkBackup(const QString &target);

/// As Store::copyOf(), damageOf() and restore(), for a file.
Result<std::unique_ptr<PartFile>> copyOf(const QString &path, const QString &target,
                                         const StopFlag &stop);
Result<QStringList> damageOf(const QString &path, const StopFlag &stop);
/// @pre the backup is not damaged.
Result<QString> restore(const QString &source, const QString &path, const StopFlag &stop);

/// A copy of the database @p path in the version that this program writes, in the folder for
/// temporary files; null where it is of that version.
/// @errors As copyOf().
Result<std::unique_ptr<PartFile>> updated(const QString &path, const StopFlag &stop);

/// Puts @p part in the place of the database @p path, with the owner and mode of what was there.
/// Gives the name under which that is kept; empty: nothing was there, or an empty file.
/// @pre This process has reserved @p path, and no connection to @p part is open.
/// @errors Unavailable: it cannot be written. Forbidden: it cannot be given its owner.
Result<QString> putInPlace(PartFile &part, const QString &path);

} // namespace Store::Sqlite
