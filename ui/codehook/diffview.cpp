// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/diffview.h"

#include "ui/codehook/codeeditor.h"
#include "ui/widgets/linediff.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QScrollBar>
#include <QSplitter>

DiffView::DiffView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
{
    auto *splitter = new QSplitter(this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    for (int side = 0; side < 2; ++side) {
        auto *pane = new QWidget(splitter);
        auto *column = Layouts::column(pane);
        m_titles[side] = new QLabel(pane);
        m_titles[side]->setContentsMargins(12, 6, 12, 6);
        m_titles[side]->setProperty("muted", true);
        m_editors[side] = new CodeEditor(theme, pane);
        m_editors[side]->setReadOnly(true);
        m_editors[side]->setCaretLineVisible(false); // it would hide a mark
        m_editors[side]->setObjectName(side == 0 ? QStringLiteral("diffBefore")
                                                 : QStringLiteral("diffAfter"));
        m_editors[side]->setAccessibleName(side == 0 ? tr("Before") : tr("After"));
        column->addWidget(m_titles[side]);
        column->addWidget(m_editors[side], 1);
        splitter->addWidget(pane);
    }
    Layouts::column(this)->addWidget(splitter);
    for (int side = 0; side < 2; ++side) {
        connect(m_editors[side]->verticalScrollBar(), &QScrollBar::valueChanged,
                m_editors[1 - side]->verticalScrollBar(), &QScrollBar::setValue);
    }
}

void DiffView::show(const Side &before, const Side &after)
{
    const Side *sides[2] = {&before, &after};
    for (int side = 0; side < 2; ++side) {
        m_titles[side]->setText(sides[side]->title);
        m_editors[side]->setReadOnly(false);
        m_editors[side]->setText(sides[side]->text);
        m_editors[side]->setReadOnly(true);
    }
    QList<int> marked[2];
    QHash<int, int> blank[2]; // lines to be left free beneath a line, by its index
    int at[2] = {0, 0};
    int run[2] = {0, 0}; // of lines that the other side does not have
    const auto endRun = [&] {
        const int shorter = run[0] < run[1] ? 0 : 1;
        if (run[0] != run[1])
            blank[shorter][at[shorter] - 1] += run[1 - shorter] - run[shorter];
        run[0] = run[1] = 0;
    };
    m_differences = 0;
    for (const LineDiff::Line &line : LineDiff::between(before.text, after.text)) {
        if (line.kind == LineDiff::Kind::Same) {
            endRun();
            ++at[0];
            ++at[1];
            continue;
        }
        const int side = line.kind == LineDiff::Kind::Removed ? 0 : 1;
        if (sides[side]->text.isEmpty())
            continue; // it has no line, not an empty one
        marked[side].append(at[side]++);
        ++run[side];
        ++m_differences;
    }
    endRun();
    m_editors[0]->showDifferences(marked[0], blank[0], Theme::Role::ErrorSoft);
    m_editors[1]->showDifferences(marked[1], blank[1], Theme::Role::SuccessSoft);
    if (!marked[1].isEmpty() || !marked[0].isEmpty()) {
        const int side = marked[1].isEmpty() ? 0 : 1;
        m_editors[side]->setCursorPosition(marked[side].first(), 0);
        m_editors[side]->ensureCursorVisible();
    }
}
