// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/driver.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <poll.h>
#include <utility>

/// The module hookdesk-postgres.so.
namespace Store::Postgres {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto BetweenLooks = 20ms; ///< See Waiter::mustEnd().

class LibpqAnswer final : public Answer
{
public:
    explicit LibpqAnswer(PGresult *result)
        : m_result(result, PQclear)
    {
    }
    int rows() const override { return PQntuples(m_result.get()); }
    bool isNull(int row, int column) const override
    {
        return PQgetisnull(m_result.get(), row, column) != 0;
    }
    QByteArrayView bytes(int row, int column) const override
    {
        return {PQgetvalue(m_result.get(), row, column),
                qsizetype(PQgetlength(m_result.get(), row, column))};
    }
    qint64 changed() const override
    {
        return QByteArray::fromRawData(PQcmdTuples(m_result.get()),
                                       qsizetype(qstrlen(PQcmdTuples(m_result.get()))))
            .toLongLong();
    }

private:
    std::unique_ptr<PGresult, void (*)(PGresult *)> m_result;
};

QByteArray fieldOf(const PGresult *result, int field)
{
    return PQresultErrorField(result, field);
}

class LibpqWire final : public Wire
{
public:
    explicit LibpqWire(PGconn *connection)
        : m_connection(connection, PQfinish)
    {
        PQsetnonblocking(connection, 1);
        PQenterPipelineMode(connection);
    }

    bool isOpen() const override
    {
        return !m_isBroken && PQstatus(m_connection.get()) == CONNECTION_OK;
    }
    Outcome exchange(const std::vector<Command> &commands, Waiter &waiter) override;
    void post(const std::vector<Command> &commands) override;
    Outcome copyIn(const QByteArray &sql, const QByteArray &data, Waiter &waiter) override;
    void waitForNotice(int wake, std::chrono::milliseconds patience) override;

private:
    /// Whether there were notifications, which are taken.
    bool takeNotices();
    /// Hands the statements to libpq, with a Sync behind them. False: the connection is broken.
    bool send(const std::vector<Command> &commands);
    bool sendOne(const Command &command);
    /// Waits until PQgetResult() does not block. False: the connection is broken.
    bool wait(Waiter *waiter);
    /// Reads to the next Sync; @p outcome may be null.
    void readToSync(const std::vector<Command> *commands, Outcome *outcome, Waiter *waiter);
    /// Takes one result; true at a Sync.
    bool take(PGresult *result, Outcome *outcome, std::vector<bool> &ofPreparing);
    /// Reads what flushes give whose answers nobody has read.
    void readPosted(Waiter &waiter);
    /// Takes what the statement that is under way gives, to its end.
    void takeAll(Outcome &outcome, Waiter &waiter, const QByteArray *data);
    /// Hands over the data of a COPY. False: the connection is broken.
    bool sendData(const QByteArray &data);
    Trouble lost() const;
    void cancel();

