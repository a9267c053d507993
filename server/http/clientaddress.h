// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/addresslist.h"
#include "server/http/message.h"

#include <QByteArray>

namespace Http {

/// The address of the client that sent @p request. Behind one of @p proxies it is the last address
/// of `X-Forwarded-For` that is none of them: what stands before it the client could have written
/// itself. Empty for a request that did not come over the network. Any thread.
QByteArray clientAddress(const Request &request, const AddressList &proxies);

} // namespace Http
