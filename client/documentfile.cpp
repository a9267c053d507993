// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/documentfile.h"

#include "client/csvreader.h"
#include "client/jsonreaders.h"
#include "client/markdownreader.h"
#include "client/texts.h"

#include <QFileInfo>

#include <algorithm>
#include <string_view>
#include <utility>

namespace {

constexpr qsizetype Chunk = 64 * 1024;

enum class Format { Json, Lines, Csv, Markdown };

/// Nothing: the ending of @p path stands for no format.
std::optional<Format> formatOf(const QString &path)
{
    static const std::pair<const char *, Format> endings[] = {
        {".json", Format::Json}, {".ndjson", Format::Lines}, {".jsonl", Format::Lines},
        {".csv", Format::Csv},   {".md", Format::Markdown},  {".markdown", Format::Markdown}};
    for (const auto &[ending, format] : endings) {
        if (path.endsWith(QLatin1String(ending), Qt::CaseInsensitive))
            return format;
    }
    return std::nullopt;
}

QByteArray csvText(QByteArray text)
{
    const bool needsQuotes = std::any_of(text.begin(), text.end(), [](char c) {
        return std::string_view(",;|\"\n\r\t").find(c) != std::string_view::npos;
    });
    return needsQuotes ? '"' + text.replace('"', "\"\"") + '"' : text;
}

QByteArray csvValue(const Json::Value &value)
{
    return csvText(value.isString() ? value.text().toByteArray()
                                    : (value.isNull() ? QByteArray() : value.toJson()));
}

} // namespace

DocumentFileReader::DocumentFileReader(std::unique_ptr<QFile> file)
    : m_file(std::move(file))
{
}

bool DocumentFileReader::fill()
{
    while (m_at == m_buffer.size() && !m_file->atEnd()) {
        m_buffer = m_file->read(Chunk);
        m_at = 0;
        if (!m_decoder || m_buffer.isEmpty())
            return !m_buffer.isEmpty();
        // Both know what a piece ended within; a line feed shows what the file ended within.
        QString text = m_decoder->decode(m_buffer);
        const bool isLast = m_file->atEnd();
        if (isLast)
            text += m_decoder->decode(m_lineFeed);
        m_buffer = m_encoder.encode(text);
        // A byte that no UTF-8 has: so the record is refused, and nothing becomes another
        // character.
        if (m_decoder->hasError() || m_encoder.hasError())
            m_buffer = "\xff";
        else if (isLast && !text.endsWith(u'\n'))
            m_buffer += "\xff";
    }
    return m_at < m_buffer.size();
}

void DocumentFileReader::readByteOrderMark()
{
    (void)fill();
    if (m_buffer.startsWith("\xef\xbb\xbf")) {
        m_at = 3;
        return;
    }
    const bool isLittle = m_buffer.startsWith("\xff\xfe");
    if (!isLittle && !m_buffer.startsWith("\xfe\xff"))
        return;
    m_decoder.emplace(isLittle ? QStringDecoder::Utf16LE : QStringDecoder::Utf16BE);
    m_lineFeed = isLittle ? QByteArray("\n\0", 2) : QByteArray("\0\n", 2);
    m_file->seek(2);
    m_buffer.clear();
}

QByteArrayView DocumentFileReader::ahead()
{
    (void)fill();
    return QByteArrayView(m_buffer).sliced(m_at);
}

int DocumentFileReader::peek()
{
    return fill() ? uchar(m_buffer[m_at]) : End;
}

int DocumentFileReader::take()
{
    if (!fill())
        return End;
    const int c = uchar(m_buffer[m_at++]);
    m_line += c == '\n' || (c == '\r' && peek() != '\n');
    return c;
}

QByteArray DocumentFileReader::takeLine()
{
    QByteArray line;
    int c = take();
    for (; c != End && c != '\n' && c != '\r'; c = take())
        line.append(char(c));
    if (c == '\r' && peek() == '\n')
        take();
    return line;
}

double DocumentFileReader::progress() const
{
    return m_file->size() > 0
        ? double(m_file->pos() - (m_buffer.size() - m_at)) / double(m_file->size())
        : 1;
}

