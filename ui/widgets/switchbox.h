// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QSize>

class Theme;

/// A check box that looks like a switch: for what acts at once, without being saved. Thread: the
/// window's.
class SwitchBox final : public QCheckBox
{
    Q_OBJECT

public:
    SwitchBox(const Theme &theme, const QString &text, QWidget *parent);

    /// How large a switch is, for texts of the usual size.
    static constexpr QSize TrackSize{28, 16};
    /// Paints a switch of that size alone, its left side at that of @p rect and its middle at the
    /// middle of it. Its knob says whether it is on, not the colour alone.
    static void paint(QPainter &painter, const QRect &rect, const Theme &theme, bool isOn,
                      bool isEnabled = true);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }

private:
    const Theme &m_theme;
};
