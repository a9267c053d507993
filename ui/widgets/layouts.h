// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/theme.h"

#include <QDialog>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QAction>
#include <QIcon>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QStyle>
#include <QTableView>
#include <QToolButton>
#include <QVariant>
#include <QVBoxLayout>
#include <QWidget>

#include <algorithm>
#include <initializer_list>

/// Small helpers for building panels on the 4-pixel grid. Thread: the window's.
namespace Layouts {

/// A bar, 38 pixels high, or as high as large texts need; its layout is a QHBoxLayout.
inline QWidget *bar(QWidget *parent)
{
    auto *bar = new QWidget(parent);
    bar->setObjectName(QStringLiteral("bar"));
    bar->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(8);
    layout->addStrut(30); // a minimum height of the bar would take the place of what its parts need
    return bar;
}

inline QHBoxLayout *rowOf(QWidget *bar)
{
    return static_cast<QHBoxLayout *>(bar->layout());
}

/// An area that scrolls @p page, which may be higher than a small screen. It takes no focus.
inline QScrollArea *scrolled(QWidget &page)
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(&page);
    return area;
}

/// Adds an icon button with a tip, which is its accessible name too, to a bar().
inline QToolButton *addTool(QWidget *bar, const QIcon &icon, const QString &text, const char *name)
{
    auto *button = new QToolButton(bar);
    button->setObjectName(QLatin1String(name));
    button->setIcon(icon);
    button->setToolTip(text);
    button->setAccessibleName(text);
    rowOf(bar)->addWidget(button);
    return button;
}

/// An icon at the front of @p edit. It is called what the line is: a screen reader meets it alone.
inline void addIcon(QLineEdit *edit, const QIcon &icon)
{
    edit->addAction(icon, QLineEdit::LeadingPosition)->setText(edit->accessibleName());
}

/// A table whose rows, @p rowHeight pixels high, are chosen as a whole and not edited.
inline void asList(QTableView *table, int rowHeight)
{
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false); // Tab leads on, the arrows move within
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(rowHeight);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

/// Gives the columns of @p table, from the first, @p widths at the usual size of texts, but never
/// less than their heads need.
inline void setWidths(QTableView *table, const Theme &theme, std::initializer_list<int> widths)
{
    QHeaderView *head = table->horizontalHeader();
    head->ensurePolished(); // its font is that of the style sheet
    int column = 0;
    for (const int width : widths) {
        head->resizeSection(column, std::max(theme.scaled(width), head->sectionSizeHint(column)));
        ++column;
    }
}

/// @p wanted, the place of a window's content, made smaller and moved until it lies on the screen
/// of
/// @p window together with its frame, which is not known before the window is shown: room is left
/// for a title bar.
inline QRect onScreen(const QWidget &window, QRect wanted)
{
    const int title = window.style()->pixelMetric(QStyle::PM_TitleBarHeight) + 8;
    const QRect room = window.screen()->availableGeometry().adjusted(4, title, -4, -4);
    wanted.setSize(wanted.size().boundedTo(room.size()));
    wanted.moveRight(std::min(wanted.right(), room.right()));
    wanted.moveBottom(std::min(wanted.bottom(), room.bottom()));
    wanted.moveLeft(std::max(wanted.left(), room.left()));
    wanted.moveTop(std::max(wanted.top(), room.top()));
    return wanted;
}

/// A column without margins for a whole panel.
inline QVBoxLayout *column(QWidget *panel)
{
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

/// The column of a dialog with its margins. The dialog is at least @p width pixels wide, more with
/// large texts and where its parts need more: a minimum width of the dialog would cut them.
inline QVBoxLayout *column(QDialog *dialog, int width, int spacing)
{
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(spacing);
    const double usual = Theme::UsualTextSize;
    layout->addStrut(int(width * dialog->font().pointSizeF() / usual) - 48);
    return layout;
}

/// Ends a dialog, whose layout is a QVBoxLayout, with a button that rejects it and @p accept, which
/// Return presses. Gives the former.
inline QPushButton *addButtons(QDialog *dialog, const QString &cancel, QPushButton *accept)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    auto *rejecting = new QPushButton(cancel, dialog);
    accept->setProperty("primary", true);
    accept->setDefault(true);
    row->addWidget(rejecting);
    row->addWidget(accept);
    static_cast<QVBoxLayout *>(dialog->layout())->addLayout(row);
    QObject::connect(rejecting, &QPushButton::clicked, dialog, &QDialog::reject);
    return rejecting;
}

inline QFrame *line(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setObjectName(QStringLiteral("line"));
    line->setFixedHeight(1);
    return line;
}

/// Sets a property that the style sheet looks at, and lets it look again.
inline void restyle(QWidget *widget, const char *property, const QVariant &value)
{
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace Layouts
