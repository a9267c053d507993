// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// A setting of the form. What it may be is the server's business (server/model/settingstable.h).
struct Setting
{
    enum class Kind { Number, Text, Secret, List, Truth };

    const char *group; ///< The title above it, for tr(); empty: it belongs to the one before.
    const char *path; ///< `mail.smtp.host`
    const char *label; ///< For tr().
    const char *otherwise; ///< What holds while it is empty.
    Kind kind;
};
