// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/reader.h"

#include "server/store/view.h"

namespace Store {

Result<bool> Reader::sees(const Views &views, qint64 collection, const QByteArray &id)
{
    const auto answer = views.sees(collection, id);
    const auto *lookup = std::get_if<Lookup>(&answer);
    return lookup ? finds(*lookup) : Result<bool>(std::get<bool>(answer));
}

} // namespace Store
