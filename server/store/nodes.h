// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

namespace Store {

/// What a program does with a database that it serves. Server: it answers clients. Window: it shows
/// the database to one person; it is not counted where limits are divided among servers.
enum class NodeRole { Server, Window };

/// How a server calls itself among those that share its database. A value.
struct NodeOptions
{
    QByteArray name; ///< Empty: the name of the machine and a number.
    bool runsJobs = true; ///< Whether it begins the jobs that are due.
    bool migrates = false; ///< Whether it brings tables of an older program up to date first.
    NodeRole role = NodeRole::Server;
};

/// A server that serves a database, as the others see it. A value.
struct Node
{
    QByteArray name;
    QByteArray started; ///< ISO 8601.
    QByteArray seen; ///< When it last said that it lives, ISO 8601.
    qint64 generation = 0; ///< Of the catalog that it serves; grows with each change of it.
    QByteArray version; ///< Of the program.
    QByteArray address; ///< Such as `http://10.0.0.1:8787`; empty while its network is closed.
    bool runsJobs = true;
    /// The SHA-256 of the certificate that it shows there, in hexadecimal digits; empty: none.
    QByteArray certificate = {};
    bool isAlive = true; ///< Whether it was seen lately; see Nodes.
    NodeRole role = NodeRole::Server;
};

/// What this server knows of the servers that share its database, and whether it may answer.
///
/// A server says each second that it lives. One that was not seen for 15 s is taken for dead. One
/// that could not say so for 4 s answers nothing more until it can: others may have changed the
/// catalog meanwhile, and they wait for it 5 s at most. Any thread.
class Nodes
{
public:
    virtual ~Nodes() = default;

    /// The name of this server; it changes only where another one has taken it.
    virtual QByteArray name() const = 0;
    /// Whether other servers may share the database.
    virtual bool areMany() const = 0;
    /// Why this server may not answer at this moment. Nothing: it may.
    virtual std::optional<Error> fence() const = 0;
    /// Why a balancer should send nothing here, as a sentence; empty: it may.
    virtual QString whyNotReady() const = 0;
    /// Whether this server has been in touch with the others for long enough to take one of them
    /// for dead: when the database was away, nobody was seen.
    virtual bool canTellDead() const = 0;
    /// What answers say of this server in the header X-Hookdesk-Node; empty: nothing.
    virtual QByteArray shownName() const = 0;
    /// A text that no other server of the database has, nor a later start of this one; empty where
    /// there are no others.
    virtual QByteArray session() const = 0;
    /// How many servers were alive at the last look, without windows; at least 1.
    virtual int alive() const = 0;
    using Fingerprint = std::function<QByteArray()>;
    /// Tells the others where this server is reached; empty: its network is closed. One that
    /// listens on all addresses is reached by that from which it reaches the database.
    /// @p certificate gives Node::certificate; null: it has none. It is called in any thread.
    virtual void setAddress(const QByteArray &address, Fingerprint certificate) = 0;
    /// This server.
    virtual Node self() const = 0;
};

} // namespace Store
