// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/codedbodies.h"

#include "server/api/answerbody.h"
#include "server/store/database.h"

#include <QFile>

namespace CodedBodies {

namespace {

bool isOfNetwork(const Http::Request &request)
{
    return !request.peer.isEmpty();
}

Result<QByteArray> decodedBody(Call &call)
{
    const Model::Settings &settings = call.catalog->settings;
    call.decodedShare = Http::BodyShare(call.request.memory);
    const Http::DecodingLimits limits = {
        settings.bodyLimit,
        [&](qsizetype bytes) { return call.decodedShare.take(bytes, settings.memoryLimit); }};
    return Http::decoded(call.request.header("content-encoding"), call.request.body, limits);
}

/// The coded body alone. @errors Internal: there is no memory.
Result<Http::Response> codedText(QByteArrayView body, Http::Coding coding)
{
    Http::Response response;
    response.body = Http::encoded(body, coding);
    if (response.body.isEmpty())
        return failure(Error::Kind::Internal, QStringLiteral("There is no memory to compress."));
    return response;
}

/// The same for a long list, which lies in a file once more.
Result<Http::Response> codedFile(const Api::Context &context, const Call &call, QFile &file,
                                 Http::Coding coding)
{
    constexpr qint64 Piece = 256 * 1024;
    Http::Encoder encoder(coding);
    Api::AnswerBody body({context.services.database.fileForScratch()});
    QByteArray coded;
    for (bool isDone = false; !isDone;) {
        const QByteArray piece = file.read(Piece);
        const bool isGone = call.request.gone && *call.request.gone;
        isDone = piece.isEmpty();
        if (isGone || !(isDone ? encoder.finish(coded) : encoder.add(piece, coded)))
            return failure(Error::Kind::Internal, QStringLiteral("The answer stays as it is."));
        body.append(coded);
        coded.resize(0);
    }
    Http::Response response;
    if (const auto moved = body.moveTo(response); !moved)
        return failure(moved);
    return response;
}

} // namespace

bool isCoded(const Http::Request &request)
{
    return isOfNetwork(request) && !request.body.isEmpty()
        && !request.header("content-encoding").isEmpty();
}

Task<Result<Done>> decode(const Api::Context &context, Call &call)
{
    // A few bytes may become megabytes, so clients of this thread never wait for it.
    auto body = co_await context.read(
        call.asker, [&call](Store::Reader &) { return decodedBody(call); }, Store::Pace::Long);
    if (!body)
        co_return failure(body);
    // Hooks and the inspector see the body as if it had come like this.
    Http::Request &request = call.request;
    request.headers.removeIf(
        [](const Http::Header &header) { return header.first == "content-encoding"; });
    for (Http::Header &header : request.headers) {
        if (header.first == "content-length")
            header.second = QByteArray::number(body->size());
    }
    request.body = std::move(*body);
    co_return Done();
}

Http::Coding prepare(const Http::Request &request, Http::Response &response)
{
    if (!isOfNetwork(request) || !Http::isCodable(response))
        return Http::Coding::Identity;
    response.headers.append(Http::Header("Vary", "Accept-Encoding"));
    return Http::codingFor(response, request.header("accept-encoding"));
}

Task<Http::Response> encode(const Api::Context &context, const Call &call, Http::Response response,
                            Http::Coding coding)
{
    constexpr qsizetype LargeBody = 64 * 1024; // takes 0.1 to 0.2 ms
    const bool isLarge = response.file || response.body.size() > LargeBody;
    // While it waits for the lane, both bodies take memory. The connection refuses what has none.
    Http::BodyShare share(isLarge && !response.file ? call.request.memory : nullptr);
    if (!share.take(2 * response.body.size(), call.catalog->settings.memoryLimit))
        co_return response;
    const auto coded = co_await context.read(
        call.asker,
        [&](Store::Reader &) {
            return response.file ? codedFile(context, call, *response.file, coding)
                                 : codedText(response.body, coding);
        },
        isLarge ? Store::Pace::Long : Store::Pace::Quick);
    if (coded) {
        response.body = coded->body;
        response.file = coded->file;
        response.headers.append(Http::Header("Content-Encoding", Http::nameOf(coding)));
    } else if (response.file) {
        response.file->seek(0);
    }
    co_return response;
}

} // namespace CodedBodies
