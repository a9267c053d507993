// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

/// The parts of a window that F6 leads through: a list, an editor, the inspector. Tab leads through
/// the controls of one. Thread: the window's.
namespace Panes {

/// Makes @p widget one of them.
void mark(QWidget &widget);

/// Whether @p widget is one, or one is in it.
bool isIn(const QWidget &widget);

/// Gives the focus to the pane of @p root that follows the one which has it, or, with a @p step of
/// -1, the one before: from the top to the bottom and from the left to the right, those in windows
/// of their own at the end. In the pane, what had it last gets it.
void focusNext(QWidget &root, int step);

} // namespace Panes
