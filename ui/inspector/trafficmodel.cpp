// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/trafficmodel.h"

#include "client/routes.h"
#include "ui/inspector/traffictexts.h"
#include "ui/widgets/theme.h"

#include <algorithm>
#include <tuple>

namespace {

using namespace std::chrono_literals;

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

/// Of a request whose level is @p level, which follows from its status.
TrafficModel::Status statusOf(int level)
{
    if (level >= int(Inspector::Level::Error))
        return TrafficModel::Failed;
    return level == int(Inspector::Level::Warn) ? TrafficModel::Refused : TrafficModel::Fine;
}

QVariant alignmentOf(int column)
{
    const bool isNumber =
        column == TrafficModel::DurationColumn || column == TrafficModel::SizeColumn;
    return QVariant(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
}

} // namespace

TrafficModel::TrafficModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
    m_reading.setSingleShot(true);
    m_reading.setInterval(0ms);
    m_reading.callOnTimeout(this, &TrafficModel::readMissing);
}

void TrafficModel::setClient(Client *client)
{
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    m_last = 0;
    restore();
    if (!client)
        return;
    connect(client, &Client::recorded, this, &TrafficModel::take);
    connect(client, &Client::logAdded, this, &TrafficModel::takeLog);
    connect(client, &Client::inspectorCleared, this, &TrafficModel::clear);
    // A server that was started anew may have other records, whose numbers begin again.
    connect(client, &Client::changesMissed, this, [this, client] { setClient(client); });
}

void TrafficModel::clear()
{
    m_floor = m_last;
    m_dropped = 0;
    reload();
}

void TrafficModel::restore()
{
    m_floor = 0;
    m_dropped = 0;
    m_records.clear();
    m_gone.clear();
    reload();
}

// ---- what matches, and what is shown of it

TrafficModel::Rows TrafficModel::rowsOf(const Inspector::Match &match)
{
    Rows rows;
    if (match.isEmpty())
        return rows;
    rows.push_back({match.number, -1, qint8(match.level), match.hasRequest});
    for (const auto &[line, level] : match.lines)
        rows.push_back({match.number, line, qint8(level), true});
    return rows;
}

void TrafficModel::count(const Row &row, int by)
{
    if (!row.isMatch)
        return;
    if (row.line >= 0)
        m_lineCounts[size_t(row.level)] += by;
    else
        m_statusCounts[statusOf(row.level)] += by;
}

bool TrafficModel::isShown(const Row &row) const
{
    return row.isMatch
        && (row.line >= 0 ? m_levels[size_t(row.level)] : m_statuses[statusOf(row.level)]);
}

/// @p rows are those of whole requests.
TrafficModel::Rows TrafficModel::visible(const Rows &rows) const
{
    Rows shown;
    for (size_t i = 0; i < rows.size();) {
        const size_t request = i;
        const size_t begin = shown.size();
        for (++i; i < rows.size() && rows[i].line >= 0; ++i) {
            if (isShown(rows[i]))
                shown.push_back(rows[i]);
        }
        const Row &row = rows[request];
        if (shown.size() > begin || isShown(row))
            shown.insert(shown.begin() + qint64(begin), row);
    }
    return shown;
}

void TrafficModel::setShown(const std::array<bool, StatusCount> &statuses,
                            const std::array<bool, LevelCount> &levels)
{
    beginResetModel();
    m_statuses = statuses;
    m_levels = levels;
    const Rows shown = visible(Rows(m_entries.begin(), m_entries.end()));
    m_rows.assign(shown.begin(), shown.end());
    m_waitingCount = 0;
    m_shownUntil = m_last;
    endResetModel();
    emit changed();
}

void TrafficModel::setFilter(const QString &filter)
{
    if (filter == m_typed)
        return;
    m_typed = filter;
    m_filter = Inspector::Filter(filter);
    reload();
}

void TrafficModel::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    m_shownUntil = m_last;
    m_waitingCount = 0;
    const auto later = std::find_if(m_entries.begin(), m_entries.end(), [this](const Row &row) {
        return m_rows.empty() || row.number > m_rows.back().number;
    });
    if (!isPaused && later != m_entries.end()) {
        const Rows shown = visible(Rows(later, m_entries.end()));
        appendRows(shown);
    }
    emit changed();
}

// ---- what is recorded now

void TrafficModel::take(const QList<Inspector::Record> &records, int dropped, qint64 oldest)
{
    m_dropped += dropped;
    if (m_isReplaced)
        m_held.append(records);
    else
        append(records);
    if (!m_isPaused)
        evict(oldest);
    emit changed();
}

