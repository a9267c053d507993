// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/recordfile.h"

#include "server/core/timestamp.h"
#include "server/inspector/batch.h"
#include "server/store/sqlite/connection.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QtEndian>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

namespace Inspector {

namespace {

Q_LOGGING_CATEGORY(lcRecordFile, "server.inspector")

constexpr qsizetype ChunkBytes = 64 * 1024; ///< A chunk is closed when it has so many.
constexpr int MostLookedThrough = 50'000; ///< For one page of rows.

/// Stands in the file while it is open.
constexpr qint64 InUse = 1;

/// Counts up when Record's bytes change; a file of another format is emptied.
constexpr qint64 Format = 4;

constexpr char Open[] = R"sql(
CREATE TABLE IF NOT EXISTS chunks (first INTEGER PRIMARY KEY, last INTEGER NOT NULL,
  level INTEGER NOT NULL, records BLOB NOT NULL) STRICT;
)sql";

/// The records of @p chunk, whose first one has the number @p number, that @p search asks for by
/// number and level: with their numbers, oldest first.
std::vector<std::pair<qint64, QByteArray>> numberedRecords(const QByteArray &chunk, qint64 number,
                                                           const Search &search)
{
    std::vector<std::pair<qint64, QByteArray>> wanted;
    forEachRecord(chunk, [&](const Envelope &envelope, const QByteArray &bytes) {
        if ((search.before == 0 || number < search.before) && number > search.after
            && envelope.level >= int(search.filter.leastLevel()))
            wanted.emplace_back(number, bytes);
        ++number;
    });
    return wanted;
}

} // namespace

/// The columns of a row beside its records.
struct RecordFile::Chunk
{
    qint64 first = 0;
    qint64 last = 0;
    int level = 0; ///< The highest of its records.
};

RecordFile::RecordFile(const QString &path)
    : m_path(path)
{
}

void RecordFile::setLimits(qint64 keep, int days)
{
    m_keep = keep;
    m_days = days;
    m_nextLook = 0;
}

RecordFile::~RecordFile()
{
    close();
}

namespace {

enum class State { Whole, Suspect, Cut };

/// What the header of @p path says, without reading the rest.
/// Source: https://www.sqlite.org/fileformat.html section 1.3.
State stateOf(const QString &path)
{
    constexpr qint64 HeaderSize = 100;
    QFile file(path);
    const qint64 size = QFileInfo(path).size();
    if (size == 0 || !file.open(QIODevice::ReadOnly))
        return State::Whole;
    const QByteArray header = file.read(HeaderSize);
    if (header.size() < HeaderSize || !header.startsWith("SQLite format 3"))
        return State::Suspect;
    const auto number = [&header](qsizetype at) {
        return qint64(qFromBigEndian<quint32>(header.constData() + at));
    };
    const quint16 given = qFromBigEndian<quint16>(header.constData() + 16);
    const qint64 pageSize = given == 1 ? 65536 : given;
    if (pageSize == 0 || size % pageSize != 0)
        return State::Cut;
    const bool isShort = number(28) > size / pageSize;
    return isShort || number(68) == InUse ? State::Suspect : State::Whole;
}

} // namespace

Result<Done> RecordFile::open()
{
    constexpr qint64 Pause = 60'000; // each batch of records would try otherwise
    if (m_connection)
        return Done();
    if (Timestamp::now() < m_nextTry)
        return failure(m_fault);
    // A process that was killed, or a power loss, may have left what SQLite reads without noticing.
    const State state = stateOf(m_path);
    const bool isDamaged =
        state == State::Cut || (state == State::Suspect && Store::Sqlite::isDamaged(m_path));
    if (isDamaged)
        giveOtherName();
    auto connected = connect();
    if (!connected && setAside())
        connected = connect();
    if (!connected) {
        m_nextTry = Timestamp::now() + Pause;
        m_fault = connected.error();
    }
    return connected;
}

/// Gives a file that cannot be used another name. False: it is no such file, or cannot be renamed.
bool RecordFile::setAside()
{
    m_connection.reset();
    const QFileInfo info(m_path);
    const bool isUsable = info.isFile() && info.isWritable() && !Store::Sqlite::isDamaged(m_path);
    return info.exists() && !isUsable && giveOtherName();
}

/// False: it cannot be renamed.
bool RecordFile::giveOtherName()
{
    const QString kept = m_path + QStringLiteral(".damaged-")
        + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmsszzz"));
    const auto rename = [](const QString &from, const QString &to) {
        return std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData())
            == 0;
    };
    if (!rename(m_path, kept))
        return false;
    rename(m_path + QStringLiteral("-journal"), kept + QStringLiteral("-journal"));
    qCWarning(lcRecordFile,
              "The inspector's file %s is damaged or cannot be written. It is kept as %s, and a "
              "new one is begun.",
              qUtf8Printable(m_path), qUtf8Printable(kept));
    return true;
}

