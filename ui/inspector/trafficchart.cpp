// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/trafficchart.h"

#include "client/routes.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timetext.h"

#include <QComboBox>
#include <QDateTime>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace {

using namespace std::chrono_literals;

constexpr auto RefreshTime = 3s;
constexpr qint64 MillisecondsOfMinute = 60'000;
constexpr int AxisGap = 6; ///< Between the plot and the numbers on either side.
constexpr int AxisHeight = 18;
constexpr int LowestAxis = 5; ///< Requests a minute, at least.

QString milliseconds(double value)
{
    return durationText(std::chrono::duration<double, std::milli>(value));
}

QString perMinute(int requests)
{
    return QStringLiteral("%1/min").arg(QLocale().toString(requests));
}

/// The next of 1, 2, 5, 10, 20, … that is not below @p value.
double roundUp(double value)
{
    const double power = std::pow(10, std::floor(std::log10(std::max(value, 1e-3))));
    for (const double factor : {1, 2, 5}) {
        if (value <= factor * power)
            return factor * power;
    }
    return 10 * power;
}

TrafficChart::Hour hourOf(const Json::Value &minutes)
{
    TrafficChart::Hour hour{};
    for (const Json::Value &minute : minutes.items()) {
        const auto numbers = minute.items();
        if (numbers.size() < 5)
            continue;
        const qint64 place = numbers[0].toInteger();
        if (place >= 0 && place < TrafficChart::Minutes)
            hour[size_t(place)] = {int(numbers[1].toInteger()), int(numbers[2].toInteger()),
                                   int(numbers[3].toInteger()), numbers[4].toDouble()};
    }
    return hour;
}

} // namespace

TrafficChart::TrafficChart(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_collection(new QComboBox(this))
    , m_text(new QLabel(this))
    , m_bars(new TrafficBars(theme, this))
{
    setObjectName(QStringLiteral("inspectorChart"));
    auto *layout = Layouts::column(this);
    QWidget *bar = Layouts::bar(this);
    m_collection->setObjectName(QStringLiteral("chartCollection"));
    m_collection->setAccessibleName(tr("Collection shown in the chart"));
    m_collection->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_collection->setMinimumContentsLength(18);
    m_text->setObjectName(QStringLiteral("chartText"));
    m_text->setProperty("muted", true);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    Layouts::rowOf(bar)->addWidget(m_collection);
    Layouts::rowOf(bar)->addWidget(m_text, 1);
    layout->addWidget(bar);
    layout->addWidget(m_bars);
    connect(m_collection, &QComboBox::activated, this, &TrafficChart::showCollection);
    connect(m_bars, &TrafficBars::minuteChosen, this, &TrafficChart::describe);
    connect(m_bars, &TrafficBars::minuteActivated, this, [this](int minute) {
        emit minuteActivated(m_from + minute * MillisecondsOfMinute,
                             m_collection->currentData().toString());
    });
    m_refresh.setInterval(RefreshTime);
    m_refresh.callOnTimeout(this, &TrafficChart::load);
    take(Json::Value());
}

void TrafficChart::setClient(Client *client)
{
    m_client = client;
    m_collection->setCurrentIndex(0);
    take(Json::Value());
    if (isVisible())
        load();
}

void TrafficChart::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    load();
    m_refresh.start();
}

void TrafficChart::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_refresh.stop();
}

void TrafficChart::load()
{
    if (!m_client)
        return;
    m_client->request("GET", Routes::inspectorStatistics())
        .then(this, [this, client = m_client](const Client::Reply &reply) {
            const auto statistics = reply.json();
            if (reply.isOk() && client == m_client)
                take(statistics.root());
        });
}

void TrafficChart::take(const Json::Value &statistics)
{
    m_from = QDateTime::fromString(statistics.value("from").toString(), Qt::ISODateWithMs)
                 .toMSecsSinceEpoch();
    m_hours.clear();
    m_hours.insert(QString(), hourOf(statistics.value("total")));
    for (const Json::Value &collection : statistics.value("collections").items())
        m_hours.insert(collection.value("name").toString(), hourOf(collection.value("minutes")));
    fillCollections();
    showCollection();
}

