// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/sieve.h"

namespace Inspector {

Sieve::Sieve(Filter filter)
    : m_filter(std::move(filter))
{
    const QByteArray quoted = Json::quoted(QByteArrayView(m_filter.text.toLower()));
    m_text = quoted.sliced(1).chopped(1);
    if (!m_filter.path.isEmpty())
        m_path.setPattern(QRegularExpression::anchoredPattern(
            QRegularExpression::escape(QString::fromUtf8(m_filter.path))
                .replace(QLatin1String("\\*"), QLatin1String(".*"))));
}

bool Sieve::takesContent(const Record &record, const QByteArray &json) const
{
    const auto isWanted = [](const QByteArray &wanted, const QByteArray &value) {
        return wanted.isEmpty() || wanted == value;
    };
    const bool isKey = m_filter.key.isEmpty() || record.key.startsWith(m_filter.key)
        || (!record.key.isEmpty() && m_filter.key.startsWith(record.key));
    return isKey && isWanted(m_filter.collection, record.collection)
        && isWanted(m_filter.method, record.method)
        && (m_filter.hook.isEmpty() || record.hook.split(',').contains(m_filter.hook))
        && record.microseconds >= m_filter.leastMicroseconds
        && (m_filter.since == 0 || record.time >= m_filter.since)
        && (m_filter.until == 0 || record.time <= m_filter.until)
        && (m_filter.path.isEmpty() || m_path.match(QString::fromUtf8(record.path)).hasMatch())
        && (m_text.isEmpty() || json.toLower().contains(m_text));
}

} // namespace Inspector
