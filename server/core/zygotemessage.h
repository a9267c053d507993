// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// What the server and the zygote say to each other: fixed-size messages over a SOCK_SEQPACKET
/// socket, descriptor 3 of the zygote. The zygote runs no user code and is trusted.
namespace Zygote {

inline constexpr int ControlDescriptor = 3;
/// A file whose content is the JSON array of scripts, `[{"collection","compiled"}]`.
inline constexpr int ScriptsDescriptor = 4;

enum class Verb : quint32 {
    Fork = 1, ///< Down, with the child's socket attached: fork child `serial`.
    Kill = 2, ///< Down: SIGKILL for child `serial`, if it still lives.
    Ready = 3, ///< Up: the scripts are loaded.
    Lower = 5, ///< Down: child `serial` gets less of the processor than others, for the rest of its
               ///< life.
    Exited = 4, ///< Up: child `serial` ended with wait status `value`.
};

struct Message
{
    Verb verb = Verb::Ready;
    quint32 serial = 0;
    /// Fork: the heap limit in MiB. Exited: the wait status.
    qint32 value = 0;
};

} // namespace Zygote
