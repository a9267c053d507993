// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/http/message.h"

#include <QByteArray>

namespace Api {

/// The file @p name of resources/pages, which is part of the program, as @p contentType.
/// @errors NotFound.
/// The body is the whole text, in which some callers still fill in names of collections.
Result<Http::Response> pageFile(const char *name, const QByteArray &contentType);

} // namespace Api
