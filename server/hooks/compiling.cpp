// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/compiling.h"

#include "server/core/json.h"

#include <algorithm>
#include <utility>

namespace Hooks {

QByteArray Compiling::payload() const
{
    return Json::ObjectWriter()
        .text("source", QByteArrayView(what.source))
        .boolean("module", what.isModule)
        .boolean("traced", what.isTraced)
        .boolean("recorded", what.isRecorded)
        .boolean("formatted", what.isFormatted)
        .raw("names", what.names.isEmpty() ? QByteArray("null") : what.names)
        .raw("members", what.members.isEmpty() ? QByteArray("null") : what.members)
        .take();
}

void Compiling::give(const Result<QByteArray> &result)
{
    if (std::exchange(answered, true))
        return;
    if (!result) {
        answer(failure(result));
        return;
    }
    const auto document = Json::Document::parse(*result);
    const char *wanted = what.isFormatted ? "formatted"
        : what.names.isEmpty()            ? "compiled"
                                          : "names";
    const auto made = document ? document->root().find(wanted) : std::nullopt;
    if (!made) {
        answer(failure(Error::Kind::Internal, QStringLiteral("The compiler gave no script.")));
        return;
    }
    CompiledScript script;
    if (!what.names.isEmpty()) {
        script.names = made->toJson();
        answer(std::move(script));
        return;
    }
    (what.isFormatted ? script.formatted : script.compiled) = made->text().toByteArray();
    script.hooks = document->root().value("hooks").texts();
    script.warnings = document->root().value("warnings").toJson();
    script.symbols = document->root().value("symbols").toJson();
    answer(std::move(script));
}

Result<QByteArray> Compiling::readFailure(const QByteArray &payload)
{
    const auto document = Json::Document::parse(payload);
    const auto member = [&](const char *name) {
        return document ? document->root().value(name) : Json::Value();
    };
    Error error{Error::Kind::Unprocessable, member("message").toString()};
    error.line = positionOf(member("line"));
    error.column = positionOf(member("column"));
    error.openLine = positionOf(member("open").value("line"));
    error.openColumn = positionOf(member("open").value("column"));
    return failure(error);
}

} // namespace Hooks
