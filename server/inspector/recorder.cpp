// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/recorder.h"

#include "server/store/connection.h"

#include <QLoggingCategory>

#include <algorithm>

namespace Inspector {

namespace {

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcInspector, "server.inspector")

constexpr size_t MaximumWaiting = 20000;
constexpr size_t BodiesUntil = MaximumWaiting / 2;
constexpr size_t RecentRecords = 5000;
constexpr qsizetype MaximumBody = 16 * 1024;

void cut(QByteArray &body)
{
    if (body.size() > MaximumBody)
        body.truncate(MaximumBody);
}

} // namespace

Recorder::Recorder(const QString &path, int keep) : m_path(path), m_keep(keep)
{
    qRegisterMetaType<QList<Record>>();
    qRegisterMetaType<QList<LogLine>>();
    m_timer.setParent(this); // moves to the inspector's thread with this
    m_timer.setSingleShot(true);
    m_timer.setInterval(50ms);
    m_timer.callOnTimeout(this, &Recorder::drain);
}

Recorder::~Recorder() = default;

Result<Done> Recorder::open()
{
    if (m_connection)
        return Done();
    auto connection = Store::Connection::open(m_path, Store::Connection::Access::ReadWrite);
    if (!connection)
        return failure(connection);
    // Losing the last moments of the log to a power cut is no harm; waiting for the disk would be.
    const auto made = (*connection)->execute(
        "PRAGMA synchronous=OFF; PRAGMA cache_size=-2048; CREATE TABLE IF NOT EXISTS records"
        " (number INTEGER PRIMARY KEY, level INTEGER NOT NULL, status INTEGER NOT NULL,"
        " collection TEXT NOT NULL, json TEXT NOT NULL) STRICT");
    if (!made)
        return made;
    m_connection = std::move(*connection);
    return Done();
}

void Recorder::add(Record record)
{
    bool wasEmpty = false;
    {
        const std::lock_guard lock(m_mutex);
        wasEmpty = m_waiting.empty();
        if (m_waiting.size() >= MaximumWaiting) {
            ++m_dropped;
            return;
        }
        if (m_waiting.size() >= BodiesUntil) {
            record.requestBody.clear();
            record.responseBody.clear();
        }
        m_waiting.push_back(std::move(record));
    }
    if (wasEmpty)
        QMetaObject::invokeMethod(&m_timer, qOverload<>(&QTimer::start), Qt::QueuedConnection);
}

void Recorder::drain()
{
    std::deque<Record> records;
    int dropped = 0;
    {
        const std::lock_guard lock(m_mutex);
        records.swap(m_waiting);
        std::swap(dropped, m_dropped);
    }
    if (records.empty() && dropped == 0)
        return;
    for (Record &record : records) {
        cut(record.requestBody);
        cut(record.responseBody);
    }
    if (const auto written = write(records); !written)
        qCWarning(lcInspector, "%s", qPrintable(written.error().message));
    emit recorded(QList<Record>(records.begin(), records.end()), dropped);
}

Result<Done> Recorder::write(const std::deque<Record> &records)
{
    if (auto opened = open(); !opened)
        return opened;
    if (auto begun = m_connection->execute("BEGIN"); !begun)
        return begun;
    for (const Record &record : records) {
        auto statement = m_connection->prepare(
            "INSERT INTO records (level, status, collection, json) VALUES (?,?,?,?) RETURNING number");
        if (!statement)
            return failure(statement);
        const QByteArray json = record.toJson();
        const auto row = statement->bind(qint64(record.level()))
                             .bind(qint64(record.status))
                             .bind(record.collection)
                             .bind(json)
                             .step();
        if (!row)
            return failure(row);
        if (!record.hook.isEmpty()) {
            m_recent.insert(record.id, statement->number(0));
            m_recentOrder.push_back(record.id);
        }
    }
    while (m_recentOrder.size() > RecentRecords) {
        m_recent.remove(m_recentOrder.front());
        m_recentOrder.pop_front();
    }
    if (auto trimmed = m_connection->execute("DELETE FROM records WHERE number <= (SELECT max(number) FROM records) - "
                                             + QByteArray::number(m_keep));
        !trimmed)
        return trimmed;
    return m_connection->execute("COMMIT");
}

void Recorder::addLog(const QByteArray &requestId, const QList<LogLine> &lines)
{
    QMetaObject::invokeMethod(this, [this, requestId, lines] { writeLog(requestId, lines); },
                              Qt::QueuedConnection);
}

void Recorder::writeLog(const QByteArray &requestId, const QList<LogLine> &lines)
{
    drain(); // the record itself may still wait
    emit logAdded(requestId, lines);
    const qint64 number = m_recent.value(requestId);
    if (number == 0 || !open())
        return;
    Record record;
    {
        auto statement = m_connection->prepare("SELECT json FROM records WHERE number = ?");
        if (!statement || !statement->bind(number).step())
            return;
        const auto json = Json::Document::parse(statement->text(0));
        if (!json)
            return;
        record = Record::fromJson(json->root());
    }
    record.log.append(lines);
    const QByteArray json = record.toJson();
    auto statement = m_connection->prepare("UPDATE records SET level = ?, json = ? WHERE number = ?");
    if (!statement || !statement->bind(qint64(record.level())).bind(json).bind(number).run())
        qCWarning(lcInspector, "Late log lines of a hook could not be kept.");
}

void Recorder::find(const Filter &filter, std::function<void(Result<Page>)> answer)
{
    QMetaObject::invokeMethod(
        this,
        [this, filter, answer = std::move(answer)] {
            drain();
            answer(read(filter));
        },
        Qt::QueuedConnection);
}

Result<Recorder::Page> Recorder::read(const Filter &filter)
{
    if (const auto opened = open(); !opened)
        return failure(opened);
    auto statement = m_connection->prepare(
        "SELECT number, json FROM records WHERE level >= ? AND (? = 0 OR status = ?)"
        " AND (? = '' OR collection = ?) AND (? = 0 OR number < ?)"
        " AND (? = '' OR instr(lower(json), ?)) ORDER BY number DESC LIMIT ?");
    if (!statement)
        return failure(statement);
    QByteArray text = Json::quoted(QByteArrayView(filter.text.toLower()));
    text = text.mid(1, text.size() - 2);
    const qint64 status = filter.status;
    statement->bind(qint64(filter.level)).bind(status).bind(status).bind(filter.collection)
        .bind(filter.collection).bind(filter.before).bind(filter.before).bind(text).bind(text)
        .bind(qint64(std::clamp(filter.maximum, 1, 1000)));
    Json::ArrayWriter records;
    int count = 0;
    qint64 last = 0;
    while (true) {
        const auto row = statement->step();
        if (!row)
            return failure(row);
        if (!*row)
            break;
        ++count;
        last = statement->number(0);
        records.raw(statement->text(1));
    }
    return Page {records.take(), count == filter.maximum ? last : 0};
}

void Recorder::clear(std::function<void(Result<Done>)> answer)
{
    QMetaObject::invokeMethod(
        this,
        [this, answer = std::move(answer)] {
            drain();
            auto opened = open();
            answer(opened ? m_connection->execute("DELETE FROM records") : std::move(opened));
            emit cleared();
        },
        Qt::QueuedConnection);
}

void Recorder::close()
{
    m_timer.stop();
    drain();
    m_connection.reset();
}

} // namespace Inspector
