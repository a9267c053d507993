// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/caretpopup.h"

#include "ui/codehook/codeeditor.h"

#include <algorithm>

namespace CaretPopup {

void place(CodeEditor &editor, QWidget &widget, long position, Side side)
{
    using Sci = QsciScintillaBase;
    QWidget *window = editor.window();
    if (widget.parentWidget() != window)
        widget.setParent(window);
    const QPoint at(int(editor.SendScintilla(Sci::SCI_POINTXFROMPOSITION, 0UL, position)),
                    int(editor.SendScintilla(Sci::SCI_POINTYFROMPOSITION, 0UL, position)));
    const int line = int(editor.SendScintilla(Sci::SCI_TEXTHEIGHT, 0UL));
    const QPoint point = editor.viewport()->mapTo(window, at);
    const int above = point.y() - widget.height() - 2;
    const int below = point.y() + line + 2;
    const bool fitsBelow = below + widget.height() <= window->height();
    const bool goesAbove = side == Side::Above ? above >= 0 : !fitsBelow && above >= 0;
    const int x = std::clamp(point.x(), 0, std::max(0, window->width() - widget.width()));
    widget.move(x, goesAbove ? above : below);
}

} // namespace CaretPopup
