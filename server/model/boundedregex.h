// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>

namespace Model {

/// A regular expression of somebody else's. PCRE's own step limit keeps a hostile one from holding
/// a thread; beyond it the match is not valid (contract: queries 1). Any thread.
inline QRegularExpression boundedRegex(const QString &pattern,
                                       QRegularExpression::PatternOptions options = {})
{
    return QRegularExpression(QStringLiteral("(*LIMIT_MATCH=200000)(*LIMIT_DEPTH=20000)") + pattern,
                              options);
}

} // namespace Model
