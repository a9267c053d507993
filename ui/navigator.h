// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/place.h"

#include <QHash>
#include <QWidget>

#include <optional>

class DocumentCounts;
class QLineEdit;
class QTimer;
class QTreeWidget;
class QTreeWidgetItem;
class Theme;

/// The collections at the left, with their counts and whether they have hooks.
/// Thread: the window's.
class Navigator final : public QWidget
{
    Q_OBJECT

public:
    /// Shows the collections of @p client.
    Navigator(Client &client, const Theme &theme, QWidget *parent);

    /// Reads all again.
    void refresh();
    /// Marks what the page @p place is about, such as `settings:people`; nothing where that is not
    /// in the list.
    void showPlace(const std::optional<Place> &place);

signals:
    void documentsRequested(const QString &collection);
    void settingsRequested(const QString &collection);
    void moduleRequested(const QString &module);
    void jobsRequested();
    void logRequested();
    void requestsRequested();
    void inspectorRequested();
    /// A new collection is wanted, or a new module.
    void collectionWanted();
    void moduleWanted();
    void renameRequested(const QString &collection);
    void dropRequested(const QString &collection);
    void removalRequested(const QString &module);

private:
    void buildList();
    void follow(const Store::CommitSummary &changes);
    void readLists();
    QTreeWidgetItem *itemOf(const QString &collection) const;
    QTreeWidgetItem *itemOf(const Place &place) const;
    void show(const QByteArray &collections);
    void showModules(const QByteArray &modules);
    void readHooks(const QByteArray &collection);
    void showHooks(QTreeWidgetItem *item, const Json::Value &codehook);
    void showHookIcon(QTreeWidgetItem *item);
    void noteFailures(const QList<Inspector::Record> &records);
    QTreeWidgetItem *addGroup(const QString &text);
    void fold(QTreeWidgetItem *group, bool isFolded);
    void openFirst();
    void showCount(QTreeWidgetItem *item, qint64 count);
    void filter(const QString &text);
    void activate(QTreeWidgetItem *item);
    void openMenu(const QPoint &position);

    const Theme &m_theme;
    Client &m_client;
    QLineEdit *m_filter;
    QTreeWidget *m_list;
    QTreeWidgetItem *m_collections;
    QTreeWidgetItem *m_modules;
    QTreeWidgetItem *m_jobs;
    QTreeWidgetItem *m_requests = nullptr;
    QTreeWidgetItem *m_log;
    DocumentCounts *m_counts;
    std::optional<Place> m_place; ///< That is marked.
    QHash<QString, QString> m_failures; ///< By collection: what its hooks failed with last.
    QTimer *m_timer; ///< Until the lists are read.
    bool m_mustReadAll = false; ///< They have changed.
};
