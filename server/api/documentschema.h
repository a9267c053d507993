// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Store {
struct Collection;
}

/// Documents as JSON Schema, for the descriptions of the API. Any thread.
namespace Api {

/// Documents as they are answered, or as a client sends them.
enum class Direction { Answered, Sent };

/// The JSON Schema of the documents of @p collection, by the fields that it declares.
QByteArray documentSchema(const Store::Collection &collection, Direction direction);
/// Whether documents of @p collection are taken in more forms than they are answered in: relations
/// and media are answered as arrays, and taken also as a single id.
bool hasSentForm(const Store::Collection &collection);
/// The name of the schema of documents that are sent. No collection has a dot in its name.
QByteArray sentNameOf(const QByteArray &collection);

} // namespace Api
