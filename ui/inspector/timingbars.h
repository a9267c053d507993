// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin.h"

#include <QWidget>

class Theme;

/// The stages of a request as bars on one time line. Thread: the window's.
class TimingBars final : public QWidget
{
    Q_OBJECT

public:
    TimingBars(const Theme &theme, QWidget *parent);

    void show(const Inspector::Record &record);
    void clear();
    QSize sizeHint() const override;
    /// Small, so that choosing a request never moves the panels around it.
    QSize minimumSizeHint() const override { return {sizeHint().width(), 0}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QList<Inspector::Stage> m_stages;
};
