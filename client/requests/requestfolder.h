// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/environments.h"
#include "client/requests/requestfile.h"

#include <QDir>
#include <QStringList>

namespace Requests {

/// A folder with files of requests, `*.http` and `*.rest`, in folders of any depth. It may be
/// somebody else's repository: nothing outside of it is read or written, wherever symbolic links
/// lead. Names are paths within it, with slashes. Thread: any.
class RequestFolder
{
public:
    static constexpr qint64 LargestFile = 16 * 1024 * 1024;
    static constexpr qsizetype MostFiles = 10'000;

    explicit RequestFolder(const QString &path)
        : m_folder(path)
    {
    }

    QString path() const { return m_folder.path(); }
    /// The names of all files of requests: in a folder first the files, by name, then the folders.
    /// Hidden ones are left out. Without such a folder there are none.
    /// @errors BadInput: there are more than MostFiles.
    Result<QStringList> names() const;
    /// @errors BadInput: it is outside of the folder or too large. NotFound: it is not there.
    /// Unavailable: it cannot be read.
    Result<QByteArray> read(const QString &name) const;
    /// Reads @p path, which is relative to the file @p name, to be sent. @errors as those of
    /// read(); BadInput: it is hidden, or the file of private environments.
    Result<QByteArray> readBeside(const QString &name, const QString &path) const;
    /// Writes @p content as a whole or not at all; creates folders. Only the user may read private
    /// environments.
    /// @errors BadInput: it is outside of the folder, or no name of a file of requests.
    /// Unavailable: it cannot be written.
    Result<Done> write(const QString &name, const QByteArray &content) const;
    /// @errors as those of write().
    Result<Done> remove(const QString &name) const;
    /// @errors as those of write(); BadInput: there is a file @p after.
    Result<Done> rename(const QString &before, const QString &after) const;
    /// @errors as those of Environments::parse() and read().
    Result<Environments> environments() const;

    /// Has git leave out the private environments, by a line in the folder's `.gitignore`.
    void keepOutOfGit() const;
    /// Copies all files of requests, and the environments without keys, to @p target, over what is
    /// there by the same name. @errors as those of read() and write().
    Result<Done> copyTo(const RequestFolder &target) const;

    /// Where the requests of the database file @p database are kept: `shop.requests` beside
    /// `shop.hookdesk`.
    static QString besideDatabase(const QString &database);
    /// Why @p name cannot be one of a file of requests or of environments; empty: it can.
    static QString faultOfName(const QString &name);

private:
    Result<QString> pathOf(const QString &name) const;
    Result<Done> checkTarget(const QString &name) const;
    void collect(const QString &below, int depth, QStringList &names) const;

    QDir m_folder;
};

} // namespace Requests
