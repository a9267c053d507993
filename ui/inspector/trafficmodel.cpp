// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/trafficmodel.h"

#include "ui/widgets/theme.h"

#include <QDateTime>

#include <algorithm>

namespace {

/// A request is a line itself: of what level says its status.
int levelOfStatus(int status)
{
    using Inspector::Level;
    return int(status >= 500 ? Level::Error : (status >= 400 ? Level::Warn : Level::Debug));
}

QString durationText(qint64 microseconds)
{
    const double milliseconds = double(microseconds) / 1000;
    return QStringLiteral("%1 ms").arg(milliseconds, 0, 'f', milliseconds < 10 ? 1 : 0);
}

QString timeText(qint64 time)
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

Theme::Role colorOfLevel(Inspector::Level level)
{
    switch (level) {
    case Inspector::Level::Info:
        return Theme::Role::Info;
    case Inspector::Level::Warn:
        return Theme::Role::Warning;
    case Inspector::Level::Error:
        return Theme::Role::Error;
    case Inspector::Level::Fatal:
        return Theme::Role::Fatal;
    case Inspector::Level::Debug:
        break;
    }
    return Theme::Role::Muted;
}

} // namespace

TrafficModel::TrafficModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
}

std::vector<TrafficModel::Row> TrafficModel::rowsOf(qint64 number) const
{
    const Inspector::Record &record = at(number);
    if (!m_filter.takes(record))
        return {};
    const bool isRequestFound =
        m_filter.hasWords(record.path + '?' + record.query + ' ' + record.error + ' '
                          + (record.kind == "job" ? messageOf(record).toUtf8() : QByteArray()));
    std::vector<Row> rows;
    for (int i = 0; i < record.log.size(); ++i) {
        const bool isShown = m_levels[size_t(Inspector::levelOf(record.log[i].level))];
        if (isShown && (isRequestFound || m_filter.hasWords(record.log[i].message)))
            rows.push_back({number, i});
    }
    // A log line never stands without its request.
    if (!rows.empty() || (isRequestFound && m_levels[size_t(levelOfStatus(record.status))]))
        rows.insert(rows.begin(), {number, -1});
    return rows;
}

void TrafficModel::append(const QList<Inspector::Record> &records)
{
    std::vector<Row> added;
    for (const Inspector::Record &record : records) {
        m_records.push_back(record);
        ++m_counts[size_t(levelOfStatus(record.status))];
        for (const Inspector::LogLine &line : record.log)
            ++m_counts[size_t(Inspector::levelOf(line.level))];
        const auto rows = rowsOf(m_first + qint64(m_records.size()) - 1);
        added.insert(added.end(), rows.begin(), rows.end());
    }
    if (!added.empty()) {
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + added.size()) - 1);
        m_rows.insert(m_rows.end(), added.begin(), added.end());
        endInsertRows();
    }
    evict();
}

void TrafficModel::evict()
{
    if (m_records.size() <= size_t(MaximumRequests))
        return;
    const qint64 first = m_first + qint64(m_records.size()) - MaximumRequests;
    const auto kept = std::find_if(m_rows.begin(), m_rows.end(),
                                   [first](const Row &row) { return row.number >= first; });
    const int gone = int(kept - m_rows.begin());
    if (gone > 0)
        beginRemoveRows({}, 0, gone - 1);
    m_rows.erase(m_rows.begin(), kept);
    m_records.erase(m_records.begin(), m_records.begin() + (first - m_first));
    m_first = first;
    if (gone > 0)
        endRemoveRows();
}

void TrafficModel::appendLog(const QByteArray &requestId, const QList<Inspector::LogLine> &lines)
{
    const auto found =
        std::find_if(m_records.rbegin(), m_records.rend(),
                     [&](const Inspector::Record &record) { return record.id == requestId; });
    if (found == m_records.rend())
        return;
    const qint64 number = m_first + (m_records.rend() - found) - 1;
    const auto end = std::find_if(m_rows.begin(), m_rows.end(),
                                  [number](const Row &row) { return row.number > number; });
    const size_t before = rowsOf(number).size();
    found->log.append(lines);
    for (const Inspector::LogLine &line : lines)
        ++m_counts[size_t(Inspector::levelOf(line.level))];
    const auto rows = rowsOf(number);
    if (rows.size() == before)
        return;
    const int at = int(end - m_rows.begin());
    beginInsertRows({}, at, at + int(rows.size() - before) - 1);
    m_rows.insert(end, rows.begin() + qint64(before), rows.end());
    endInsertRows();
}

