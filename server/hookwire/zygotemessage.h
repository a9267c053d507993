// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

/// What the server and the zygote say to each other: fixed-size messages over a SOCK_SEQPACKET
/// socket, descriptor 3 of the zygote. The zygote gets nothing else: no script, nothing of a
/// client's. So it runs no user code and is trusted.
namespace Zygote {

inline constexpr int ControlDescriptor = 3;

enum class Verb : quint32 {
    /// Down, with the child's Ends attached: fork child `serial`, which freezes the built-ins
    /// before it reads anything.
    Fork = 1,
    Kill = 2, ///< Down: SIGKILL for child `serial`, if it still lives.
    Ready = 3, ///< Up: the runtime is loaded.
    Exited = 4, ///< Up: child `serial` ended with wait status `value`.
    Lower = 5, ///< Down: child `serial` gets less of the processor than others, for the rest of its
    ///< life.
    ForkOpen = 6, ///< As Fork, but the built-ins stay changeable: for a child that serves one run.
    Library = 7, ///< Down: load the library Libraries[`value`], so that later children have it.
    Forked = 8, ///< Up: child `serial` is process `value`.
    Begun = 9, ///< Up: the process runs and can make its cage; it loads the runtime now.
};

/// The bundled libraries that a zygote loads once scripts use them.
inline constexpr std::array Libraries = {"async",  "dayjs",  "handlebars",
                                         "lodash", "moment", "uuid"};

struct Message
{
    Verb verb = Verb::Ready;
    quint32 serial = 0;
    /// Fork, ForkOpen: the heap limit in MiB. Forked: the process. Exited: the wait status.
    /// Library: the index.
    qint32 value = 0;
};

/// The descriptors that go along with Fork and ForkOpen.
struct Ends
{
    int socket = -1; ///< The child's end.
    int page = -1; ///< Of a TurnPage.
};

} // namespace Zygote
