// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobmodel.h"

#include "client/routes.h"
#include "ui/jobs/crontabwords.h"
#include "ui/jobs/jobtexts.h"
#include "ui/widgets/timetext.h"
#include "ui/widgets/theme.h"

#include <algorithm>

namespace {

constexpr int HistoryShown = 20;
constexpr int MostJobs = 5000;

QDateTime momentOf(const Json::Value &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toLocalTime();
}

} // namespace

JobModel::JobModel(Client &client, const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_client(client)
    , m_theme(theme)
{
}

void JobModel::reload()
{
    const int generation = ++m_generation;
    m_client
        .request("GET", Routes::documents(Routes::JobCollection), {},
                 QByteArray(Client::MetaFields) + "&max=" + QByteArray::number(MostJobs))
        .then(this, [this, generation](const Client::Reply &jobs) {
            if (generation != m_generation)
                return;
            if (!jobs.isOk()) {
                emit failed(jobs.message());
                return;
            }
            m_client.request("GET", Routes::jobs())
                .then(this, [this, generation, jobs](const Client::Reply &states) {
                    if (generation != m_generation)
                        return;
                    take(jobs.body);
                    takeStates(states.body);
                    emit loaded();
                });
        });
}

/// Rows that stay keep their place, and with it what is chosen.
void JobModel::take(const QByteArray &jobs)
{
    const auto document = Json::Document::parse(jobs);
    std::vector<Job> all;
    QByteArrayList changed;
    for (const Json::Value &value :
         document ? document->root().items() : std::vector<Json::Value>()) {
        Job job;
        job.id = value.value("_id").text().toByteArray();
        job.json = value.toJson();
        const int row = rowOf(job.id);
        if (row >= 0)
            job.runs = m_jobs[size_t(row)].runs;
        if (row < 0 || m_jobs[size_t(row)].json != job.json)
            changed.append(job.id);
        job.description = value.value("description").toString();
        job.crontab = value.value("crontab").toString();
        job.isActive = value.value("active").toBool();
        job.next = momentOf(value.value("nextrun"));
        job.status = value.value("laststatus").toString();
        all.push_back(std::move(job));
    }
    const bool areSame = all.size() == m_jobs.size()
        && std::equal(all.begin(), all.end(), m_jobs.begin(),
                      [](const Job &a, const Job &b) { return a.id == b.id; });
    if (areSame) {
        m_jobs = std::move(all);
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    } else {
        beginResetModel();
        m_jobs = std::move(all);
        endResetModel();
    }
    for (const QByteArray &id : std::as_const(changed))
        loadRuns(id);
}

void JobModel::takeStates(const QByteArray &states)
{
    const auto document = Json::Document::parse(states);
    for (const Json::Value &state :
         document ? document->root().items() : std::vector<Json::Value>()) {
        const int row = rowOf(state.value("id").text().toByteArray());
        if (row >= 0)
            m_jobs[size_t(row)].runningSince = momentOf(state.value("running").value("started"));
    }
    if (!m_jobs.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void JobModel::loadRuns(const QByteArray &id)
{
    const QByteArray q = Json::ObjectWriter().text("job", QByteArrayView(id)).take();
    m_client
        .request("GET", Routes::documents(Routes::LogCollection), {},
                 "sort=_id&dir=-1&max=" + QByteArray::number(HistoryShown)
                     + "&q=" + q.toPercentEncoding())
        .then(this, [this, id](const Client::Reply &reply) {
            const int row = rowOf(id);
            if (row < 0 || !reply.isOk())
                return;
            QList<Job::Run> runs;
            const auto body = reply.json();
            for (const Json::Value &run : body.root().items())
                runs.prepend({run.value("status").toString(), run.value("duration").toInteger()});
            m_jobs[size_t(row)].runs = runs;
            emit dataChanged(index(row, LastColumn), index(row, RunsColumn));
        });
}

int JobModel::rowOf(const QByteArray &id) const
{
    const auto found =
        std::find_if(m_jobs.begin(), m_jobs.end(), [&](const Job &job) { return job.id == id; });
    return found == m_jobs.end() ? -1 : int(found - m_jobs.begin());
}

int JobModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_jobs.size());
}

int JobModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString JobModel::text(const Job &job, int column) const
{
    switch (column) {
    case NameColumn:
        return job.description.isEmpty() ? tr("No description") : job.description;
    case ScheduleColumn: {
        const auto crontab = Crontab::parse(job.crontab.toUtf8());
        return crontab ? CrontabWords::describe(*crontab) : crontab.error().message;
    }
    case NextColumn:
        if (!job.isActive)
            return tr("paused");
        return job.next.isValid() ? JobTexts::momentText(job.next) : tr("never");
    case LastColumn:
        if (job.runningSince.isValid())
            return tr("running since %1").arg(QLocale().toString(job.runningSince.time()));
        if (job.status.isEmpty())
            return tr("not yet");
        return job.runs.isEmpty() || job.status == QLatin1String("SKIPPED")
            ? JobTexts::statusText(job.status)
            : tr("%1, %2").arg(
                JobTexts::statusText(job.status),
                durationText(std::chrono::milliseconds(job.runs.last().milliseconds)));
    default:
        return {};
    }
}

QVariant JobModel::data(const QModelIndex &index, int role) const
{
    const Job &job = m_jobs.at(size_t(index.row()));
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(job, column);
    case Qt::ToolTipRole:
        if (column == ActiveColumn)
            return job.isActive ? tr("Active; press Space to pause it")
                                : tr("Paused; press Space to resume it");
        return text(job, column);
    case Qt::CheckStateRole:
        return column == ActiveColumn ? QVariant(job.isActive ? Qt::Checked : Qt::Unchecked)
                                      : QVariant();
    case Qt::AccessibleTextRole:
        if (column == ActiveColumn)
            return job.isActive ? tr("active") : tr("paused");
        return column == RunsColumn ? tr("%Ln run(s)", nullptr, int(job.runs.size()))
                                    : text(job, column);
    case Qt::ForegroundRole:
        return m_theme.color(job.isActive ? Theme::Role::Text : Theme::Role::Faint);
    case CrontabRole:
        return job.crontab;
    case StatusRole:
        return job.runningSince.isValid() ? QStringLiteral("RUNNING") : job.status;
    case RunsRole: {
        QVariantList runs;
        for (const Job::Run &run : job.runs)
            runs.append(QVariant(QVariantList{run.status, run.milliseconds}));
        return runs;
    }
    case SearchRole:
        return QStringList{text(job, NameColumn), job.crontab, text(job, ScheduleColumn)}.join(
            QLatin1Char('\n'));
    default:
        return {};
    }
}

QVariant JobModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ActiveColumn:
        return tr("On");
    case NameColumn:
        return tr("Job");
    case ScheduleColumn:
        return tr("Schedule");
    case NextColumn:
        return tr("Next run");
    case LastColumn:
        return tr("Last run");
    default:
        return tr("Last %1 runs").arg(HistoryShown);
    }
}

Qt::ItemFlags JobModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == ActiveColumn ? flags | Qt::ItemIsUserCheckable : flags;
}

bool JobModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != ActiveColumn)
        return false;
    const bool isActive = value.toInt() == Qt::Checked;
    m_client
        .request("PUT", Routes::document(Routes::JobCollection, job(index.row()).id),
                 isActive ? R"({"active":true})" : R"({"active":false})")
        .then(this, [this](const Client::Reply &reply) {
            if (!reply.isOk())
                emit failed(reply.message());
            reload();
        });
    return true;
}