Result<Done> RecordFile::connect()
{
    auto connection =
        Store::Sqlite::Connection::open(m_path, Store::Sqlite::Connection::Access::Log);
    if (!connection)
        return failure(connection);
    const auto format = (*connection)->number("PRAGMA user_version");
    if (!format)
        return failure(format);
    QByteArray sql = Open;
    if (*format != Format)
        sql.prepend(
            "DROP TABLE IF EXISTS records; DROP TABLE IF EXISTS chunks; PRAGMA user_version="
            + QByteArray::number(Format) + ';');
    sql.append("PRAGMA application_id=" + QByteArray::number(InUse) + ';');
    if (auto made = (*connection)->execute(sql); !made)
        return made;
    const auto last = (*connection)->number("SELECT last FROM chunks ORDER BY first DESC LIMIT 1");
    if (!last)
        return failure(last);
    m_lastNumber = std::max(m_lastNumber, *last);
    m_connection = std::move(*connection);
    return Done();
}

Result<Done> RecordFile::write(const Chunk &chunk, const QByteArray &bytes)
{
    auto statement = m_connection->prepare(
        "INSERT OR REPLACE INTO chunks (first, last, level, records) VALUES (?,?,?,?)");
    if (!statement)
        return failure(statement);
    const auto written = statement->bind(chunk.first)
                             .bind(chunk.last)
                             .bind(qint64(chunk.level))
                             .bindBlob(bytes)
                             .run();
    if (!written)
        return failure(written);
    return Done();
}

Result<Done> RecordFile::append(const QByteArray &batch,
                                const std::function<void(qint64, const QByteArray &)> &added)
{
    const qint64 before = m_lastNumber;
    auto written = appendOnce(batch, added);
    if (!written && m_connection && setAside()) {
        m_lastNumber = std::min(before, m_lastNumber);
        written = appendOnce(batch, added);
    }
    return written;
}

Result<Done> RecordFile::appendOnce(const QByteArray &batch,
                                    const std::function<void(qint64, const QByteArray &)> &added)
{
    if (auto opened = open(); !opened) {
        forEachRecord(batch, [&](const Envelope &, const QByteArray &) { ++m_lastNumber; });
        return opened;
    }
    if (auto begun = m_connection->execute("BEGIN"); !begun)
        return begun;
    auto written = writeChunks(batch, added);
    if (written)
        written = m_connection->execute("DELETE FROM chunks WHERE last <= "
                                        + QByteArray::number(m_lastNumber - m_keep));
    if (written)
        written = removeOld();
    auto ended = m_connection->execute(written ? "COMMIT" : "ROLLBACK");
    if (const auto first = m_connection->number("SELECT min(first) FROM chunks"))
        m_firstNumber = *first;
    return written ? ended : written;
}

Result<Done> RecordFile::writeChunks(const QByteArray &batch,
                                     const std::function<void(qint64, const QByteArray &)> &added)
{
    Result<Done> written = Done();
    qsizetype begin = 0;
    qsizetype end = 0;
    Chunk chunk{m_lastNumber + 1, m_lastNumber, 0};
    const auto close = [&] {
        if (written && end > begin)
            written = write(chunk, QByteArray::fromRawData(batch.constData() + begin, end - begin));
        begin = end;
        chunk = {m_lastNumber + 1, m_lastNumber, 0};
    };
    forEachRecord(batch, [&](const Envelope &envelope, const QByteArray &bytes) {
        chunk.last = ++m_lastNumber;
        chunk.level = std::max(chunk.level, int(envelope.level));
        end += qsizetype(sizeof envelope) + envelope.size;
        if (envelope.hasHook)
            added(m_lastNumber, bytes);
        if (end - begin >= ChunkBytes) {
            close();
            // Requests that came meanwhile go first: all of them wait where this thread writes for
            // milliseconds, with as many threads that answer as there are processors.
            std::this_thread::yield();
        }
    });
    close();
    return written;
}

/// Chunks lie in the order of time, so the oldest tells whether there is anything to do.
Result<Done> RecordFile::removeOld()
{
    constexpr qint64 Minute = 60'000;
    constexpr qint64 Day = 24 * 60 * Minute;
    const qint64 now = Timestamp::now();
    if (m_days == 0 || now < m_nextLook)
        return Done();
    m_nextLook = now + Minute;
    while (true) {
        qint64 last = 0;
        bool isOld = true;
        {
            auto oldest =
                m_connection->prepare("SELECT last, records FROM chunks ORDER BY first LIMIT 1");
            if (!oldest)
                return failure(oldest);
            const auto row = oldest->step();
            if (!row)
                return failure(row);
            if (!*row)
                return Done();
            last = oldest->number(0);
            forEachRecord(oldest->text(1).toByteArray(),
                          [&](const Envelope &, const QByteArray &bytes) {
                              isOld = isOld && Record::fromBytes(bytes).time < now - m_days * Day;
                          });
        }
        if (!isOld)
            return Done();
        auto remove = m_connection->prepare("DELETE FROM chunks WHERE last <= ?");
        if (!remove)
            return failure(remove);
        const auto gone = remove->bind(last).run();
        if (!gone)
            return failure(gone);
        if (*gone == 0) // in a damaged file it might stand there for ever
            return Done();
    }
}

