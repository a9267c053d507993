// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QString>

#include <memory>

class QFile;

/// Files that hold data or secrets belong to their owner alone, whatever the umask. Any thread.
namespace PrivateFile {

/// Makes an empty file of mode 0600 where there is none; an existing file stays as it is.
void provide(const QString &path);
/// Whether other users of this machine may read or write @p path.
bool isOpenToOthers(const QString &path);

} // namespace PrivateFile

/// A file that is being written, in the folder of the file that it will become. Its mode is 0600.
///
/// It is removed when the object ends without moveTo(). What a killed process leaves is removed by
/// clearAbandoned(): the living ones are locked. Thread: one at a time.
class PartFile final
{
public:
    /// @errors Unavailable: the folder of @p target is missing, read-only or full.
    static Result<std::unique_ptr<PartFile>> create(const QString &target);
    ~PartFile();

    /// Empty after moveTo().
    const QString &path() const { return m_path; }
    /// For reading and writing; it is closed with this object.
    int descriptor() const { return m_descriptor; }

    /// What is written, open for reading, without its name: it can be read as long as somebody has
    /// it open. Null: it cannot be opened. @pre no moveTo()
    std::shared_ptr<QFile> openWithoutName();
    /// Gets the content and the name onto the disk, in the place of an older @p target.
    /// @errors Unavailable: the disk is full or the like.
    Result<Done> moveTo(const QString &target);
    /// Gives the file owner and mode of @p other.
    /// @errors Forbidden: this user may not give files to the owner of @p other.
    Result<Done> takeOwnerOf(const QString &other);
    /// Removes the part files in @p folder that no process is writing, and the journals that SQLite
    /// has left beside part files.
    static void clearAbandoned(const QString &folder);

private:
    PartFile(QString path, int descriptor);

    QString m_path; ///< Empty after moveTo().
    int m_descriptor = -1; ///< Holds the lock that shows that the file is in use.
};
