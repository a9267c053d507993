// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QString>

#include <memory>

namespace Store::Sqlite {

/// Reserves a database file for this process until it is destroyed.
///
/// Two locks of the kernel, which end with the process however it ends: one on the file itself, so
/// that symbolic links, hard links and bind mounts all lead to the same lock, and one on
/// `NAME.lock` beside it, which also holds while a restored file takes the place of the old one and
/// says who has it. What an earlier process left in `NAME.lock` counts only on a file system of the
/// network, where a machine that this kernel does not know may have the file.
/// Must be destroyed after the last SQLite connection of this process to the file is closed.
/// Thread: any, one at a time.
class FileLock final
{
public:
    /// Makes an empty file of mode 0600 where there is none.
    /// @errors Unavailable: another process has it (and who that is), or no access.
    static Result<std::unique_ptr<FileLock>> acquire(const QString &path);
    ~FileLock();

    /// Whether this process has @p path.
    static bool isHeldHere(const QString &path);

private:
    FileLock() = default;
    Result<Done> lockBeside(const QString &path, const QString &real);
    Result<Done> lockItself(const QString &path, const QString &real);

    QString m_beside; ///< The path of `NAME.lock`; empty until it is held.
    int m_besideDescriptor = -1;
    int m_descriptor = -1; ///< Of the database itself.
    quint64 m_device = 0;
    quint64 m_inode = 0; ///< 0 until the file is entered among those of this process.
};

} // namespace Store::Sqlite
