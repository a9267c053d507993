// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/diffview.h"

#include <QDialog>

/// Two texts side by side, such as what is stored and what is in an editor. Thread: the window's.
class CompareDialog final : public QDialog
{
    Q_OBJECT

public:
    CompareDialog(const Theme &theme, const DiffView::Side &before, const DiffView::Side &after,
                  QWidget *parent);
};
