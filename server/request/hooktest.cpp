// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/hooktest.h"

#include "server/api/respond.h"
#include "server/core/objectid.h"
#include "server/core/timestamp.h"
#include "server/hooks/hookpool.h"
#include "server/request/pipeline.h"
#include "server/request/recordingreport.h"
#include "server/scripts/storedscripts.h"

#include <QAbstractEventDispatcher>
#include <QThread>

namespace {

/// JSON as it is; other texts as a JSON text.
QByteArray jsonOrText(const QByteArray &body)
{
    return Json::Document::parse(body) ? body : Json::quoted(QString::fromUtf8(body));
}

/// The query of the tested request: a text as it is sent, or an object of parameters.
QByteArray queryOf(const Json::Value &given)
{
    if (given.isString())
        return given.text().toByteArray();
    QByteArray query;
    for (const Json::Member &parameter : given.members()) {
        const Json::Value &value = parameter.value;
        query.append(query.isEmpty() ? "" : "&")
            .append(parameter.key.toByteArray().toPercentEncoding())
            .append('=')
            .append((value.isString() ? value.text().toByteArray() : value.toJson())
                        .toPercentEncoding());
    }
    return query;
}

/// The method that a hook is for: `POST` of `beforePOST`; empty when there is no hook.
QByteArray methodOf(const QByteArray &hook)
{
    return hook.mid(qsizetype(hook.startsWith("before") ? qstrlen("before") : qstrlen("after")));
}

Http::Request requestOf(const Json::Value &given, const QByteArray &collection,
                        const QByteArray &hook)
{
    Http::Request request;
    request.method = given.value("method").text().toByteArray().toUpper();
    if (request.method.isEmpty())
        request.method = methodOf(hook);
    if (request.method.isEmpty())
        request.method = given.find("body") ? "POST" : "GET";
    request.path = given.value("path").text().toByteArray();
    if (request.path.isEmpty())
        request.path = "/rest/" + collection;
    request.query = queryOf(given.value("query"));
    for (const Json::Member &header : given.value("headers").members())
        request.headers.append(
            Http::Header(header.key.toByteArray().toLower(), header.value.text().toByteArray()));
    if (const auto body = given.find("body"); body && !body->isNull()) {
        request.body = body->isString() ? body->text().toByteArray() : body->toJson();
        if (request.header("content-type").isEmpty())
            request.headers.append(Http::Header("content-type", "application/json"));
    }
    return request;
}

/// The lines that ran in the hooks of one request, which are all of one script: how often in all of
/// them, and what was last assigned there.
class RunLines
{
public:
    void add(const Json::Value &trace)
    {
        for (const Json::Value &each : trace.items()) {
            Line &line = m_lines[each.value("line").toInteger()];
            line.count += each.value("count").toInteger();
            line.values = each.value("values").toJson();
        }
    }
    QByteArray json() const
    {
        Json::ArrayWriter list;
        for (auto line = m_lines.begin(); line != m_lines.end(); ++line)
            list.raw(Json::ObjectWriter()
                         .number("line", line.key())
                         .number("count", line->count)
                         .raw("values", line->values)
                         .take());
        return list.take();
    }

private:
    struct Line
    {
        qint64 count = 0;
        QByteArray values;
    };
    QMap<qint64, Line> m_lines;
};

} // namespace

HookTest::HookTest(Api::Context context, std::unique_ptr<Store::Rehearsal> store)
    : m_store(std::move(store))
    , m_rehearsing{*m_store, context.services.database.catalog(), {}, {}, {}}
    , m_context{context.services, m_store->reader(), this, &m_rehearsing}
    , m_pipeline(std::make_unique<Pipeline>(m_context, nullptr))
    , m_last(std::chrono::steady_clock::now())
{
    connect(QThread::currentThread()->eventDispatcher(), &QAbstractEventDispatcher::aboutToBlock,
            this, [this] { m_store->reader().endSnapshot(); });
    m_rehearsing.calls = [this](const Hooks::HookCall &call, const Hooks::AnswerCall &answer) {
        // The pool calls in its thread, the rehearsal belongs to this one.
        QMetaObject::invokeMethod(
            this, [this, call, answer] { carryOut(call, answer); }, Qt::QueuedConnection);
    };
    m_rehearsing.ran = [this](const Hooks::HookRun &run, const Hooks::HookOutcome &outcome) {
        const auto now = std::chrono::steady_clock::now();
        if (run.recording)
            m_rehearsing.recordingRoom = run.recording->roomLeft();
        m_ran.push_back(
            {run.hook, outcome, run.recording,
             std::chrono::duration_cast<std::chrono::microseconds>(now - m_last).count()});
        m_last = now;
    };
}

