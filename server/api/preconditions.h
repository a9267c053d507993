// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/http/message.h"

#include <QByteArray>
#include <QByteArrayView>

/// `If-Match` for what is no document: scripts, definitions and settings. Any thread.
/// Source: RFC 9110, section 13.1.1.
namespace Api {

/// The entity tag of version @p version of a script.
QByteArray tagOfVersion(int version);
/// The entity tag of @p text, for things that count no versions.
QByteArray tagOfText(QByteArrayView text);

/// Fails unless the header `If-Match` of @p request is missing, is `*` or names @p tag.
/// Call it inside of the write, so that nothing is saved between the check and the change.
/// @errors PreconditionFailed names @p what.
Result<Done> checkMatch(const Http::Request &request, QByteArrayView tag, const QString &what);

} // namespace Api
