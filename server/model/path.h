// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace Model {

/// The first name of a dotted path and what follows it: of `a.b.c`, `a` and `b.c`. Any thread.
struct PathStep
{
    explicit PathStep(QByteArrayView path)
    {
        const qsizetype dot = path.indexOf('.');
        name = path.first(dot < 0 ? path.size() : dot);
        rest = dot < 0 ? QByteArrayView() : path.sliced(dot + 1);
    }

    QByteArrayView name;
    QByteArrayView rest; ///< Empty after the last name.
};

} // namespace Model
