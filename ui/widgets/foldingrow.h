// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;

/// Shows its parts beside each other, or one beneath the other where they do not fit, as with
/// large texts. Thread: the window's.
class FoldingRow final : public QWidget
{
    Q_OBJECT

public:
    explicit FoldingRow(QWidget *parent);

    /// @p part takes @p stretch of the room that is left.
    void add(QWidget *part, int stretch = 0);
    /// Adds a bar, as Layouts::bar() makes it.
    QWidget *addBar(int stretch = 0);
    /// For Layouts::addTool(): tools at the end of the last bar, or of the first one while bars
    /// stand one beneath the other, as there is room beside a text field. @pre all bars are added.
    QWidget *addTools();
    /// Wide enough for each part alone.
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;

private:
    void fold();

    int partWidth(int index) const;
    int toolsWidth() const;

    QBoxLayout *m_layout;
    QWidget *m_tools = nullptr;
};
