// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>
#include <QList>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

/// What the module hookdesk-postgres.so does for the server: it speaks with PostgreSQL by libpq and
/// knows nothing of documents. The server loads it for databases of PostgreSQL alone, because libpq
/// brings libraries for LDAP and Kerberos along.
namespace Store::Postgres {

/// A parameter of a statement in PostgreSQL's binary form. A value.
struct Parameter
{
    /// The numbers are PostgreSQL's own (pg_type.oid).
    enum class Type : unsigned {
        Bytes = 17,
        Number = 20,
        Text = 25,
        Real = 701,
        ListOfBytes = 1001,
        ListOfTexts = 1009,
        ListOfNumbers = 1016,
    };
    Type type = Type::Text;
    std::optional<QByteArray> bytes; ///< Nothing: NULL.

    bool operator==(const Parameter &) const = default;
};

/// One statement. A value.
struct Command
{
    QByteArray sql; ///< Its parameters are `$1` and so on.
    std::vector<Parameter> parameters;
    bool isKept = true; ///< It is prepared once and kept, since it comes again.

    bool operator==(const Command &) const = default;
};

/// What one statement gives, in binary form. Thread: that of its Wire.
class Answer
{
public:
    virtual ~Answer() = default;
    virtual int rows() const = 0;
    virtual bool isNull(int row, int column) const = 0;
    /// Valid as long as the answer.
    virtual QByteArrayView bytes(int row, int column) const = 0;
    virtual qint64 changed() const = 0; ///< Rows that it has written.
};

/// Why statements failed. A value.
struct Trouble
{
    bool isLost = false; ///< The connection is broken: nobody knows what was carried out.
    QByteArray state; ///< SQLSTATE; empty when the connection is broken.
    QByteArray message; ///< In the database's words.
    QByteArray constraint; ///< The name of the constraint that was violated.
};

/// What all statements of one flush give. A value.
struct Outcome
{
    std::vector<std::unique_ptr<Answer>>
        answers; ///< One for each statement before the first fault.
    std::optional<Trouble> trouble; ///< Nothing: all were carried out.
};

/// One connection, in pipeline mode. Nothing of it waits. Thread: one at a time.
class Wire
{
public:
    virtual ~Wire() = default;
    virtual bool isOpen() const = 0;
    /// Sends all of @p commands in one flush, with one Sync behind them. After a failure none of
    /// the later ones is carried out.
    virtual void send(const std::vector<Command> &commands) = 0;
    /// The same for @p sql, a `COPY … FROM STDIN`, which gets @p data.
    /// @pre all that was sent before has been received
    virtual void copyIn(const QByteArray &sql, const QByteArray &data) = 0;
    /// What the oldest flush that was sent gives, once all of it is there; nothing: not yet. All of
    /// a broken connection are there, and lost.
    virtual std::optional<Outcome> receive() = 0;
    /// Waits until another connection notifies (LISTEN), the descriptor @p wake can be read, or
    /// @p patience is over; it may also come back for nothing. Takes all notifications that have
    /// come, and says whether there were some of others.
    virtual bool waitForNotice(int wake, std::chrono::milliseconds patience) = 0;
    /// For poll(): becomes readable when there is more to receive.
    virtual int socket() const = 0;
    /// Whether receive() is also to be called when socket() becomes writable.
    virtual bool hasUnsent() const = 0;
    /// Breaks the connection. PostgreSQL ends what it is doing for it soon afterwards.
    virtual void drop() = 0;
};

/// What the module offers.
struct Driver
{
    const char *version; ///< HOOKDESK_VERSION of its build.
    /// Connects; null: @p fault says why not.
    std::unique_ptr<Wire> (*open)(const QByteArray &uri, QByteArray &fault);
};

/// The name of the function of the module that gives its Driver: `const Driver *()`.
inline constexpr char DriverSymbol[] = "hookdesk_postgres_driver";

} // namespace Store::Postgres
