// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/runoutcome.h"

#include "server/hooks/hookverdict.h"
#include "server/store/catalog.h"

namespace Jobs {

namespace {

constexpr qsizetype LogstringLimit = 1024 * 1024;

/// What a run gave to res.end(), as it is logged.
QByteArray logTextOf(const QByteArray &ended)
{
    const auto document = Json::Document::parse(ended);
    if (!document || document->root().isNull())
        return {};
    const Json::Value root = document->root();
    QByteArray text = root.isString() ? root.text().toByteArray() : ended;
    if (text.size() <= LogstringLimit)
        return text;
    text.truncate(LogstringLimit);
    while ((text.back() & 0xC0) == 0x80) // not within a character of UTF-8
        text.chop(1);
    text.chop(1);
    return text.append("… (cut at 1 MiB)");
}

/// The inspector filters and counts by status, which a run does not have.
int httpStatusOf(Status status)
{
    switch (status) {
    case Status::Ok:
    case Status::Skipped:
        return 200;
    case Status::TimedOut:
        return 504;
    default:
        return 500;
    }
}

} // namespace

void readOutcome(Run &run, const Hooks::HookOutcome &outcome)
{
    if (!outcome.result) {
        run.status = outcome.isTimedOut ? Status::TimedOut
            : outcome.isStopped         ? Status::Killed
                                        : Status::Error;
        run.logstring = outcome.result.error().message.toUtf8();
        return;
    }
    run.logstring = logTextOf(*outcome.result);
    // res.end({error: …}) is a failure here as it is in a hook of a request.
    const auto verdict = Hooks::HookVerdict::read(*outcome.result);
    const bool isRefusal = !verdict && verdict.error().kind != Error::Kind::HookFailed;
    run.status = isRefusal ? Status::Error : Status::Ok;
    if (isRefusal)
        run.logstring = verdict.error().message.toUtf8();
}

Inspector::Record recordOf(const Run &run, const Hooks::HookOutcome &outcome)
{
    Inspector::Record record;
    record.id = run.id;
    record.time = run.started;
    record.kind = "job";
    record.method = "JOB";
    record.path = QByteArray("/rest/") + Store::Collection::SystemJobs + '/' + run.job;
    record.collection = Store::Collection::SystemJobs;
    record.status = httpStatusOf(run.status);
    record.microseconds = run.duration * 1000;
    record.user = nameOf(run.trigger);
    record.hook = "runJob";
    record.requestBody = Json::ObjectWriter()
                             .text("description", QByteArrayView(run.description))
                             .text("trigger", QByteArrayView(nameOf(run.trigger)))
                             .take();
    record.requestSize = record.requestBody.size();
    record.responseBody = run.logstring;
    record.responseSize = run.logstring.size();
    record.log = outcome.log;
    record.calls = outcome.calls;
    if (run.status != Status::Ok)
        record.error = run.logstring;
    record.stack = outcome.stack;
    return record;
}

} // namespace Jobs
