// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Store {

/// Who saved a version of a script, and their message.
struct ScriptNote
{
    QByteArray author;
    QByteArray message;
};

/// One saved state of a script. A value.
struct ScriptVersion
{
    int version = 0;
    QByteArray source;
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
