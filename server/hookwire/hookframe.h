// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <initializer_list>
#include <optional>

/// The protocol between the server and its hook hosts: one schema for both sides.
///
/// A frame is: length of what follows (4 bytes, big endian), type (1 byte), run (4 bytes, big
/// endian), payload (UTF-8 JSON, parts of text, or nothing).
namespace HookFrame {

enum class Type : quint8 {
    // server to child
    /// The parts `hook`, `requestId`, `flags`, `hint`, `request`: starts a run of the loaded
    /// script.
    /// `flags` has `f` for a run that shares its process with no other, `t` for a traced one and
    /// `r` for one that is recorded; `hint` and `request` are the JSON of `req.hint` and of the
    /// rest of `req`.
    Run = 1,
    /// `ID data JSON` or `ID error JSON`: answers the Call of that number.
    Reply = 2,
    Compile = 3, ///< `{"source","module","traced","recorded"}`: answered by End or Failed.
    /// `{"name","compiled","modules":[{"name","compiled"}]}`: the script of this child, once,
    /// before
    /// its first Run. Not answered.
    Load = 4,
    Settings = 5, ///< The JSON of `context.settings` for the runs that follow. Not answered.
    Abandon = 6, ///< Drops a run: nothing of it is called any more. Answered by Finished.
    // child to server
    /// `ID OPERATION [ARGUMENTS]`: asks the server for something.
    Call = 16,
    Log = 17, ///< `{"level","message","line","column","module"}`
    End = 18, ///< What res.end() was given; no payload for a plain res.end().
    /// `{"message","status","line","column","module","stack"}`: the run threw or can no longer end.
    Failed = 19,
    Finished = 20, ///< Nothing of the run is left.
    Trace = 21, ///< `[{"line","count","values"}]` of a traced run so far.
    Started = 22, ///< The payload of a large Run has been read; no payload.
    Waits = 23, ///< The run's turn is over, and it made no call in it; no payload.
    Recorded = 24, ///< Events of a recorded run, as JSON with commas between them.
};

struct Frame
{
    Type type = Type::Run;
    quint32 run = 0;
    QByteArray payload;
};

/// The largest payload that either side takes: a body of 16 MiB as JSON text in a JSON text.
inline constexpr qsizetype MaximumPayload = 64 * 1024 * 1024;
/// From this size on a Run is large: the child says Started once it has read the payload.
inline constexpr qsizetype LargePayload = 256 * 1024;

QByteArray encode(const Frame &frame);

/// Puts @p parts one behind the other, each behind its length (4 bytes, big endian). Texts that
/// stand beside each other need no escaping, and the child need not parse those it does not read.
QByteArray joined(std::initializer_list<QByteArrayView> parts);
/// The parts of a payload that joined() made, as views of it; empty when it is anything else.
QList<QByteArrayView> partsOf(QByteArrayView payload);

/// The line of a Call or a Reply: two words and what is behind them, as views of the payload.
struct Line
{
    qint64 id = 0; ///< Of the call.
    QByteArrayView word;
    QByteArrayView json;
};
/// The line that @p payload is; nothing when it is none.
std::optional<Line> lineOf(QByteArrayView payload);

/// Cuts a stream of bytes into frames. A value; any thread, one at a time.
class Reader
{
public:
    void append(QByteArrayView bytes) { m_buffer.append(bytes); }
    /// The next whole frame; nothing when more bytes are needed or the stream is broken.
    std::optional<Frame> next();
    /// Whether bytes of a further frame are there.
    bool hasMore() const { return m_position < m_buffer.size(); }
    /// True once a frame had an impossible length or type; nothing after it can be trusted.
    bool isBroken() const { return m_broken; }

private:
    QByteArray m_buffer;
    qsizetype m_position = 0;
    bool m_broken = false;
};

} // namespace HookFrame
