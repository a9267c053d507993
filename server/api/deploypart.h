// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/http/message.h"
#include "server/store/catalog.h"
#include "server/store/transaction.h"

#include <QByteArray>

#include <optional>
#include <vector>

/// The parts that a deployment carries from one database to another: everything but documents, keys
/// and users. A part is identified by its kind and name; see deployment.cpp.
namespace Api {

/// The kinds in the order in which parts are put in, so that a collection is there before its
/// script. They are removed in the reverse order.
enum class PartKind {
    Collection, ///< A definition.
    Module,
    Codehook, ///< By the name of its collection.
    Job, ///< By its id.
    Settings, ///< All of them, without a name; its value is a patch (RFC 7396).
};

QByteArrayView nameOf(PartKind kind);

/// What a deployment is to make of one part. A value.
struct Part
{
    PartKind kind = PartKind::Collection;
    QByteArray name;
    std::optional<QByteArray> tag; ///< That of the part as the client knows it; nothing: none.
    std::optional<QByteArray> value; ///< JSON; nothing: it is to be removed.

    /// What people call it: `the codehook of orders`.
    QString label() const;
    /// The name of its script in the store; empty: it has none.
    QByteArray scriptName() const;
    /// The text of the script that it is to get.
    QByteArray source() const;
};

/// The parts in the body of @p request, in the order of their kinds.
/// @errors BadInput: not their shape, one part twice, a name that it cannot have.
Result<std::vector<Part>> partsIn(const Http::Request &request);

/// What tells @p value, that of a part, from any other that the part may have.
QByteArray partTag(QByteArrayView value);
/// The value of a script: `{"source": "…", "enabled": true}`.
QByteArray scriptValue(const Store::Script &script);
/// The value of a job: the members of @p document, its JSON, that its author writes, by
/// name.
QByteArray jobValue(const QByteArray &document);

/// The value that @p part has in @p transaction; nothing: there is none. Of settings, all of them
/// with their secrets.
Result<std::optional<QByteArray>> presentValue(Store::Transaction &transaction,
                                               const Store::Catalog &catalog, const Part &part);

/// One part as JSON; @p tag and @p value may be nothing.
QByteArray partJson(const Part &part);

} // namespace Api
