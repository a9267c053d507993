// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "server/core/json.h"
#include "ui/documents/celledits.h"
#include "ui/documents/documentcolumns.h"
#include "ui/documents/documentorder.h"
#include "ui/documents/documentquery.h"
#include "ui/documents/documenttable.h"

#include <QByteArray>
#include <QSet>
#include <QStringList>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

class Theme;

/// The documents of a collection that match a query. Rows are as many as match; pages of them are
/// read when they are looked at, and few are kept, so that the size of a collection does not
/// matter. Thread: the window's.
class DocumentModel final : public DocumentTable
{
    Q_OBJECT

public:
    DocumentModel(Client &client, const Theme &theme, const QString &collection, QObject *parent);

    /// Reads documents by @p reader from now on; cells can be edited where it is null, which stands
    /// for the client that the model was made with.
    void setReader(Client *reader);
    /// Shows what is wanted by @p query.
    void setQuery(const DocumentQuery &query);
    /// The same in @p order, read once.
    void setQuery(const DocumentQuery &query, const DocumentOrder &order);
    void setOrder(const DocumentOrder &order);
    const DocumentOrder &order() const { return m_order; }
    /// Reads again, in the order and with the query that there are.
    void reload();
    /// Reads which fields are declared, then reload().
    void loadColumns();

    /// Query and order as parameters of a URL, percent-encoded; empty: neither.
    QByteArray parameters() const;
    /// The same for reading documents with their meta fields.
    QByteArray wholeParameters() const;
    const DocumentQuery &query() const { return m_query; }
    /// What the collection declares, as far as it is known.
    const DeclaredFields &declared() const { return m_declared; }
    bool isLoaded(int row) const { return rowAt(row) != nullptr; }
    /// The JSON of a loaded row with its meta fields; empty while it is not loaded.
    QByteArray json(int row) const;
    QByteArray id(int row) const;
    /// The JSON of the rows in @p ranges, which are first rows and their numbers; nothing when one
    /// of them is not loaded.
    std::optional<QByteArrayList> loadedRows(const QList<std::pair<int, int>> &ranges) const;
    /// Whether an answer of the server is due.
    bool isReading() const { return m_isFetching; }
    /// How many match, loaded or not.
    qint64 total() const { return m_total; }
    /// The collection that documents of a relation are in; empty: the column is no relation.
    QString relatedCollection(int column) const { return m_columns.value(column).collection; }
    /// The `_id` of the document, or the first one, that the cell of a relation refers to; empty:
    /// none.
    QByteArray relatedId(const QModelIndex &index) const;
    QString fieldName(int column) const { return m_columns.value(column).name; }
    /// -1: no document has it, and it is not declared.
    int columnOf(const QString &field) const { return m_columns.indexOf(field); }
    /// What is wrong with what was typed into the cell; empty: nothing.
    QString fault(const QModelIndex &index) const;

    /// @p text is in the editor of the cell @p index.
    void noteTyping(const QModelIndex &index, const QString &text);
    /// The editor of the cell is closed without its text being stored.
    void endTyping(const QModelIndex &index);
    /// What was typed into cells and is not stored.
    CellEdits &edits() { return *m_edits; }
    /// The loaded cells that have such an edit, in their order.
    QModelIndexList edited() const;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// Has edits() store what was typed.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    /// What matches was read, in the time @p taken.
    void loaded(std::chrono::nanoseconds taken);
    /// The fields that are declared were read.
    void declaredRead(const QList<DocumentColumns::Column> &columns);
    /// A page was read.
    void pageLoaded();
    /// The query was refused.
    void failed(const QString &message);
    /// A cell was stored: the document as it was and as it is stored now.
    void cellStored(const QByteArray &before, const QByteArray &after);

private:
    using Cell = DocumentRows::Cell;
    bool takeOrder(const DocumentOrder &order);
    void want(int row) const;
    void fetchWanted();
    void fetch(int page);
    void takeAnswer(int page, const Client::Reply &reply, std::chrono::nanoseconds taken);
    void takePage(int page, const Json::Value &documents);
    void showNothing();
    void addColumn(const DocumentColumns::Column &column);
    void removeUnused();
    QString headerOf(const QString &field) const;
    Row rowFrom(const Json::Value &document);
    CellEdits::Place placeOf(const QModelIndex &index) const;
    /// The stored value as it is edited.
    QString storedText(const QModelIndex &index) const;
    CellEdits::Edit editWith(const QModelIndex &index, const QString &text) const;
    void takeStored(const CellEdits::Place &place, const QByteArray &document);
    void dropStored();
    void repaint(const QByteArray &id);

    Client &m_client;
    Client *m_reader = nullptr; ///< See setReader().
    const Theme &m_theme;
    const QByteArray m_path;
    const QByteArray m_definition; ///< Where the collection's declaration is.
    DocumentQuery m_query;
    DeclaredFields m_declared;
    DocumentOrder m_order;
    DocumentColumns m_columns;
    QSet<int> m_read; ///< The pages that were read since reload().
    QList<int> m_recent; ///< Pages, the last one used at the end.
    mutable QList<int> m_wanted; ///< Pages that were looked at and are not there.
    CellEdits *m_edits;
    qint64 m_total = 0;
    int m_generation = 0; ///< Answers of older ones are stale.
    bool m_isReady = false; ///< The declared fields are known.
    std::function<void()> m_held; ///< Takes an answer that came before them.
    bool m_isFetching = false;
    bool m_isOther = false; ///< Query or order differ from those of the rows.
};
