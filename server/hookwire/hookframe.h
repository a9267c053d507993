// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// The protocol between the server and its hook hosts: one schema for both sides.
///
/// A frame is: length of what follows (4 bytes, big endian), type (1 byte), run (4 bytes, big
/// endian), payload (UTF-8 JSON or nothing).
namespace HookFrame {

enum class Type : quint8 {
    // server to child
    Run = 1, ///< `{"collection","hook","fresh",…}` and the request; starts a run of the loaded
             ///< script.
    Reply = 2, ///< `{"id","error"}` or `{"id","data"}`: answers a Call.
    Compile = 3, ///< `{"source","module","traced"}`: answered by End or Failed.
    Load = 4, ///< `{"name","compiled","modules":[{"name","compiled"}]}`: the script of this child,
              ///< once,
    ///< before its first Run. Not answered.
    // child to server
    Call = 16, ///< `{"id","op","arguments":[…]}`: asks the server for something.
    Log = 17, ///< `{"level","message","line"}`
    End = 18, ///< What res.end() was given; no payload for a plain res.end().
    Failed = 19, ///< `{"message","line","column"}`: the run threw or can no longer end.
    Finished = 20, ///< Nothing of the run is left; the child is free.
    Trace = 21, ///< `[{"line","count","values"}]` of a traced run so far.
    Started = 22, ///< The payload of a large Run has been read; no payload.
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

/// Cuts a stream of bytes into frames. A value; any thread, one at a time.
class Reader
{
public:
    void append(QByteArrayView bytes) { m_buffer.append(bytes); }
    /// The next whole frame; nothing when more bytes are needed or the stream is broken.
    std::optional<Frame> next();
    /// True once a frame had an impossible length or type; nothing after it can be trusted.
    bool isBroken() const { return m_broken; }

private:
    QByteArray m_buffer;
    qsizetype m_position = 0;
    bool m_broken = false;
};

} // namespace HookFrame
