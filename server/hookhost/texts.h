// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

/// Bytes as texts, and names of domains, as the Encoding and URL Standards want them, by ICU.
/// Thread: any.
namespace HookHost::Texts {

/// Whether bytes that mean nothing are U+FFFD, or make the text none.
enum class Malformed { Replace, Refuse };

/// The text of @p bytes, which the converter of ICU of this name reads ("UTF-8", "UTF-16LE", …);
/// nothing where there is none of that name, or where bytes are refused.
std::optional<QString> decode(const QByteArray &bytes, const QByteArray &converter,
                              Malformed malformed);

/// The characters that have a property of Unicode, such as "L" or "Script=Greek": ranges of
/// hexadecimal numbers, `41-5a 61-7a`; empty where there is no such property.
QString codePointsOf(const QString &property);

/// A domain in ASCII; empty where there is none. Source: Unicode Technical Standard 46, without
/// transitional processing, and with the checks that the URL Standard asks for.
QString domainToAscii(const QString &domain);

} // namespace HookHost::Texts
