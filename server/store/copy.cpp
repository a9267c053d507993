// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/copy.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>

namespace Store {

namespace {

constexpr qint64 BetweenReports = 1000; ///< Documents.

/// The number and the checksum of rows.
class Sum final
{
public:
    void add(const CopiedTable &table, const CopiedRow &row)
    {
        m_bytes.clear();
        for (size_t i = 0; i < row.size(); ++i) {
            const bool isNumber = table.columns[i].type == CopiedColumn::Type::Number;
            // What stands in which column is part of the sum, and so is where it ends.
            append(row[i].isNull ? -1 : (isNumber ? row[i].number : row[i].text.size()));
            m_bytes.append(row[i].text);
        }
        m_hash.addData(m_bytes);
        ++m_rows;
    }
    qint64 rows() const { return m_rows; }
    bool operator==(const Sum &other) const
    {
        return m_rows == other.m_rows && m_hash.result() == other.m_hash.result();
    }

private:
    void append(qint64 number)
    {
        const qint64 bytes = qToBigEndian(number);
        m_bytes.append(reinterpret_cast<const char *>(&bytes), sizeof bytes);
    }

    QCryptographicHash m_hash{QCryptographicHash::Blake2b_256};
    QByteArray m_bytes;
    qint64 m_rows = 0;
};

struct StoredCollection
{
    Collection collection;
    QByteArray created;
};

class Copying final
{
public:
    Copying(Contents &from, NewContents &to, const CopyOptions &options)
        : m_from(from)
        , m_to(to)
        , m_options(options)
    {
    }
    Result<CopyReport> run();

private:
    Result<Done> copyDefinitions();
    Result<Done> copyTable(const CopiedTable &table);
    Result<Done> copyDocuments();
    Result<Done> makeIndexes();
    /// Whether the copy of each table is as the original was.
    Result<Done> compare();
    void count();

    Contents &m_from;
    NewContents &m_to;
    const CopyOptions &m_options;
    std::vector<StoredCollection> m_collections;
    std::vector<std::pair<CopiedTable, std::unique_ptr<Sum>>> m_sums; ///< Of the tables so far.
    CopyReport m_report;
};

/// @p error with the name of what it is about.
Failure about(const QByteArray &name, Error error)
{
    error.message = QStringLiteral("%1: %2").arg(QString::fromUtf8(name), error.message);
    return failure(std::move(error));
}

void Copying::count()
{
    if (++m_report.documents % BetweenReports == 0 && m_options.progress)
        m_options.progress(m_report.documents);
}

Result<Done> Copying::copyDefinitions()
{
    const auto facts = m_from.read(factsTable(), [this](const CopiedRow &row) {
        return m_to.setFacts(row[0].text.toByteArray(), row[1].number);
    });
    if (!facts)
        return facts;
    const auto collections = m_from.read(collectionsTable(), [this](const CopiedRow &row) {
        m_collections.push_back(
            {Collection::read(row[0].number, row[1].text.toByteArray(), row[2].text.toByteArray()),
             row[3].text.toByteArray()});
        return Result<Done>(Done());
    });
    if (!collections)
        return collections;
    for (const StoredCollection &each : m_collections) {
        if (const auto added = m_to.addCollection(each.collection, each.created); !added)
            return about(each.collection.name, added.error());
    }
    return Done();
}

Result<Done> Copying::copyTable(const CopiedTable &table)
{
    auto sum = std::make_unique<Sum>();
    const bool hasDocuments = table.collection != 0;
    const auto read = m_from.read(table, [&](const CopiedRow &row) {
        sum->add(table, row);
        if (hasDocuments)
            count();
        return m_to.add(table, row);
    });
    if (!read)
        return read;
    m_sums.emplace_back(table, std::move(sum));
    return m_to.endTable(table);
}

Result<Done> Copying::copyDocuments()
{
    for (const StoredCollection &each : m_collections) {
        const qint64 before = m_report.documents;
        if (const auto copied = copyTable(documentsTable(each.collection.number)); !copied)
            return about(each.collection.name, copied.error());
        m_report.collections.append({each.collection.name, m_report.documents - before});
    }
    std::sort(m_report.collections.begin(), m_report.collections.end(),
              [](const auto &a, const auto &b) { return a.name < b.name; });
    return Done();
}

Result<Done> Copying::makeIndexes()
{
    for (const StoredCollection &each : m_collections) {
        if (const auto made = m_to.makeIndexes(each.collection); !made)
            return about(each.collection.name, made.error());
    }
    return Done();
}

Result<Done> Copying::compare()
{
    for (const auto &[table, expected] : m_sums) {
        Sum sum;
        const auto read = m_to.read(table, [&](const CopiedRow &row) {
            sum.add(table, row);
            return Result<Done>(Done());
        });
        if (!read)
            return read;
        if (!(sum == *expected))
            return failure(Error::Kind::Internal,
                           QStringLiteral("The copy of the table %1 differs: %2 rows instead of "
                                          "%3, or other values. Nothing was kept of the copy.")
                               .arg(QString::fromLatin1(table.name))
                               .arg(sum.rows())
                               .arg(expected->rows()));
    }
    return Done();
}

Result<CopyReport> Copying::run()
{
    if (const auto copied = copyDefinitions(); !copied)
        return failure(copied);
    for (const CopiedTable &table : commonTables()) {
        if (!m_options.takesEvents && table.name == "webhook_events")
            continue;
        if (const auto copied = copyTable(table); !copied)
            return failure(copied);
    }
    if (const auto copied = copyDocuments(); !copied)
        return failure(copied);
    if (const auto made = makeIndexes(); !made)
        return failure(made);
    if (const auto compared = compare(); !compared)
        return failure(compared);
    return m_report;
}

} // namespace

Result<CopyReport> copyContents(Contents &from, NewContents &to, const CopyOptions &options)
{
    return Copying(from, to, options).run();
}

} // namespace Store