HookTest::~HookTest() = default;

Result<Done> HookTest::prepare(const Json::Value &wanted, const QByteArray &collection,
                               RecordedScript draft)
{
    const QByteArray outbound = wanted.value("outbound").text().toByteArray();
    if (!outbound.isEmpty() && outbound != "live" && outbound != "record" && outbound != "refuse")
        return badInput(QStringLiteral("\"outbound\" is live, record or refuse."));
    if (outbound == "live")
        m_outbound = Outbound::Live;
    else if (outbound == "refuse")
        m_outbound = Outbound::Refuse;
    if (const auto samples = wanted.find("samples"))
        m_samples = samples->toJson();

    auto catalog = std::make_shared<Store::Catalog>(*m_rehearsing.catalog);
    Store::Script script;
    script.compiled = draft.script.compiled;
    script.hooks = draft.hooks;
    script.modules = draft.script.modules;
    m_rehearsing.isRecorded = wanted.value("record").toBool();
    m_rehearsing.recordingRoom = Hooks::RunRecording::MaximumBytes;
    m_files = std::move(draft.files);
    script.noteWhatIsRead();
    script.isFresh = true; // a child of its own
    script.version = 1;
    const QByteArray hook = wanted.value("hook").text().toByteArray();
    if (!hook.isEmpty()) {
        if (!draft.hooks.contains(hook))
            return badInput(
                QStringLiteral("The draft has no hook \"%1\".").arg(QString::fromUtf8(hook)));
        // A test of one hook runs no other.
        script.hooks = {hook};
    }
    catalog->collections[collection].codehook = script;
    m_rehearsing.catalog = std::move(catalog);
    m_rehearsing.collection = collection;
    return Done();
}

Task<Result<Http::Response>> HookTest::run(const Api::Exchange &exchange)
{
    Api::Context &context = exchange.context;
    const QByteArray &collection = exchange.arguments.first();
    if (!exchange.catalog.find(collection))
        co_return Api::noCollection(collection);
    const auto body = Json::Document::parse(exchange.request.body);
    if (!body)
        co_return failure(body);
    const Json::Value wanted = body->root();
    const auto record = wanted.find("record");
    if (record && !record->isBool())
        co_return badInput(QStringLiteral("\"record\" is true or false."));
    if (const auto source = wanted.find("source"); source && !source->isString())
        co_return badInput(QStringLiteral("\"source\" is the text of a script."));
    using Detail = RecordedScript::Detail;
    auto compiled = co_await RecordedScript::compile(
        exchange, collection, wanted.value("source").text().toByteArray(),
        wanted.value("record").toBool() ? Detail::Steps : Detail::Lines);
    if (!compiled)
        co_return failure(compiled);
    auto store = context.services.database.rehearse();
    if (!store)
        co_return failure(store);
    const std::unique_ptr<HookTest> test(new HookTest(context, std::move(*store)));
    if (const auto taken = test->prepare(wanted, collection, std::move(*compiled)); !taken)
        co_return failure(taken);
    const QByteArray hook = wanted.value("hook").text().toByteArray();
    if (hook == "runJob") {
        const auto ran = co_await test->runJob();
        if (!ran)
            co_return failure(ran);
        co_return Api::json(200, test->reportJson(nullptr, nullptr));
    }
    const Http::Request tested = requestOf(wanted.value("request"), collection, hook);
    if (!tested.path.startsWith("/rest/"))
        co_return badInput(QStringLiteral("The path of the tested request begins with /rest/."));
    Auth::Caller caller = exchange.caller;
    caller.depth = 0;
    const auto response = co_await test->answerRequest(tested, caller);
    co_return Api::json(200, test->reportJson(&tested, &response));
}

Task<Http::Response> HookTest::answerRequest(const Http::Request &request,
                                             const Auth::Caller &caller)
{
    auto response = co_await Async<Http::Response>(
        this, [&](auto deliver) { m_pipeline->answer(request, caller, deliver); });
    co_return response;
}

