// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

/// Text that comes from outside need not be UTF-8. Any thread.
namespace Utf8 {

/// Whether @p text is UTF-8 throughout.
bool isValid(QByteArrayView text);
/// @p text with U+FFFD in the place of what is no UTF-8.
QByteArray valid(const QByteArray &text);
/// The first @p maximum bytes of @p text, or up to three fewer, so that no character is cut.
QByteArray cut(const QByteArray &text, qsizetype maximum);

} // namespace Utf8