/// Made anew only when others are there: the list may be open.
void TrafficChart::fillCollections()
{
    const QString chosen = m_collection->currentData().toString();
    m_hours.insert(chosen, m_hours.value(chosen)); // even when nobody asks for it now
    QStringList shown;
    for (int i = 0; i < m_collection->count(); ++i)
        shown.append(m_collection->itemData(i).toString());
    if (shown == m_hours.keys())
        return;
    m_collection->clear();
    for (const QString &name : m_hours.keys())
        m_collection->addItem(name.isEmpty() ? tr("All requests") : name, name);
    m_collection->setCurrentIndex(m_collection->findData(chosen));
}

void TrafficChart::showCollection()
{
    m_bars->setHour(m_hours.value(m_collection->currentData().toString()));
    describe(m_bars->minute());
}

/// Says in words what the bars show: of one minute, or of the hour.
void TrafficChart::describe(int minute)
{
    Minute sum;
    QString when = tr("Last hour");
    if (minute >= 0) {
        sum = m_bars->hour()[size_t(minute)];
        const QTime time =
            QDateTime::fromMSecsSinceEpoch(m_from + minute * MillisecondsOfMinute).time();
        when = QLocale().toString(time, QStringLiteral("HH:mm"));
    } else {
        for (const Minute &each : m_bars->hour()) {
            sum.requests += each.requests;
            sum.refused += each.refused;
            sum.failed += each.failed;
            sum.percentile95 = std::max(sum.percentile95, each.percentile95);
        }
    }
    QString text = tr("%1: %Ln request(s)", nullptr, sum.requests).arg(when);
    if (sum.refused > 0)
        text.append(tr(", %1 answered 4xx").arg(QLocale().toString(sum.refused)));
    if (sum.failed > 0)
        text.append(tr(", %1 answered 5xx").arg(QLocale().toString(sum.failed)));
    if (sum.requests > 0)
        text.append(
            (minute >= 0 ? tr(", 95 % within %1") : tr(", 95 % within %1 in its slowest minute"))
                .arg(milliseconds(sum.percentile95)));
    m_text->setText(text);
    m_text->setToolTip(text);
    m_bars->setAccessibleDescription(text);
}

TrafficBars::TrafficBars(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("trafficBars"));
    setAccessibleName(tr("Requests per minute"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setFixedHeight(sizeHint().height());
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize TrafficBars::sizeHint() const
{
    return {480, m_theme.scaled(104)};
}

void TrafficBars::setHour(const TrafficChart::Hour &hour)
{
    m_hour = hour;
    update();
}

void TrafficBars::choose(int minute)
{
    if (minute == m_minute)
        return;
    m_minute = minute;
    update();
    emit minuteChosen(minute);
}

int TrafficBars::axisWidth() const
{
    const QFontMetrics metrics(m_theme.codeFont(-2));
    int widest = 0;
    for (const QString &text : {perMinute(mostRequests()), milliseconds(slowest())})
        widest = std::max(widest, metrics.horizontalAdvance(text));
    return widest + 2 * AxisGap;
}

int TrafficBars::mostRequests() const
{
    int most = LowestAxis;
    for (const TrafficChart::Minute &minute : m_hour)
        most = std::max(most, minute.requests);
    return int(roundUp(most));
}

double TrafficBars::slowest() const
{
    double slowest = 0;
    for (const TrafficChart::Minute &minute : m_hour)
        slowest = std::max(slowest, minute.percentile95);
    return roundUp(slowest);
}

QRectF TrafficBars::plot() const
{
    const int axis = axisWidth();
    return QRectF(axis, 6, width() - 2 * axis, height() - 6 - AxisHeight);
}

int TrafficBars::minuteAt(double x) const
{
    const QRectF area = plot();
    if (x < area.left() || x >= area.right())
        return -1;
    return int((x - area.left()) * TrafficChart::Minutes / area.width());
}

void TrafficBars::mouseMoveEvent(QMouseEvent *event)
{
    choose(minuteAt(event->position().x()));
}

void TrafficBars::mousePressEvent(QMouseEvent *event)
{
    choose(minuteAt(event->position().x()));
    if (m_minute >= 0 && event->button() == Qt::LeftButton)
        emit minuteActivated(m_minute);
}

void TrafficBars::leaveEvent(QEvent *)
{
    if (!hasFocus())
        choose(-1);
}

bool TrafficBars::event(QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        choose(-1);
    return QWidget::event(event);
}

void TrafficBars::keyPressEvent(QKeyEvent *event)
{
    constexpr int Last = TrafficChart::Minutes - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        choose(m_minute < 0 ? Last : std::max(0, m_minute - 1));
        break;
    case Qt::Key_Right:
        choose(m_minute < 0 ? 0 : std::min(Last, m_minute + 1));
        break;
    case Qt::Key_Home:
        choose(0);
        break;
    case Qt::Key_End:
        choose(Last);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_minute >= 0)
            emit minuteActivated(m_minute);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void TrafficBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Theme::Role::Surface));
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = plot();
    painter.setFont(m_theme.codeFont(-2));
    painter.setPen(m_theme.color(Theme::Role::Border));
    for (const double part : {0.0, 0.5, 1.0})
        painter.drawLine(QPointF(area.left(), area.bottom() - part * area.height()),
                         QPointF(area.right(), area.bottom() - part * area.height()));
    paintBars(painter, area, mostRequests());
    paintLine(painter, area, slowest());
    // What the sides mean is said in the colours of what they measure.
    painter.setPen(m_theme.color(Theme::Role::Muted));
    const double side = area.left() - AxisGap;
    const double line = painter.fontMetrics().height();
    painter.drawText(QRectF(0, 0, side, line), Qt::AlignRight | Qt::AlignVCenter,
                     perMinute(mostRequests()));
    painter.drawText(QRectF(area.left(), area.bottom(), area.width(), AxisHeight),
                     Qt::AlignLeft | Qt::AlignVCenter, tr("an hour ago"));
    painter.drawText(QRectF(area.left(), area.bottom(), area.width(), AxisHeight),
                     Qt::AlignRight | Qt::AlignVCenter, tr("now"));
    painter.setPen(m_theme.color(Theme::Role::Accent));
    painter.drawText(QRectF(area.right() + AxisGap, 0, side, line),
                     Qt::AlignLeft | Qt::AlignVCenter, milliseconds(slowest()));
    painter.drawText(QRectF(area.right() + AxisGap, area.bottom() - line, side, line),
                     Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("p95"));
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(m_theme.color(Theme::Role::Accent));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5), 4, 4);
    }
}

