// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/widgets/draftstore.h"

#include <QList>
#include <QWidget>

#include <functional>

class CollectionPages;
class FieldRenaming;
class NoticeBar;
class QLabel;
class Theme;

/// The settings of one collection: general facts, fields, indexes, access, its codehook, webhook
/// and examples of its API. Thread: the window's.
class CollectionPanel final : public QWidget
{
    Q_OBJECT

public:
    CollectionPanel(Client &client, const Theme &theme, const QString &collection, QWidget *parent);

    const QString &collection() const { return m_collection; }
    /// Adds the tab *Codehook*, which is another panel's, and shows it.
    void setCodehookTab(QWidget *panel);
    /// Of the pages that are this panel's own.
    bool hasUnsavedChanges() const;
    /// Saves what differs; what somebody else has saved meanwhile is not overwritten before the
    /// user wants it.
    void save();
    /// What is not saved of this panel's own pages, as restore() takes it; empty: nothing.
    QByteArray draft() const;
    /// Puts @p draft over the definition once it is read.
    void restore(const DraftStore::Draft &draft);

signals:
    /// A request is to be edited and sent.
    void requestWanted(const QByteArray &request);
    void unsavedChanged();
    void renameRequested(const QString &collection);
    void dropRequested(const QString &collection);
    void compareRequested(const QString &theirs, const QString &mine);

protected:
    void showEvent(QShowEvent *event) override;

private:
    /// What pages show beside the definition: it is read when its page is seen.
    enum class Part { Count, Found, Collections, Sizes, Dependents, Keys };

    void connectPages();
    void load();
    void loadPage();
    void showIndexes(const Json::Value &states);
    void read(Part part, const QByteArray &path, const QByteArray &query,
              std::function<void(const Client::Reply &)> then);
    void show(const Client::Reply &reply);
    void showDraft();
    void readTheirs(const QByteArray &mine);
    void showTheirs(const Client::Reply &theirs, const QByteArray &mine);
    void explain(const QByteArray &query);
    void save(const QByteArray &definition);
    void tellMisfits(const Json::Value &misfits);

    Client &m_client;
    const Theme &m_theme;
    const QString m_collection;
    const QByteArray m_path;
    CollectionPages *m_pages;
    QList<Part> m_known; ///< Those that were asked for since load().
    NoticeBar *m_notice;
    FieldRenaming *m_renaming;
    QByteArray m_tag; ///< The entity tag of the definition that is shown.
    QByteArray m_definition = "{}"; ///< As it was read last.
    DraftStore::Draft m_draft; ///< To be shown once the definition is read.
    QLabel *m_message = nullptr;
};
