// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/copyrows.h"

#include <QtEndian>

#include <utility>

namespace Store::Postgres {

namespace {

template<typename T>
void appendNumber(QByteArray &bytes, T value)
{
    const T swapped = qToBigEndian(value);
    bytes.append(reinterpret_cast<const char *>(&swapped), sizeof swapped);
}

} // namespace

void CopyRows::clear()
{
    m_bytes = QByteArray("PGCOPY\n\377\r\n\0", 11);
    appendNumber(m_bytes, qint32(0)); // no flags
    appendNumber(m_bytes, qint32(0)); // no extension
    m_count = 0;
}

void CopyRows::beginRow(qsizetype cells)
{
    appendNumber(m_bytes, qint16(cells));
    ++m_count;
}

void CopyRows::add(QByteArrayView bytes)
{
    appendNumber(m_bytes, qint32(bytes.size()));
    m_bytes.append(bytes);
}

void CopyRows::add(qint64 number)
{
    appendNumber(m_bytes, qint32(sizeof number));
    appendNumber(m_bytes, number);
}

void CopyRows::addNull()
{
    appendNumber(m_bytes, qint32(-1));
}

QByteArray CopyRows::take()
{
    appendNumber(m_bytes, qint16(-1));
    QByteArray all = std::exchange(m_bytes, {});
    clear();
    return all;
}

} // namespace Store::Postgres
