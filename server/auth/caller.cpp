// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/caller.h"

#include <algorithm>
#include <functional>

namespace Auth {

namespace {

/// Whether @p parts match @p patterns, one by one but for those that @p isStar: each of these
/// stands for any number of parts. It takes as few as it can; where the rest does not match, the
/// last star takes more.
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

/// Whether @p text matches @p pattern, in which `*` is any text.
bool matchesSegment(QByteArrayView pattern, QByteArrayView text)
{
    return matchesWithStars(
        pattern, text, [](char c) { return c == '*'; }, std::equal_to<char>());
}

/// The same for lists of segments, in which `**` is any number of them.
bool matchesSegments(const QByteArrayList &patterns, const QByteArrayList &segments)
{
    return matchesWithStars(
        patterns, segments, [](const QByteArray &pattern) { return pattern == "**"; },
        matchesSegment);
}

} // namespace

bool Caller::permits(const QByteArray &method, const QByteArrayList &segments) const
{
    if (kind != Kind::WebKey)
        return hasFullRights();
    return (methods.isEmpty() || methods.contains(method))
        && (path.isEmpty() || matchesGlob(path, segments));
}

bool Caller::permits(const QByteArray &method, const Store::Access &access) const
{
    if (kind != Kind::User)
        return hasFullRights();
    const auto allows = [&](const QByteArray &role) {
        return access.roles.value(role).contains(method);
    };
    return allows("*") || std::any_of(roles.begin(), roles.end(), allows);
}

QByteArray Caller::ownerIn(const Store::Access &access) const
{
    const bool seesOwn = kind == Kind::User && access.privateData && !roles.contains("admin");
    return seesOwn ? email : QByteArray();
}

bool matchesGlob(const QByteArray &glob, const QByteArrayList &segments)
{
    // Slashes at the ends make no difference.
    QByteArrayList patterns = glob.split('/');
    patterns.removeAll(QByteArray());
    return !segments.contains(QByteArray()) && matchesSegments(patterns, segments);
}

} // namespace Auth
