// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/localpeer.h"

#include <sys/socket.h>

std::optional<uid_t> userOfPeer(qintptr descriptor)
{
    ucred peer = {};
    socklen_t size = sizeof peer;
    if (descriptor < 0 || getsockopt(int(descriptor), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return std::nullopt;
    return peer.uid;
}
