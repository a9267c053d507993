// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/partfile.h"
#include "server/core/stopflag.h"
#include "server/store/contents.h"
#include "server/store/copy.h"
#include "server/store/sqlite/filelock.h"

#include <QString>

#include <memory>

namespace Store::Sqlite {

class Connection;

/// What a file holds, read in one transaction. Thread: the one that opened it.
class FileContents final : public Contents
{
public:
    /// @errors BadInput: no file of ours, or an older version. Unavailable: it is served, unless
    /// @p options allow that.
    static Result<std::unique_ptr<Contents>> open(const QString &path, const CopyOptions &options);
    ~FileContents() override;

    Result<Done> read(const CopiedTable &table, const Use &use) override;

private:
    FileContents() = default;

    std::unique_ptr<FileLock> m_lock; ///< Before the connection, so that it is released later.
    std::unique_ptr<Connection> m_connection;
};

/// A file that is being made beside the place that it will have. Thread: the one that made it.
class NewFile final : public NewContents
{
public:
    /// Reserves @p path until this ends. @errors BadInput: it holds a database, and @p options do
    /// not replace it, or another file. Unavailable: it is served, or cannot be written.
    static Result<std::unique_ptr<NewFile>> make(const QString &path, const CopyOptions &options);
    /// The same without a place of its own, in the folder of @p path: see takePart().
    static Result<std::unique_ptr<NewFile>> makePart(const QString &path, const StopFlag &stop);
    ~NewFile() override;

    Result<Done> read(const CopiedTable &table, const Use &use) override;
    Result<Done> setFacts(const QByteArray &settings, qint64 keysGeneration) override;
    Result<Done> addCollection(const Collection &collection, const QByteArray &created) override;
    Result<Done> add(const CopiedTable &table, const CopiedRow &row) override;
    Result<Done> endTable(const CopiedTable &) override { return Done(); }
    Result<Done> makeIndexes(const Collection &collection) override;
    Result<QString> finish() override;
    /// Ends the work on the file and gives it away, instead of finish().
    Result<std::unique_ptr<PartFile>> takePart();

private:
    NewFile() = default;
    /// Makes the tables of an empty database, without a collection.
    Result<Done> begin();

    QString m_path; ///< Where it will be; empty after makePart().
    bool m_isMadeByLock = false; ///< There was no file.
    std::unique_ptr<FileLock> m_lock;
    std::unique_ptr<PartFile> m_part;
    std::unique_ptr<Connection> m_connection;
    QByteArray m_insertTable; ///< The table of m_insert.
    QByteArray m_insert; ///< The SQL that adds a row.
};

} // namespace Store::Sqlite
