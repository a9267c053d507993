// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/driver.h"

#include <QByteArrayList>
#include <QHash>

#include <libpq-fe.h>

#include <array>
#include <deque>
#include <poll.h>
#include <utility>

/// The module hookdesk-postgres.so.
namespace Store::Postgres {

namespace {

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

/// Clients decide on the texts of queries, so without a bound these would fill the memory of both
/// sides.
constexpr qsizetype MostStatements = 500;

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
        return m_connection && !m_isBroken && PQstatus(m_connection.get()) == CONNECTION_OK;
    }
    void send(const std::vector<Command> &commands) override;
    void copyIn(const QByteArray &sql, const QByteArray &data) override;
    std::optional<Outcome> receive() override;
    int socket() const override { return m_connection ? PQsocket(m_connection.get()) : -1; }
    bool waitForNotice(int wake, std::chrono::milliseconds patience) override;
    bool hasUnsent() const override { return m_hasUnsent; }
    void drop() override { m_connection.reset(); }

private:
    /// What was sent in one flush.
    struct Flush
    {
        /// Whether each answer that comes is about preparing a statement.
        std::deque<bool> ofPreparing;
        QByteArrayList prepared; ///< The SQL of what is prepared with it.
        bool isOurs = false; ///< Nobody waits for it.
        bool isCopy = false; ///< It is a COPY, outside of pipeline mode.
        QByteArray data; ///< For the COPY.
        Outcome outcome;
    };

    bool sendOne(const Command &command, Flush &flush);
    /// Takes one result of @p flush; true at its Sync.
    bool take(PGresult *result, Flush &flush) const;
    /// The same for a COPY; null is its end.
    bool takeOfCopy(PGresult *result, Flush &flush);
    /// Hands libpq what has come, and the network what is unsent. False: the connection is broken.
    bool exchange();
    /// Whether there were notifications of others; all are taken.
    bool takeNotices();
    /// Takes the oldest flush, which is there.
    Outcome takeFirst();
    /// Has PostgreSQL forget what is prepared, where that is much.
    void forgetStatements();
    Trouble lost() const;

    std::unique_ptr<PGconn, void (*)(PGconn *)> m_connection; ///< Null once it was dropped.
    std::deque<Flush> m_sent; ///< The oldest first.
    QHash<QByteArray, QByteArray> m_names; ///< Of prepared statements, by their SQL.
    int m_prepared = 0; ///< Statements so far, for their names.
    bool m_hasUnsent = false;
    bool m_isBroken = false; ///< Answers and statements no longer belong together.
};

bool LibpqWire::sendOne(const Command &command, Flush &flush)
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
    if (!command.isKept) {
        flush.ofPreparing.push_back(false);
        return PQsendQueryParams(connection, command.sql.constData(), count, types.data(),
                                 values.data(), lengths.data(), formats.data(), 1);
    }
    QByteArray &name = m_names[command.sql];
    if (name.isEmpty()) {
        name = "s" + QByteArray::number(++m_prepared);
        flush.prepared.append(command.sql);
        flush.ofPreparing.push_back(true);
        if (!PQsendPrepare(connection, name.constData(), command.sql.constData(), count,
                           types.data()))
            return false;
    }
    flush.ofPreparing.push_back(false);
    return PQsendQueryPrepared(connection, name.constData(), count, values.data(), lengths.data(),
                               formats.data(), 1);
}

void LibpqWire::send(const std::vector<Command> &commands)
{
    Flush flush;
    bool isSent = isOpen();
    for (const Command &command : commands)
        isSent = isSent && sendOne(command, flush);
    isSent = isSent && PQpipelineSync(m_connection.get()) && PQflush(m_connection.get()) >= 0;
    m_isBroken = m_isBroken || !isSent;
    m_hasUnsent = isOpen() && PQflush(m_connection.get()) > 0;
    m_sent.push_back(std::move(flush));
}

Trouble LibpqWire::lost() const
{
    Trouble trouble;
    trouble.isLost = true;
    trouble.message =
        m_connection ? QByteArray(PQerrorMessage(m_connection.get())).trimmed() : QByteArray();
    return trouble;
}

bool LibpqWire::take(PGresult *result, Flush &flush) const
{
    std::unique_ptr<Answer> answer = std::make_unique<LibpqAnswer>(result);
    Outcome &outcome = flush.outcome;
    switch (PQresultStatus(result)) {
    case PGRES_PIPELINE_SYNC:
        return true;
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK: {
        const bool isPreparing = !flush.ofPreparing.empty() && flush.ofPreparing.front();
        if (!flush.ofPreparing.empty())
            flush.ofPreparing.pop_front();
        if (!isPreparing && !outcome.trouble)
            outcome.answers.push_back(std::move(answer));
        return false;
    }
    case PGRES_PIPELINE_ABORTED:
        return false;
    default:
        break;
    }
    if (!outcome.trouble) {
        Trouble trouble;
        trouble.state = fieldOf(result, PG_DIAG_SQLSTATE);
        trouble.message = fieldOf(result, PG_DIAG_MESSAGE_PRIMARY);
        trouble.constraint = fieldOf(result, PG_DIAG_CONSTRAINT_NAME);
        // 57P01 and its like: the server ends this connection. Without a state libpq itself speaks.
        trouble.isLost = trouble.state.isEmpty() || trouble.state.startsWith("57P")
            || trouble.state.startsWith("08");
        if (trouble.isLost && trouble.message.isEmpty())
            trouble = lost();
        outcome.trouble = trouble;
    }
    return false;
}

