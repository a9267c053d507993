// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QMap>
#include <QTimer>
#include <QWidget>

#include <array>

class QComboBox;
class QLabel;
class Theme;
class TrafficBars;

/// What was asked of the server in the last hour, minute by minute and by collection: how many
/// requests, how many of them were refused or failed, and within what time 95 of 100 were answered.
/// Follows while it is seen. Thread: the window's.
class TrafficChart final : public QWidget
{
    Q_OBJECT

public:
    /// One minute; all zero: nobody asked.
    struct Minute
    {
        int requests = 0;
        int refused = 0; ///< Answered 4xx.
        int failed = 0; ///< Answered 5xx.
        double percentile95 = 0; ///< Milliseconds.
    };
    static constexpr int Minutes = 60;
    using Hour = std::array<Minute, Minutes>; ///< The last is the one that is under way.

    TrafficChart(const Theme &theme, QWidget *parent);

    void setClient(Client *client);

signals:
    /// The requests of the minute that begins at @p from (milliseconds since 1970) are wanted; @p
    /// collection is empty for all.
    void minuteActivated(qint64 from, const QString &collection);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void load();
    void take(const Json::Value &statistics);
    void fillCollections();
    void showCollection();
    void describe(int minute);

    Client *m_client = nullptr;
    QMap<QString, Hour> m_hours; ///< By collection; that of the empty name is all.
    qint64 m_from = 0; ///< Where the hour begins.
    QComboBox *m_collection;
    QLabel *m_text;
    TrafficBars *m_bars;
    QTimer m_refresh;
};

/// The bars and the line of a TrafficChart; a minute is chosen with the pointer or by arrow keys.
/// Thread: the window's.
class TrafficBars final : public QWidget
{
    Q_OBJECT

public:
    TrafficBars(const Theme &theme, QWidget *parent);

    void setHour(const TrafficChart::Hour &hour);
    const TrafficChart::Hour &hour() const { return m_hour; }
    /// The minute that is looked at, 0 to 59; -1: none.
    int minute() const { return m_minute; }
    QSize sizeHint() const override;

signals:
    void minuteChosen(int minute);
    void minuteActivated(int minute);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void choose(int minute);
    int minuteAt(double x) const;
    int axisWidth() const;
    int mostRequests() const;
    double slowest() const;
    QRectF plot() const;
    void paintBars(QPainter &painter, const QRectF &area, int most) const;
    void paintLine(QPainter &painter, const QRectF &area, double most) const;

    const Theme &m_theme;
    TrafficChart::Hour m_hour{};
    int m_minute = -1;
};
