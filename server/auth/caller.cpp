// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/caller.h"

#include "server/core/wildcards.h"

#include <algorithm>
#include <functional>

namespace Auth {

namespace {

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
