// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/viewclient.h"
#include "ui/documents/documentquery.h"

#include <QToolButton>

class NoticeBar;
class QMenu;
class Theme;

/// Whose view of a collection is shown: that of the documents' owner, past hooks and access rules,
/// or what the API gives to a key or user, with how much is hidden from them. A button with a menu
/// and, while it is not the owner's, a bar that says so. Thread: the window's.
class ViewSwitch final : public QToolButton
{
    Q_OBJECT

public:
    /// @p client outlives this.
    ViewSwitch(Client &client, const Theme &theme, const QString &collection, QWidget *parent);

    /// For reading documents as the chosen viewer sees them.
    ViewClient &viewed() { return m_viewed; }
    /// For reading and writing documents as their owner, whatever is shown.
    Client &owner() { return m_owner; }
    bool isOwner() const { return m_viewed.viewer().kind == ViewClient::Viewer::Kind::Owner; }
    /// The bar, to be put over the documents; hidden in the owner's view.
    NoticeBar *bar() const { return m_bar; }
    /// Tells in the bar that the viewer sees @p seen documents of those that match @p query,
    /// and how many the owner sees.
    void noteTotal(const DocumentQuery &query, qint64 seen);
    /// Tells in the bar why the viewer sees none.
    void noteRefusal(const QString &message);
    /// Back to the owner's view.
    void showAsOwner();

signals:
    /// Another viewer was chosen.
    void viewerChanged();

private:
    void fillMenu();
    void addKeys(const Client::Reply &keys);
    void addViewer(const QString &text, const ViewClient::Viewer &viewer, const QString &name);
    void askForUser();
    void choose(const ViewClient::Viewer &viewer, const QString &name);
    void tell(const QString &text);

    Client &m_client;
    const QString m_collection;
    ViewClient m_viewed;
    ViewClient m_owner;
    QString m_name; ///< Of the viewer, for the bar.
    int m_asked = 0; ///< Answers to older questions are stale.
    int m_filled = 0; ///< How often the menu was.
    QMenu *m_menu;
    NoticeBar *m_bar;
};
