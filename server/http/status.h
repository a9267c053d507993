// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// What the statuses of answers are called. Any thread.
namespace Http {

/// The reason phrase of @p status, for people who read along: `Not Found`.
/// Source: RFC 9110, section 15.
const char *reasonOf(int status);

/// What the `name` of an error's body is for @p status where nothing says it better: `NotFound`.
const char *errorNameOf(int status);

} // namespace Http
