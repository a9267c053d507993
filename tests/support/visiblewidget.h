// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QWidget>

/// The first widget of that name in @p window that is seen; null: there is none.
template<typename T>
T *visibleWidget(const QWidget &window, const char *name)
{
    for (T *each : window.findChildren<T *>(QLatin1String(name))) {
        if (each->isVisible())
            return each;
    }
    return nullptr;
}
