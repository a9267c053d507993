// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// The statuses by which a hook host that ends by itself says why.
namespace ExitStatus {

inline constexpr int OutOfMemory = 78;
inline constexpr int BrokenStream = 79; ///< What came from the server was no frame.
inline constexpr int Spoiled = 80; ///< A run changed what other runs of this process would see.

} // namespace ExitStatus
