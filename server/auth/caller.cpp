// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/caller.h"

#include <algorithm>

namespace Auth {

namespace {

/// Whether @p text matches @p pattern, in which `*` is any text.
bool matchesSegment(QByteArrayView pattern, QByteArrayView text)
{
    // A star takes as little as it can; where the rest does not match, the last one takes more.
    qsizetype at = 0;
    qsizetype star = -1;
    qsizetype taken = 0; // by that star, of the text
    for (qsizetype i = 0; i < text.size();) {
        if (at < pattern.size() && pattern[at] == '*') {
            star = at++;
            taken = i;
        } else if (at < pattern.size() && pattern[at] == text[i]) {
            ++at;
            ++i;
        } else if (star >= 0) {
            at = star + 1;
            i = ++taken;
        } else {
            return false;
        }
    }
    const QByteArrayView rest = pattern.sliced(at);
    return std::all_of(rest.begin(), rest.end(), [](char c) { return c == '*'; });
}

/// The same for lists of segments, in which `**` is any number of them.
bool matchesSegments(const QByteArrayList &patterns, const QByteArrayList &segments)
{
    qsizetype at = 0;
    qsizetype stars = -1;
    qsizetype taken = 0; // by those stars, of the segments
    for (qsizetype i = 0; i < segments.size();) {
        if (at < patterns.size() && patterns[at] == "**") {
            stars = at++;
            taken = i;
        } else if (at < patterns.size() && matchesSegment(patterns[at], segments[i])) {
            ++at;
            ++i;
        } else if (stars >= 0) {
            at = stars + 1;
            i = ++taken;
        } else {
            return false;
        }
    }
    return std::all_of(patterns.begin() + at, patterns.end(),
                       [](const QByteArray &pattern) { return pattern == "**"; });
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
