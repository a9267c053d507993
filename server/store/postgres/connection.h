// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/core/stopflag.h"
#include "server/store/address.h"
#include "server/store/postgres/driver.h"
#include "server/store/readend.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace Store::Postgres {

// ---- parameters

/// A text without NUL; see isStorable().
Parameter text(QByteArrayView value);
/// The same; an empty one is NULL.
Parameter textOrNull(QByteArrayView value);
Parameter bytes(QByteArrayView value);
Parameter number(qint64 value);
Parameter real(double value);
Parameter texts(const QByteArrayList &values);
Parameter listOfBytes(const QByteArrayList &values);
Parameter numbers(const QList<qint64> &values);

/// Whether a column can hold @p value: PostgreSQL takes no NUL and only UTF-8.
bool isStorable(QByteArrayView value);

/// What one statement gives. A value; the thread of its connection.
class Rows final
{
public:
    Rows() = default;
    explicit Rows(std::unique_ptr<Answer> answer)
        : m_answer(std::move(answer))
    {
    }
    int count() const { return m_answer ? m_answer->rows() : 0; }
    bool isEmpty() const { return count() == 0; }
    bool isNull(int row, int column) const { return m_answer->isNull(row, column); }
    /// The bytes of a text or a bytea, valid as long as this; empty for NULL.
    QByteArrayView view(int row, int column) const;
    QByteArray text(int row, int column) const { return view(row, column).toByteArray(); }
    /// Of a bigint; 0 for NULL.
    qint64 number(int row, int column) const;
    qint64 changed() const { return m_answer ? m_answer->changed() : 0; } ///< Rows written.

private:
    std::shared_ptr<Answer> m_answer; ///< Shared, so that rows can be returned and copied.
};

/// One connection to PostgreSQL. Statements are prepared once and kept. Statements that are queued
/// go along with the next one that is run, in one flush; after a failure of one of them no later
/// one is carried out. Thread: one at a time.
class Connection final
{
public:
    using Parameters = std::vector<Parameter>;
    /// Read: for readers. Quick: for QuickReads; each flush sees one snapshot, and what takes
    /// longer than QuickRead fails. Write: commits are on disk when they are answered.
    enum class Purpose { Read, Quick, Write };

    /// @p stop ends the wait for a database that does not answer, and later stopBy().
    /// @errors Unavailable: the module is not installed, or the database is not reached.
    static Result<std::unique_ptr<Connection>> open(const Address &address, Purpose purpose,
                                                    StopFlag stop = {});
    explicit Connection(std::unique_ptr<Wire> wire)
        : m_wire(std::move(wire))
    {
    }
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Sends @p sql with the next statement that is run; @p use gets its rows.
    void queue(const QByteArray &sql, Parameters parameters = {},
               std::function<void(const Rows &)> use = {});
    /// The same without preparing it, for statements about cursors and definitions.
    void queueOnce(const QByteArray &sql) { m_queue.push_back({sql, {}, false}); }
    /// Runs @p sql behind what is queued, and gives its rows.
    Result<Rows> run(const QByteArray &sql, Parameters parameters = {});
    /// Forgets what is queued where it begins a transaction; false: that has begun already.
    bool forgetUnsent();
    /// Runs what is queued. Gives the rows of each statement.
    Result<std::vector<Rows>> flush();
    /// Sends what is queued and does not wait; what it gives is dropped.
    void post() { send(false); }
    /// See Wire::waitForNotice().
    bool waitForNotice(int wake, std::chrono::milliseconds patience)
    {
        return m_wire->waitForNotice(wake, patience);
    }
    /// run() for a statement that writes: a journal records it.
    Result<Rows> write(const QByteArray &sql, Parameters parameters);
    /// The same without waiting: a failure is reported by the next statement that is run.
    void queueWrite(const QByteArray &sql, Parameters parameters);
    /// The same for a statement of which nothing is needed but that it succeeds: it waits, unless
    /// hope() lets it.
    Result<Done> writeLater(const QByteArray &sql, Parameters parameters);
    /// Until careful() is called, writeLater() queues alone, and hasFailed() says whether anything
    /// has failed since.
    void hope()
    {
        m_isHopeful = true;
        m_hasFailed = false;
    }
    void careful() { m_isHopeful = false; }
    bool isHopeful() const { return m_isHopeful; }
    bool hasFailed() const { return m_hasFailed; }
    /// How far statements were queued and sent. A value.
    struct Place
    {
        size_t flushes = 0;
        size_t queued = 0;
    };
    Place place() const { return {m_flushes, m_queue.size()}; }
    /// Forgets what was queued since @p place; false: some of it was sent.
    bool forgetSince(const Place &place);
    /// Runs a statement that is not worth being prepared, such as one that defines a table.
    Result<Done> define(const QByteArray &sql);

