// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/http/message.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <memory>

struct BrotliEncoderStateStruct;
struct z_stream_s;

/// Bodies that are sent compressed (RFC 9110, section 8.4): gzip, deflate and br. Any thread.
namespace Http {

/// What the header Accept-Encoding of an answer 415 tells clients to use (RFC 9110,
/// section 12.5.3).
inline constexpr char AcceptedCodings[] = "gzip, deflate, br";

/// How much decoding a body may take.
struct DecodingLimits
{
    qsizetype body = 0; ///< Bytes of what comes out.
    /// Asked before so many bytes more are needed. False: the server has no memory for them.
    std::function<bool(qsizetype)> takeMemory;
};

/// @p body without the codings that @p codings, the value of a header Content-Encoding, names.
/// @errors UnsupportedCoding: one that is not known, or more than two. BadInput: the body is not
/// coded like that, or not to its end. TooLarge. Unavailable: there is no memory for it now.
Result<QByteArray> decoded(QByteArrayView codings, QByteArrayView body,
                           const DecodingLimits &limits);

/// What is done to the body of an answer.
enum class Coding { Identity, Gzip, Brotli };

/// How the body of @p response is to be sent to a client whose header Accept-Encoding is
/// @p accepted: br where the client likes both the same, since it takes half the time of gzip.
/// Small bodies, and types that do not get smaller, stay as they are.
/// Source: RFC 9110, section 12.5.3.
Coding codingFor(const Response &response, QByteArrayView accepted);
/// Whether the body of @p response depends on Accept-Encoding.
bool isCodable(const Response &response);

/// Compresses a body piece by piece, at 250 MB/s or more of text. Thread: one at a time.
class Encoder final
{
public:
    /// @pre @p coding is not Identity.
    explicit Encoder(Coding coding);

    /// Takes @p piece and appends what there is of the coded body to @p coded.
    /// False: there is no memory.
    bool add(QByteArrayView piece, QByteArray &coded);
    /// The same for the end, after the last piece.
    bool finish(QByteArray &coded);

private:
    template<typename T>
    using Handle = std::unique_ptr<T, void (*)(T *)>;

    Handle<z_stream_s> m_gzip; ///< Null for another coding.
    Handle<BrotliEncoderStateStruct> m_brotli; ///< Null for another coding.
};

/// All of @p body in @p coding; empty: there is no memory.
QByteArray encoded(QByteArrayView body, Coding coding);
/// The name of @p coding in the header Content-Encoding.
const char *nameOf(Coding coding);

} // namespace Http
