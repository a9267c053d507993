// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/widgets/theme.h"

#include <QWidget>

/// The stages of a request, and the calls that its hooks made meanwhile, as bars on one time line.
/// Thread: the window's.
class TimingBars final : public QWidget
{
    Q_OBJECT

public:
    TimingBars(const Theme &theme, QWidget *parent);

    void show(const Inspector::Record &record);
    void clear();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Bar
    {
        QString name;
        QString detail; ///< For the tool tip, behind the name.
        qint64 begin = 0; ///< Microseconds after the request began.
        qint64 microseconds = 0;
        Theme::Role role;
        bool isCall = false; ///< Made by the stage above it.
    };

    static QString duration(const Bar &bar);
    void addCalls(const Inspector::Record &record, qint64 from, qint64 to);
    void paintBar(QPainter &painter, const Bar &bar, int y) const;
    int nameWidth() const;
    int rowHeight() const;
    int numberWidth() const;

    const Theme &m_theme;
    QList<Bar> m_bars;
    qint64 m_total = 1; ///< Microseconds.
};