Task<Result<Done>> HookTest::runJob()
{
    const Model::Settings &settings = m_rehearsing.catalog->settings;
    Hooks::HookRun run;
    run.collection = m_rehearsing.collection;
    run.hook = "runJob";
    run.settings = settings.json;
    run.requestId = ObjectId::create();
    run.isFresh = true;
    run.timeout = settings.jobTimeout;
    run.heapMegabytes = settings.hookMemory;
    run.script = m_rehearsing.catalog->find(m_rehearsing.collection)->codehook.runnable();
    run.isTraced = true;
    if (m_rehearsing.isRecorded)
        run.record(std::make_shared<Hooks::RunRecording>());
    run.calls = m_rehearsing.calls;
    run.answersAtEnd = true;
    auto outcome = co_await Async<Hooks::HookOutcome>(
        this, [&](auto deliver) { m_context.services.hooks.run(run, deliver); });
    m_rehearsing.ran(run, outcome);
    co_return Done();
}

void HookTest::carryOut(const Hooks::HookCall &call, const Hooks::AnswerCall &answer)
{
    if (call.isOutbound()) {
        if (m_outbound == Outbound::Live)
            m_context.services.hooks.calls()(call, answer);
        else
            answer(sampleFor(call));
        return;
    }
    m_pipeline->answerHook(call, answer);
}

/// The answer of the first sample whose `url` is in the call's target; without one an empty
/// success.
Result<QByteArray> HookTest::sampleFor(const Hooks::HookCall &call) const
{
    if (m_outbound == Outbound::Refuse)
        return failure(Error::Kind::Forbidden,
                       QStringLiteral("This test run refuses calls that leave the machine."));
    const auto samples = Json::Document::parseKnown(m_samples);
    for (const Json::Value &sample :
         samples ? samples->root().items() : std::vector<Json::Value>()) {
        const QByteArray url = sample.value("url").text().toByteArray();
        if (!call.target().contains(url))
            continue;
        const auto status = sample.find("statusCode");
        return Json::ObjectWriter()
            .number("statusCode", status ? status->toInteger() : 200)
            .raw("headers", sample.find("headers") ? sample.value("headers").toJson() : "{}")
            .raw("body", sample.value("body").toJson())
            .take();
    }
    if (call.operation == "mail")
        return QByteArray(R"({"result":[{"email_outbound_id":null}]})");
    return QByteArray(R"({"statusCode":200,"statusMessage":"OK","headers":{},"body":""})");
}

QByteArray HookTest::recordingJson(const Http::Request *tested,
                                   const Http::Response *response) const
{
    RecordingReport report;
    report.collection = m_rehearsing.collection;
    report.files = m_files;
    if (tested) {
        report.method = tested->method;
        report.path = tested->path;
        report.status = response->status;
    }
    for (const Ran &ran : m_ran) {
        if (!ran.recording)
            continue;
        const auto &result = ran.outcome.result;
        report.runs.append({ran.hook, result ? QByteArray() : result.error().message.toUtf8(),
                            ran.microseconds, ran.recording->eventsJson(), ran.recording->isCut()});
    }
    return report.json();
}

QByteArray HookTest::reportJson(const Http::Request *tested, const Http::Response *response) const
{
    Inspector::Record record; // says logs and calls as the inspector does
    Json::ArrayWriter hooks;
    RunLines lines;
    QByteArray result = "null";
    QByteArray error;
    for (const Ran &ran : m_ran) {
        record.log.append(ran.outcome.log);
        record.calls.append(ran.outcome.calls);
        Json::ObjectWriter hook;
        hook.text("hook", QByteArrayView(ran.hook))
            .raw("duration", QByteArray::number(double(ran.microseconds) / 1000, 'f', 3));
        const bool isJson = ran.outcome.result && Json::Document::parse(*ran.outcome.result);
        result = isJson ? *ran.outcome.result : QByteArray("null");
        hook.raw("result", result);
        if (!ran.outcome.result) {
            error = ran.outcome.result.error().message.toUtf8();
            hook.text("error", QByteArrayView(error));
        }
        const auto trace = Json::Document::parse(ran.outcome.trace);
        hook.raw("lines", trace ? ran.outcome.trace : QByteArray("[]"));
        if (trace)
            lines.add(trace->root());
        hooks.raw(hook.take());
    }
    record.makeKeepable();
    Json::ObjectWriter report;
    report.raw("hooks", hooks.take())
        .raw("result", result)
        .text("error", QByteArrayView(error))
        .raw("log", record.logJson())
        .raw("calls", record.callsJson())
        .raw("lines", lines.json());
    if (m_rehearsing.isRecorded)
        report.raw("recording", recordingJson(tested, response));
    if (response) {
        report.number("status", response->status)
            .raw("response",
                 Json::ObjectWriter()
                     .number("status", response->status)
                     .raw("body", jsonOrText(response->body))
                     .take());
    }
    return report.take();
}
