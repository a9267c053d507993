// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/hookframe.h"
#include "server/hooks/hookrun.h"
#include "server/hooks/hookverdict.h"

#include <QList>

QList<QByteArray> fuzzExamples()
{
    using HookFrame::Type;
    return {
        HookFrame::encode({Type::Call, 1,
                           R"({"id":1,"op":"db.get","arguments":["/rest/c",{"a":1},{"$max":1}]})"}),
        HookFrame::encode(
            {Type::End, 1, R"({"error":[{"field":"a","message":"b"}],"data":{},"query":{}})"}),
        HookFrame::encode({Type::Log, 2, R"({"level":"info","message":"x","line":3})"})
            + HookFrame::encode({Type::Finished, 2, ""})};
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    HookFrame::Reader reader;
    reader.append(QByteArrayView(data, qsizetype(size)));
    while (const auto frame = reader.next()) {
        (void)Hooks::HookVerdict::read(frame->payload);
        for (const char *operation : {"db.get", "db.delete", "db.post", "x"})
            (void)Hooks::HookCall::parse(operation, frame->payload);
    }
    return 0;
}
