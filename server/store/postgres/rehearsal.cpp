// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/rehearsal.h"

#include "server/store/postgres/connection.h"
#include "server/store/postgres/transaction.h"

namespace Store::Postgres {

Rehearsal::~Rehearsal() = default;

Result<std::unique_ptr<Rehearsal>> Rehearsal::open(const Address &address, Reader::Look look,
                                                   const StopFlag &stop)
{
    std::unique_ptr<Rehearsal> rehearsal(new Rehearsal(look));
    auto reader = Reader::overChanges(address, std::move(look), stop,
                                      [raw = rehearsal.get()] { return raw->putChanges(); });
    if (!reader)
        return failure(reader);
    rehearsal->m_reader = std::move(*reader);
    return rehearsal;
}

Result<Done> Rehearsal::putChanges()
{
    Connection &connection = m_reader->connection();
    connection.queueOnce("BEGIN");
    // Others are held up by no more than a step, and a step by no more than this.
    connection.queueOnce("SET LOCAL lock_timeout = '500ms'");
    for (const Command &each : m_journal)
        connection.queueAgain(each);
    const auto done = connection.flush();
    if (done)
        return Done();
    connection.queueOnce("ROLLBACK");
    connection.post();
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("The database cannot rehearse this write."));
}

Result<Done> Rehearsal::step(const std::function<bool(Store::Transaction &)> &work)
{
    m_reader->endSnapshot();
    // Opens the connection anew where it broke.
    if (const auto reached = m_reader->keysGeneration(); !reached)
        return failure(reached);
    Connection &connection = m_reader->connection();
    const SharedState state = m_look();
    const size_t before = m_journal.size();
    connection.keepJournal(&m_journal);
    // Nobody takes its Commit: no subscriber may hear of what is rolled back below.
    Transaction transaction(connection, *state);
    connection.queue("SAVEPOINT job");
    transaction.beginJob(true);
    const bool isDone = work(transaction);
    connection.keepJournal(nullptr);
    if (!isDone)
        m_journal.resize(before);
    m_reader->endSnapshot();
    return connection.isOpen() ? Result<Done>(Done()) : failure(errorOf(connection.trouble()));
}

} // namespace Store::Postgres
