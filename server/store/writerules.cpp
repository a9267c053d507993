// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/writerules.h"

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

Failure noDocument(QByteArrayView id)
{
    return failure(
        Error::Kind::NotFound,
        QStringLiteral("There is no document with the id \"%1\".").arg(QString::fromUtf8(id)));
}

Failure notUnique(const QByteArrayList &fields)
{
    Model::Violations violations;
    for (const QByteArray &field : fields)
        violations.add(field, QStringLiteral("Already exists"), "UNIQUE");
    return violations.toFailure();
}

Failure counterUsedUp(const Model::Field &field)
{
    Model::Violations violations;
    violations.add(field.name,
                   QStringLiteral("The counter has reached its end, %1: no greater number is exact "
                                  "for every client.")
                       .arg(Model::Field::LastCount),
                   "AUTOINCREMENT");
    return violations.toFailure();
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