    /// Gives the table of @p sql, a `COPY … FROM STDIN (FORMAT binary)`, the rows @p data, as
    /// CopyRows makes them. Journals do not record it.
    Result<Done> copyIn(const QByteArray &sql, const QByteArray &data);

    /// From now on statements that are run by write() are added to @p journal; null: they are not.
    void keepJournal(std::vector<Command> *journal) { m_journal = journal; }
    /// How many statements the journal has.
    size_t journalSize() const { return m_journal ? m_journal->size() : 0; }
    /// Takes those behind the first @p size out of it: they were undone.
    void cutJournal(size_t size)
    {
        if (m_journal)
            m_journal->resize(size);
    }
    /// Queues a statement of a journal.
    void queueAgain(const Command &command) { m_queue.push_back(command); }

    /// False for one that is broken, and for one to a server that no longer takes writes, since
    /// another machine does now.
    bool isOpen() const { return m_wire->isOpen() && !m_isReadOnly; }
    /// Why the last flush failed, or the first one of a transaction that failed before; its state
    /// is empty where it did not.
    const Trouble &trouble() const { return m_trouble; }

    /// From now on @p flag stops what this connection does.
    void stopBy(StopFlag flag) { m_end.stopBy(std::move(flag)); }
    /// From now on statements end with an error once @p end has passed or @p gone is true; nothing
    /// and null: they take the time that they need. @p end is put off by the time that an answer
    /// takes on the network, which no other thread could save.
    void setEnd(std::optional<ReadEnd::Moment> end, StopFlag gone);
    /// Whether a statement ended because its end had passed, since setEnd() was called.
    bool isPastEnd() const { return m_end.isPast(); }
    /// For work between statements: marks the end as passed when it has.
    bool mustEnd() { return m_end.isReached(); }
    /// Gives the wire away; this is of no use afterwards.
    std::unique_ptr<Wire> takeWire() { return std::move(m_wire); }

private:
    Result<Done> configure(const Address &address, Purpose purpose);
    /// Sends what is queued. @p isWanted: somebody will take what it gives.
    void send(bool isWanted);
    /// Waits for what was sent last. The connection breaks where that must end before.
    Outcome outcome();
    /// Until there may be more to receive, or it is time to look whether to end.
    void wait();

    std::unique_ptr<Wire> m_wire;
    std::vector<Command> m_queue;
    size_t m_flushes = 0; ///< So far.
    bool m_isHopeful = false; ///< See hope().
    bool m_hasFailed = false; ///< A flush, since hope().
    std::deque<bool> m_sent; ///< Whether somebody wants what a flush gives, the oldest first.
    /// Who wants the rows of a queued statement, by its place.
    std::vector<std::pair<size_t, std::function<void(const Rows &)>>> m_uses;
    std::vector<Command> *m_journal = nullptr;
    Trouble m_trouble;
    bool m_isReadOnly = false; ///< See isOpen().
    std::chrono::nanoseconds m_roundTrip{0};
    ReadEnd m_end;
};

/// The error of statements that failed; the kind says what a client can do.
Error errorOf(const Trouble &trouble);
/// Whether the same statements may succeed when they are done again: others were in the way.
bool isWorthRepeating(const Trouble &trouble);

} // namespace Store::Postgres
