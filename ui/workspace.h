// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/remoteclient.h"
#include "ui/compare/compareside.h"
#include "ui/mark.h"
#include "ui/widgets/picker.h"

#include <QStringList>
#include <QWidget>

#include <functional>

class Client;
class CollectionDialogs;
class InspectorPanel;
class KeyBanner;
class Navigator;
class Pages;
class QSplitter;
class StartPage;
class Tabs;
class Theme;

/// A database or a server in the window: what there is, the tabs that are open, and what happens.
/// Thread: the window's.
class Workspace final : public QWidget
{
    Q_OBJECT

public:
    /// @p client outlives this.
    Workspace(Theme &theme, Client &client, QWidget *parent);
    ~Workspace() override;

    Client &client() const { return m_client; }
    Tabs &tabs() const { return *m_tabs; }
    Pages &pages() const { return *m_pages; }

    const Mark &mark() const { return m_mark; }
    /// Asks for another one.
    void askForMark();
    /// The name of its mark, or what the client is called.
    QString name() const;

    /// Shows a new API key, which can be seen this once.
    void showKey(const QByteArray &key);
    /// Reads again what the server has to tell, such as after a change of the language.
    void refresh();
    /// This and the other workspaces of the window, which can be compared.
    QList<CompareSide> sides() const;
    /// Asks for what the palette offers; @p then is not called when this is gone by then.
    void readPlaces(std::function<void(const QList<Picker::Item> &)> then);

    void toggleInspector();
    /// Moves the inspector to a window of its own, and back.
    void toggleInspectorWindow();
    void filterInspector();
    void askForCollection();
    void askForModule();

signals:
    void markChanged();
    /// Something to be told in passing.
    void message(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildLayout();
    void connectNavigator();
    void connectDialogs();
    void connectInspector();
    void connectPages();
    void setInspectorVisible(bool visible);
    void renameCollection(const QString &collection);
    void showRun(const QByteArray &id);
    void askForNodeKey(const RemoteClient::Address &address);
    void showError(const QString &title, const QString &text);
    /// From now on it is called and coloured so.
    void setMark(const Mark &mark);

    const Theme &m_theme;
    Client &m_client;
    Navigator *m_navigator;
    CollectionDialogs *m_dialogs;
    StartPage *m_start;
    Tabs *m_tabs;
    Pages *m_pages;
    InspectorPanel *m_inspector;
    QSplitter *m_vertical;
    QList<int> m_dockedSizes; ///< Of m_vertical, when the inspector left it.
    QRect m_undocked; ///< Where the inspector's window was when it was docked.
    KeyBanner *m_keyBanner;
    QWidget *m_edge; ///< Red, and seen where this is production.
    Mark m_mark;
};
