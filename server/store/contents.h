// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/catalog.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <functional>
#include <span>
#include <vector>

/// What a database holds, row by row, for those who take all of it along: copies, backups, checks.
namespace Store {

/// A column that both stores have.
struct CopiedColumn
{
    /// Bytes: a text that SQLite keeps as a BLOB.
    enum class Type { Text, Bytes, Number };
    const char *name;
    Type type = Type::Text;
};

/// A table that both stores have. A value.
struct CopiedTable
{
    QByteArray name;
    std::span<const CopiedColumn> columns;
    /// The first columns, which are unique together: rows are read in their order.
    size_t keyColumns = 1;
    qint64 collection = 0; ///< Of a table of documents: the number of the collection.
};

/// The value of one column. A number is in `number`, anything else in `text`.
struct CopiedCell
{
    QByteArrayView text; ///< Valid as long as the row.
    qint64 number = 0;
    bool isNull = false;
};
using CopiedRow = std::vector<CopiedCell>;

/// The tables but those of documents, `facts` and `collections`.
std::span<const CopiedTable> commonTables();
/// `facts`: the settings and the generation of the keys, in one row.
const CopiedTable &factsTable();
/// `collections`: number, name, definition and the time at which it was created.
const CopiedTable &collectionsTable();
/// The documents of the collection @p number; the first column is the id, the second the JSON.
CopiedTable documentsTable(qint64 number);

/// What a database holds at one moment. Thread: the one that opened it.
class Contents
{
public:
    virtual ~Contents() = default;
    Contents(const Contents &) = delete;
    Contents &operator=(const Contents &) = delete;

    using Use = std::function<Result<Done>(const CopiedRow &)>;
    /// Gives each row of @p table to @p use, in the order of its key, until that fails.
    virtual Result<Done> read(const CopiedTable &table, const Use &use) = 0;

protected:
    Contents() = default;
};

/// A database that is being made. Nobody else sees anything of it before finish(); without that
/// nothing is left of it, also when the program is killed.
class NewContents : public Contents
{
public:
    virtual Result<Done> setFacts(const QByteArray &settings, qint64 keysGeneration) = 0;
    /// Adds a collection without documents. @p created is as in `collections`.
    virtual Result<Done> addCollection(const Collection &collection, const QByteArray &created) = 0;
    /// Adds a row. Rows may be stored together later, at the latest by endTable().
    /// @errors BadInput: this store cannot keep a value of it.
    virtual Result<Done> add(const CopiedTable &table, const CopiedRow &row) = 0;
    /// After the last row of a table.
    virtual Result<Done> endTable(const CopiedTable &table) = 0;
    /// Makes the indexes of a collection, after its last row.
    /// @errors Validation: documents share the values of a unique index.
    virtual Result<Done> makeIndexes(const Collection &collection) = 0;
    /// Puts it in its place. Gives the name under which what was there is kept; empty: nothing was.
    virtual Result<QString> finish() = 0;
};

} // namespace Store
