// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Api {

/// The page `/docs/hooks`: the guide of resources/docs/hooks.md and the functions of
/// resources/hookapi.json, as HTML that needs nothing else. Made once; any thread.
const QByteArray &hookReferencePage();

} // namespace Api
