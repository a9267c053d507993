// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/worker.h"

#include "server/request/hooktest.h"
#include "server/store/database.h"

#include <QAbstractEventDispatcher>
#include <QThread>

Result<std::unique_ptr<Worker>> Worker::make(Api::Services &services)
{
    auto reader = services.database.openReader();
    if (!reader)
        return failure(reader);
    return std::unique_ptr<Worker>(new Worker(services, std::move(*reader)));
}

Worker::Worker(Api::Services &services, std::unique_ptr<Store::Reader> reader)
    : m_reader(std::move(reader))
    , m_pipeline({services, *m_reader, this}, &HookTest::run)
{
    // Requests that come together share a snapshot. One that stays open would hold the log back.
    connect(QThread::currentThread()->eventDispatcher(), &QAbstractEventDispatcher::aboutToBlock,
            this, [this] { m_reader->endSnapshot(); });
}

void Worker::openHttp(Network network)
{
    const auto handle = [this](Http::Request request, Http::Responder responder) {
        m_pipeline.answer(std::move(request), {},
                          [responder](Http::Response response) { responder.send(response); });
    };
    const auto isKnown = [this](const Http::RequestHead &head) {
        return m_pipeline.isKnown(*m_reader, head);
    };
    m_http = std::make_unique<Http::Server>(handle, std::move(network.limits),
                                            Http::Admission{isKnown, network.bodies},
                                            std::move(network.tls), network.connections, nullptr);
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
    QMetaObject::invokeMethod(
        this,
        [this, call = std::move(call), answer = std::move(answer)] {
            m_pipeline.answerHook(call, answer);
        },
        Qt::QueuedConnection);
}
