// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/runner.h"

namespace Requests {

/// @p reports as JUnit XML, as CI servers read it: a suite for each file, a case for each request.
/// What was sent is not in it, so neither is a key.
/// Source: https://github.com/testmoapp/junitxml.
QByteArray junitOf(const QList<Report> &reports);

} // namespace Requests
