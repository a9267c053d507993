// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Headers of Hookdesk's own that more than one part of it writes or reads, in lower case.
namespace Http {

/// Who sends a request besides its key: WindowClient. The inspector leaves out what a window asks
/// for to show it.
inline constexpr char ClientHeader[] = "x-hookdesk-client";
inline constexpr char WindowClient[] = "window";
/// `off`: no codehook runs for the request, which needs a full-access key.
inline constexpr char HooksHeader[] = "x-hookdesk-hooks";

/// The name of the server that passes on a request which another one is to answer.
inline constexpr char PassedOnHeader[] = "x-hookdesk-passed-on";

/// The name of the server that answers, where several share a database.
inline constexpr char NodeHeader[] = "X-Hookdesk-Node";

} // namespace Http
