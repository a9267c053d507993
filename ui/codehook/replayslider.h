// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class ReplayCursor;
class Theme;

/// The whole of a run from left to right, with marks for calls, log lines, errors and its end. A
/// click or a drag goes to the step there; the arrow keys go step by step.
/// Thread: the window's.
class ReplaySlider final : public QWidget
{
    Q_OBJECT

public:
    ReplaySlider(const Theme &theme, ReplayCursor &cursor, QWidget *parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    double placeOf(int step) const;
    int stepAt(double x) const;
    void paintMarks(QPainter &painter) const;
    void describe();

    const Theme &m_theme;
    ReplayCursor &m_cursor;
};
