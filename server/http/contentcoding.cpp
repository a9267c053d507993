// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/contentcoding.h"

#include <QFile>

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>
#include <memory>

namespace Http {

namespace {

/// Below it the headers and the work cost more than is saved.
constexpr qsizetype SmallestCoded = 1024;
/// It takes up to half a second.
constexpr qint64 LargestCoded = 64 * 1024 * 1024;
constexpr qsizetype MaximumCodings = 2;

/// What is decoded so far. It grows as it is filled, so that a small body takes little memory
/// whatever it says of itself.
class Output
{
public:
    explicit Output(const DecodingLimits &limits)
        : m_limits(limits)
    {
    }

    /// Makes room for some bytes more, one beyond the limit at most.
    /// @errors TooLarge: the limit is passed. Unavailable.
    Result<Done> grow()
    {
        constexpr qsizetype First = 16 * 1024;
        if (m_used > m_limits.body)
            return tooLarge();
        const qsizetype size = std::min(std::max(First, m_bytes.size() * 2), m_limits.body + 1);
        if (m_limits.takeMemory && !m_limits.takeMemory(size - m_bytes.size()))
            return failure(noMemory());
        m_bytes.resize(size);
        return Done();
    }
    uint8_t *next() { return reinterpret_cast<uint8_t *>(m_bytes.data()) + m_used; }
    size_t room() const { return size_t(m_bytes.size() - m_used); }
    void setRoom(size_t room) { m_used = m_bytes.size() - qsizetype(room); }
    Result<QByteArray> take()
    {
        if (m_used > m_limits.body)
            return failure(tooLarge().error);
        m_bytes.resize(m_used);
        return std::move(m_bytes);
    }

private:
    static Failure tooLarge()
    {
        return failure(Error::Kind::TooLarge, QStringLiteral("The decoded body is too large."));
    }
    static Error noMemory()
    {
        Error error{Error::Kind::Unavailable,
                    QStringLiteral("Too many large bodies are on their way now; send the request "
                                   "again in a moment.")};
        error.retryAfter = 1;
        return error;
    }

    const DecodingLimits &m_limits;
    QByteArray m_bytes;
    qsizetype m_used = 0; ///< Bytes of them that are filled.
};

Failure badlyCoded(const char *coding)
{
    return badInput(QStringLiteral("The body is not what Content-Encoding says, %1 to its end.")
                        .arg(QLatin1String(coding)));
}

/// The `windowBits` of zlib for @p body. `deflate` means the format of zlib, and yet some clients
/// send it without zlib's two bytes (RFC 9110, section 8.4.1.2).
int windowOf(QByteArrayView coding, QByteArrayView body)
{
    constexpr int OfGzip = 16;
    if (coding != "deflate")
        return MAX_WBITS + OfGzip;
    const bool isZlib = body.size() >= 2 && (uchar(body[0]) & 0x0f) == Z_DEFLATED
        && (uchar(body[0]) * 256 + uchar(body[1])) % 31 == 0;
    return isZlib ? MAX_WBITS : -MAX_WBITS;
}

Result<QByteArray> inflated(QByteArrayView coding, QByteArrayView body,
                            const DecodingLimits &limits)
{
    z_stream stream = {};
    stream.next_in = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(body.data()));
    stream.avail_in = uInt(body.size());
    if (inflateInit2(&stream, windowOf(coding, body)) != Z_OK)
        return failure(Error::Kind::Unavailable, QStringLiteral("There is no memory to decode."));
    const std::unique_ptr<z_stream, int (*)(z_stream *)> end(&stream, &inflateEnd);
    Output output(limits);
    while (true) {
        if (output.room() == 0) {
            if (const auto grown = output.grow(); !grown)
                return failure(grown);
        }
        stream.next_out = output.next();
        stream.avail_out = uInt(output.room());
        const int status = inflate(&stream, Z_NO_FLUSH);
        output.setRoom(stream.avail_out);
        if (status == Z_STREAM_END && stream.avail_in == 0)
            return output.take();
        // Several members one after the other are one body (RFC 1952, section 2.2).
        const bool goesOn = status == Z_STREAM_END && coding != "deflate";
        if (goesOn ? inflateReset(&stream) != Z_OK : status != Z_OK)
            return badlyCoded(coding == "deflate" ? "deflate" : "gzip");
    }
}

Result<QByteArray> unbrotlied(QByteArrayView body, const DecodingLimits &limits)
{
    const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState *)> decoder(
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
    if (!decoder)
        return failure(Error::Kind::Unavailable, QStringLiteral("There is no memory to decode."));
    auto *next = reinterpret_cast<const uint8_t *>(body.data());
    auto left = size_t(body.size());
    Output output(limits);
    while (true) {
        uint8_t *to = output.next();
        size_t room = output.room();
        const auto status =
            BrotliDecoderDecompressStream(decoder.get(), &left, &next, &room, &to, nullptr);
        output.setRoom(room);
        if (status == BROTLI_DECODER_RESULT_SUCCESS && left == 0)
            return output.take();
        if (status != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT)
            return badlyCoded("br");
        if (const auto grown = output.grow(); !grown)
            return failure(grown);
    }
}

/// The codings that @p header names, in lower case, in the order in which they were applied.
QByteArrayList codingsIn(QByteArrayView header)
{
    QByteArrayList codings;
    for (QByteArray &name : header.toByteArray().toLower().split(',')) {
        name = name.trimmed();
        if (!name.isEmpty() && name != "identity")
            codings.append(name == "x-gzip" ? QByteArrayLiteral("gzip") : name);
    }
    return codings;
}

/// The weight that @p parameters give a coding, in thousandths; 0 where they are none.
int weightOf(QByteArrayView parameters)
{
    constexpr int Full = 1000;
    const qsizetype equals = parameters.indexOf('=');
    if (parameters.trimmed().isEmpty())
        return Full;
    if (equals < 0 || parameters.first(equals).trimmed().toByteArray().toLower() != "q")
        return 0;
    bool isNumber = false;
    const double weight = parameters.sliced(equals + 1).trimmed().toByteArray().toDouble(&isNumber);
    return isNumber && weight > 0 ? int(std::min(weight, 1.0) * Full) : 0;
}

/// How much a client likes each coding; 0: not at all.
struct Wishes
{
    std::optional<int> gzip;
    std::optional<int> brotli;
    std::optional<int> identity;
    std::optional<int> others;

