// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace Json {

/// The first place where a text is not JSON, or breaks a rule that Document::parse() adds.
struct Fault
{
    const char *what; ///< A clause, such as `a comma is missing`.
    qsizetype place; ///< Bytes before it.
};

/// The first fault of @p text, whose objects and arrays may be @p maximumDepth levels deep; nothing
/// where it is JSON. A second look at what simdjson refuses, which does not say where; it takes
/// longer than parsing. Any thread.
///
/// The place of a value, a name, a sign or an escape is its first byte, that of a text without an
/// end its quote, and that of what is missing the byte that stands there instead.
/// Source: RFC 8259.
std::optional<Fault> findFault(QByteArrayView text, qsizetype maximumDepth);

} // namespace Json
