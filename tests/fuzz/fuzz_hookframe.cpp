// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/addressrules.h"
#include "server/hookwire/hookframe.h"
#include "server/core/json.h"
#include "server/hooks/hookcall.h"
#include "server/hooks/hookverdict.h"
#include "server/outbound/httpcall.h"
#include "server/outbound/mail.h"

#include <QList>

#include <cstdlib>

QList<QByteArray> fuzzExamples()
{
    using HookFrame::Type;
    return {
        HookFrame::encode({Type::Call, 1, R"(1 db.get ["/rest/c",{"a":1},{"$max":1}])"}),
        HookFrame::encode(
            {Type::End, 1, R"({"error":[{"field":"a","message":"b"}],"data":{},"query":{}})"}),
        HookFrame::encode({Type::Log, 2, R"({"level":"info","message":"x","line":3})"})
            + HookFrame::encode({Type::Finished, 2, ""}),
        HookFrame::encode(
            {Type::Call, 1,
             R"(1 request [{"url":"http://u:p@a.example:81/x?apikey=1","method":"post","qs":{"a":[1,{"b":"c"}]},"headers":{"X":"1"},"json":true,"body":{},"auth":{"user":"a","pass":"b"},"form":{"x":1},"formData":{"f":{"value":"v","options":{"filename":"n"}}},"encoding":null,"ca":["x"],"timeout":5}])"}),
        HookFrame::encode(
            {Type::Call, 1,
             R"(1 mail [{"to":"J <a@b.example>, c@d","cc":["e@f"],"subject":"Grüße","html":"<b>","sendername":"S","smtp":{"host":"h"},"from":"x@y"}])"})};
}

namespace {

/// Nothing of a hook may end a header's line and begin another.
void checkCall(const Json::Value &options)
{
    (void)AddressRules::parse({options.value("url").text().toByteArray()});
    if (const auto call = Outbound::HttpCall::fromOptions(options)) {
        for (const auto &[name, value] : call->headers) {
            if (name.contains('\n') || value.contains('\n') || value.contains('\r'))
                std::abort();
        }
    }
    const auto mail = Outbound::Mail::fromOptions(options);
    Model::Settings::Mail server;
    server.host = options.value("smtp").value("host").text().toByteArray();
    server.from = options.value("from").text().toByteArray();
    const auto job = mail ? mail->toJob(server, std::chrono::milliseconds(1))
                          : Result<QByteArray>(failure(mail));
    const auto read = job ? Json::Document::parse(*job) : Result<Json::Document>(failure(job));
    if (job && !read)
        std::abort();
    for (const QByteArray &header :
         read ? read->root().value("headers").texts() : QByteArrayList()) {
        if (header.contains('\n') || header.contains('\r'))
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    HookFrame::Reader reader;
    reader.append(QByteArrayView(data, qsizetype(size)));
    while (const auto frame = reader.next()) {
        (void)Hooks::HookVerdict::read(frame->payload);
        const auto call = Hooks::HookCall::parse(frame->payload);
        if (!call)
            continue;
        (void)call->target();
        for (const Json::Value &argument : call->arguments.root().items())
            checkCall(argument);
    }
    return 0;
}
