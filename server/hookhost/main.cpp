// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/application.h"
#include "server/hookhost/zygote.h"

#include "server/hookwire/zygotemessage.h"

#include <cstdio>

#include <fcntl.h>

/// hookdesk-hookhost: started by the server alone, with its socket as descriptor 3.
int main(int argc, char **argv)
{
    if (fcntl(Zygote::ControlDescriptor, F_GETFD) < 0) {
        std::fputs("hookdesk-hookhost is a part of Hookdesk and is started by it.\n", stderr);
        return 2;
    }
    HookHost::Application application(argc, argv);
    return HookHost::ZygoteProcess().run();
}
