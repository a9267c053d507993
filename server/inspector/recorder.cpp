// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/recorder.h"

#include "server/store/connection.h"

#include <QLoggingCategory>
#include <QMetaMethod>

#include <algorithm>
#include <cstring>

namespace Inspector {

namespace {

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcInspector, "server.inspector")

constexpr qsizetype MaximumWaiting = 32 * 1024 * 1024; ///< Bytes of records that wait.
constexpr qsizetype BodiesUntil = MaximumWaiting / 4; ///< From then on without bodies.
constexpr qsizetype FirstCapacity = 256 * 1024;
constexpr size_t RecentRecords = 5000;
constexpr qsizetype MaximumEarly = 1000;

/// What stands before each record in a batch.
struct Envelope
{
    qint32 size = 0; ///< Of the record's bytes.
    qint16 status = 0;
    qint8 level = 0;
    bool hasHook = false;
};

void append(QByteArray &batch, const Record &record)
{
    const qsizetype begin = batch.size();
    const qsizetype body = begin + qsizetype(sizeof(Envelope));
    batch.resize(body);
    record.appendTo(batch);
    const Envelope envelope{qint32(batch.size() - body), qint16(record.status),
                            qint8(record.level()), !record.hook.isEmpty()};
    std::memcpy(batch.data() + begin, &envelope, sizeof envelope);
}

/// Calls @p use with each record's envelope and bytes, which are a view into @p batch.
template<typename Use>
void forEachIn(const QByteArray &batch, Use use)
{
    Envelope envelope;
    for (qsizetype at = 0; at < batch.size(); at += qsizetype(sizeof envelope) + envelope.size) {
        std::memcpy(&envelope, batch.constData() + at, sizeof envelope);
        use(envelope,
            QByteArray::fromRawData(batch.constData() + at + sizeof envelope, envelope.size));
    }
}

} // namespace

Recorder::Recorder(const QString &path, int keep)
    : m_path(path)
    , m_keep(keep)
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
    const auto made = (*connection)
                          ->execute("PRAGMA synchronous=OFF; PRAGMA cache_size=-2048; CREATE TABLE "
                                    "IF NOT EXISTS records"
                                    " (number INTEGER PRIMARY KEY, level INTEGER NOT NULL, status "
                                    "INTEGER NOT NULL, record BLOB NOT NULL) STRICT");
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
    record.makeKeepable();
    bool wasEmpty = false;
    {
        const std::lock_guard lock(m_mutex);
        wasEmpty = m_waiting.isEmpty();
        if (m_waiting.size() >= MaximumWaiting) {
            ++m_dropped;
            ++m_lost;
            return;
        }
        if (wasEmpty)
            m_waiting.reserve(FirstCapacity);
        if (m_waiting.size() >= BodiesUntil) {
            record.requestBody.clear();
            record.responseBody.clear();
        }
        append(m_waiting, record);
    }
    if (wasEmpty)
        QMetaObject::invokeMethod(&m_timer, qOverload<>(&QTimer::start), Qt::QueuedConnection);
}

void Recorder::drain()
{
    QByteArray batch;
    int dropped = 0;
    {
        const std::lock_guard lock(m_mutex);
        batch.swap(m_waiting);
        std::swap(dropped, m_dropped);
    }
    if (batch.isEmpty() && dropped == 0)
        return;
    if (!m_early.isEmpty())
        batch = withEarlyLog(batch);
    if (const auto written = write(batch); !written)
        qCWarning(lcInspector, "%s", qPrintable(written.error().message));
    static const QMetaMethod signal = QMetaMethod::fromSignal(&Recorder::recorded);
    if (isSignalConnected(signal))
        announce(batch, dropped);
}

void Recorder::announce(const QByteArray &batch, int dropped)
{
    QList<Record> records;
    forEachIn(batch, [&](const Envelope &, const QByteArray &bytes) {
        records.append(Record::fromBytes(bytes));
    });
    emit recorded(records, dropped);
}

QByteArray Recorder::withEarlyLog(const QByteArray &batch)
{
    QByteArray completed;
    forEachIn(batch, [&](const Envelope &, const QByteArray &bytes) {
        Record record = Record::fromBytes(bytes);
        record.log.append(m_early.take(record.id));
        record.makeKeepable();
        append(completed, record);
    });
    return completed;
}

Result<Done> Recorder::writeOne(int level, int status, const QByteArray &bytes)
{
    auto statement = m_connection->prepare(
        "INSERT INTO records (number, level, status, record) VALUES (?,?,?,?)");
    if (!statement)
        return failure(statement);
    const auto inserted = statement->bind(++m_lastNumber)
                              .bind(qint64(level))
                              .bind(qint64(status))
                              .bindBlob(bytes)
                              .run();
    if (!inserted)
        return failure(inserted);
    return Done();
}

Result<Done> Recorder::write(const QByteArray &batch)
{
    if (auto opened = open(); !opened)
        return opened;
    if (auto begun = m_connection->execute("BEGIN"); !begun)
        return begun;
    Result<Done> written = Done();
    forEachIn(batch, [&](const Envelope &envelope, const QByteArray &bytes) {
        if (written)
            written = writeOne(envelope.level, envelope.status, bytes);
        if (!envelope.hasHook)
            return;
        const QByteArray id = Record::fromBytes(bytes).id;
        m_recent.insert(id, m_lastNumber);
        m_recentOrder.push_back(id);
    });
    while (m_recentOrder.size() > RecentRecords) {
        m_recent.remove(m_recentOrder.front());
        m_recentOrder.pop_front();
    }
    if (written)
        written = m_connection->execute("DELETE FROM records WHERE number <= "
                                        + QByteArray::number(m_lastNumber - m_keep));
    auto ended = m_connection->execute(written ? "COMMIT" : "ROLLBACK");
    return written ? ended : written;
}

void Recorder::addLog(const QByteArray &requestId, const QList<LogLine> &lines)
{
    QMetaObject::invokeMethod(
        this, [this, requestId, lines] { writeLog(requestId, lines); }, Qt::QueuedConnection);
}

void Recorder::writeLog(const QByteArray &requestId, const QList<LogLine> &lines)
{
    drain(); // the record itself may still wait
    const qint64 number = m_recent.value(requestId);
    if (number == 0) {
        // A hook that goes on after res.end() may be quicker than the thread that answers its
        // request.
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
    auto statement =
        m_connection->prepare("UPDATE records SET level = ?, record = ? WHERE number = ?");
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
        " AND (? = 0 OR number < ?) ORDER BY number DESC");
    if (!statement)
        return failure(statement);
    const QByteArray quotedText = Json::quoted(QByteArrayView(filter.text.toLower()));
    const QByteArrayView text = QByteArrayView(quotedText).sliced(1).chopped(1);
    const qint64 status = filter.status;
    statement->bind(qint64(filter.level))
        .bind(status)
        .bind(status)
        .bind(filter.before)
        .bind(filter.before);
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
        const Record record = Record::fromBytes(statement->text(1).toByteArray());
        if (!filter.collection.isEmpty() && record.collection != filter.collection)
            continue;
        const QByteArray json = record.toJson();
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