void TrafficModel::clear()
{
    beginResetModel();
    m_records.clear();
    m_rows.clear();
    m_counts = {};
    m_first = 0;
    endResetModel();
}

void TrafficModel::setFilter(const std::array<bool, LevelCount> &levels,
                             const TrafficFilter &filter)
{
    beginResetModel();
    m_levels = levels;
    m_filter = filter;
    m_rows.clear();
    for (size_t i = 0; i < m_records.size(); ++i) {
        const auto rows = rowsOf(m_first + qint64(i));
        m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    }
    endResetModel();
}

const Inspector::Record &TrafficModel::record(int row) const
{
    return at(m_rows.at(size_t(row)).number);
}

int TrafficModel::rowOf(const QByteArray &id) const
{
    const auto found = std::find_if(m_rows.rbegin(), m_rows.rend(), [&](const Row &row) {
        return row.line < 0 && at(row.number).id == id;
    });
    return found == m_rows.rend() ? -1 : int(m_rows.rend() - found) - 1;
}

int TrafficModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int TrafficModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TrafficModel::data(const QModelIndex &index, int role) const
{
    const Row &row = m_rows.at(size_t(index.row()));
    const Inspector::Record &record = at(row.number);
    const bool isLog = row.line >= 0;
    switch (role) {
    case Qt::DisplayRole:
        return isLog ? logText(record.log[row.line], index.column())
                     : requestText(record, index.column());
    case Qt::ToolTipRole:
        if (index.column() == MessageColumn)
            return isLog ? QString::fromUtf8(record.log[row.line].message)
                         : QString::fromUtf8(record.error);
        return {};
    case Qt::FontRole:
        return m_theme.codeFont(-1);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter
                        | (index.column() == DurationColumn || index.column() == SizeColumn
                               ? Qt::AlignRight
                               : Qt::AlignLeft));
    case Qt::ForegroundRole:
        return foreground(record, row, index.column());
    case IsLogRole:
        return isLog;
    case MethodRole:
        return record.method;
    case StatusRole:
        return record.status;
    default:
        return {};
    }
}

QVariant TrafficModel::foreground(const Inspector::Record &record, const Row &row, int column) const
{
    if (row.line >= 0 && column == MethodColumn)
        return m_theme.color(colorOfLevel(Inspector::levelOf(record.log[row.line].level)));
    if (column == HookColumn)
        return m_theme.color(row.line >= 0 ? Theme::Role::HookName : Theme::Role::Muted);
    if (column == StatusColumn && record.status >= 500)
        return m_theme.color(Theme::Role::Error);
    if (column == StatusColumn && record.status >= 400)
        return m_theme.color(Theme::Role::Warning);
    return m_theme.color(column == MessageColumn || column == StatusColumn ? Theme::Role::Text
                                                                           : Theme::Role::Muted);
}

QVariant TrafficModel::requestText(const Inspector::Record &record, int column) const
{
    switch (column) {
    case TimeColumn:
        return timeText(record.time);
    case MethodColumn:
        return QString::fromUtf8(record.method);
    case MessageColumn:
        return messageOf(record);
    case StatusColumn:
        return record.status;
    case DurationColumn:
        return durationText(record.microseconds);
    case SizeColumn:
        return sizeText(record.responseSize);
    case HookColumn:
        return QString::fromUtf8(record.hook);
    default:
        return {};
    }
}

QVariant TrafficModel::logText(const Inspector::LogLine &line, int column) const
{
    switch (column) {
    case TimeColumn:
        return timeText(line.time);
    case MethodColumn:
        return QString::fromUtf8(line.level);
    case MessageColumn:
        return QString::fromUtf8(line.message.left(1000))
            .replace(QLatin1Char('\n'), QLatin1Char(' '));
    case HookColumn:
        return line.line > 0
            ? QStringLiteral("%1:%2").arg(QString::fromUtf8(line.hook)).arg(line.line)
            : QString::fromUtf8(line.hook);
    default:
        return {};
    }
}

QVariant TrafficModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter
                        | (section == DurationColumn || section == SizeColumn ? Qt::AlignRight
                                                                              : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case MethodColumn:
        return tr("Method");
    case MessageColumn:
        return tr("Path and message");
    case StatusColumn:
        return tr("Status");
    case DurationColumn:
        return tr("Duration");
    case SizeColumn:
        return tr("Size");
    default:
        return tr("Hook");
    }
}
