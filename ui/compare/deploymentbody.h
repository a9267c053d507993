// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/comparison.h"

/// The body of a deployment (`PATCH /admin/v1/deployment`) that carries the differences @p chosen
/// over into @p target, as it was read: of what somebody else has changed since, nothing is
/// overwritten. Any thread.
QByteArray deploymentBody(const StoredParts &target, const QList<Difference> &chosen);
