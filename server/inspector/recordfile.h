// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/inspector/filter.h"
#include "server/inspector/record.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

namespace Store::Sqlite {
class Connection;
}

namespace Inspector {

/// Which records are looked for, and where.
struct Search
{
    enum class Form {
        Records, ///< As the API gives them.
        Rows ///< `[number, level or -1, place in the log, level, …]`: what Filter::match() says.
    };

    Filter filter;
    QList<qint64> numbers; ///< When it is not empty: these, and nothing else counts but the form.
    qint64 before = 0; ///< Only records older than this cursor; 0 from the newest on.
    qint64 after = 0; ///< Only records newer than the one of this number.
    int maximum = 100; ///< At least 1.
    Form form = Form::Records;
};

/// A page of records, newest first, as a JSON array, and the cursor of the next page (0: none). One
/// of rows ends after so many records were looked through that others need not wait for it.
struct Page
{
    QByteArray json;
    qint64 next = 0;
};

/// The SQLite file of the newest records.
///
/// Records are numbered in the order they came. A row holds many of them, a chunk: a row each would
/// cost more processor time than the requests themselves. A file that is damaged or cannot be
/// written is set aside, and a new one is begun. Thread: the one that uses it first.
class RecordFile final
{
public:
    explicit RecordFile(const QString &path);
    ~RecordFile();

    /// So many records stay, to the nearest chunk, and those of so many days; 0 days: any.
    void setLimits(qint64 keep, int days);
    /// Adds the records of @p batch (batch.h); @p added hears the number and the bytes of each that
    /// has hooks. They are numbered even when they cannot be kept.
    Result<Done> append(const QByteArray &batch,
                        const std::function<void(qint64, const QByteArray &)> &added);
    /// Puts @p lines to record @p number; nothing happens when it is gone.
    Result<Done> addLog(qint64 number, const QList<LogLine> &lines);
    /// @errors Unavailable: there is no usable file, not even after a damaged one was set aside.
    Result<Page> read(const Search &search);
    /// The number of the newest record.
    qint64 lastNumber() const { return m_lastNumber; }
    /// The number of the oldest record that is kept.
    qint64 firstNumber() const { return m_firstNumber; }
    /// Removes all records. Until the program ends, numbers go on.
    Result<Done> clear();
    /// Marks the file as closed properly, so that the next start need not check it.
    void close();

private:
    struct Chunk;

    Result<Done> open();
    /// Opens the file, and empties one of another format.
    Result<Done> connect();
    /// Renames a file that cannot be used. False: the file can be used, or cannot be renamed.
    bool setAside();
    bool giveOtherName();
    Result<Done> appendOnce(const QByteArray &batch,
                            const std::function<void(qint64, const QByteArray &)> &added);
    Result<Page> readOnce(const Search &search);
    Result<Done> writeChunks(const QByteArray &batch,
                             const std::function<void(qint64, const QByteArray &)> &added);
    Result<Done> write(const Chunk &chunk, const QByteArray &bytes);
    Result<Page> readNumbers(QList<qint64> numbers);
    /// Removes the chunks whose records are all too old; looks once a minute.
    Result<Done> removeOld();

    const QString m_path;
    qint64 m_keep = 100'000;
    int m_days = 7;
    qint64 m_nextLook = 0; ///< For records that are too old; milliseconds since 1970.
    std::unique_ptr<Store::Sqlite::Connection> m_connection; ///< Null until open().
    qint64 m_nextTry = 0; ///< To open a file that could not be; milliseconds since 1970.
    Error m_fault; ///< Why it could not.
    qint64 m_lastNumber = 0;
    qint64 m_firstNumber = 0;
};

} // namespace Inspector
