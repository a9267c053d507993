// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/batch.h"
#include "server/inspector/masking.h"
#include "server/inspector/record.h"
#include "server/inspector/secretnames.h"
#include "server/inspector/textmasker.h"

#include <QList>

#include <cstdlib>

QList<QByteArray> fuzzExamples()
{
    Inspector::Record record;
    record.id = "x";
    record.stages = {{"auth", 1}};
    record.log = {{1, "info", "m", "beforeGET", 2}};
    QByteArray batch;
    Inspector::appendRecord(batch, record);
    return {batch, R"({"password":"x","a":[{"Token":5}]})", R"("{\"secret\":\"y\"}")",
            "q={}&apikey=abc&x=%zz", record.toBytes()};
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (Inspector::TextMasker(bytes).masked() != bytes && !Inspector::mayHoldSecret(bytes))
        std::abort(); // the quick look says that there is no secret
    (void)Inspector::maskedText(bytes);
    (void)Inspector::maskedQuery(bytes);
    (void)Inspector::Record::fromBytes(bytes).toJson();
    Inspector::forEachRecord(bytes, [](const Inspector::Envelope &, const QByteArray &one) {
        (void)Inspector::Record::fromBytes(one).toJson();
    });
    return 0;
}
