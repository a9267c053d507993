// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/inspector/filter.h"

#include <QRegularExpression>

namespace Inspector {

/// Says whether a record is wanted. Thread: the one that made it.
class Sieve final
{
public:
    explicit Sieve(Filter filter);

    /// What a record's envelope tells already.
    bool takes(int level, int status) const
    {
        return level >= int(m_filter.level) && status >= m_filter.leastStatus
            && status <= m_filter.mostStatus;
    }
    /// The rest. @p json is the record as the API gives it.
    bool takesContent(const Record &record, const QByteArray &json) const;

private:
    const Filter m_filter;
    QByteArray m_text; ///< As JSON writes it, in lower case.
    QRegularExpression m_path;
};

} // namespace Inspector