Result<Done> RecordFile::addLog(qint64 number, const QList<LogLine> &lines)
{
    if (auto opened = open(); !opened)
        return opened;
    Chunk chunk;
    QByteArray records;
    {
        auto statement =
            m_connection->prepare("SELECT first, last, level, records FROM chunks WHERE first <= ?"
                                  " ORDER BY first DESC LIMIT 1");
        if (!statement)
            return failure(statement);
        const auto row = statement->bind(number).step();
        if (!row)
            return failure(row);
        if (!*row || statement->number(1) < number)
            return Done();
        chunk = {statement->number(0), statement->number(1), int(statement->number(2))};
        records = statement->text(3).toByteArray();
    }
    QByteArray changed;
    qint64 at = chunk.first;
    forEachRecord(records, [&](const Envelope &, const QByteArray &bytes) {
        Record record = Record::fromBytes(bytes);
        if (at++ == number) {
            record.log.append(lines);
            record.makeKeepable();
            chunk.level = std::max(chunk.level, int(record.level()));
        }
        appendRecord(changed, record);
    });
    return write(chunk, changed);
}

Result<Page> RecordFile::read(const Search &search)
{
    auto page = readOnce(search);
    if (!page && m_connection && setAside())
        page = readOnce(search);
    return page;
}

Result<Page> RecordFile::readOnce(const Search &search)
{
    if (const auto opened = open(); !opened)
        return failure(opened);
    if (!search.numbers.isEmpty())
        return readNumbers(search.numbers);
    const Filter &filter = search.filter;
    const bool isRows = search.form == Search::Form::Rows;
    auto statement = m_connection->prepare(
        "SELECT first, records FROM chunks WHERE level >= ? AND (? = 0 OR first < ?) AND last > ?"
        " ORDER BY first DESC");
    if (!statement)
        return failure(statement);
    statement->bind(qint64(filter.leastLevel()))
        .bind(search.before)
        .bind(search.before)
        .bind(search.after);
    Json::ArrayWriter json;
    Page page;
    int count = 0;
    int looked = 0;
    while (count < search.maximum && !(isRows && looked >= MostLookedThrough)) {
        const auto row = statement->step();
        if (!row)
            return failure(row);
        if (!*row) {
            page.next = 0;
            break;
        }
        const QByteArray chunk = statement->text(1).toByteArray();
        page.next = statement->number(0);
        const auto wanted = numberedRecords(chunk, page.next, search);
        bool isBeforeAll = filter.since() > 0 && !wanted.empty(); // then so are all that follow
        for (auto each = wanted.rbegin(); each != wanted.rend() && count < search.maximum; ++each) {
            ++looked;
            Record record = Record::fromBytes(each->second);
            record.number = each->first;
            isBeforeAll = isBeforeAll && record.time < filter.since();
            const Match match = filter.match(record);
            if (match.isEmpty())
                continue;
            ++count;
            if (count == search.maximum)
                page.next = each->first;
            json.raw(isRows ? match.toJson() : record.toJson());
        }
        if (isBeforeAll) {
            page.next = 0;
            break;
        }
    }
    page.json = json.take();
    return page;
}

/// Neighbours lie in one chunk, which is read once.
Result<Page> RecordFile::readNumbers(QList<qint64> numbers)
{
    std::sort(numbers.begin(), numbers.end(), std::greater<>());
    Json::ArrayWriter json;
    for (qsizetype i = 0; i < numbers.size();) {
        auto statement = m_connection->prepare("SELECT first, records FROM chunks WHERE first <= ?"
                                               " ORDER BY first DESC LIMIT 1");
        if (!statement)
            return failure(statement);
        const auto row = statement->bind(numbers[i]).step();
        if (!row)
            return failure(row);
        if (!*row)
            break;
        const qint64 first = statement->number(0);
        const QByteArray chunk = statement->text(1).toByteArray();
        QByteArrayList records;
        forEachRecord(chunk,
                      [&](const Envelope &, const QByteArray &bytes) { records.append(bytes); });
        for (; i < numbers.size() && numbers[i] >= first; ++i) {
            if (numbers[i] - first >= records.size())
                continue;
            Record record = Record::fromBytes(records[numbers[i] - first]);
            record.number = numbers[i];
            json.raw(record.toJson());
        }
    }
    return Page{json.take(), 0};
}

Result<Done> RecordFile::clear()
{
    auto opened = open();
    return opened ? m_connection->execute("DELETE FROM chunks") : std::move(opened);
}

void RecordFile::close()
{
    if (m_connection)
        (void)m_connection->execute("PRAGMA application_id=0");
    m_connection.reset();
}

} // namespace Inspector
