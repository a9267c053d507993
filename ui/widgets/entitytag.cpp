// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/entitytag.h"

#include "server/core/json.h"

QByteArray EntityTag::of(const QByteArray &document)
{
    const auto parsed = Json::Document::parseKnown(document);
    const Json::Value version = parsed ? parsed->root().value("_version") : Json::Value();
    return version.isNull() ? QByteArray() : '"' + version.toJson() + '"';
}
