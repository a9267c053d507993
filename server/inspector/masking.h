// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

/// Secrets are never kept (PRODUCT.md sections 6 and 7). Any thread.
namespace Inspector {

/// What stands in the place of a secret.
inline constexpr char Mask[] = "•••";

/// The value of a header; masked for credentials.
QByteArray maskedHeader(QByteArrayView name, const QByteArray &value);
/// A query string without the values of `apikey`, `rt-apikey`, `jwt`, `token`, `password`,
/// `secret`.
QByteArray maskedQuery(const QByteArray &query);
/// JSON, or a text with JSON in it, without the texts and numbers under keys named password,
/// secret, token or apikey.
QByteArray maskedText(const QByteArray &text);

} // namespace Inspector
