// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/timestamp.h"
#include "server/jobs/scheduler.h"

#include <QLoggingCategory>

/// The part of the scheduler that reads the jobs again when somebody has changed them.
namespace Jobs {

namespace {

Q_LOGGING_CATEGORY(lcReading, "server.jobs")

} // namespace

/// Reads the jobs again when somebody has changed them; what this class itself writes into them is
/// computed.
void Scheduler::follow(const Store::Commit &commit)
{
    const bool areChanged = std::any_of(commit.changes.begin(), commit.changes.end(),
                                        [this](const Store::Change &change) {
                                            return change.collection == m_jobsNumber
                                                && change.kind != Store::Change::Kind::Computed;
                                        });
    // Another server tells of changed jobs by another catalog.
    const bool areOthers = commit.isOfAnotherServer && commit.changesCatalog;
    if (areOthers || areChanged || commit.catalog->settings.jobZone != m_zone)
        reload();
}

void Scheduler::reload()
{
    if (m_isEnding)
        return;
    m_mustReload = true;
    if (!std::exchange(m_isReloading, true))
        startReading(readAgain());
}

Task<Done> Scheduler::readAgain()
{
    while (std::exchange(m_mustReload, false) && !m_isEnding) {
        const auto catalog = m_parts.database.catalog();
        const auto documents =
            co_await read([&catalog](Store::Reader &reader) { return readJobs(reader, *catalog); });
        m_reader->endSnapshot();
        if (m_isEnding)
            break;
        seeToDue(); // what is due already is due by the old times
        if (documents)
            take(*documents, *catalog);
        else
            qCWarning(lcReading, "The jobs cannot be read: %s",
                      qPrintable(documents.error().message));
        seeToDue();
    }
    m_isReloading = false;
    for (const auto &each : std::exchange(m_afterReload, {}))
        each();
    co_return Done();
}

void Scheduler::whenRead(std::function<void()> function)
{
    if (m_isReloading)
        m_afterReload.push_back(std::move(function));
    else
        function();
}

Result<Scheduler::Documents> Scheduler::readJobs(Store::Reader &reader,
                                                 const Store::Catalog &catalog)
{
    Documents documents;
    const Store::Collection *jobs = catalog.find(Store::Collection::SystemJobs);
    if (!jobs)
        return documents;
    Model::Query query;
    query.wantedMaximum = -1;
    const auto found = reader.find(
        *jobs, query, [&](Model::Document document) { documents.push_back(std::move(document)); });
    return found ? Result<Documents>(std::move(documents)) : failure(found);
}

void Scheduler::take(const Documents &documents, const Store::Catalog &catalog)
{
    const QByteArray &zone = catalog.settings.jobZone;
    m_zone = zone;
    QHash<QByteArray, QByteArray> shown; // the next time that each document tells
    for (const Model::Document &document : documents) {
        const auto body = Json::Document::parseKnown(document.json);
        if (!body)
            continue;
        shown.insert(document.id, body->root().value("nextrun").text().toByteArray());
        const auto known = m_jobs.constFind(document.id);
        if (known != m_jobs.cend() && known->version == document.version
            && known->defaultZone == zone)
            continue;
        auto job = Job::read(body->root(), zone);
        if (!job) {
            qCWarning(lcReading, "The job %s cannot run: %s", document.id.constData(),
                      job.error().list.constData());
            m_schedule.remove(document.id);
            continue;
        }
        const qint64 changed = Timestamp::parse(document.changed).value_or(0) / 1000;
        m_schedule.set(document.id,
                       {job->crontab, job->zone, job->isActive, job->catchesUp,
                        std::max(job->catchesUp ? changed : 0, m_dues.value(document.id))},
                       seconds());
        m_jobs.insert(document.id, {std::move(*job), document.version, zone});
    }
    for (const QByteArray &id : m_jobs.keys()) {
        if (!shown.contains(id)) {
            m_schedule.remove(id);
            m_jobs.remove(id);
            m_dues.remove(id);
        }
    }
    saveNextTimes(shown);
}

/// Writes the next times that differ from those in the documents, @p shown.
void Scheduler::saveNextTimes(const QHash<QByteArray, QByteArray> &shown)
{
    QList<std::pair<QByteArray, std::optional<qint64>>> wrong;
    for (auto each = shown.cbegin(); each != shown.cend(); ++each) {
        const auto next = m_schedule.next(each.key());
        const QByteArray text = next ? Timestamp::format(*next * 1000) : QByteArray();
        if (text != each.value())
            wrong.append({each.key(), next});
    }
    if (wrong.isEmpty())
        return;
    m_parts.database.change<Done>(
        [wrong,
         catalog = m_parts.database.catalog()](Store::Transaction &transaction) -> Result<Done> {
            for (const auto &[job, next] : wrong) {
                if (auto set = JobLog::setNext(transaction, *catalog, job, next); !set)
                    return set;
            }
            return Done();
        },
        [](const Result<Done> &saved) {
            if (!saved)
                qCWarning(lcReading, "The next times cannot be written: %s",
                          qPrintable(saved.error().message));
        });
}

} // namespace Jobs
