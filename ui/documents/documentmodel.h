// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QByteArray>
#include <QStringList>

#include <vector>

class Admin;
class Theme;

/// The documents of a collection that match a query, page after page as the view asks for them.
/// Thread: the window's.
class DocumentModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    DocumentModel(Admin &admin, const Theme &theme, const QString &collection, QObject *parent);

    /// Shows what matches @p query, the JSON of `q`; empty: all.
    void setQuery(const QByteArray &query);
    /// Reads again from the start.
    void reload();

    /// The JSON of a row with its meta fields.
    QByteArray json(int row) const { return m_documents.at(size_t(row)).json; }
    QByteArray id(int row) const { return m_documents.at(size_t(row)).id; }
    /// The row of @p id; -1 when it is not loaded.
    int rowOf(const QByteArray &id) const;
    /// How many match, loaded or not.
    qint64 total() const { return m_total; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    /// A page came. @p milliseconds is how long it took.
    void loaded(int milliseconds);
    /// The query was refused.
    void failed(const QString &message);

private:
    struct Row
    {
        QByteArray id;
        QByteArray json;
        QStringList cells; ///< By column; shorter when later pages brought new columns.
        QByteArray
            types; ///< A letter a cell: s, n, b, c (composed), 0 (null) or a blank (missing).
    };

    void fetch(qint64 skip);
    void take(const QByteArray &body);
    Row rowFrom(const QByteArray &json, QStringList &columns) const;

    Admin &m_admin;
    const Theme &m_theme;
    const QByteArray m_path;
    QByteArray m_query;
    QStringList m_columns;
    std::vector<Row> m_documents;
    qint64 m_total = 0;
    int m_generation = 0; ///< Answers of older ones are stale.
    bool m_fetching = false;
};
