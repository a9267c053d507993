// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <algorithm>

/// Whether @p text may stand in a line of the head of an HTTP message, a part of a form, or a mail.
/// CR and LF would begin another line, or another message; programs take NUL for an end. Any
/// thread. Source: RFC 9110 section 5.5, RFC 5322 section 2.2.
inline bool isHeadText(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return (uchar(c) < 0x20 && c != '\t') || uchar(c) == 0x7f; });
}

/// Whether @p text is a token, such as the name of a header or a method.
/// Source: RFC 9110 section 5.6.2.
inline bool isToken(QByteArrayView text)
{
    static constexpr QByteArrayView Marks = "!#$%&'*+-.^_`|~";
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || Marks.contains(c);
    });
}
