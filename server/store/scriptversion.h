// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Store {

/// Who saved a version of a script, and their message.
struct ScriptNote
{
    QByteArray author; ///< The key's or the user's, as the inspector shows it.
    QByteArray message; ///< May be empty.
};

/// One saved state of a script. A value.
/// Its source never changes. To restore a version is to save its source again, as the next one.
struct ScriptVersion
{
    int version = 0; ///< From 1; each save counts up.
    QByteArray source; ///< May be left out of a list.
    QByteArray time; ///< ISO 8601.
    ScriptNote note;
};

/// The name and the source of a script. A value.
struct ScriptSource
{
    QByteArray name;
    QByteArray source;
};

} // namespace Store
