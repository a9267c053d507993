// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/statement.h"

#include "server/store/sqlite/functions.h"
#include "server/store/sqlite/sqliteerror.h"

#include <sqlite3.h>

#include <utility>

namespace Store::Sqlite {

Statement::Statement(Prepared prepared)
    : m_prepared(std::move(prepared))
    , m_statement(m_prepared.get())
{
}

Statement::~Statement()
{
    if (!m_prepared)
        return; // it was moved
    // Without a reset it would keep its read lock. What was bound is not copied and may be freed
    // before the next use.
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
}

Statement &Statement::bind(QByteArrayView text)
{
    // A null pointer would bind NULL, and an empty text is not that.
    sqlite3_bind_text64(m_statement, ++m_bound, text.isEmpty() ? "" : text.data(),
                        sqlite3_uint64(text.size()), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement &Statement::bindBlob(QByteArrayView bytes)
{
    sqlite3_bind_blob64(m_statement, ++m_bound, bytes.isEmpty() ? "" : bytes.data(),
                        sqlite3_uint64(bytes.size()), SQLITE_STATIC);
    return *this;
}

Statement &Statement::bind(qint64 number)
{
    sqlite3_bind_int64(m_statement, ++m_bound, number);
    return *this;
}

Statement &Statement::bind(double number)
{
    sqlite3_bind_double(m_statement, ++m_bound, number);
    return *this;
}

Statement &Statement::bindNull()
{
    sqlite3_bind_null(m_statement, ++m_bound);
    return *this;
}

Statement &Statement::bindCondition(const Model::Condition *condition)
{
    sqlite3_bind_pointer(m_statement, ++m_bound, const_cast<Model::Condition *>(condition),
                         ConditionPointerType, nullptr);
    return *this;
}

Result<bool> Statement::step()
{
    switch (sqlite3_step(m_statement)) {
    case SQLITE_ROW:
        return true;
    case SQLITE_DONE:
        return false;
    default:
        return failure(errorOf(sqlite3_db_handle(m_statement)));
    }
}

Result<int> Statement::run()
{
    while (true) {
        const auto row = step();
        if (!row)
            return failure(row);
        if (!*row)
            return sqlite3_changes(sqlite3_db_handle(m_statement));
    }
}

QByteArrayView Statement::text(int column) const
{
    // For a text these are its bytes as they are stored; sqlite3_column_text() may copy them to end
    // them with a NUL.
    const auto *text = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return QByteArrayView(text, text ? sqlite3_column_bytes(m_statement, column) : 0);
}

qint64 Statement::number(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

} // namespace Store::Sqlite
