// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/recorder.h"

#include "server/inspector/batch.h"
#include "server/inspector/masking.h"

#include <QLoggingCategory>
#include <QMetaMethod>

namespace Inspector {

namespace {

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcInspector, "server.inspector")

constexpr qsizetype MaximumWaiting = 32 * 1024 * 1024; ///< Bytes of records that wait.
constexpr qsizetype BodiesUntil = MaximumWaiting / 4; ///< From then on without bodies.
/// From then on without those of uneventful requests; about 5,000 requests in a second stay below.
constexpr qsizetype UneventfulBodiesUntil = 384 * 1024;
constexpr qsizetype LargestSpare = 4 * 1024 * 1024;
constexpr qsizetype FirstCapacity = 512 * 1024;
constexpr size_t RecentRecords = 5000;
constexpr qsizetype MaximumEarly = 1000;

} // namespace

Recorder::Recorder(const QString &path, QByteArray node)
    : m_file(path)
    , m_node(std::move(node))
{
    qRegisterMetaType<QList<Record>>();
    qRegisterMetaType<QList<LogLine>>();
    m_timer.setParent(this); // moves to the inspector's thread with this
    m_timer.setSingleShot(true);
    m_timer.setInterval(50ms);
    m_timer.callOnTimeout(this, &Recorder::drain);
}

Recorder::~Recorder() = default;

void Recorder::setLimits(const Model::Settings &settings)
{
    {
        const std::lock_guard lock(m_mutex);
        m_secrets = secretsIn(settings.json);
    }
    m_keepsBodies = settings.inspectorBodies;
    m_recording = settings.inspectorRecording;
    QMetaObject::invokeMethod(
        this,
        [this, keep = settings.inspectorRecordsKept, days = settings.inspectorDaysKept] {
            m_file.setLimits(keep, days);
        },
        Qt::QueuedConnection);
}

QByteArrayList Recorder::secrets()
{
    const std::lock_guard lock(m_mutex);
    return m_secrets;
}

bool Recorder::isKept(const Record &record) const
{
    switch (m_recording) {
    case Model::Settings::Recording::All:
        return true;
    case Model::Settings::Recording::Errors:
        return record.status >= 400 || record.level() >= Level::Error;
    case Model::Settings::Recording::Nothing:
        break;
    }
    return false;
}

void Recorder::add(Record record)
{
    if (record.kind == "request" && !record.isOfWindow())
        m_statistics.add(record.collection, record.status, record.microseconds, record.time);
    if (!isKept(record))
        return;
    if (!m_keepsBodies || (m_waitingSize > UneventfulBodiesUntil && record.isUneventful()))
        record.clearBodies();
    record.makeKeepable(secrets());
    record.node = m_node;
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
        if (m_waiting.size() >= BodiesUntil)
            record.clearBodies();
        appendRecord(m_waiting, record);
        m_waitingSize = m_waiting.size();
    }
    if (wasEmpty)
        QMetaObject::invokeMethod(&m_timer, qOverload<>(&QTimer::start), Qt::QueuedConnection);
}

void Recorder::drain()
{
    QByteArray batch;
    int dropped = 0;
    m_spare.resize(0);
    {
        const std::lock_guard lock(m_mutex);
        batch.swap(m_waiting);
        m_waiting.swap(m_spare);
        m_waitingSize = 0;
        std::swap(dropped, m_dropped);
    }
    if (batch.isEmpty() && dropped == 0)
        return;
    if (!m_early.isEmpty())
        batch = withEarlyLog(batch);
    const auto written = m_file.append(
        batch, [this](qint64 number, const QByteArray &bytes) { remember(number, bytes); });
    if (written)
        m_lastFault.clear();
    else
        warn("Requests are not recorded", written.error());
    static const QMetaMethod signal = QMetaMethod::fromSignal(&Recorder::recorded);
    if (isSignalConnected(signal))
        announce(batch, dropped);
    if (batch.capacity() <= LargestSpare)
        m_spare = std::move(batch);
}

void Recorder::announce(const QByteArray &batch, int dropped)
{
    QList<Record> records;
    forEachRecord(batch, [&](const Envelope &, const QByteArray &bytes) {
        records.append(Record::fromBytes(bytes));
    });
    qint64 number = m_file.lastNumber() - records.size();
    for (Record &record : records)
        record.number = ++number;
    emit recorded(records, dropped, m_file.firstNumber());
}

QByteArray Recorder::withEarlyLog(const QByteArray &batch)
{
    QByteArray completed;
    forEachRecord(batch, [&](const Envelope &, const QByteArray &bytes) {
        Record record = Record::fromBytes(bytes);
        record.log.append(m_early.take(record.id));
        record.makeKeepable(secrets());
        appendRecord(completed, record);
    });
    return completed;
}

/// Lines may follow for hooks that go on after their answer.
void Recorder::remember(qint64 number, const QByteArray &bytes)
{
    const QByteArray id = Record::idOf(bytes);
    m_recent.insert(id, number);
    m_recentOrder.push_back(id);
    while (m_recentOrder.size() > RecentRecords) {
        m_recent.remove(m_recentOrder.front());
        m_recentOrder.pop_front();
    }
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
        // What has waited for so long is not kept at all.
        if (m_early.size() >= MaximumEarly)
            m_early.clear();
        m_early[requestId].append(lines);
        return;
    }
    Record masked;
    masked.log = lines;
    masked.makeKeepable(secrets());
    emit logAdded(number, masked.log);
    if (const auto added = m_file.addLog(number, masked.log); !added)
        warn("Late log lines of a hook could not be kept", added.error());
}

/// Says each fault once: there may be twenty attempts in a second.
void Recorder::warn(const char *what, const Error &error)
{
    if (error.message == m_lastFault)
        return;
    m_lastFault = error.message;
    qCWarning(lcInspector, "%s: %s", what, qPrintable(error.message));
}

void Recorder::find(const Search &search, std::function<void(Result<Page>)> answer)
{
    QMetaObject::invokeMethod(
        this,
        [this, search, answer = std::move(answer)] {
            drain();
            answer(m_file.read(search));
        },
        Qt::QueuedConnection);
}

void Recorder::clear(std::function<void(Result<Done>)> answer)
{
    QMetaObject::invokeMethod(
        this,
        [this, answer = std::move(answer)] {
            drain();
            answer(m_file.clear());
            emit cleared();
        },
        Qt::QueuedConnection);
}

void Recorder::close()
{
    m_timer.stop();
    drain();
    m_file.close();
}

} // namespace Inspector
