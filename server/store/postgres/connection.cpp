// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/connection.h"

#include "server/core/utf8.h"
#include "server/store/definitions.h"
#include "server/store/postgres/module.h"
#include "server/store/read.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QSysInfo>
#include <QtEndian>

#include <algorithm>
#include <bit>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <thread>
#include <poll.h>

namespace Store::Postgres {

namespace {

Q_LOGGING_CATEGORY(lcPostgres, "server.store")

using namespace std::chrono_literals;

constexpr auto BetweenEndChecks = 20ms; ///< Whether to end what is waited for.
constexpr auto PatienceForSettings = 10s; ///< Of a new connection.

template<typename T>
void appendBigEndian(QByteArray &bytes, T value)
{
    const T swapped = qToBigEndian(value);
    bytes.append(reinterpret_cast<const char *>(&swapped), sizeof swapped);
}

template<typename T>
QByteArray bigEndian(T value)
{
    QByteArray bytes;
    appendBigEndian(bytes, value);
    return bytes;
}

/// An array of one dimension in binary form. Source: PostgreSQL, array_recv().
Parameter list(Parameter::Type type, Parameter::Type element, const QByteArrayList &values)
{
    QByteArray all;
    appendBigEndian(all, qint32(values.isEmpty() ? 0 : 1));
    appendBigEndian(all, qint32(0)); // no element is NULL
    appendBigEndian(all, quint32(element));
    if (!values.isEmpty()) {
        appendBigEndian(all, qint32(values.size()));
        appendBigEndian(all, qint32(1)); // the first index
    }
    for (const QByteArray &value : values) {
        appendBigEndian(all, qint32(value.size()));
        all.append(value);
    }
    return {type, all};
}

/// Connects in a thread of its own, since libpq's wait cannot be broken off; one that is not waited
/// for any more ends by its time limit, `connect_timeout`.
std::unique_ptr<Wire> openUnlessStopped(const Driver &driver, const QByteArray &uri,
                                        const StopFlag &stop, QByteArray &fault)
{
    struct Attempt
    {
        std::mutex mutex; ///< Guards all.
        std::condition_variable hasEnded;
        bool isOver = false;
        std::unique_ptr<Wire> wire;
        QByteArray fault;
    };
    const auto attempt = std::make_shared<Attempt>(); // by whoever of the two ends last
    std::thread([attempt, open = driver.open, uri] {
        QByteArray reason;
        auto wire = open(uri, reason);
        const std::lock_guard lock(attempt->mutex);
        attempt->wire = std::move(wire);
        attempt->fault = reason;
        attempt->isOver = true;
        attempt->hasEnded.notify_one();
    }).detach();
    std::unique_lock lock(attempt->mutex);
    while (!attempt->hasEnded.wait_for(lock, BetweenEndChecks, [&] { return attempt->isOver; })) {
        if (*stop) {
            fault = "the server is stopping";
            return nullptr;
        }
    }
    fault = attempt->fault;
    return std::move(attempt->wire);
}

} // namespace

Parameter text(QByteArrayView value)
{
    return {Parameter::Type::Text, value.toByteArray()};
}

Parameter textOrNull(QByteArrayView value)
{
    return value.isEmpty() ? Parameter{Parameter::Type::Text, std::nullopt} : text(value);
}

Parameter bytes(QByteArrayView value)
{
    return {Parameter::Type::Bytes, value.toByteArray()};
}

Parameter number(qint64 value)
{
    return {Parameter::Type::Number, bigEndian(value)};
}

Parameter real(double value)
{
    return {Parameter::Type::Real, bigEndian(std::bit_cast<quint64>(value))};
}

Parameter texts(const QByteArrayList &values)
{
    return list(Parameter::Type::ListOfTexts, Parameter::Type::Text, values);
}

Parameter listOfBytes(const QByteArrayList &values)
{
    return list(Parameter::Type::ListOfBytes, Parameter::Type::Bytes, values);
}

Parameter numbers(const QList<qint64> &values)
{
    QByteArrayList forms;
    for (const qint64 each : values)
        forms.append(bigEndian(each));
    return list(Parameter::Type::ListOfNumbers, Parameter::Type::Number, forms);
}

bool isStorable(QByteArrayView value)
{
    return !value.contains('\0') && Utf8::isValid(value);
}

QByteArrayView Rows::view(int row, int column) const
{
    return m_answer->isNull(row, column) ? QByteArrayView() : m_answer->bytes(row, column);
}

qint64 Rows::number(int row, int column) const
{
    const QByteArrayView value = view(row, column);
    return value.size() == sizeof(qint64) ? qFromBigEndian<qint64>(value.data()) : 0;
}

Result<std::unique_ptr<Connection>> Connection::open(const Address &address, Purpose purpose,
                                                     StopFlag stop)
{
    const auto driver = loadedDriver();
    if (!driver)
        return failure(driver);
    QByteArray fault;
    auto wire = stop ? openUnlessStopped(**driver, address.uri(), stop, fault)
                     : (*driver)->open(address.uri(), fault);
    if (!wire) {
        Error error{Error::Kind::Unavailable,
                    QStringLiteral("The database cannot be reached: %1")
                        .arg(QString::fromUtf8(fault).simplified())};
        error.retryAfter = 2;
        return failure(error);
    }
    std::unique_ptr<Connection> connection(new Connection(std::move(wire)));
    connection->stopBy(std::move(stop));
    connection->setEnd(std::chrono::steady_clock::now() + PatienceForSettings, {});
    if (const auto configured = connection->configure(address, purpose); !configured)
        return failure(configured);
    connection->setEnd(std::nullopt, {});
    return connection;
}

Connection::~Connection() = default;

Result<Done> Connection::configure(const Address &address, Purpose purpose)
{
    const bool isWriter = purpose == Purpose::Write;
    queue("SELECT set_config('search_path', $1, false)", {Postgres::text(address.schema())});
    queue("SELECT set_config('application_name', $1, false)",
          {Postgres::text("hookdesk " + QSysInfo::machineHostName().toUtf8() + ", process "
                          + QByteArray::number(QCoreApplication::applicationPid()))});
    queue("SET client_encoding = 'UTF8'");
    queue("SET client_min_messages = warning");
    // Locks of definitions; others wait for nobody.
    queue("SET lock_timeout = '2s'");
    queue("SET idle_in_transaction_session_timeout = '60s'");
    // What nobody waits for any more ends soon after its connection is closed.
    queue("SET client_connection_check_interval = '500ms'");
    queue(purpose == Purpose::Quick ? "SET default_transaction_isolation = 'repeatable read'"
                                    : "SET default_transaction_isolation = 'read committed'");
    queue("SELECT current_setting('synchronous_commit') IN ('off', 'local')");
    const auto set = flush();
    if (!set)
        return failure(set);
    const QByteArrayView isLax = set->back().view(0, 0);
    // What is answered as stored has to be on disk, and on the replicas that the database waits
    // for; a stricter value stays.
    if (isWriter && !isLax.isEmpty() && isLax.front() != 0)
        queue("SET synchronous_commit = 'on'");
    const auto before = std::chrono::steady_clock::now();
    const auto answered = run("SELECT 1");
    m_roundTrip = std::chrono::steady_clock::now() - before;
    if (!answered || purpose != Purpose::Quick)
        return doneOf(answered);
    queueOnce("SET default_transaction_read_only = on");
    // On a busy machine the time of a statement is not its own alone.
    queueOnce("SET statement_timeout = '" + QByteArray::number(qint64(2 * QuickRead.count()))
              + "ms'");
    return doneOf(flush());
}

void Connection::setEnd(std::optional<ReadEnd::Moment> end, StopFlag gone)
{
    if (end)
        *end += std::chrono::duration_cast<ReadEnd::Moment::duration>(4 * m_roundTrip);
    m_end.set(end, std::move(gone));
}

void Connection::queue(const QByteArray &sql, Parameters parameters,
                       std::function<void(const Rows &)> use)
{
    if (use)
        m_uses.emplace_back(m_queue.size(), std::move(use));
    m_queue.push_back({sql, std::move(parameters), true});
}

bool Connection::forgetUnsent()
{
    if (m_queue.empty() || m_queue.front().sql != "BEGIN")
        return false;
    m_queue.clear();
    m_uses.clear();
    return true;
}

bool Connection::forgetSince(const Place &place)
{
    if (m_flushes != place.flushes)
        return false;
    m_queue.resize(place.queued);
    std::erase_if(m_uses, [&](const auto &use) { return use.first >= place.queued; });
    return true;
}

void Connection::send(bool isWanted)
{
    ++m_flushes;
    m_wire->send(m_queue);
    m_sent.push_back(isWanted);
    m_queue.clear();
    m_uses.clear();
}

void Connection::wait()
{
    auto patience = std::chrono::duration_cast<std::chrono::nanoseconds>(BetweenEndChecks);
    if (const auto end = m_end.end())
        patience = std::clamp<std::chrono::nanoseconds>(*end - std::chrono::steady_clock::now(),
                                                        0ns, patience);
    const timespec time{0, long(patience.count())};
    pollfd socket{m_wire->socket(), short(POLLIN | (m_wire->hasUnsent() ? POLLOUT : 0)), 0};
    // Its errors are met again by receive().
    (void)::ppoll(&socket, 1, &time, nullptr);
}

Outcome Connection::outcome()
{
    bool isEnded = false;
    while (true) {
        auto outcome = m_wire->receive();
        if (!outcome) {
            wait();
            isEnded = mustEnd();
            if (isEnded)
                m_wire->drop();
            continue;
        }
        const bool isWanted = m_sent.front();
        m_sent.pop_front();
        if (!isWanted)
            continue;
        if (isEnded)
            outcome->trouble = Trouble{false, "57014", {}, {}};
        return std::move(*outcome);
    }
}

Result<std::vector<Rows>> Connection::flush()
{
    const auto uses = std::exchange(m_uses, {});
    Outcome given;
    if (mustEnd()) {
        m_queue.clear();
        given.trouble = Trouble{false, "57014", {}, {}};
    } else {
        send(true);
        given = outcome();
    }
    if (given.trouble) {
        // After an error every other statement of a transaction fails, with this state.
        if (given.trouble->state != "25P02" || m_trouble.state.isEmpty())
            m_trouble = *given.trouble;
        m_isReadOnly = m_isReadOnly || m_trouble.state == "25006";
        m_hasFailed = true;
        return failure(errorOf(m_trouble));
    }
    m_trouble = {};
    std::vector<Rows> rows;
    rows.reserve(given.answers.size());
    for (auto &answer : given.answers)
        rows.emplace_back(std::move(answer));
    for (const auto &[place, use] : uses)
        use(rows[place]);
    return rows;
}

Result<Rows> Connection::run(const QByteArray &sql, Parameters parameters)
{
    queue(sql, std::move(parameters));
    auto all = flush();
    if (!all)
        return failure(all);
    return all->empty() ? Rows() : std::move(all->back());
}

void Connection::queueWrite(const QByteArray &sql, Parameters parameters)
{
    if (m_journal)
        m_journal->push_back({sql, parameters, true});
    queue(sql, std::move(parameters));
}

Result<Rows> Connection::write(const QByteArray &sql, Parameters parameters)
{
    queueWrite(sql, std::move(parameters));
    auto all = flush();
    if (!all)
        return failure(all);
    return all->empty() ? Rows() : std::move(all->back());
}

Result<Done> Connection::writeLater(const QByteArray &sql, Parameters parameters)
{
    if (!m_isHopeful)
        return doneOf(write(sql, std::move(parameters)));
    queueWrite(sql, std::move(parameters));
    return Done();
}

Result<Done> Connection::define(const QByteArray &sql)
{
    if (m_journal)
        m_journal->push_back({sql, {}, false});
    // An index of many documents takes as long as it takes.
    if (m_isHopeful)
        m_end.set(std::nullopt, {});
    queueOnce(sql);
    return doneOf(flush());
}

Result<Done> Connection::copyIn(const QByteArray &sql, const QByteArray &data)
{
    if (!m_queue.empty() || !m_sent.empty()) {
        if (const auto flushed = flush(); !flushed)
            return failure(flushed);
    }
    m_wire->copyIn(sql, data);
    m_sent.push_back(true);
    const Outcome given = outcome();
    m_trouble = given.trouble.value_or(Trouble());
    return given.trouble ? Result<Done>(failure(errorOf(m_trouble))) : Done();
}

Error errorOf(const Trouble &trouble)
{
    const QByteArray &state = trouble.state;
    const auto unavailable = [](const QString &message, int retryAfter) {
        Error error{Error::Kind::Unavailable, message};
        error.retryAfter = retryAfter;
        return error;
    };
    if (trouble.isLost) {
        qCInfo(lcPostgres, "The connection is broken (%s): %s", trouble.state.constData(),
               trouble.message.constData());
        return unavailable(QStringLiteral("The connection to the database is broken; try again."),
                           2);
    }
    if (state == "23505")
        return {Error::Kind::Conflict, QString::fromUtf8(trouble.constraint)};
    if (state == "42P01" || state == "42703")
        return collectionIsGone().error;
    // Who has set an end for a query replaces this by an error of its own (ReadLane::perform()).
    if (state == "57014")
        return {Error::Kind::Unavailable, QStringLiteral("The server is stopping.")};
    if (state == "22021" || state == "22P05")
        return {Error::Kind::BadInput,
                QStringLiteral("A text that the database keeps apart from the document holds a NUL "
                               "or is no UTF-8.")};
    if (state == "54000")
        return {Error::Kind::BadInput,
                QStringLiteral("The values of an index are too long together.")};
    if (state == "53100" || state == "53200" || state == "25006")
        return unavailable(QStringLiteral("The database cannot be written: free some space on its "
                                          "disk and see that it is no replica."),
                           0);
    if (isWorthRepeating(trouble))
        return unavailable(QStringLiteral("Others keep the database locked; try again."), 1);
    qCWarning(lcPostgres, "PostgreSQL refuses (%s): %s", state.constData(),
              trouble.message.constData());
    return {Error::Kind::Internal,
            QStringLiteral("The database reports the error %1.").arg(QString::fromUtf8(state))};
}

bool isWorthRepeating(const Trouble &trouble)
{
    return trouble.state == "40001" || trouble.state == "40P01" || trouble.state == "55P03"
        || trouble.state == "22012"; // that of the guard, see Lane
}

} // namespace Store::Postgres
