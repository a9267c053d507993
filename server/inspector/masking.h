// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

/// Secrets are never kept. Any thread.
namespace Inspector {

/// What stands in the place of a secret.
inline constexpr char Mask[] = "•••";

/// A query string without the values of secret parameters such as `apikey` and `password`, and
/// without the secrets within its other values, such as `q`. It is @p depth texts deep within
/// another one.
QByteArray maskedQuery(const QByteArray &query, int depth = 0);
/// A text without what secretnames.h calls a secret, whatever form it has: see TextMasker. Valid
/// JSON stays valid.
QByteArray maskedText(const QByteArray &text);
/// Masks each of @p secrets in @p text but those that are too short to be told from other text.
void maskKnown(QByteArray &text, const QByteArrayList &secrets);
/// The secrets in the settings of a database: values under the names of secrets, and the address of
/// Slack.
QByteArrayList secretsIn(QByteArrayView settings);

} // namespace Inspector
