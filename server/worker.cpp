// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/worker.h"

#include "server/store/database.h"

#include <QAbstractEventDispatcher>
#include <QThread>

namespace {

Http::Request requestOf(const Hooks::HookCall &call)
{
    Http::Request request;
    request.method = call.method;
    request.path = call.path;
    // A path may bring its own query, as a URL does.
    if (const qsizetype question = call.path.indexOf('?'); question >= 0) {
        request.path = call.path.first(question);
        request.query = call.path.sliced(question + 1);
    }
    const auto append = [&](const char *name, const QByteArray &json) {
        if (!json.isEmpty())
            request.query.append(request.query.isEmpty() ? "" : "&")
                .append(name)
                .append(json.toPercentEncoding());
    };
    append("q=", call.query);
    append("h=", call.hint);
    request.body = call.body;
    return request;
}

Result<QByteArray> resultOf(const Http::Response &response)
{
    if (response.status < 400)
        return response.body;
    Error error{Error::Kind::HookFailed, QStringLiteral("The request failed.")};
    error.status = response.status;
    if (const auto body = Json::Document::parse(response.body)) {
        error.message = body->root().value("message").toString();
        if (const auto list = body->root().find("list"))
            error.list = list->toJson();
    }
    return failure(error);
}

} // namespace

Result<std::unique_ptr<Worker>> Worker::make(Api::Services &services)
{
    auto reader = services.database.openReader();
    if (!reader)
        return failure(reader);
    return std::unique_ptr<Worker>(new Worker(services, std::move(*reader)));
}

Worker::Worker(Api::Services &services, std::unique_ptr<Store::Reader> reader)
    : m_reader(std::move(reader))
    , m_pipeline({services, *m_reader, this})
{
    connect(QThread::currentThread()->eventDispatcher(), &QAbstractEventDispatcher::aboutToBlock,
            this, [this] { m_reader->endMoment(); });
}

void Worker::openHttp(Http::LimitsNow limits, std::shared_ptr<const Http::TlsContext> tls,
                      std::atomic<int> *connections)
{
    const auto handle = [this](Http::Request request, Http::Responder responder) {
        m_pipeline.answer(std::move(request), {},
                          [responder](Http::Response response) { responder.send(response); });
    };
    m_http = std::make_unique<Http::Server>(handle, std::move(limits), std::move(tls), connections,
                                            nullptr);
}

void Worker::stopHttp()
{
    if (m_http)
        m_http->stop();
}

void Worker::request(Http::Request request, Auth::Caller caller, Pipeline::Answer answer)
{
    QMetaObject::invokeMethod(
        this,
        [this, request = std::move(request), caller = std::move(caller),
         answer = std::move(answer)] { m_pipeline.answer(request, caller, answer); },
        Qt::QueuedConnection);
}

void Worker::callHook(Hooks::HookCall call, Hooks::AnswerCall answer)
{
    Auth::Caller caller;
    caller.kind = Auth::Caller::Kind::Hook;
    caller.depth = call.depth;
    request(requestOf(call), caller, [answer = std::move(answer)](const Http::Response &response) {
        answer(resultOf(response));
    });
}
