// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/arguments.h"

#include <QByteArrayView>

#include <algorithm>

bool areUtf8(int count, char **arguments)
{
    return std::all_of(arguments, arguments + count,
                       [](const char *each) { return QByteArrayView(each).isValidUtf8(); });
}
