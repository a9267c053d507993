// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/partfile.h"
#include "server/core/result.h"
#include "server/core/stopflag.h"
#include "server/store/address.h"

#include <QString>

#include <memory>

namespace Store::Postgres {

/// What the schema of @p address holds at one moment, as a file in the folder of @p target. It may
/// be served meanwhile. @p shown names the database in messages. Any thread.
/// @errors BadInput: there is no database of ours. Unavailable: it is not reached, or the file
/// cannot be written.
Result<std::unique_ptr<PartFile>> fileOf(const Address &address, const QString &shown,
                                         const QString &target, const StopFlag &stop);

} // namespace Store::Postgres
