// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/writerules.h"

#include "server/model/fields.h"

namespace Store {

Result<Done> WriteRules::checkVersion(const Model::Document &document) const
{
    const bool isAskedFor = !versions || versions->contains(document.version);
    // A document that no before-hook has decided on is not in the list: any version of it fits.
    if (isAskedFor && decidedOn.value(document.id, document.version) == document.version)
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

Failure noParent(const Model::Parent &parent)
{
    Model::Violations violations;
    violations.add("_parent_id",
                   QStringLiteral("There is no document \"%1\" in the collection \"%2\" with a "
                                  "child field \"%3\" for this one.")
                       .arg(QString::fromUtf8(parent.id), QString::fromUtf8(parent.collection),
                            QString::fromUtf8(parent.field)),
                   "REFERENCE");
    return violations.toFailure();
}

} // namespace Store
