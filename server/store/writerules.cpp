// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/writerules.h"

namespace Store {

Result<Done> WriteRules::checkVersion(const Model::Document &document) const
{
    if (!versions || versions->contains(document.version))
        return Done();
    return failure(Error::Kind::PreconditionFailed,
                   QStringLiteral("The document %1 has the version %2 by now; read it again.")
                       .arg(QString::fromUtf8(document.id))
                       .arg(document.version));
}

Failure idExists()
{
    return failure(Error::Kind::Conflict,
                   QStringLiteral("A document with this _id exists already."));
}

} // namespace Store
