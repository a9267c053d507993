// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Api {

/// The page `/docs/hooks`: docs/hook-reference.md as HTML that needs nothing else. Made once; any
/// thread.
const QByteArray &hookReferencePage();

} // namespace Api
