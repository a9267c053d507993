// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"

#include "server/core/result.h"

#include <cstdio>

namespace Commands {

int fail(const QString &message)
{
    std::fprintf(stderr, "hookdeskd: %s\n", qUtf8Printable(printable(message)));
    return 1;
}

QString printable(QString text)
{
    for (QChar &c : text) {
        const bool isControl = c.category() == QChar::Other_Control && c != QLatin1Char('\n');
        c = isControl ? QChar(QChar::ReplacementCharacter) : c;
    }
    return text;
}

int misuse(const QString &message)
{
    std::fprintf(stderr, "hookdeskd: %s (see hookdeskd --help)\n", qUtf8Printable(message));
    return 2;
}

int refuse(const Error &error)
{
    return error.kind == Error::Kind::BadInput ? misuse(error.message) : fail(error.message);
}

} // namespace Commands
