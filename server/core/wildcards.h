// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>

/// Whether @p parts match @p patterns, one by one but for those that @p isStar: each of these
/// stands for any number of parts. It takes as few as it can; where the rest does not match, the
/// last star takes more, so the steps are at most the product of the two lengths, however many
/// stars there are. Any thread.
template<typename List, typename Star, typename Match>
bool matchesWithStars(const List &patterns, const List &parts, Star isStar, Match matches)
{
    qsizetype at = 0;
    qsizetype star = -1;
    qsizetype taken = 0; // by that star, of the parts
    for (qsizetype i = 0; i < parts.size();) {
        if (at < patterns.size() && isStar(patterns[at])) {
            star = at++;
            taken = i;
        } else if (at < patterns.size() && matches(patterns[at], parts[i])) {
            ++at;
            ++i;
        } else if (star >= 0) {
            at = star + 1;
            i = ++taken;
        } else {
            return false;
        }
    }
    return std::all_of(patterns.begin() + at, patterns.end(), isStar);
}
