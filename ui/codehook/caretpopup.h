// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class CodeEditor;
class QWidget;

/// Popups of an editor, which are children of the window and not windows themselves: so they work
/// under Wayland and never take the focus. Thread: the window's.
namespace CaretPopup {

enum class Side { Above, Below };

/// Puts @p widget at the byte @p position of @p editor, above or below its line; on the other side
/// where there is no room.
void place(CodeEditor &editor, QWidget &widget, long position, Side side);

} // namespace CaretPopup
