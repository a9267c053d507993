// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/requestfile.h"

namespace Requests {

/// Reads what one separator begins, line after line. A RequestFile makes one for each block.
class BlockReader
{
public:
    /// @p line is the number of the first of @p lines, from 1. Results are added to @p file.
    BlockReader(RequestFile &file, int line)
        : m_file(file)
        , m_line(line)
    {
    }

    RequestFile::Block read(const QByteArrayList &lines);

private:
    using Kind = RequestFile::Kind;
    enum class State { Before, Head, Body, After };

    Kind kindOf(const QByteArray &text);
    Kind kindBefore(const QByteArray &text);
    Kind kindInHead(const QByteArray &text);
    Kind kindAfter(const QByteArray &text);
    bool isAddress(const QByteArray &text);
    void note(const QString &text);
    void takeDirective(const QByteArray &text);
    void settleBody(QList<RequestFile::Line> &lines);

    RequestFile &m_file;
    int m_line;
    State m_state = State::Before;
    bool m_isScript = false; ///< Within `{%` and `%}`.
    Request m_request;
};

/// A line without its line break.
QByteArray withoutBreak(const QByteArray &line);
/// Whether @p line is a comment.
bool isComment(QByteArrayView line);

} // namespace Requests
