// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/requestfile.h"

#include "client/requests/blockreader.h"
#include "client/requests/texts.h"

#include <algorithm>

namespace Requests {

namespace {

constexpr char ByteOrderMark[] = "\xef\xbb\xbf";

QByteArray lineOf(const Directive &directive)
{
    return "# @" + directive.name
        + (directive.value.isEmpty() ? QByteArray() : ' ' + directive.value);
}

QByteArray lineOf(const Header &header)
{
    return header.first + ": " + header.second;
}

template<typename List>
QByteArrayList linesOf(const List &list)
{
    QByteArrayList lines;
    for (const auto &each : list)
        lines.append(lineOf(each));
    return lines;
}

/// Which part of @p wanted a file that was written with it has not: empty, when it has all.
QString missingPart(const Request &wanted, const Request &written)
{
    if (wanted.title != written.title)
        return RequestTexts::tr("the title");
    if (wanted.method != written.method || wanted.url != written.url)
        return RequestTexts::tr("the method or the address");
    if (wanted.headers != written.headers)
        return RequestTexts::tr("a header");
    if (wanted.directives != written.directives)
        return RequestTexts::tr("a name, a check or a value");
    return wanted.body == written.body ? QString() : RequestTexts::tr("a line of the body");
}

/// As a file can give it back.
Request normalised(Request request)
{
    request.body.replace("\r\n", "\n");
    QByteArrayList lines = request.body.split('\n');
    while (!lines.isEmpty() && lines.first().trimmed().isEmpty())
        lines.removeFirst();
    while (!lines.isEmpty() && lines.last().trimmed().isEmpty())
        lines.removeLast();
    request.body = lines.join('\n');
    request.title = request.title.trimmed();
    request.url = request.url.trimmed();
    for (Header &header : request.headers)
        header = {header.first.trimmed(), header.second.trimmed()};
    for (Directive &directive : request.directives)
        directive.value = directive.value.trimmed();
    return request;
}

} // namespace

QByteArray headerOf(const Headers &headers, QByteArrayView name)
{
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const Header &each) {
        return each.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == headers.end() ? QByteArray() : found->second;
}

QByteArray Request::directive(QByteArrayView name) const
{
    const auto found = std::find_if(directives.begin(), directives.end(),
                                    [&](const Directive &each) { return each.name == name; });
    return found == directives.end() ? QByteArray() : found->value;
}

QString Request::label() const
{
    if (!title.isEmpty())
        return QString::fromUtf8(title);
    return QString::fromUtf8(name().isEmpty() ? method + ' ' + url : name());
}

RequestFile RequestFile::parse(const QByteArray &text)
{
    RequestFile file;
    if (text.startsWith(ByteOrderMark))
        file.m_mark = ByteOrderMark;
    qsizetype at = file.m_mark.size();
    int number = 1;
    QByteArrayList lines;
    const auto finish = [&] {
        if (lines.isEmpty())
            return;
        Block block = BlockReader(file, number).read(lines);
        file.m_blocks.append(std::move(block));
        number += int(lines.size());
        lines.clear();
    };
    while (at < text.size()) {
        const qsizetype found = text.indexOf('\n', at);
        const qsizetype end = found < 0 ? text.size() : found + 1;
        const QByteArray line = text.sliced(at, end - at);
        if (line.startsWith("###"))
            finish();
        lines.append(line);
        at = end;
    }
    finish();
    return file;
}

QByteArray RequestFile::text() const
{
    QByteArray text = m_mark;
    for (const Block &block : m_blocks) {
        for (const Line &line : block.lines)
            text += line.bytes;
    }
    return text;
}

/// That of the first line.
QByteArray RequestFile::newline() const
{
    const bool isDos = !m_blocks.isEmpty() && !m_blocks.first().lines.isEmpty()
        && m_blocks.first().lines.first().bytes.endsWith("\r\n");
    return isDos ? QByteArray("\r\n") : QByteArray("\n");
}

RequestFile::Block &RequestFile::blockOf(qsizetype index)
{
    return *std::find_if(m_blocks.begin(), m_blocks.end(),
                         [&](const Block &block) { return block.request == index; });
}

/// The lines of @p kind, whose contents are @p before, become @p after. What both begin and end
/// with stays as it is written.
QList<RequestFile::Line> RequestFile::merged(const QList<Line> &lines, Kind kind,
                                             const QByteArrayList &before,
                                             const QByteArrayList &after, const QByteArray &newline)
{
    const qsizetype most = std::min(before.size(), after.size());
    qsizetype same = 0;
    while (same < most && before[same] == after[same])
        ++same;
    qsizetype sameEnd = 0;
    while (sameEnd < most - same
           && before[before.size() - 1 - sameEnd] == after[after.size() - 1 - sameEnd])
        ++sameEnd;
    QList<Line> result;
    qsizetype count = 0;
    bool isWritten = false;
    const auto write = [&] {
        if (std::exchange(isWritten, true) || same == after.size() - sameEnd)
            return;
        if (!result.isEmpty() && !result.last().bytes.endsWith('\n'))
            result.last().bytes += newline;
        for (qsizetype i = same; i < after.size() - sameEnd; ++i)
            result.append({kind, after[i] + newline});
    };
    // What replaces lines takes their place, and new lines follow the ones before them. Without
    // those, directives stand before the address, and headers after it.
    const bool isInsertion = same == before.size() - sameEnd;
    for (const Line &line : lines) {
        const bool isOne = line.kind == kind;
        if (isOne && count == same && (!isInsertion || same == 0))
            write();
        if (isInsertion && kind == Kind::Directive && line.kind == Kind::Address && count == same)
            write();
        if (kind == Kind::Header && (line.kind == Kind::Gap || line.kind == Kind::Tail))
            write();
        if (!isOne || count < same || count >= before.size() - sameEnd)
            result.append(line);
        count += isOne;
        if (isOne && count == same && isInsertion)
            write();
    }
    write();
    return result;
}

/// The body of @p request in the place of the one in @p lines.
QList<RequestFile::Line> RequestFile::withBody(const QList<Line> &lines, const Request &request,
                                               const QByteArray &newline)
{
    QList<Line> result;
    bool isWritten = false;
    const auto write = [&] {
        if (std::exchange(isWritten, true) || request.body.isEmpty())
            return;
        if (!result.isEmpty() && !result.last().bytes.endsWith('\n'))
            result.last().bytes += newline;
        if (result.isEmpty() || result.last().kind != Kind::Gap)
            result.append({Kind::Gap, newline});
        for (const QByteArray &line : request.body.split('\n'))
            result.append({Kind::Body, line + newline});
    };
    bool isHead = true;
    for (const Line &line : lines) {
        isHead = isHead && line.kind != Kind::Body && line.kind != Kind::Tail;
        const bool hadGap = !result.isEmpty() && result.last().kind == Kind::Gap;
        if (!isHead || (hadGap && line.kind != Kind::Gap))
            write();
        if (line.kind != Kind::Body)
            result.append(line);
    }
    write();
    return result;
}

/// Reads what @p blocks say; keeps it when the request @p index of @p count is @p wanted.
Result<Done> RequestFile::take(QList<Block> blocks, qsizetype index, const Request &wanted,
                               qsizetype count)
{
    RequestFile changed = *this;
    changed.m_blocks = std::move(blocks);
    changed = parse(changed.text());
    const bool isThere = changed.m_requests.size() == count;
    const QString missing =
        isThere ? missingPart(wanted, changed.m_requests[index]) : RequestTexts::tr("a line");
    if (!missing.isEmpty())
        return badInput(
            RequestTexts::tr("The text format of requests cannot hold %1 that is written so.")
                .arg(missing));
    *this = std::move(changed);
    return Done();
}

Result<Done> RequestFile::replace(qsizetype index, const Request &request)
{
    const Request wanted = normalised(request);
    const Request before = m_requests[index];
    QList<Block> blocks = m_blocks;
    Block &block = *std::find_if(blocks.begin(), blocks.end(),
                                 [&](const Block &each) { return each.request == index; });
    QList<Line> lines = block.lines;
    if (wanted.title != before.title) {
        if (!lines.isEmpty() && lines.first().kind == Kind::Separator)
            lines.removeFirst();
        lines.prepend({Kind::Separator, "### " + wanted.title + newline()});
    }
    if (wanted.method != before.method || wanted.url != before.url) {
        const auto isAddress = [](const Line &line) { return line.kind == Kind::Address; };
        const qsizetype place = std::find_if(lines.begin(), lines.end(), isAddress) - lines.begin();
        lines.removeIf(isAddress);
        lines.insert(place, {Kind::Address, wanted.method + ' ' + wanted.url + newline()});
    }
    if (wanted.directives != before.directives)
        lines = merged(lines, Kind::Directive, linesOf(before.directives),
                       linesOf(wanted.directives), newline());
    if (wanted.headers != before.headers)
        lines = merged(lines, Kind::Header, linesOf(before.headers), linesOf(wanted.headers),
                       newline());
    if (wanted.body != before.body)
        lines = withBody(lines, wanted, newline());
    block.lines = lines;
    return take(blocks, index, wanted, m_requests.size());
}

Result<Done> RequestFile::insert(qsizetype index, const Request &request)
{
    const Request wanted = normalised(request);
    const QByteArray end = newline();
    Block block;
    block.lines.append(
        {Kind::Separator,
         (wanted.title.isEmpty() ? QByteArray("###") : "### " + wanted.title) + end});
    for (const QByteArray &line : linesOf(wanted.directives))
        block.lines.append({Kind::Directive, line + end});
    block.lines.append({Kind::Address, wanted.method + ' ' + wanted.url + end});
    for (const QByteArray &line : linesOf(wanted.headers))
        block.lines.append({Kind::Header, line + end});
    block.lines = withBody(block.lines, wanted, end);
    QList<Block> blocks = m_blocks;
    qsizetype place = blocks.size();
    if (index < m_requests.size())
        place = &blockOf(index) - m_blocks.data();
    if (place > 0 && !blocks[place - 1].lines.isEmpty()) {
        QByteArray &last = blocks[place - 1].lines.last().bytes;
        last += last.endsWith('\n') ? QByteArray() : end;
        if (!last.trimmed().isEmpty())
            block.lines.prepend({Kind::Tail, end});
    }
    if (place < blocks.size())
        block.lines.append({Kind::Tail, end});
    blocks.insert(place, block);
    // Lines before the first separator may be a request, which a new one before it needs to end.
    if (place == 0 && blocks.size() > 1 && !blocks[1].lines.isEmpty()
        && blocks[1].lines.first().kind != Kind::Separator)
        blocks[1].lines.prepend({Kind::Separator, "###" + end});
    return take(blocks, std::min(index, m_requests.size()), wanted, m_requests.size() + 1);
}

void RequestFile::remove(qsizetype index)
{
    const Block &block = blockOf(index);
    // Variables belong to the whole file.
    QList<Line> kept;
    bool hasVariable = false;
    for (const Line &line : block.lines) {
        const bool isVariable = line.kind == Kind::Other && line.bytes.trimmed().startsWith('@');
        hasVariable = hasVariable || isVariable;
        if (isVariable || line.kind == Kind::Separator)
            kept.append(line);
    }
    if (!hasVariable)
        kept.clear();
    RequestFile changed = *this;
    changed.blockOf(index).lines = kept;
    *this = parse(changed.text());
}

} // namespace Requests
