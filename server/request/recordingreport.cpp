// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/recordingreport.h"

#include "server/core/json.h"
#include "server/core/timestamp.h"

QByteArray RecordingReport::json() const
{
    Json::ArrayWriter scripts;
    for (const RecordedScript::File &file : files)
        scripts.raw(Json::ObjectWriter()
                        .text("name", QByteArrayView(file.name))
                        .text("source", QByteArrayView(file.source))
                        .take());
    Json::ArrayWriter recorded;
    for (const Run &run : runs)
        recorded.raw(
            Json::ObjectWriter()
                .text("hook", QByteArrayView(run.hook))
                .text("error", QByteArrayView(run.error))
                .raw("duration", QByteArray::number(double(run.microseconds) / 1000, 'f', 3))
                .boolean("cut", run.isCut)
                .raw("events", run.events)
                .take());
    Json::ObjectWriter report;
    report.text("format", QByteArrayView(Format))
        .number("version", Version)
        .text("recorded", QByteArrayView(Timestamp::format(Timestamp::now())))
        .text("collection", QByteArrayView(collection));
    if (!method.isEmpty())
        report
            .raw("request",
                 Json::ObjectWriter()
                     .text("method", QByteArrayView(method))
                     .text("path", QByteArrayView(path))
                     .take())
            .number("status", status);
    return report.raw("scripts", scripts.take()).raw("runs", recorded.take()).take();
}
