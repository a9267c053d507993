// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Finding names by a few of their letters. Any thread.
namespace Fuzzy {

/// How well @p name fits what is @p typed: 0 not at all; 1 its letters in their order, as `bPO` for
/// beforePOST; 2 a part; 3 the beginning; 4 the beginning, letter case included.
int fit(const QString &name, const QString &typed);

} // namespace Fuzzy
