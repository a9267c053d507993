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
constexpr qsizetype MaximumEarly = 1000;
constexpr qsizetype BodiesUntilBytes = 16 * 1024 * 1024; ///< Of bodies that wait.

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
        " collection TEXT NOT NULL, record BLOB NOT NULL) STRICT");
    if (!made)
        return made;
    const auto last = (*connection)->number("SELECT max(number) FROM records");
    if (!last)
        return failure(last);
    m_lastNumber = *last;
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
        if (m_waiting.size() >= BodiesUntil || m_waitingBytes >= BodiesUntilBytes) {
            record.requestBody.clear();
            record.responseBody.clear();
        }
        m_waitingBytes += record.requestBody.size() + record.responseBody.size();
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
        m_waitingBytes = 0;
        std::swap(dropped, m_dropped);
    }
    if (records.empty() && dropped == 0)
        return;
    for (Record &record : records) {
        if (!m_early.isEmpty())
            record.log.append(m_early.take(record.id));
        record.makeKeepable();
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
            "INSERT INTO records (number, level, status, collection, record) VALUES (?,?,?,?,?)");
        if (!statement)
            return failure(statement);
        const QByteArray bytes = record.toBytes();
        const auto inserted = statement->bind(++m_lastNumber)
                                  .bind(qint64(record.level()))
                                  .bind(qint64(record.status))
                                  .bind(record.collection)
                                  .bindBlob(bytes)
                                  .run();
        if (!inserted)
            return failure(inserted);
        if (!record.hook.isEmpty()) {
            m_recent.insert(record.id, m_lastNumber);
            m_recentOrder.push_back(record.id);
        }
    }
    while (m_recentOrder.size() > RecentRecords) {
        m_recent.remove(m_recentOrder.front());
        m_recentOrder.pop_front();
    }
    if (auto trimmed = m_connection->execute("DELETE FROM records WHERE number <= "
                                             + QByteArray::number(m_lastNumber - m_keep));
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
    const qint64 number = m_recent.value(requestId);
    if (number == 0) {
        // A hook that goes on after res.end() may be quicker than the thread that answers its request.
        if (m_early.size() < MaximumEarly)
            m_early[requestId].append(lines);
        return;
    }
    emit logAdded(requestId, lines);
    if (!open())
        return;
    Record record;
    {
        auto statement = m_connection->prepare("SELECT record FROM records WHERE number = ?");
        if (!statement || !statement->bind(number).step())
            return;
        record = Record::fromBytes(statement->text(0).toByteArray());
    }
    record.log.append(lines);
    record.makeKeepable();
    const QByteArray bytes = record.toBytes();
    auto statement = m_connection->prepare("UPDATE records SET level = ?, record = ? WHERE number = ?");
    if (!statement || !statement->bind(qint64(record.level())).bindBlob(bytes).bind(number).run())
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
        "SELECT number, record FROM records WHERE level >= ? AND (? = 0 OR status = ?)"
        " AND (? = '' OR collection = ?) AND (? = 0 OR number < ?) ORDER BY number DESC");
    if (!statement)
        return failure(statement);
    const QByteArray quotedText = Json::quoted(QByteArrayView(filter.text.toLower()));
    const QByteArrayView text = QByteArrayView(quotedText).sliced(1).chopped(1);
    const qint64 status = filter.status;
    statement->bind(qint64(filter.level)).bind(status).bind(status).bind(filter.collection)
        .bind(filter.collection).bind(filter.before).bind(filter.before);
    Json::ArrayWriter records;
    Page page;
    for (int count = 0; count < filter.maximum;) {
        const auto row = statement->step();
        if (!row)
            return failure(row);
        if (!*row) {
            page.next = 0;
            break;
        }
        const QByteArray json = Record::fromBytes(statement->text(1).toByteArray()).toJson();
        if (!text.isEmpty() && !json.toLower().contains(text))
            continue;
        ++count;
        page.next = statement->number(0);
        records.raw(json);
    }
    page.json = records.take();
    return page;
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