void LibpqWire::copyIn(const QByteArray &sql, const QByteArray &data)
{
    Flush flush;
    flush.isCopy = true;
    flush.data = data;
    // In pipeline mode libpq takes no COPY.
    m_isBroken = !isOpen() || !PQexitPipelineMode(m_connection.get())
        || !PQsendQuery(m_connection.get(), sql.constData());
    m_sent.push_back(std::move(flush));
}

bool LibpqWire::takeOfCopy(PGresult *result, Flush &flush)
{
    PGconn *connection = m_connection.get();
    if (!result) {
        m_isBroken = !PQenterPipelineMode(connection);
        return true;
    }
    if (PQresultStatus(result) != PGRES_COPY_IN) {
        (void)take(result, flush);
        return false;
    }
    PQclear(result);
    // It takes all of it as far as there is memory.
    m_isBroken = PQputCopyData(connection, flush.data.constData(), int(flush.data.size())) <= 0
        || PQputCopyEnd(connection, nullptr) <= 0;
    m_hasUnsent = true;
    return false;
}

bool LibpqWire::exchange()
{
    const int unsent = isOpen() ? PQflush(m_connection.get()) : -1;
    m_hasUnsent = unsent > 0;
    return unsent >= 0 && PQconsumeInput(m_connection.get()) && isOpen();
}

std::optional<Outcome> LibpqWire::receive()
{
    bool hasExchanged = false;
    int empty = 0; // PQgetResult() gives null behind each statement, and for ever when it is idle
    while (!m_sent.empty() && isOpen() && empty < 3) {
        if (PQisBusy(m_connection.get())) {
            if (hasExchanged)
                return std::nullopt;
            hasExchanged = true;
            m_isBroken = !exchange();
            continue;
        }
        PGresult *result = PQgetResult(m_connection.get());
        empty = result ? 0 : empty + 1;
        Flush &flush = m_sent.front();
        if (flush.isCopy ? !takeOfCopy(result, flush) : !result || !take(result, flush))
            continue;
        const bool isOurs = m_sent.front().isOurs;
        Outcome outcome = takeFirst();
        if (!isOurs)
            return outcome;
    }
    while (!isOpen() && !m_sent.empty() && m_sent.front().isOurs)
        m_sent.pop_front();
    if (m_sent.empty()) {
        // An end of the connection may have come, and nothing else.
        m_isBroken = m_isBroken || (!hasExchanged && isOpen() && !exchange());
        return std::nullopt;
    }
    m_isBroken = true;
    Outcome outcome = takeFirst();
    if (!outcome.trouble || !outcome.trouble->isLost)
        outcome.trouble = lost();
    return outcome;
}

Outcome LibpqWire::takeFirst()
{
    Flush flush = std::move(m_sent.front());
    m_sent.pop_front();
    // Nobody knows which of them were prepared; they are prepared anew under other names.
    if (flush.outcome.trouble) {
        for (const QByteArray &each : flush.prepared)
            m_names.remove(each);
    }
    if (m_names.size() >= MostStatements)
        forgetStatements();
    return std::move(flush.outcome);
}

void LibpqWire::forgetStatements()
{
    m_names.clear();
    send({{"DEALLOCATE ALL", {}, false}});
    m_sent.back().isOurs = true;
}

bool LibpqWire::takeNotices()
{
    bool wereThere = false;
    while (PGnotify *notice = PQnotifies(m_connection.get())) {
        wereThere = wereThere || notice->be_pid != PQbackendPID(m_connection.get());
        PQfreemem(notice);
    }
    return wereThere;
}

bool LibpqWire::waitForNotice(int wake, std::chrono::milliseconds patience)
{
    if (!isOpen())
        return false;
    // Some may have come along with an answer.
    if (takeNotices())
        return true;
    std::array<pollfd, 2> both{pollfd{PQsocket(m_connection.get()), POLLIN, 0},
                               pollfd{wake, POLLIN, 0}};
    const int ready = ::poll(both.data(), both.size(), int(patience.count()));
    if (ready > 0 && both[0].revents != 0 && !PQconsumeInput(m_connection.get()))
        m_isBroken = true;
    return takeNotices();
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
