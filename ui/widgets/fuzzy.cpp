// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fuzzy.h"

namespace Fuzzy {

int fit(const QString &name, const QString &typed)
{
    if (name.startsWith(typed))
        return 4;
    if (name.startsWith(typed, Qt::CaseInsensitive))
        return 3;
    if (name.contains(typed, Qt::CaseInsensitive))
        return 2;
    qsizetype at = 0;
    for (const QChar letter : typed) {
        at = name.indexOf(letter, at, Qt::CaseInsensitive);
        if (at < 0)
            return 0;
        ++at;
    }
    return 1;
}

} // namespace Fuzzy