    explicit Wishes(QByteArrayView accepted)
    {
        for (const QByteArray &each : accepted.toByteArray().toLower().split(',')) {
            const qsizetype semicolon = each.indexOf(';');
            const QByteArray name = each.first(semicolon < 0 ? each.size() : semicolon).trimmed();
            const int weight = weightOf(semicolon < 0 ? QByteArrayView()
                                                      : QByteArrayView(each).sliced(semicolon + 1));
            if (name == "gzip" || name == "x-gzip")
                gzip = weight;
            else if (name == "br")
                brotli = weight;
            else if (name == "identity")
                identity = weight;
            else if (name == "*")
                others = weight;
        }
    }
    int weightOfGzip() const { return gzip.value_or(others.value_or(0)); }
    int weightOfBrotli() const { return brotli.value_or(others.value_or(0)); }
    /// Without a word on it, it is taken where nothing else is.
    int weightOfIdentity() const { return identity.value_or(others == 0 ? 0 : 1); }
};

/// Null without memory.
z_stream *newGzip()
{
    constexpr int OfGzip = 16;
    constexpr int MemoryLevel = 8; // zlib's default
    auto stream = std::make_unique<z_stream>();
    const bool isMade = deflateInit2(stream.get(), Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + OfGzip,
                                     MemoryLevel, Z_DEFAULT_STRATEGY)
        == Z_OK;
    return isMade ? stream.release() : nullptr;
}

void endGzip(z_stream *stream)
{
    deflateEnd(stream);
    std::unique_ptr<z_stream>(stream).reset();
}

/// Null without memory.
BrotliEncoderState *newBrotli()
{
    constexpr uint32_t Quality = 1;
    constexpr uint32_t Window = 18; // 256 KiB
    BrotliEncoderState *state = BrotliEncoderCreateInstance(nullptr, nullptr, nullptr);
    if (state) {
        BrotliEncoderSetParameter(state, BROTLI_PARAM_QUALITY, Quality);
        BrotliEncoderSetParameter(state, BROTLI_PARAM_LGWIN, Window);
    }
    return state;
}

constexpr qsizetype CodedPiece = 32 * 1024;

bool deflateInto(QByteArray &coded, z_stream &stream, QByteArrayView piece, int flush)
{
    stream.next_in = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(piece.data()));
    stream.avail_in = uInt(piece.size());
    while (true) {
        const qsizetype before = coded.size();
        coded.resize(before + CodedPiece);
        stream.next_out = reinterpret_cast<Bytef *>(coded.data() + before);
        stream.avail_out = uInt(CodedPiece);
        const int status = deflate(&stream, flush);
        coded.chop(qsizetype(stream.avail_out));
        if (status == Z_STREAM_END || (flush == Z_NO_FLUSH && stream.avail_out > 0))
            return true;
        if (status != Z_OK)
            return false;
    }
}

