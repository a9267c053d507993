// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/picker.h"

#include <QList>

class QMainWindow;

/// What the menus of a window offer, as lists to search in and to learn from: an action in a menu
/// needs no other mention. Thread: the window's.
namespace Commands {

/// Opens a list of @p places and of all commands of @p window, found by a few of their letters.
void openPalette(QMainWindow &window, QList<Picker::Item> places);

/// Shows the keys of all commands of @p window and of the script editor.
void showShortcuts(QMainWindow &window);

} // namespace Commands
