// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/declaredfields.h"
#include "server/core/json.h"
#include "server/core/partfile.h"
#include "server/core/result.h"

#include <QByteArray>
#include <QFile>
#include <QHash>
#include <QString>
#include <QStringDecoder>

#include <memory>
#include <optional>

/// Files of documents, for import and export: a JSON array (`.json`), a JSON text a line
/// (`.ndjson`,
/// `.jsonl`), CSV with a head line, or, for import alone, a Markdown table (`.md`). They are read
/// and written piece by piece, so that their size does not matter.

/// What is done with a file of documents.
enum class FileUse { Import, Export };

/// @errors BadInput: the ending of @p path stands for none of these formats.
Result<Done> checkDocumentFileName(const QString &path, FileUse use);

/// How a table is to be read. A value.
struct TableForm
{
    char separator = 0; ///< Of CSV; 0: as the file seems to have it.
    /// The fields that columns become, by the names in the head line; empty: the column is left
    /// out. Others become what they are called.
    QHash<QByteArray, QByteArray> fields = {};
};

/// Reads one document after another.
class DocumentFileReader
{
public:
    /// By the ending of @p path. @errors BadInput: another ending, or a file that cannot be read.
    static Result<std::unique_ptr<DocumentFileReader>> open(const QString &path);
    /// @p file is open; open() does more.
    explicit DocumentFileReader(std::unique_ptr<QFile> file);
    virtual ~DocumentFileReader() = default;

    /// The texts of a table become what @p types asks for. @pre next() was not called.
    void setTypes(DeclaredFields types) { m_types = std::move(types); }

    /// Of a table. @pre next() was not called.
    void setForm(TableForm form) { m_form = std::move(form); }
    /// The names in the head line of a table, once next() was called; empty: it is none.
    virtual QByteArrayList columns() const { return {}; }
    /// What separates the values of CSV, once next() was called; 0: it is none.
    virtual char separator() const { return 0; }

    /// The JSON of the next document; nothing after the last one.
    /// @errors BadInput: what stands there is no document.
    virtual Result<std::optional<QByteArray>> next() = 0;
    /// Whether the document after an error can be found.
    virtual bool canGoOn() const = 0;
    /// The line, from 1, where the document that next() gave begins.
    qint64 line() const { return m_documentLine; }
    /// How much of the file is read, from 0 to 1.
    double progress() const;

protected:
    static constexpr int End = -1;
    static constexpr qsizetype MaximumDocument = 64 * 1024 * 1024;
    /// The next byte, or End; lines are counted, whatever ends them: LF, CR LF or CR.
    int take();
    int peek();
    /// What is read of the file already, after what was taken: 64 KiB at its beginning.
    QByteArrayView ahead();
    /// The rest of the line without its end.
    QByteArray takeLine();
    const DeclaredFields &types() const { return m_types; }
    const TableForm &form() const { return m_form; }
    /// Marks where a document begins.
    void beginDocument() { m_documentLine = m_line; }
    /// The same for a document that was read ahead.
    void setLine(qint64 line) { m_documentLine = line; }

private:
    /// False: there is nothing more.
    bool fill();
    /// Skips a byte order mark, and decodes what it says of the rest.
    void readByteOrderMark();

    std::unique_ptr<QFile> m_file;
    DeclaredFields m_types;
    TableForm m_form;
    std::optional<QStringDecoder> m_decoder; ///< Of a file that is not UTF-8.
    QByteArray m_lineFeed; ///< As that file has it.
    QStringEncoder m_encoder{QStringEncoder::Utf8}; ///< Of what it decodes.
    QByteArray m_buffer;
    qsizetype m_at = 0;
    qint64 m_line = 1;
    qint64 m_documentLine = 1;
};

/// Writes one document after another; the file, readable by its owner alone, appears when all are
/// written.
class DocumentFileWriter
{
public:
    /// By the ending of @p path. @p columns are those of a CSV file.
    /// @errors BadInput: another ending, or a file that cannot be written.
    static Result<std::unique_ptr<DocumentFileWriter>> open(const QString &path,
                                                            const QByteArrayList &columns);
    /// Whether a file of this name needs its columns beforehand.
    static bool needsColumns(const QString &path);

    void add(const Json::Value &document);
    /// @errors Unavailable: the disk is full or the like.
    Result<Done> finish();

private:
    enum class Kind { Json, Lines, Csv };

    DocumentFileWriter(QString path, std::unique_ptr<PartFile> part, Kind kind,
                       QByteArrayList columns);

    QString m_path;
    std::unique_ptr<PartFile> m_part;
    QFile m_file; ///< Writes to m_part.
    Kind m_kind;
    QByteArrayList m_columns;
    bool m_isFirst = true;
};
