// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/traffictexts.h"

#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/requestdetails.h"
#include "ui/inspector/trafficmodel.h"
#include "ui/widgets/timetext.h"

#include <QDateTime>

namespace TrafficTexts {

namespace {

QString clockText(qint64 time)
{
    return QDateTime::fromMSecsSinceEpoch(time).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString sizeText(qint64 bytes)
{
    if (bytes < 1000)
        return QStringLiteral("%1 B").arg(bytes);
    return bytes < 1'000'000 ? QStringLiteral("%1 kB").arg(double(bytes) / 1e3, 0, 'f', 1)
                             : QStringLiteral("%1 MB").arg(double(bytes) / 1e6, 0, 'f', 1);
}

/// The description of a job's run; the path and query of a request.
QString messageOf(const Inspector::Record &record)
{
    if (record.kind == "job") {
        const auto job = Json::Document::parse(record.requestBody);
        const QString description = job ? job->root().value("description").toString() : QString();
        if (!description.isEmpty())
            return description;
    }
    const QString path = QString::fromUtf8(QByteArray::fromPercentEncoding(record.path));
    return record.query.isEmpty() ? path
                                  : path + QLatin1Char('?')
            + QString::fromUtf8(QByteArray::fromPercentEncoding(record.query));
}

} // namespace

QVariant ofRequest(const Inspector::Record &record, int column)
{
    switch (column) {
    case TrafficModel::TimeColumn:
        return clockText(record.time);
    case TrafficModel::MethodColumn:
        return QString::fromUtf8(record.method);
    case TrafficModel::MessageColumn:
        return messageOf(record);
    case TrafficModel::StatusColumn:
        return record.status;
    case TrafficModel::DurationColumn:
        return durationText(std::chrono::microseconds(record.microseconds));
    case TrafficModel::SizeColumn:
        return sizeText(record.responseSize);
    case TrafficModel::HookColumn:
        return QString::fromUtf8(record.hook);
    default:
        return {};
    }
}

QVariant ofLogLine(const Inspector::LogLine &line, int column)
{
    switch (column) {
    case TrafficModel::TimeColumn:
        return clockText(line.time);
    case TrafficModel::MethodColumn:
        return QString::fromUtf8(line.level);
    case TrafficModel::MessageColumn:
        return QString::fromUtf8(line.message.left(1000))
            .replace(QLatin1Char('\n'), QLatin1Char(' '));
    case TrafficModel::HookColumn:
        return RequestDetails::placeOf(line);
    default:
        return {};
    }
}

QString ofLevel(int level)
{
    static constexpr std::array names = {
        QT_TRANSLATE_NOOP("InspectorPanel", "Debug"), QT_TRANSLATE_NOOP("InspectorPanel", "Info"),
        QT_TRANSLATE_NOOP("InspectorPanel", "Warn"), QT_TRANSLATE_NOOP("InspectorPanel", "Error"),
        QT_TRANSLATE_NOOP("InspectorPanel", "Fatal")};
    return InspectorPanel::tr(names[size_t(level)]);
}

QString ofStatus(int status)
{
    static constexpr std::array names = {QT_TRANSLATE_NOOP("InspectorPanel", "OK"),
                                         QT_TRANSLATE_NOOP("InspectorPanel", "4xx"),
                                         QT_TRANSLATE_NOOP("InspectorPanel", "5xx")};
    return InspectorPanel::tr(names[size_t(status)]);
}

QString ofState(const Client *client, bool isLive, int waiting)
{
    if (!client)
        return {};
    if (client->isRefused())
        return InspectorPanel::tr("key rejected");
    if (!client->isReachable())
        return client->mayListen() ? InspectorPanel::tr("server stopped")
                                   : InspectorPanel::tr("no answer");
    return isLive ? InspectorPanel::tr("live")
                  : InspectorPanel::tr("paused, %Ln waiting", nullptr, waiting);
}

} // namespace TrafficTexts
