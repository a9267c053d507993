// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/entitytag.h"

#include "server/core/json.h"

namespace {

QByteArray quoted(const QByteArray &version)
{
    return '"' + version + '"';
}

} // namespace

QByteArray EntityTag::of(const QByteArray &document)
{
    const auto parsed = Json::Document::parseKnown(document);
    const Json::Value version = parsed ? parsed->root().value("_version") : Json::Value();
    return version.isNull() ? QByteArray() : quoted(version.toJson());
}

QByteArray EntityTag::ofVersion(qint64 version)
{
    return quoted(QByteArray::number(version));
}
