// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/windowtest.h"

#include <QStringList>

#include <memory>

/// What the tests of the comparison share: two databases, and what a person does with the list of
/// differences.
class CompareTest : public WindowTest
{
    Q_OBJECT

protected:
    static constexpr char JobId[] = "5c18b5ff7b57fd5300020358";

    /// Opens a second database, in whose tabs the comparison stands, and fills both.
    void openBoth();
    void openCompare();
    QTableView *table() { return find<QTableView>("differences"); }
    /// `Module lib/vat` and so on, as they are listed.
    QStringList rows();
    int indexOf(const QString &row) { return int(rows().indexOf(row)); }
    /// What stands behind the name of @p row.
    QString texts(const QString &row);
    bool isChosen(const QString &row);
    /// Clicks the box of @p row.
    void choose(const QString &row);
    void selectRow(const QString &row);
    QString other() { return m_folder->filePath(QStringLiteral("other.hookdesk")); }

    std::unique_ptr<HttpClient> m_other; ///< Of the second database.
};
