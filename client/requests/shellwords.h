// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArrayList>
#include <QByteArrayView>
#include <QList>

namespace Requests {

/// The words of each command in @p text, as bash reads them: `'…'`, `"…"`, `$'…'`, backslashes,
/// comments; `;`, `|`, `&` and a line break end a command. `$NAME` becomes `{{NAME}}`, and `$KEY`,
/// which Hookdesk writes, `{{key}}`. Text that a browser copied for the command line of Windows,
/// with its `^`, is read too.
/// @errors BadInput: a quotation mark is not closed.
Result<QList<QByteArrayList>> shellCommands(QByteArrayView text);

} // namespace Requests
