// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"

#include <cstdio>

namespace Commands {

int fail(const QString &message)
{
    std::fprintf(stderr, "hookdeskd: %s\n", qUtf8Printable(message));
    return 1;
}

int misuse(const QString &message)
{
    std::fprintf(stderr, "hookdeskd: %s (see hookdeskd --help)\n", qUtf8Printable(message));
    return 2;
}

} // namespace Commands