Result<Done> checkDocumentFileName(const QString &path, FileUse use)
{
    const auto format = formatOf(path);
    if (format && (use == FileUse::Import || *format != Format::Markdown))
        return Done();
    return badInput(
        use == FileUse::Import
            ? ClientTexts::tr("%1 ends in none of .json, .ndjson, .jsonl, .csv and .md").arg(path)
            : ClientTexts::tr("%1 ends in none of .json, .ndjson, .jsonl and .csv").arg(path));
}

Result<std::unique_ptr<DocumentFileReader>> DocumentFileReader::open(const QString &path)
{
    if (const auto checked = checkDocumentFileName(path, FileUse::Import); !checked)
        return failure(checked);
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return badInput(ClientTexts::tr("%1 cannot be read: %2.").arg(path, file->errorString()));
    std::unique_ptr<DocumentFileReader> reader;
    switch (*formatOf(path)) {
    case Format::Json:
        reader = std::make_unique<JsonReader>(std::move(file));
        break;
    case Format::Lines:
        reader = std::make_unique<LineReader>(std::move(file));
        break;
    case Format::Csv:
        reader = std::make_unique<CsvReader>(std::move(file));
        break;
    case Format::Markdown:
        reader = std::make_unique<MarkdownReader>(std::move(file));
        break;
    }
    reader->readByteOrderMark();
    return reader;
}

DocumentFileWriter::DocumentFileWriter(QString path, std::unique_ptr<PartFile> part, Kind kind,
                                       QByteArrayList columns)
    : m_path(std::move(path))
    , m_part(std::move(part))
    , m_kind(kind)
    , m_columns(std::move(columns))
{
}

bool DocumentFileWriter::needsColumns(const QString &path)
{
    return formatOf(path) == Format::Csv;
}

Result<std::unique_ptr<DocumentFileWriter>> DocumentFileWriter::open(const QString &path,
                                                                     const QByteArrayList &columns)
{
    if (const auto checked = checkDocumentFileName(path, FileUse::Export); !checked)
        return failure(checked);
    const Format format = *formatOf(path);
    const Kind kind = format == Format::Json ? Kind::Json
        : format == Format::Lines            ? Kind::Lines
                                             : Kind::Csv;
    PartFile::clearAbandoned(QFileInfo(path).absolutePath());
    auto part = PartFile::create(path);
    if (!part)
        return failure(part);
    std::unique_ptr<DocumentFileWriter> writer(
        new DocumentFileWriter(path, std::move(*part), kind, columns));
    if (!writer->m_file.open(writer->m_part->descriptor(), QIODevice::WriteOnly,
                             QFileDevice::DontCloseHandle))
        return badInput(
            ClientTexts::tr("%1 cannot be written: %2.").arg(path, writer->m_file.errorString()));
    if (kind == Kind::Json)
        writer->m_file.write("[");
    QByteArrayList names;
    for (const QByteArray &column : columns)
        names.append(csvText(column));
    if (kind == Kind::Csv)
        writer->m_file.write(names.join(',') + "\r\n");
    return writer;
}

void DocumentFileWriter::add(const Json::Value &document)
{
    if (m_kind == Kind::Csv) {
        QByteArrayList values;
        for (const QByteArray &column : std::as_const(m_columns))
            values.append(csvValue(document.value(column)));
        m_file.write(values.join(',') + "\r\n");
        return;
    }
    if (m_kind == Kind::Json)
        m_file.write(m_isFirst ? "\n" : ",\n");
    m_isFirst = false;
    m_file.write(document.toJson());
    if (m_kind == Kind::Lines)
        m_file.write("\n");
}

Result<Done> DocumentFileWriter::finish()
{
    if (m_kind == Kind::Json)
        m_file.write("\n]\n");
    if (m_file.flush() && m_file.error() == QFileDevice::NoError)
        return m_part->moveTo(m_path);
    return failure(Error::Kind::Unavailable,
                   ClientTexts::tr("%1 cannot be written: %2.").arg(m_path, m_file.errorString()));
}
