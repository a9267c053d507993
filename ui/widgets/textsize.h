// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Brings windows that are open to another size of texts. Widgets follow the application and its
/// style sheet by themselves; this does the rest. Thread: the window's.
namespace TextSize {

/// The texts of the application had @p before points and have @p after: items with a font of their
/// own grow or shrink by the difference, rows and columns of tables in proportion.
void change(double before, double after);

} // namespace TextSize
