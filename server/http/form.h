// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <utility>

/// Bodies as HTML forms send them. Any thread.
namespace Http {

/// The decoded pairs of `a=1&b=x+y`, in their order; a name without `=` has an empty value.
/// Source: URL standard, application/x-www-form-urlencoded.
QList<std::pair<QByteArray, QByteArray>> parseUrlEncoded(QByteArrayView text);

/// One part of a multipart/form-data body.
struct FormPart
{
    QByteArray name;
    QByteArray fileName; ///< Empty for a plain field.
    QByteArray contentType; ///< As the part says it; empty: it does not.
    QByteArray body; ///< As sent.
    bool isFile = false; ///< The part has a file name, even an empty one.
};

/// The parts of @p body; @p contentType is the request's, with its boundary.
/// @errors BadInput: no boundary, a part without a name, an end that is missing, over 1,000 parts.
/// Source: RFC 7578.
Result<QList<FormPart>> parseMultipart(QByteArrayView contentType, QByteArrayView body);

} // namespace Http
