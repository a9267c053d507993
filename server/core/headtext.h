// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <algorithm>
#include <string_view>

/// Whether @p text may stand in a line of the head of an HTTP message, a part of a form, or a mail.
/// CR and LF would begin another line, or another message; programs take NUL for an end. Any
/// thread. Source: RFC 9110 section 5.5, RFC 5322 section 2.2.
inline bool isHeadText(QByteArrayView text)
{
    // Without an early end compilers look at many bytes at once.
    uchar found = 0;
    for (const char c : text)
        found |= uchar((uchar(c) < 0x20) & (c != '\t')) | uchar(uchar(c) == 0x7f);
    return found == 0;
}

/// Whether @p c may be in a token (RFC 9110 section 5.6.2).
constexpr bool isTokenCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

/// Whether @p text is a token, such as the name of a header or a method.
/// Source: RFC 9110 section 5.6.2.
inline bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

/// Where @p end, which begins with CR, is in @p text, not before @p from; -1: nowhere. Unlike
/// QByteArrayView::indexOf() this looks for the CR alone until it finds one: heads have few.
inline qsizetype indexOfEnd(QByteArrayView text, std::string_view end, qsizetype from = 0)
{
    const auto found = std::string_view(text.data(), size_t(text.size())).find(end, size_t(from));
    return found == std::string_view::npos ? -1 : qsizetype(found);
}