bool brotliInto(QByteArray &coded, BrotliEncoderState *state, QByteArrayView piece,
                BrotliEncoderOperation operation)
{
    auto *next = reinterpret_cast<const uint8_t *>(piece.data());
    auto left = size_t(piece.size());
    do {
        size_t none = 0;
        if (!BrotliEncoderCompressStream(state, operation, &left, &next, &none, nullptr, nullptr))
            return false;
        size_t size = 0; // all that there is
        const uint8_t *output = BrotliEncoderTakeOutput(state, &size);
        coded.append(reinterpret_cast<const char *>(output), qsizetype(size));
    } while (left > 0 || BrotliEncoderHasMoreOutput(state)
             || (operation == BROTLI_OPERATION_FINISH && !BrotliEncoderIsFinished(state)));
    return true;
}

} // namespace

Result<QByteArray> decoded(QByteArrayView codings, QByteArrayView body,
                           const DecodingLimits &limits)
{
    const QByteArrayList names = codingsIn(codings);
    const auto isKnown = [](const QByteArray &name) {
        return name == "gzip" || name == "deflate" || name == "br";
    };
    if (names.size() > MaximumCodings || !std::all_of(names.begin(), names.end(), isKnown))
        return failure(Error::Kind::UnsupportedCoding,
                       QStringLiteral("Content-Encoding takes %1, two of them at most.")
                           .arg(QLatin1String(AcceptedCodings)));
    QByteArray text = body.toByteArray();
    // The last one was applied last.
    for (auto name = names.rbegin(); name != names.rend(); ++name) {
        auto result = *name == "br" ? unbrotlied(text, limits) : inflated(*name, text, limits);
        if (!result)
            return result;
        text = std::move(*result);
    }
    return text;
}

bool isCodable(const Response &response)
{
    const qint64 size = response.file ? response.file->size() : response.body.size();
    if (response.stream || size <= SmallestCoded || size > LargestCoded)
        return false;
    const auto semicolon = response.contentType.indexOf(';');
    const QByteArrayView type = semicolon < 0
        ? QByteArrayView(response.contentType)
        : QByteArrayView(response.contentType).first(semicolon);
    return type.startsWith("text/") || type.endsWith("json") || type.endsWith("xml")
        || type.endsWith("javascript");
}

Coding codingFor(const Response &response, QByteArrayView accepted)
{
    if (accepted.isEmpty() || !isCodable(response))
        return Coding::Identity;
    const Wishes wishes(accepted);
    const int best = std::max(wishes.weightOfGzip(), wishes.weightOfBrotli());
    if (best == 0 || best < wishes.weightOfIdentity())
        return Coding::Identity;
    return best == wishes.weightOfBrotli() ? Coding::Brotli : Coding::Gzip;
}

Encoder::Encoder(Coding coding)
    : m_gzip(coding == Coding::Gzip ? newGzip() : nullptr, &endGzip)
    , m_brotli(coding == Coding::Brotli ? newBrotli() : nullptr, &BrotliEncoderDestroyInstance)
{
}

bool Encoder::add(QByteArrayView piece, QByteArray &coded)
{
    if (m_gzip)
        return deflateInto(coded, *m_gzip, piece, Z_NO_FLUSH);
    return m_brotli && brotliInto(coded, m_brotli.get(), piece, BROTLI_OPERATION_PROCESS);
}

bool Encoder::finish(QByteArray &coded)
{
    if (m_gzip)
        return deflateInto(coded, *m_gzip, {}, Z_FINISH);
    return m_brotli && brotliInto(coded, m_brotli.get(), {}, BROTLI_OPERATION_FINISH);
}

QByteArray encoded(QByteArrayView body, Coding coding)
{
    Encoder encoder(coding);
    QByteArray coded;
    const bool isDone = encoder.add(body, coded) && encoder.finish(coded);
    return isDone ? coded : QByteArray();
}

const char *nameOf(Coding coding)
{
    switch (coding) {
    case Coding::Gzip:
        return "gzip";
    case Coding::Brotli:
        return "br";
    case Coding::Identity:
        break;
    }
    return "identity";
}

} // namespace Http
