// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/panes.h"

#include <QApplication>
#include <QWidget>

#include <algorithm>
#include <tuple>

namespace Panes {

namespace {

constexpr char Property[] = "pane";

/// Panes whose tops differ by less stand beside each other. In pixels.
constexpr int RowHeight = 48;

bool isPane(const QWidget &widget)
{
    return widget.property(Property).toBool();
}

/// What gets the focus in @p pane; null: nothing can.
QWidget *entry(QWidget &pane)
{
    const auto takes = [](const QWidget *widget) {
        return widget && widget->isVisible() && widget->isEnabled()
            && (widget->focusPolicy() & Qt::TabFocus);
    };
    if (takes(pane.focusWidget()))
        return pane.focusWidget();
    if (takes(&pane))
        return &pane;
    for (QWidget *each = pane.nextInFocusChain(); each && each != &pane;
         each = each->nextInFocusChain()) {
        if (pane.isAncestorOf(each) && takes(each))
            return each;
    }
    return nullptr;
}

} // namespace

void mark(QWidget &widget)
{
    widget.setProperty(Property, true);
}

bool isIn(const QWidget &widget)
{
    const auto parts = widget.findChildren<QWidget *>();
    return isPane(widget) || std::any_of(parts.begin(), parts.end(), [](const QWidget *each) {
               return isPane(*each);
           });
}

void focusNext(QWidget &root, int step)
{
    QList<QWidget *> panes = root.findChildren<QWidget *>();
    panes.removeIf(
        [](QWidget *each) { return !isPane(*each) || !each->isVisible() || !entry(*each); });
    if (panes.isEmpty())
        return;
    const auto order = [&root](const QWidget *pane) {
        const QPoint at = pane->mapToGlobal(QPoint());
        return std::tuple(pane->window() != root.window(), at.y() / RowHeight, at.x());
    };
    std::stable_sort(panes.begin(), panes.end(),
                     [&](const QWidget *a, const QWidget *b) { return order(a) < order(b); });
    const QWidget *focus = QApplication::focusWidget();
    const auto found = std::find_if(panes.begin(), panes.end(), [focus](const QWidget *each) {
        return focus && (each == focus || each->isAncestorOf(focus));
    });
    const auto count = int(panes.size());
    const int from = found == panes.end() ? (step > 0 ? -1 : count) : int(found - panes.begin());
    QWidget *next = panes[(from + step + count) % count];
    next->window()->activateWindow();
    entry(*next)->setFocus(Qt::OtherFocusReason);
}

} // namespace Panes
