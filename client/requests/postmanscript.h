// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/requestfile.h"

namespace Requests {

/// What of a test script of Postman can be said by `# @check` and `# @set`: statuses, members that
/// are compared with a value, variables that are set from the response. Scripts are not run.
struct PostmanScript
{
    QList<Directive> directives;
    int left = 0; ///< Lines that mean something and are not carried over.

    static PostmanScript parse(const QByteArray &script);
    /// Lines that are neither blank nor a comment.
    static int linesOf(const QByteArray &script);
};

} // namespace Requests
