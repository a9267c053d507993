// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Whether all of the @p count texts @p arguments are UTF-8. Qt replaces all other bytes, and
/// another file would be opened than the one that was named.
bool areUtf8(int count, char **arguments);
