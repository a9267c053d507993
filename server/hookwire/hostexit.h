// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// The exit statuses by which a hook host tells the server why it ended. Other ends are signals.
namespace HostExit {

inline constexpr int OutOfMemory = 78; ///< An allocation failed within the limit of the cage.
inline constexpr int BrokenStream = 79; ///< The server sent what is no frame.
inline constexpr int Spoiled = 80; ///< A run changed what later runs of this process would see.

} // namespace HostExit
