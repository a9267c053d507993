// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/logmodel.h"

#include "client/routes.h"
#include "ui/jobs/jobtexts.h"
#include "ui/widgets/timetext.h"
#include "ui/widgets/theme.h"

#include <QLocale>

#include <algorithm>

namespace {

constexpr int RunsOfAPage = 200;

QString triggerText(const QString &trigger)
{
    if (trigger == QLatin1String("manual"))
        return LogModel::tr("manual");
    if (trigger == QLatin1String("catchup"))
        return LogModel::tr("caught up");
    return trigger == QLatin1String("cron") ? LogModel::tr("schedule") : trigger;
}

} // namespace

LogModel::LogModel(Client &client, const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_client(client)
    , m_theme(theme)
{
}

void LogModel::setQuery(const QByteArray &query)
{
    m_query = query;
    reload();
}

void LogModel::reload()
{
    ++m_generation;
    m_isFetching = false;
    fetch(0);
}

void LogModel::fetch(qint64 skip)
{
    if (std::exchange(m_isFetching, true))
        return;
    const int generation = m_generation;
    m_client
        .request("GET", Routes::documents(Routes::LogCollection), {},
                 "sort=_id&dir=-1&max=" + QByteArray::number(RunsOfAPage)
                     + "&skip=" + QByteArray::number(skip) + "&q=" + m_query.toPercentEncoding())
        .then(this, [this, skip, generation](const Client::Reply &reply) {
            if (generation != m_generation)
                return;
            m_isFetching = false;
            if (!reply.isOk()) {
                emit failed(reply.message());
                return;
            }
            std::vector<Run> runs;
            const auto body = reply.json();
            for (const Json::Value &run : body.root().items())
                runs.push_back(
                    {run.value("_id").text().toByteArray(),
                     QDateTime::fromString(run.value("started").toString(), Qt::ISODateWithMs)
                         .toLocalTime(),
                     run.value("description").toString(), run.value("status").toString(),
                     run.value("trigger").toString(), run.value("logstring").toString(),
                     run.value("duration").toInteger()});
            m_hasMore = runs.size() == RunsOfAPage;
            if (skip == 0) {
                beginResetModel();
                m_runs = std::move(runs);
                endResetModel();
            } else if (!runs.empty()) {
                beginInsertRows({}, int(m_runs.size()), int(m_runs.size() + runs.size()) - 1);
                m_runs.insert(m_runs.end(), runs.begin(), runs.end());
                endInsertRows();
            }
            emit loaded();
        });
}

int LogModel::rowOf(const QByteArray &id) const
{
    const auto found =
        std::find_if(m_runs.begin(), m_runs.end(), [&](const Run &run) { return run.id == id; });
    return found == m_runs.end() ? -1 : int(found - m_runs.begin());
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString LogModel::text(const Run &run, int column) const
{
    switch (column) {
    case StartedColumn:
        return QLocale().toString(run.started, QStringLiteral("d MMM HH:mm:ss"));
    case JobColumn:
        return run.job;
    case ResultColumn:
        return JobTexts::statusText(run.status);
    case DurationColumn:
        return run.status == QLatin1String("SKIPPED")
            ? QString()
            : durationText(std::chrono::milliseconds(run.milliseconds));
    case TriggerColumn:
        return triggerText(run.trigger);
    default:
        return run.output.simplified();
    }
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    const Run &run = m_runs.at(size_t(index.row()));
    const bool isCode = index.column() == StartedColumn || index.column() == DurationColumn
        || index.column() == OutputColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(run, index.column());
    case Qt::ToolTipRole:
        return index.column() == OutputColumn ? run.output : text(run, index.column());
    case Qt::DecorationRole:
        return index.column() == ResultColumn ? QVariant(
                   m_theme.icon(JobTexts::statusIcon(run.status), JobTexts::statusRole(run.status)))
                                              : QVariant();
    case Qt::FontRole:
        return isCode ? QVariant(m_theme.codeFont(-1)) : QVariant();
    case Qt::ForegroundRole:
        if (index.column() == ResultColumn && run.status != QLatin1String("OK"))
            return m_theme.color(JobTexts::statusRole(run.status));
        return m_theme.color(Theme::Role::Text);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter
                        | (index.column() == DurationColumn ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StartedColumn:
        return tr("Started");
    case JobColumn:
        return tr("Job");
    case ResultColumn:
        return tr("Result");
    case DurationColumn:
        return tr("Duration");
    case TriggerColumn:
        return tr("Started by");
    default:
        return tr("Output");
    }
}

bool LogModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_isFetching;
}

void LogModel::fetchMore(const QModelIndex &parent)
{
    Q_UNUSED(parent);
    fetch(qint64(m_runs.size()));
}
