// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/json.h"
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

/// Whatever stands beside it, the value of a secret name is not kept.
void checkSecretIsGone(const QByteArray &bytes)
{
    const QByteArray secret = "hunter2!";
    if (bytes.contains("hunter"))
        return;
    const QByteArray beside = Json::quoted(QByteArrayView(bytes));
    const QByteArray whole = Json::quoted(QByteArrayView(bytes + secret));
    for (const QByteArray &masked :
         {Inspector::maskedText("{\"a\":" + beside + ",\"password\":\"" + secret + "\"}"),
          Inspector::maskedText("{\"password\":" + whole + ",\"a\":" + beside + '}'),
          Inspector::maskedText("{\"token\":[{\"x\":" + whole + "}]}"),
          Inspector::maskedQuery(bytes + "&apikey=" + secret),
          Inspector::maskedQuery("api%6bey=" + secret + '&' + bytes)}) {
        if (masked.contains(secret))
            std::abort();
    }
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (Inspector::TextMasker(bytes).masked() != bytes && !Inspector::mayHoldSecret(bytes))
        std::abort(); // the quick look says that there is no secret
    (void)Inspector::maskedText(bytes);
    (void)Inspector::maskedQuery(bytes);
    checkSecretIsGone(bytes);
    (void)Inspector::Record::fromBytes(bytes).toJson();
    Inspector::forEachRecord(bytes, [](const Inspector::Envelope &, const QByteArray &one) {
        (void)Inspector::Record::fromBytes(one).toJson();
    });
    return 0;
}
