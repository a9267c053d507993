// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace Store::Postgres {

/// Rows for Connection::copyIn(), in the binary form of COPY. A value.
/// Source: PostgreSQL, "COPY", "Binary Format".
class CopyRows final
{
public:
    CopyRows() { clear(); }

    /// Begins a row of @p cells cells, which are added from the first to the last.
    void beginRow(qsizetype cells);
    /// Adds a text or a bytea.
    void add(QByteArrayView bytes);
    /// Adds a bigint.
    void add(qint64 number);
    void addNull();

    qsizetype count() const { return m_count; } ///< Rows.
    qsizetype size() const { return m_bytes.size(); } ///< Bytes.
    /// All of them, with what ends them. Forgets them.
    QByteArray take();

private:
    void clear();

    QByteArray m_bytes;
    qsizetype m_count = 0;
};

} // namespace Store::Postgres
