// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/documentfile.h"

#include "server/core/utf8.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <deque>
#include <optional>

namespace {

constexpr qsizetype Chunk = 64 * 1024;
constexpr qsizetype MaximumDocument = 64 * 1024 * 1024;

bool isBlank(int c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// A JSON array of documents, or one document.
class JsonReader final : public DocumentFileReader
{
public:
    explicit JsonReader(std::unique_ptr<QFile> file)
        : DocumentFileReader(std::move(file))
    {
    }

    Result<std::optional<QByteArray>> next() override
    {
        skipBlanks();
        if (m_isStart && peek() == '[') {
            take();
            m_inArray = true;
            skipBlanks();
        } else if (!m_isStart && m_inArray && peek() == ',') {
            take();
            skipBlanks();
        } else if (!m_isStart && peek() != End && peek() != ']') {
            return fault("a comma is missing between two documents");
        }
        m_isStart = false;
        beginDocument();
        if (m_inArray && peek() == ']') {
            take();
            m_inArray = false;
            skipBlanks();
            if (peek() != End)
                return fault("something follows the array");
        }
        if (peek() == End)
            return m_inArray ? fault("the array does not end")
                             : Result<std::optional<QByteArray>>(std::optional<QByteArray>());
        return document();
    }

private:
    static Failure fault(const char *what) { return badInput(QLatin1String(what)); }

    void skipBlanks()
    {
        while (isBlank(peek()))
            take();
    }

    /// One value, cut out by its brackets; the JSON parser looks at it closely.
    Result<std::optional<QByteArray>> document()
    {
        QByteArray text;
        int depth = 0;
        bool inText = false;
        while (true) {
            const int c = take();
            if (c == End)
                return fault("the file ends within a document");
            text.append(char(c));
            if (text.size() > MaximumDocument)
                return fault("a document is larger than 64 MiB");
            if (inText) {
                if (c == '\\')
                    text.append(char(take()));
                inText = c != '"';
                continue;
            }
            inText = c == '"';
            depth += (c == '{' || c == '[') - (c == '}' || c == ']');
            if (depth < 0 || (depth == 0 && text.size() == 1))
                return fault("a document is a JSON object");
            if (depth == 0)
                break;
        }
        if (const auto parsed = Json::Document::parse(text); !parsed)
            return failure(parsed);
        return std::optional(text);
    }

    bool m_isStart = true;
    bool m_inArray = false;
};

/// A document a line; empty lines are left out.
class LineReader final : public DocumentFileReader
{
public:
    explicit LineReader(std::unique_ptr<QFile> file)
        : DocumentFileReader(std::move(file))
    {
    }

    Result<std::optional<QByteArray>> next() override
    {
        while (peek() != End) {
            beginDocument();
            QByteArray text;
            for (int c = take(); c != End && c != '\n'; c = take())
                text.append(char(c));
            if (text.trimmed().isEmpty())
                continue;
            const auto parsed = Json::Document::parse(text);
            if (!parsed)
                return failure(parsed);
            if (!parsed->root().isObject())
                return badInput(QStringLiteral("a document is a JSON object"));
            return std::optional(text);
        }
        return std::optional<QByteArray>();
    }
};

/// CSV (RFC 4180) with a head line. The first records say what a column holds; a later value that
/// is otherwise stays a text.
class CsvReader final : public DocumentFileReader
{
public:
    explicit CsvReader(std::unique_ptr<QFile> file)
        : DocumentFileReader(std::move(file))
    {
    }

    Result<std::optional<QByteArray>> next() override
    {
        if (!m_hasHead) {
            if (auto read = readHead(); !read)
                return failure(read);
        }
        auto record = nextRecord();
        if (!record)
            return failure(record);
        if (!*record)
            return std::optional<QByteArray>();
        if ((*record)->size() > m_names.size())
            return badInput(QStringLiteral("the record has %1 values, the head line %2 names")
                                .arg((*record)->size())
                                .arg(m_names.size()));
        Json::ObjectWriter document;
        for (qsizetype i = 0; i < (*record)->size(); ++i) {
            const QByteArray &value = (*record)->at(i);
            if (!value.isEmpty())
                document.raw(m_names[i], valueJson(m_kinds[size_t(i)], value));
        }
        return std::optional(document.take());
    }

private:
    enum class Kind { Unknown, Number, Bool, Json, Text };
    using Record = std::optional<QByteArrayList>;
    static constexpr size_t Sample = 1000;

    static Kind kindOf(const QByteArray &value)
    {
        // A number with leading zeros is a postal code or the like.
        static const QRegularExpression number(
            QStringLiteral("\\A-?(0|[1-9]\\d{0,14})(\\.\\d{1,15})?([eE][+-]?\\d{1,3})?\\z"));
        if (value == "true" || value == "false")
            return Kind::Bool;
        if (number.match(QString::fromUtf8(value)).hasMatch())
            return Kind::Number;
        const bool mayBeJson = value.startsWith('{') || value.startsWith('[');
        return mayBeJson && Json::Document::parse(value) ? Kind::Json : Kind::Text;
    }

    static QByteArray valueJson(Kind kind, const QByteArray &value)
    {
        const bool isRaw = kind != Kind::Text && kindOf(value) == kind;
        const auto parsed =
            isRaw ? Json::Document::parse(value) : Result<Json::Document>(badInput({}));
        return parsed ? parsed->root().toJson() : Json::quoted(QByteArrayView(value));
    }

    Result<Done> readHead()
    {
        m_hasHead = true;
        m_separator = 0;
        auto head = readRecord();
        if (!head)
            return failure(head);
        m_names = head->value_or(QByteArrayList());
        for (qsizetype i = 0; i < m_names.size(); ++i) {
            m_names[i] = m_names[i].trimmed();
            if (m_names[i].isEmpty() || m_names.indexOf(m_names[i]) != i)
                return badInput(
                    QStringLiteral("the head line has an empty name, or one that comes twice"));
        }
        m_kinds.assign(size_t(m_names.size()), Kind::Unknown);
        while (m_sample.size() < Sample) {
            auto record = readRecord();
            if (!record) { // it is told when its turn comes
                m_fault = {record.error(), line()};
                break;
            }
            if (!*record)
                break;
            for (qsizetype i = 0; i < std::min((*record)->size(), m_names.size()); ++i) {
                const QByteArray &value = (*record)->at(i);
                Kind &kind = m_kinds[size_t(i)];
                if (value.isEmpty() || kind == Kind::Text)
                    continue;
                const Kind seen = m_names[i] == "_id" ? Kind::Text : kindOf(value);
                kind = kind == Kind::Unknown || kind == seen ? seen : Kind::Text;
            }
            m_sample.push_back({std::move(**record), line()});
        }
        return Done();
    }

    Result<Record> nextRecord()
    {
        if (m_sample.empty() && m_fault) {
            setLine(m_fault->second);
            return failure(std::exchange(m_fault, {})->first);
        }
        if (m_sample.empty())
            return readRecord();
        auto first = std::move(m_sample.front());
        m_sample.pop_front();
        setLine(first.second);
        return Record(std::move(first.first));
    }

    /// The first record decides whether commas, semicolons or tabs separate.
    Result<Record> readRecord()
    {
        while (peek() == '\n' || peek() == '\r')
            take();
        beginDocument();
        if (peek() == End)
            return Record();
        QByteArrayList values;
        QByteArray value;
        bool inQuotes = false;
        qsizetype size = 0;
        while (true) {
            const int c = take();
            if (++size > MaximumDocument)
                return badInput(QStringLiteral("a record is larger than 64 MiB"));
            if (inQuotes) {
                if (c == End)
                    return badInput(QStringLiteral("a quoted value does not end"));
                if (c != '"')
                    value.append(char(c));
                else if (peek() == '"')
                    value.append(char(take()));
                else
                    inQuotes = false;
                continue;
            }
            const bool separates =
                m_separator != 0 ? c == m_separator : (c == ',' || c == ';' || c == '\t');
            if (c == '"' && value.isEmpty()) {
                inQuotes = true;
            } else if (separates) {
                m_separator = c;
                values.append(std::exchange(value, {}));
            } else if (c == '\n' || c == '\r' || c == End) {
                if (c == '\r' && peek() == '\n')
                    take();
                break;
            } else {
                value.append(char(c));
            }
        }
        values.append(value);
        for (const QByteArray &each : values) {
            if (!Utf8::isValid(each))
                return badInput(QStringLiteral(
                    "the record is not UTF-8; save the file as \"CSV UTF-8\" and import it again"));
        }
        return Record(std::move(values));
    }

    bool m_hasHead = false;
    int m_separator = 0; ///< 0: not known yet.
    QByteArrayList m_names;
    std::vector<Kind> m_kinds;
    std::deque<std::pair<QByteArrayList, qint64>> m_sample; ///< Read ahead, with their lines.
    std::optional<std::pair<Error, qint64>> m_fault; ///< What stands behind the sample.
};

QByteArray csvText(QByteArray text)
{
    const bool needsQuotes = std::any_of(text.begin(), text.end(), [](char c) {
        return c == ',' || c == ';' || c == '"' || c == '\n' || c == '\r' || c == '\t';
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
    if (m_at < m_buffer.size())
        return true;
    m_buffer = m_file->read(Chunk);
    m_at = 0;
    return !m_buffer.isEmpty();
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
    m_line += c == '\n';
    return c;
}

double DocumentFileReader::progress() const
{
    return m_file->size() > 0
        ? double(m_file->pos() - (m_buffer.size() - m_at)) / double(m_file->size())
        : 1;
}

Result<Done> checkDocumentFileName(const QString &path)
{
    for (const char *ending : {".json", ".ndjson", ".csv"}) {
        if (path.endsWith(QLatin1String(ending), Qt::CaseInsensitive))
            return Done();
    }
    return badInput(QStringLiteral("%1 ends in none of .json, .ndjson and .csv").arg(path));
}

Result<std::unique_ptr<DocumentFileReader>> DocumentFileReader::open(const QString &path)
{
    if (const auto checked = checkDocumentFileName(path); !checked)
        return failure(checked);
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return badInput(QStringLiteral("%1 cannot be read: %2.").arg(path, file->errorString()));
    std::unique_ptr<DocumentFileReader> reader;
    if (path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        reader = std::make_unique<JsonReader>(std::move(file));
    else if (path.endsWith(QLatin1String(".ndjson"), Qt::CaseInsensitive))
        reader = std::make_unique<LineReader>(std::move(file));
    else
        reader = std::make_unique<CsvReader>(std::move(file));
    if (reader->peek() == 0xef) { // a byte order mark
        for (int i = 0; i < 3; ++i)
            reader->take();
    }
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
    return path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive);
}

Result<std::unique_ptr<DocumentFileWriter>> DocumentFileWriter::open(const QString &path,
                                                                     const QByteArrayList &columns)
{
    const bool isJson = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    const bool areLines = path.endsWith(QLatin1String(".ndjson"), Qt::CaseInsensitive);
    if (const auto checked = checkDocumentFileName(path); !checked)
        return failure(checked);
    const Kind kind = isJson ? Kind::Json : (areLines ? Kind::Lines : Kind::Csv);
    PartFile::clearAbandoned(QFileInfo(path).absolutePath());
    auto part = PartFile::create(path);
    if (!part)
        return failure(part);
    std::unique_ptr<DocumentFileWriter> writer(
        new DocumentFileWriter(path, std::move(*part), kind, columns));
    if (!writer->m_file.open(writer->m_part->descriptor(), QIODevice::WriteOnly,
                             QFileDevice::DontCloseHandle))
        return badInput(
            QStringLiteral("%1 cannot be written: %2.").arg(path, writer->m_file.errorString()));
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
                   QStringLiteral("%1 cannot be written: %2.").arg(m_path, m_file.errorString()));
}