/// The good below, the refused and the failed above it.
void TrafficBars::paintBars(QPainter &painter, const QRectF &area, int most) const
{
    const double step = area.width() / TrafficChart::Minutes;
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < TrafficChart::Minutes; ++i) {
        const double x = area.left() + i * step;
        if (i == m_minute)
            painter.fillRect(QRectF(x, area.top(), step, area.height()),
                             m_theme.color(Theme::Role::Hover));
        const TrafficChart::Minute &minute = m_hour[size_t(i)];
        double bottom = area.bottom();
        const auto add = [&](int count, Theme::Role role) {
            if (count == 0)
                return;
            // One failure of a thousand requests is seen, too.
            const double height = std::max(1.5, area.height() * count / most);
            painter.fillRect(QRectF(x + 1, bottom - height, std::max(1.0, step - 2), height),
                             m_theme.color(role));
            bottom -= height;
        };
        add(minute.requests - minute.refused - minute.failed, Theme::Role::Info);
        add(minute.refused, Theme::Role::Warning);
        add(minute.failed, Theme::Role::Error);
    }
}

/// The line is broken where nobody asked.
void TrafficBars::paintLine(QPainter &painter, const QRectF &area, double most) const
{
    const double step = area.width() / TrafficChart::Minutes;
    painter.setPen(QPen(m_theme.color(Theme::Role::Accent), 1.5));
    painter.setBrush(Qt::NoBrush);
    QPainterPath path;
    bool isDrawing = false;
    for (int i = 0; i < TrafficChart::Minutes; ++i) {
        const TrafficChart::Minute &minute = m_hour[size_t(i)];
        if (minute.requests == 0) {
            isDrawing = false;
            continue;
        }
        const QPointF point(area.left() + (i + 0.5) * step,
                            area.bottom() - area.height() * minute.percentile95 / most);
        if (isDrawing) {
            path.lineTo(point);
        } else {
            path.moveTo(point);
            path.lineTo(point + QPointF(0.1, 0)); // one minute alone is a dot
        }
        isDrawing = true;
        path.addEllipse(point, 1.2, 1.2);
        path.moveTo(point);
    }
    painter.drawPath(path);
}
