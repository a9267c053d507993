// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Raises this process's limit of open files to what the system lets it, 65,536 at most: each
/// connection is one, and the usual 1,024 are too few for them and the database.
void raiseFileLimit();