void TrafficModel::append(const QList<Inspector::Record> &records)
{
    Rows added;
    for (const Inspector::Record &record : records) {
        const bool isKnown = !m_entries.empty() && record.number <= m_entries.back().number;
        m_last = std::max(m_last, record.number);
        if (record.number <= m_floor || isKnown)
            continue;
        m_records.insert(record.number, new Inspector::Record(record));
        const Rows rows = rowsOf(m_filter.match(record));
        added.insert(added.end(), rows.begin(), rows.end());
        m_waitingCount += m_isPaused && !rows.empty();
    }
    for (const Row &row : added)
        count(row, 1);
    m_entries.insert(m_entries.end(), added.begin(), added.end());
    if (!m_isPaused)
        appendRows(visible(added));
}

void TrafficModel::appendRows(const Rows &rows)
{
    if (rows.empty())
        return;
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + rows.size()) - 1);
    m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    endInsertRows();
}

/// Lets go what the file has no longer, and what is too much.
void TrafficModel::evict(qint64 oldest)
{
    if (m_entries.size() > MaximumRows)
        oldest = std::max(oldest, m_entries[m_entries.size() - MaximumRows].number);
    const auto kept = [oldest](const std::deque<Row> &rows) {
        return std::find_if(rows.begin(), rows.end(),
                            [oldest](const Row &row) { return row.number >= oldest; });
    };
    const auto entries = kept(m_entries);
    std::for_each(m_entries.cbegin(), entries, [this](const Row &row) { count(row, -1); });
    m_entries.erase(m_entries.cbegin(), entries);
    const auto rows = kept(m_rows);
    const int gone = int(rows - m_rows.cbegin());
    if (gone == 0)
        return;
    beginRemoveRows({}, 0, gone - 1);
    m_rows.erase(m_rows.cbegin(), rows);
    endRemoveRows();
}

void TrafficModel::takeLog(qint64 number, const QList<Inspector::LogLine> &lines)
{
    Inspector::Record *record = m_records.object(number);
    if (!record)
        return; // who looks at it reads it with its lines
    record->log.append(lines);
    const auto isBefore = [](const Row &row, qint64 wanted) { return row.number < wanted; };
    const auto placeOf = [&](const std::deque<Row> &rows, const Rows &by) {
        const auto begin = std::lower_bound(rows.begin(), rows.end(), number, isBefore);
        auto end = begin;
        while (end != rows.end() && end->number == number)
            ++end;
        return std::tuple(int(begin - rows.begin()), int(end - begin), int(by.size()));
    };
    const Rows all = rowsOf(m_filter.match(*record));
    // A page that is still to come has the lines as well.
    const bool isToCome = m_isLoading && (m_entries.empty() || number < m_entries.front().number);
    if (m_isReplaced || isToCome || number <= m_floor)
        return;
    auto [at, before, after] = placeOf(m_entries, all);
    const auto first = m_entries.begin() + at;
    std::for_each(first, first + before, [this](const Row &row) { count(row, -1); });
    m_entries.erase(first, first + before);
    m_entries.insert(m_entries.begin() + at, all.begin(), all.end());
    for (const Row &row : all)
        count(row, 1);
    if (!m_isPaused || number <= m_shownUntil) {
        const Rows shown = visible(all);
        std::tie(at, before, after) = placeOf(m_rows, shown);
        if (after > before) {
            beginInsertRows({}, at + before, at + after - 1);
            m_rows.insert(m_rows.begin() + at + before, shown.begin() + before, shown.end());
            endInsertRows();
        }
    }
    emit changed();
}

// ---- what was recorded before

void TrafficModel::reload()
{
    ++m_generation;
    m_isReplaced = true;
    m_isLoading = m_client != nullptr;
    m_held.clear();
    if (m_client)
        loadRows(0);
    else
        takeRows(Json::Value());
}

void TrafficModel::loadRows(qint64 before)
{
    QByteArray query = "filter=" + m_typed.toUtf8().toPercentEncoding();
    if (before > 0)
        query.append("&cursor=").append(QByteArray::number(before));
    if (m_floor > 0)
        query.append("&after=").append(QByteArray::number(m_floor));
    m_client->request("GET", Routes::inspectorRows(), {}, query)
        .then(this, [this, generation = m_generation](const Client::Reply &reply) {
            if (generation == m_generation)
                takeRows(reply.json().root());
        });
}

/// Puts a page of older rows before those that are there.
void TrafficModel::takeRows(const Json::Value &page)
{
    Rows older;
    const auto items = page.value("rows").items();
    for (auto item = items.rbegin(); item != items.rend(); ++item) { // the newest come first
        const Inspector::Match match = Inspector::Match::fromJson(*item);
        if (!m_isReplaced && !m_entries.empty() && match.number >= m_entries.front().number)
            continue;
        const Rows rows = rowsOf(match);
        older.insert(older.end(), rows.begin(), rows.end());
    }
    if (m_isReplaced) {
        beginResetModel();
        m_entries.clear();
        m_rows.clear();
        m_statusCounts = {};
        m_lineCounts = {};
    }
    for (const Row &row : older)
        count(row, 1);
    m_entries.insert(m_entries.begin(), older.begin(), older.end());
    const Rows shown = visible(older);
    const bool isInserted = !m_isReplaced && !shown.empty();
    if (isInserted)
        beginInsertRows({}, 0, int(shown.size()) - 1);
    m_rows.insert(m_rows.begin(), shown.begin(), shown.end());
    if (isInserted)
        endInsertRows();
    if (m_isReplaced) {
        m_isReplaced = false;
        if (!m_entries.empty())
            m_last = std::max(m_last, m_entries.back().number);
        m_shownUntil = m_last;
        m_waitingCount = 0;
        endResetModel();
        append(std::exchange(m_held, {}));
    }
    const qint64 next = page.value("next").toInteger();
    m_isLoading = next > 0 && m_entries.size() < MaximumRows;
    if (m_isLoading)
        loadRows(next);
    emit changed();
}

