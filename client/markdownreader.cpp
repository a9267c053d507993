// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/markdownreader.h"

#include <QRegularExpression>

namespace {

/// Without the pipes at its ends.
QByteArray trimmedRow(const QByteArray &line)
{
    QByteArray row = line.trimmed();
    if (row.startsWith('|'))
        row.remove(0, 1);
    if (row.endsWith('|') && !row.endsWith("\\|"))
        row.chop(1);
    return row;
}

/// The cells of @p line. A pipe after a backslash is part of its cell.
QByteArrayList cellsOf(const QByteArray &line)
{
    QByteArrayList cells;
    QByteArray cell;
    const QByteArray row = trimmedRow(line);
    for (qsizetype i = 0; i < row.size(); ++i) {
        if (row[i] == '\\' && i + 1 < row.size() && row[i + 1] == '|') {
            cell.append('|');
            ++i;
        } else if (row[i] == '|') {
            cells.append(cell.trimmed());
            cell.clear();
        } else {
            cell.append(row[i]);
        }
    }
    cells.append(cell.trimmed());
    return cells;
}

bool isRow(const QByteArray &line)
{
    return line.contains('|');
}

/// Whether @p line is the one beneath a head row, such as `|---|:-:|`.
bool isDashes(const QByteArray &line)
{
    static const QRegularExpression dash(QStringLiteral("\\A:?-+:?\\z"));
    const QByteArrayList cells = cellsOf(line);
    return isRow(line) && std::all_of(cells.begin(), cells.end(), [](const QByteArray &cell) {
               return dash.match(QString::fromLatin1(cell)).hasMatch();
           });
}

/// A table goes on to an empty line, or to what begins another block: a line without a pipe is a
/// row with one cell.
bool belongsToTable(const QByteArray &line)
{
    const QByteArray text = line.trimmed();
    return isRow(line) || (!text.isEmpty() && !QByteArrayView("#>`~-*+<=").contains(text[0]));
}

} // namespace

std::optional<QByteArrayList> MarkdownReader::findHead()
{
    QByteArray before;
    bool isInCode = false;
    while (peek() != End) {
        const qint64 lineBefore = line();
        beginDocument();
        const QByteArray text = takeLine();
        isInCode = isInCode != text.trimmed().startsWith("```");
        if (!isInCode && isRow(before) && isDashes(text)
            && cellsOf(before).size() == cellsOf(text).size()) {
            setLine(lineBefore);
            return cellsOf(before);
        }
        before = isInCode ? QByteArray() : text;
    }
    return std::nullopt;
}

Result<TableReader::Record> MarkdownReader::readRecord()
{
    if (!m_isInTable) {
        auto head = findHead();
        m_isInTable = head.has_value();
        return head ? Result<Record>(std::move(head))
                    : Result<Record>(badInput(QStringLiteral("the file has no table")));
    }
    beginDocument();
    const QByteArray row = peek() == End ? QByteArray() : takeLine();
    if (belongsToTable(row))
        return Record(cellsOf(row));
    // Rows of another table would be lost, or be taken for those of this one.
    if (findHead())
        return badInput(QStringLiteral("another table begins here; put it in a file of its own"));
    return Record();
}
