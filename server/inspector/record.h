// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QMetaType>

#include <utility>

/// What happened, kept for the REST inspector.
namespace Inspector {

/// The levels of log lines, in their order.
enum class Level { Debug, Info, Warn, Error, Fatal };
/// Info for a name that is none.
Level levelOf(QByteArrayView name);
QByteArray nameOf(Level level);

/// Of a request by its status: error from 500, warn from 400, else debug.
Level levelOfStatus(int status);

/// A line that a hook wrote with `log.*`.
struct LogLine
{
    qint64 time = 0; ///< Milliseconds since 1970.
    QByteArray level; ///< debug, info, warn, error or fatal.
    QByteArray message;
    QByteArray hook;
    int line = 0; ///< 1-based; 0 when it is not known.
    QByteArray module = {}; ///< `lib/x.js` when the line is one of a module.
    int column = 0; ///< 1-based; 0 when it is not known.
};

/// Lines of a log as the API gives them, and back.
QByteArray logJson(const QList<LogLine> &log);
QList<LogLine> logLinesOf(const Json::Value &json);

/// A call that a hook made of the server.
struct CallLine
{
    qint64 time = 0; ///< Milliseconds since 1970.
    QByteArray operation; ///< db.get, …, request, slack or mail.
    QByteArray target; ///< Where it went, without secrets.
    qint64 begin = 0; ///< Microseconds after its request, or its job's run, had begun.
    qint64 microseconds = 0; ///< Until its answer.
    QByteArray error; ///< Why it failed; empty when it did not.
};

/// A function that was being run when an error was thrown.
struct Frame
{
    QByteArray function; ///< Empty where it has no name.
    QByteArray module; ///< `lib/x.js`; empty: the script of the hook itself.
    int line = 0; ///< 1-based.
    int column = 0; ///< 1-based; 0 when it is not known.
};

/// What a hook put in the place of what it was given.
struct ChangeLine
{
    QByteArray hook;
    QByteArray what; ///< body, query, hint or response.
    QByteArray before; ///< JSON.
    QByteArray after; ///< JSON.
};

/// How long one step of a request took.
struct Stage
{
    QByteArray name; ///< wait, auth, parse, before, store, after or send.
    qint64 microseconds = 0;
};

/// One request with all that belongs to it (contract: server 6). A value; any thread.
struct Record
{
    using Headers = QList<std::pair<QByteArray, QByteArray>>;

    QByteArray id; ///< The request id, as hooks see it.
    qint64 number = 0; ///< Its place in the inspector's file; 0 until it is kept.
    qint64 time = 0; ///< Of its beginning; milliseconds since 1970.
    QByteArray kind = QByteArrayLiteral("request"); ///< request, job or test.
    QByteArray method;
    QByteArray path;
    QByteArray query; ///< As sent.
    QByteArray collection;
    int status = 0;
    qint64 microseconds = 0; ///< From its first step to its answer.
    QList<Stage> stages;
    QByteArray key; ///< The first characters of the key; empty for the window and hooks.
    QByteArray user;
    QByteArray hook; ///< The hooks that ran, with commas.
    Headers requestHeaders;
    Headers responseHeaders; ///< Without those of the connection and of its coding.
    QByteArray requestBody;
    QByteArray responseBody;
    qint64 requestSize = 0; ///< Of the body, in bytes.
    qint64 responseSize = 0;
    QList<LogLine> log;
    QList<CallLine> calls; ///< What its hooks asked the server for.
    QList<ChangeLine> changes; ///< What its hooks changed.
    QByteArray error; ///< What went wrong, in a sentence; empty when nothing did.
    QList<Frame> stack; ///< Of the error that a hook threw, the innermost first.
    QByteArray node; ///< The server that answered, where there may be several; empty: the only one.

    /// The highest of its status and of its log lines.
    Level level() const;
    /// Nothing failed, and no hook logged anything.
    bool isUneventful() const { return status < 400 && log.isEmpty(); }
    /// A window asked for it, not a client.
    bool isOfWindow() const { return kind == "request" && user == "desktop"; }
    /// A hook or a job asked for it.
    bool isOfHook() const { return kind == "request" && user == "hook"; }
    /// Leaves out the bodies, and what hooks changed in them.
    void clearBodies()
    {
        requestBody.clear();
        responseBody.clear();
        changes.clear();
    }
    /// Cuts the bodies to what is kept of them, masks all secrets, @p known ones among them, and
    /// makes all texts valid UTF-8.
    void makeKeepable(const QByteArrayList &known = {});
    /// The record as the API gives it, and two parts of it.
    QByteArray toJson() const;
    QByteArray logJson() const;
    QByteArray callsJson() const;
    static Record fromJson(const Json::Value &json);
    /// The record as the inspector's file keeps it: quicker to write than JSON.
    QByteArray toBytes() const;
    /// The same, behind what @p to holds already.
    void appendTo(QByteArray &to) const;
    static Record fromBytes(const QByteArray &bytes);
    /// The id alone of a record as toBytes() gives it; empty when there is none.
    static QByteArray idOf(QByteArrayView bytes);
};

} // namespace Inspector

Q_DECLARE_METATYPE(Inspector::Record)