    std::unique_ptr<PGconn, void (*)(PGconn *)> m_connection;
    int m_posted = 0; ///< Flushes whose answers nobody has read.
    bool m_isCancelled = false; ///< The flush that is waited for.
    bool m_isBroken = false; ///< Answers and statements no longer belong together.
};

bool LibpqWire::sendOne(const Command &command)
{
    const int count = int(command.parameters.size());
    std::vector<Oid> types;
    std::vector<const char *> values;
    std::vector<int> lengths;
    const std::vector<int> formats(command.parameters.size(), 1);
    for (const Parameter &each : command.parameters) {
        types.push_back(Oid(each.type));
        // A null pointer would be NULL, and an empty text is not that.
        const char *data = each.bytes && each.bytes->isEmpty() ? "" : nullptr;
        values.push_back(each.bytes && !data ? each.bytes->constData() : data);
        lengths.push_back(each.bytes ? int(each.bytes->size()) : 0);
    }
    PGconn *connection = m_connection.get();
    if (command.name.isEmpty())
        return PQsendQueryParams(connection, command.sql.constData(), count, types.data(),
                                 values.data(), lengths.data(), formats.data(), 1);
    if (command.isNew
        && !PQsendPrepare(connection, command.name.constData(), command.sql.constData(), count,
                          types.data()))
        return false;
    return PQsendQueryPrepared(connection, command.name.constData(), count, values.data(),
                               lengths.data(), formats.data(), 1);
}

bool LibpqWire::send(const std::vector<Command> &commands)
{
    for (const Command &command : commands) {
        if (!sendOne(command))
            return false;
    }
    return PQpipelineSync(m_connection.get()) && PQflush(m_connection.get()) >= 0;
}

void LibpqWire::cancel()
{
    if (m_isCancelled)
        return;
    m_isCancelled = true;
    const std::unique_ptr<PGcancel, void (*)(PGcancel *)> request(PQgetCancel(m_connection.get()),
                                                                  PQfreeCancel);
    char fault[256];
    if (request)
        PQcancel(request.get(), fault, sizeof fault);
}

bool LibpqWire::wait(Waiter *waiter)
{
    PGconn *connection = m_connection.get();
    while (PQisBusy(connection)) {
        const int unsent = PQflush(connection);
        if (unsent < 0)
            return false;
        pollfd socket{PQsocket(connection), short(POLLIN | (unsent ? POLLOUT : 0)), 0};
        auto patience = std::chrono::duration_cast<std::chrono::nanoseconds>(BetweenLooks);
        const auto end = waiter ? waiter->end() : std::nullopt;
        if (end && !m_isCancelled)
            patience = std::clamp<std::chrono::nanoseconds>(*end - Clock::now(), 0ns, patience);
        const timespec time{0, long(patience.count())};
        if (::ppoll(&socket, 1, &time, nullptr) < 0 && errno != EINTR)
            return false;
        if (waiter && waiter->mustEnd())
            cancel();
        if (socket.revents != 0 && !PQconsumeInput(connection))
            return false;
        if (PQstatus(connection) != CONNECTION_OK)
            return false;
    }
    return true;
}

Trouble LibpqWire::lost() const
{
    Trouble trouble;
    trouble.isLost = true;
    trouble.message = QByteArray(PQerrorMessage(m_connection.get())).trimmed();
    return trouble;
}

bool LibpqWire::take(PGresult *result, Outcome *outcome, std::vector<bool> &ofPreparing)
{
    std::unique_ptr<Answer> answer = std::make_unique<LibpqAnswer>(result);
    switch (PQresultStatus(result)) {
    case PGRES_PIPELINE_SYNC:
        return true;
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK: {
        const bool isPreparing = !ofPreparing.empty() && ofPreparing.back();
        if (!ofPreparing.empty())
            ofPreparing.pop_back();
        if (outcome && !isPreparing && !outcome->trouble)
            outcome->answers.push_back(std::move(answer));
        return false;
    }
    case PGRES_PIPELINE_ABORTED:
        return false;
    default:
        break;
    }
    if (outcome && !outcome->trouble) {
        Trouble trouble;
        trouble.state = fieldOf(result, PG_DIAG_SQLSTATE);
        trouble.message = fieldOf(result, PG_DIAG_MESSAGE_PRIMARY);
        trouble.constraint = fieldOf(result, PG_DIAG_CONSTRAINT_NAME);
        // 57P01 and its like: the server ends this connection. Without a state libpq itself speaks.
        trouble.isLost = trouble.state.isEmpty() || trouble.state.startsWith("57P")
            || trouble.state.startsWith("08");
        if (trouble.isLost && trouble.message.isEmpty())
            trouble = lost();
        outcome->trouble = trouble;
    }
    return false;
}

void LibpqWire::readToSync(const std::vector<Command> *commands, Outcome *outcome, Waiter *waiter)
{
    std::vector<bool> ofPreparing; // the last one first
    for (auto each = commands ? commands->rbegin() : std::vector<Command>::const_reverse_iterator();
         commands && each != commands->rend(); ++each) {
        ofPreparing.push_back(false);
        if (each->isNew && !each->name.isEmpty())
            ofPreparing.push_back(true);
    }
    int empty = 0; // PQgetResult() gives null behind each statement, and for ever when it is idle
    while (empty < 3) {
        if (!wait(waiter))
            break;
        PGresult *result = PQgetResult(m_connection.get());
        empty = result ? 0 : empty + 1;
        if (result && take(result, outcome, ofPreparing))
            return;
    }
    if (outcome && !(outcome->trouble && outcome->trouble->isLost))
        outcome->trouble = lost();
    m_isBroken = true;
}

Outcome LibpqWire::exchange(const std::vector<Command> &commands, Waiter &waiter)
{
    Outcome outcome;
    m_isCancelled = false;
    if (!isOpen() || !send(commands)) {
        outcome.trouble = lost();
        return outcome;
    }
    readPosted(waiter);
    if (isOpen())
        readToSync(&commands, &outcome, &waiter);
    else
        outcome.trouble = lost();
    return outcome;
}

void LibpqWire::readPosted(Waiter &waiter)
{
    for (; m_posted > 0 && isOpen(); --m_posted)
        readToSync(nullptr, nullptr, &waiter);
}

bool LibpqWire::sendData(const QByteArray &data)
{
    PGconn *connection = m_connection.get();
    int sent = 0;
    // It takes all of it as far as there is memory; 0: only once something was sent.
    while ((sent = PQputCopyData(connection, data.constData(), int(data.size()))) == 0) {
        pollfd socket{PQsocket(connection), POLLOUT, 0};
        if (::poll(&socket, 1, -1) < 0 && errno != EINTR)
            return false;
        if (PQflush(connection) < 0)
            return false;
    }
    return sent > 0 && PQputCopyEnd(connection, nullptr) > 0;
}

void LibpqWire::takeAll(Outcome &outcome, Waiter &waiter, const QByteArray *data)
{
    std::vector<bool> ofPreparing;
    while (true) {
        if (!wait(&waiter)) {
            outcome.trouble = lost();
            m_isBroken = true;
            return;
        }
        PGresult *result = PQgetResult(m_connection.get());
        if (!result)
            return;
        if (PQresultStatus(result) != PGRES_COPY_IN) {
            take(result, &outcome, ofPreparing);
            continue;
        }
        PQclear(result);
        if (!data || !sendData(*std::exchange(data, nullptr))) {
            outcome.trouble = lost();
            m_isBroken = true;
            return;
        }
    }
}

Outcome LibpqWire::copyIn(const QByteArray &sql, const QByteArray &data, Waiter &waiter)
{
    Outcome outcome;
    m_isCancelled = false;
    PGconn *connection = m_connection.get();
    readPosted(waiter);
    // In pipeline mode libpq takes no COPY.
    if (!isOpen() || !PQexitPipelineMode(connection) || !PQsendQuery(connection, sql.constData())) {
        outcome.trouble = lost();
        m_isBroken = true;
        return outcome;
    }
    takeAll(outcome, waiter, &data);
    if (isOpen() && !PQenterPipelineMode(connection))
        m_isBroken = true;
    return outcome;
}

void LibpqWire::post(const std::vector<Command> &commands)
{
    if (isOpen() && send(commands))
        ++m_posted;
}

bool LibpqWire::takeNotices()
{
    bool wereThere = false;
    while (PGnotify *notice = PQnotifies(m_connection.get())) {
        PQfreemem(notice);
        wereThere = true;
    }
    return wereThere;
}

void LibpqWire::waitForNotice(int wake, std::chrono::milliseconds patience)
{
    // Some may have come along with an answer.
    if (takeNotices() || !isOpen())
        return;
    std::array<pollfd, 2> both{pollfd{PQsocket(m_connection.get()), POLLIN, 0},
                               pollfd{wake, POLLIN, 0}};
    const int ready = ::poll(both.data(), both.size(), int(patience.count()));
    if (ready > 0 && both[0].revents != 0 && !PQconsumeInput(m_connection.get()))
        m_isBroken = true;
    (void)takeNotices();
}

std::unique_ptr<Wire> open(const QByteArray &uri, QByteArray &fault)
{
    std::unique_ptr<PGconn, void (*)(PGconn *)> connection(PQconnectdb(uri.constData()), PQfinish);
    if (PQstatus(connection.get()) == CONNECTION_OK)
        return std::make_unique<LibpqWire>(connection.release());
    fault = QByteArray(PQerrorMessage(connection.get())).trimmed();
    return nullptr;
}

constexpr Driver Offer{HOOKDESK_VERSION, open};

} // namespace

} // namespace Store::Postgres

/// See Store::Postgres::DriverSymbol.
extern "C" Q_DECL_EXPORT const Store::Postgres::Driver *hookdesk_postgres_driver()
{
    return &Store::Postgres::Offer;
}
