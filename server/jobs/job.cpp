// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/job.h"

#include "server/core/timezone.h"
#include "server/model/fields.h"

namespace Jobs {

namespace {

bool isComputed(QByteArrayView member)
{
    const QByteArray name = member.toByteArray().split('.').first();
    return name == "nextrun" || name == "lastrun" || name == "laststatus";
}

/// @p object without them; @p operatorName is the update operator that it is given to.
QByteArray stripped(const Json::Value &object, QByteArrayView operatorName)
{
    Json::ObjectWriter kept;
    for (const Json::Member &member : object.members()) {
        const bool isTarget = operatorName == "$rename" && isComputed(member.value.text());
        if (isComputed(member.key) || isTarget)
            continue;
        const bool isOperator = member.key.startsWith('$') && member.value.isObject();
        kept.raw(member.key,
                 isOperator ? stripped(member.value, member.key) : member.value.toJson());
    }
    return kept.take();
}

} // namespace

Result<Job> Job::read(const Json::Value &document, const QByteArray &defaultZone)
{
    const QByteArrayView zoneName = document.value("timezone").text();
    const auto crontab = Crontab::parse(document.value("crontab").text());
    const auto zone = TimeZone::find(zoneName.isEmpty() ? QByteArrayView(defaultZone) : zoneName);
    Model::Violations violations;
    if (!crontab)
        violations.add("crontab", crontab.error().message, "CRONTAB");
    if (!zone)
        violations.add("timezone", zone.error().message, "TIMEZONE");
    if (!violations.isEmpty())
        return violations.toFailure();
    // Left out or null it is active, which is the default of the field.
    const auto active = document.find("active");
    return Job{document.value("_id").text().toByteArray(),
               document.value("description").text().toByteArray(),
               *crontab,
               *zone,
               !active || active->isNull() || active->toBool(),
               document.value("catchup").toBool(),
               std::chrono::milliseconds(document.value("timeout").toInteger())};
}

const char *nameOf(Trigger trigger)
{
    switch (trigger) {
    case Trigger::Cron:
        return "cron";
    case Trigger::Manual:
        return "manual";
    case Trigger::CatchUp:
        return "catchup";
    }
    return "";
}

const char *nameOf(Status status)
{
    switch (status) {
    case Status::Ok:
        return "OK";
    case Status::Error:
        return "ERROR";
    case Status::TimedOut:
        return "TIMEOUT";
    case Status::Killed:
        return "KILLED";
    case Status::Skipped:
        return "SKIPPED";
    }
    return "";
}

QByteArray withoutComputed(const Json::Value &body)
{
    return stripped(body, {});
}

} // namespace Jobs
