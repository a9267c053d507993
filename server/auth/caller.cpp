// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/caller.h"

#include <algorithm>

namespace Auth {

bool Caller::permits(const QByteArray &method, const QByteArray &restPath) const
{
    if (kind != Kind::WebKey)
        return hasFullRights();
    return (methods.isEmpty() || methods.contains(method))
        && (path.isEmpty() || matchesGlob(path, restPath));
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

bool matchesGlob(const QByteArray &glob, const QByteArray &path)
{
    const auto segments = [](const QByteArray &text) {
        QByteArrayList list = text.split('/');
        // Slashes at the ends make no difference.
        list.removeAll(QByteArray());
        return list;
    };
    const QByteArrayList wanted = segments(glob);
    const QByteArrayList given = segments(path);
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (wanted[i] == "**")
            return true;
        if (i >= given.size() || (wanted[i] != "*" && wanted[i] != given[i]))
            return false;
    }
    return wanted.size() == given.size();
}

} // namespace Auth
