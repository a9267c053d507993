// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/model/settingrules.h"

#include <QByteArray>

#include <vector>

namespace Model {

/// A reserved setting, or an object that holds some. A value.
struct SettingRow
{
    QByteArray path; ///< `mail.smtp.host`
    SettingRule rule;
    QByteArray otherwise; ///< The JSON of its default; empty: it has none.
    bool isSecret = false;
};

/// All reserved settings, each object before what it holds. The server's rules and defaults, the
/// window's form and the documentation are made of the same list. Any thread.
/// Source: resources/settings.json.
const std::vector<SettingRow> &settingRows();

} // namespace Model
