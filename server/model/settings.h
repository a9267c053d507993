// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/addresslist.h"
#include "server/core/addressrules.h"
#include "server/core/json.h"
#include "server/core/result.h"
#include "server/model/settingrules.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QString>

#include <chrono>

namespace Model {

/// The settings of a database (contract: server 5): the JSON and what the server reads in it.
/// A value; any thread.
struct Settings
{
    /// Which requests the inspector keeps.
    enum class Recording { All, Errors, Nothing };

    /// How users prove who they are: `"auth": {"jwt": {…}}`.
    struct Tokens
    {
        QByteArray secret; ///< Of HS256.
        QByteArray publicKey; ///< PEM, of RS256 and ES256.
        QByteArray issuer; ///< Empty: any.
        QByteArray audience; ///< Empty: any.
        QByteArray users; ///< The collection with `email` and `roles`.

        bool areOn() const { return !secret.isEmpty() || !publicKey.isEmpty(); }
    };

    /// The mail server that hooks send with: `mail`.
    struct Mail
    {
        QByteArray from;
        QByteArray host; ///< Empty: there is none.
        int port = 0; ///< 0: the usual one of its `security`.
        QByteArray security; ///< none, starttls or tls.
        QByteArray username;
        QByteArray password;
        QByteArray authority; ///< The certificate to trust, PEM; empty: those of the system.
    };

    /// The defaults of the table (settingstable.h).
    Settings();

    QByteArray json = "{}";
    std::chrono::milliseconds hookTimeout{0}; ///< `codehooks.timeout`
    std::chrono::milliseconds jobTimeout{0}; ///< `codehooks.jobTimeout`
    QByteArray jobZone; ///< `jobs.timezone`: of jobs that name none.
    qint64 jobRunsKept = 0; ///< `jobs.keep`: so many documents of system_log; 0: any number.
    int jobDaysKept = 0; ///< `jobs.days`: documents of system_log that are younger; 0: any.
    qint64 inspectorRecordsKept = 0; ///< `inspector.keep`
    int inspectorDaysKept = 0; ///< `inspector.days`: records that are younger; 0: any.
    Recording inspectorRecording = Recording::All; ///< `inspector.record`
    bool inspectorBodies = false; ///< `inspector.bodies`: whether they are recorded.
    int hookMemory = 0; ///< `codehooks.memory`, in MiB.
    std::chrono::milliseconds requestTimeout{0}; ///< `request.timeout`
    AddressRules requestRules; ///< `request.allow`
    QByteArrayList origins; ///< `cors.origins`; `*` is all.
    qint64 bodyLimit = 0; ///< `limits.body`, in bytes.
    int connections = 0; ///< `limits.connections`
    int requestsPerSecond = 0; ///< `limits.requestsPerSecond` of a client of a web key; 0: any.
    qint64 memoryLimit = 0; ///< `limits.memory`; bytes
    qint64 arrayLimit = 0; ///< `limits.array`, in documents.
    std::chrono::milliseconds queryTime{0}; ///< `limits.queryTime`
    AddressList proxies; ///< `proxies`: they may say `X-Forwarded-For`.
    Tokens tokens;
    Mail mail;
    QByteArray slackUrl; ///< `slack.url`

    /// What somebody writes. @errors Validation, with a `list` of the reserved keys whose values
    /// are wrong, and of the members of reserved keys that there are not.
    static Result<Settings> parse(QByteArrayView json);
    /// What is stored, perhaps by a program that checked less: what is wrong there has its default.
    static Settings read(QByteArrayView json);

    /// Whether the top-level key @p name is the server's, and not the user's own.
    static bool isReserved(QByteArrayView name);
    /// A reserved key and what it may be, in words.
    struct Reserved
    {
        QByteArray path;
        QString description;
        bool isRead = false; ///< One of the members above has it.
    };
    /// All of them, but those that only hold others.
    static QList<Reserved> reserved();
};

/// @p patch put over @p settings, member by member at any depth; null removes.
/// Source: RFC 7396.
QByteArray patched(const Json::Value &settings, const Json::Value &patch);

} // namespace Model
