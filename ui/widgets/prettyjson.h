// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

/// JSON for people. Any thread.
namespace PrettyJson {

/// @p json over several lines, indented by two, members in their order; unchanged when it is no
/// JSON.
QString format(const QByteArray &json);

/// The beginning of a large @p json in that form, with long texts and lists cut: to be read, not to
/// be parsed.
QString preview(const QByteArray &json);

} // namespace PrettyJson
