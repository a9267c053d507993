// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documenttable.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

namespace {

constexpr int PageSize = 10;

/// The table of ids that are in a list elsewhere, read page by page.
class Table final : public DocumentTable
{
public:
    Table()
        : DocumentTable(nullptr)
    {
    }

    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : 1;
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(idAt(index.row())) : QVariant();
    }
    QByteArray idAt(int row) const
    {
        const Row *known = rowAt(row);
        return known ? known->id : QByteArray();
    }
    void read(const QByteArrayList &all, int page)
    {
        std::vector<Row> rows;
        for (const QByteArray &id : all.mid(page * PageSize, PageSize))
            rows.push_back({id, "{}", {}});
        replaceRows(page * PageSize, PageSize, std::move(rows), int(all.size()));
    }
};

} // namespace

/// The rows of documents follow them, whatever happens to the documents between two readings.
class TestDocumentTable : public QObject
{
    Q_OBJECT

private slots:
    void rowsFollowTheirDocuments();
};

void TestDocumentTable::rowsFollowTheirDocuments()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 300; ++round) {
        Table table;
        const QAbstractItemModelTester tester(
            &table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QByteArrayList all;
        for (int i = 0; i < 45; ++i)
            all.append(QByteArray::number(100 * i));
        for (const int page : {0, 2, 3})
            table.read(all, page);
        QList<std::pair<QByteArray, QPersistentModelIndex>> chosen;
        for (const int row : {1, 9, 20, 25, 39})
            chosen.append({table.idAt(row), table.index(row, 0)});
        for (int step = 0; step < 6; ++step) {
            const int changes = random.bounded(4);
            for (int i = 0; i < changes; ++i) {
                const int at = random.bounded(int(all.size()));
                switch (random.bounded(3)) {
                case 0:
                    all.removeAt(at);
                    break;
                case 1:
                    all.insert(at, QByteArray::number(random.bounded(1'000'000) + 10'000));
                    break;
                default:
                    all.move(at, random.bounded(int(all.size())));
                }
            }
            for (const int page : {0, random.bounded(5), 2})
                table.read(all, page);
            QCOMPARE(table.rowCount(), int(all.size()));
            for (int row = 0; row < PageSize; ++row)
                QCOMPARE(table.idAt(row), all[row]);
            for (const auto &[id, index] : chosen) {
                // A row that is not known may be of any document; one that is, of its own alone.
                if (index.isValid() && !table.idAt(index.row()).isEmpty())
                    QCOMPARE(table.idAt(index.row()), id);
            }
        }
    }
}

QTEST_MAIN(TestDocumentTable)
#include "tst_documenttable.moc"