// ---- the records of rows

const Inspector::Record *TrafficModel::record(int row) const
{
    const qint64 number = numberOf(row);
    const Inspector::Record *record = m_records.object(number);
    if (!record && m_client && !m_gone.contains(number)) {
        m_missing.insert(number);
        if (!m_reading.isActive())
            m_reading.start();
    }
    return record;
}

/// Asks for the records that were missed, and for their neighbours, which are looked at next.
void TrafficModel::readMissing()
{
    constexpr int Around = 40;
    constexpr qsizetype MostRead = 200;
    if (!m_client || m_missing.isEmpty())
        return;
    const int row = rowOf(*std::min_element(m_missing.cbegin(), m_missing.cend()));
    for (int i = std::max(0, row - Around); row >= 0 && i < std::min(rowCount(), row + 3 * Around);
         ++i) {
        const qint64 number = numberOf(i);
        if (!m_records.contains(number) && !m_gone.contains(number) && m_missing.size() < MostRead)
            m_missing.insert(number);
    }
    QByteArrayList numbers;
    for (const qint64 number : std::as_const(m_missing))
        numbers.append(QByteArray::number(number));
    m_client->request("GET", Routes::inspector(), {}, "numbers=" + numbers.join(','))
        .then(this,
              [this, client = m_client,
               asked = std::exchange(m_missing, {})](const Client::Reply &reply) {
                  if (client != m_client)
                      return; // its numbers are those of other records
                  m_gone.unite(asked);
                  const auto body = reply.json();
                  for (const Json::Value &json : body.root().items()) {
                      const auto record = Inspector::Record::fromJson(json);
                      m_gone.remove(record.number);
                      m_records.insert(record.number, new Inspector::Record(record));
                  }
                  if (rowCount() > 0)
                      emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
                  emit recordsRead();
              });
}

int TrafficModel::rowOf(qint64 number) const
{
    const auto found =
        std::lower_bound(m_rows.begin(), m_rows.end(), number,
                         [](const Row &row, qint64 wanted) { return row.number < wanted; });
    return found != m_rows.end() && found->number == number ? int(found - m_rows.begin()) : -1;
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
    const bool isLog = row.line >= 0;
    switch (role) { // what is told without the record
    case Qt::FontRole:
        return m_theme.codeFont(-1);
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case IsLogRole:
        return isLog;
    default:
        break;
    }
    const Inspector::Record *record = this->record(index.row());
    const bool isThere = record && row.line < record->log.size();
    switch (role) {
    case Qt::DisplayRole:
        if (!isThere) {
            const bool isGone = m_gone.contains(row.number);
            return index.column() != MessageColumn ? QString()
                : isGone                           ? tr("no longer stored")
                                                   : QStringLiteral("…");
        }
        return isLog ? TrafficTexts::ofLogLine(record->log[row.line], index.column())
                     : TrafficTexts::ofRequest(*record, index.column());
    case Qt::ToolTipRole:
        if (isThere && index.column() == MessageColumn)
            return isLog ? QString::fromUtf8(record->log[row.line].message)
                         : QString::fromUtf8(record->error);
        return {};
    case Qt::ForegroundRole:
        return foreground(isThere ? record : nullptr, row, index.column());
    case MethodRole:
        return isThere ? record->method : QByteArray();
    case StatusRole:
        return isThere ? record->status : 0;
    default:
        return {};
    }
}

QVariant TrafficModel::foreground(const Inspector::Record *record, const Row &row, int column) const
{
    if (!record)
        return m_theme.color(Theme::Role::Muted);
    if (row.line >= 0 && column == MethodColumn)
        return m_theme.color(colorOfLevel(Inspector::Level(row.level)));
    if (column == HookColumn)
        return m_theme.color(row.line >= 0 ? Theme::Role::HookName : Theme::Role::Muted);
    if (column == StatusColumn && record->status >= 500)
        return m_theme.color(Theme::Role::Error);
    if (column == StatusColumn && record->status >= 400)
        return m_theme.color(Theme::Role::Warning);
    return m_theme.color(column == MessageColumn || column == StatusColumn ? Theme::Role::Text
                                                                           : Theme::Role::Muted);
}

QVariant TrafficModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section);
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
