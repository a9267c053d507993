// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

struct sqlite3_stmt;

namespace Model {
struct Condition;
}

namespace Store::Sqlite {

/// One use of a prepared statement of a Connection; it is reset when this goes out of scope.
/// Thread: the connection's.
class Statement final
{
public:
    /// What a connection keeps; it lives until its last use ends, even if the connection forgets
    /// it.
    using Prepared = std::shared_ptr<sqlite3_stmt>;

    /// Takes @p prepared, which nobody else may use meanwhile.
    explicit Statement(Prepared prepared);
    Statement(Statement &&) noexcept = default;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;
    ~Statement();

    /// Bind the next parameter. @p text, @p bytes and @p condition must outlive the last step().
    Statement &bind(QByteArrayView text);
    Statement &bindBlob(QByteArrayView bytes); ///< SQLite compares blobs otherwise than texts.
    /// Numbers are copied; nothing has to outlive them.
    Statement &bind(qint64 number);
    Statement &bind(double number);
    Statement &bindNull();
    /// A pointer, for `hookdesk_match`. It is no value of SQL: queries cannot read it.
    Statement &bindCondition(const Model::Condition *condition);

    /// True when there is a row, false after the last one.
    /// @errors Conflict: a unique index refuses. Unavailable: the disk is full or the file busy.
    /// NotFound: the collection was dropped.
    Result<bool> step();
    /// Runs to the end and gives the number of changed rows.
    Result<int> run();
    /// Calls @p use at each row, to the last one.
    template<typename Use>
    Result<Done> forEachRow(Use use)
    {
        while (true) {
            const auto row = step();
            if (!row)
                return failure(row);
            if (!*row)
                return Done();
            use();
        }
    }

    QByteArrayView text(int column) const; ///< A text or a blob; valid until the next step.
    qint64 number(int column) const; ///< 0 for NULL.
    bool isNull(int column) const; ///< Tells NULL from 0 and from an empty text.

private:
    Prepared m_prepared;
    sqlite3_stmt *m_statement; ///< That of m_prepared.
    int m_bound = 0; ///< Parameters so far.
};

} // namespace Store::Sqlite
