// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/codedbodies.h"

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
    const bool isLarge = response.body.size() > LargeBody;
    // While it waits for the lane, both bodies take memory. The connection refuses what has none.
    Http::BodyShare share(isLarge ? call.request.memory : nullptr);
    if (!share.take(2 * response.body.size(), call.catalog->settings.memoryLimit))
        co_return response;
    const auto body = co_await context.read(
        call.asker,
        [&](Store::Reader &) -> Result<QByteArray> { return Http::encoded(response.body, coding); },
        isLarge ? Store::Pace::Long : Store::Pace::Quick);
    if (body && !body->isEmpty()) {
        response.body = *body;
        response.headers.append(Http::Header("Content-Encoding", Http::nameOf(coding)));
    }
    co_return response;
}

} // namespace CodedBodies
