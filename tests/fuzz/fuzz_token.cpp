// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/jwt.h"
#include "server/core/timestamp.h"
#include "server/model/fields.h"
#include "server/model/settings.h"

#include <QList>

#include <cstdlib>

namespace {

const QByteArray Secret = "a secret of the fuzzer";

} // namespace

QList<QByteArray> fuzzExamples()
{
    return {
        *Jwt::sign(R"({"email":"a@example.com","exp":9999999999})", Secret, "HS256"),
        R"({"fields":[{"name":"a","type":"number","min":1,"formula":"{{b}} * 2"},{"name":"o","type":"option","options":[1,"x"]},{"name":"t","type":"text","pattern":"^a+$","default":"aa"}]})",
        R"({"codehooks":{"timeout":5000},"cors":{"origins":["*"]},"auth":{"jwt":{"secret":"x"}}})",
        "2026-01-02T08:14:00.123+01:00"};
}

/// Tokens, definitions, settings and times: what comes from outside and is small.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text(data, qsizetype(size));
    static const QByteArray token = fuzzExamples().first();
    const auto claims = Jwt::verify(text, Secret, {});
    if (claims && text != token)
        std::abort(); // nobody else has the secret
    (void)Timestamp::parse(text);
    (void)Model::Settings::parse(text);
    const auto document = Json::Document::parse(text);
    if (!document)
        return 0;
    Model::Violations violations;
    for (const Model::Field &field :
         Model::parseFields(document->root().value("fields"), violations)) {
        (void)Model::checkedValue(field, document->root(), violations);
        (void)Model::valueOfForm(field, text);
        if (field.formula && !Json::Document::parse(field.formula->evaluate(document->root())))
            std::abort();
    }
    return 0;
}
