// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArrayList>
#include <QByteArrayView>

/// The words of a document, by which `filter` finds it: `_keywords`, and joined by blanks `_tags`
/// (contract: documents 2). Any thread.
namespace Model {

/// The different words of @p text in lower case: runs of letters and digits.
QByteArrayList wordsOf(QByteArrayView text);

/// The different words of all texts and numbers in @p document but its `_id`, in their order.
QByteArrayList wordsOf(const Json::Value &document);

} // namespace Model
