// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/remoteclient.h"

#include <QWidget>

#include <array>

class FilterField;
class InspectorHead;
class QLabel;
class QToolButton;
class RequestDetails;
class Theme;
class TrafficChart;
class TrafficModel;
class TrafficTable;

/// The REST inspector: every request and log line, live. Thread: the window's.
class InspectorPanel final : public QWidget
{
    Q_OBJECT

public:
    InspectorPanel(const Theme &theme, QWidget *parent);

    /// Leaves the head alone of it, or shows all of it; that is kept.
    void setCollapsed(bool isCollapsed);
    /// Watches the server of @p client, or another one of its database that is chosen; nothing when
    /// it is null. What was recorded before is shown first.
    void setClient(Client *client);
    /// Chooses the record @p id, whatever is filtered; recordMissing() when it is not kept.
    void showRecord(const QByteArray &id);
    /// Puts the keyboard into the filter.
    void focusFilter();
    /// Watches the server of the database that @p address names, with the key that was asked for.
    void watchNode(const RemoteClient::Address &address);

signals:
    void recordMissing();
    /// Another server of the database is to be watched, and needs a key; @p address is all but
    /// that.
    void nodeKeyWanted(const RemoteClient::Address &address);
    void closeRequested();
    /// It is no longer collapsed, and wants to be @p height high.
    void expanded(int height);
    /// It is to be a window of its own, or a part of the main window again.
    void undockRequested();
    /// A log line of a hook was activated.
    void lineActivated(const QString &collection, int line, int column);
    /// The same of a job's script.
    void jobLineActivated(const QByteArray &job, int line, int column);
    /// The same of the library module `lib/<name>.js`.
    void moduleLineActivated(const QString &name, int line, int column);
    /// A recorded request is to be tried with the draft of its collection's hooks.
    void testRunRequested(const QString &collection, const QByteArray &request);

    /// A recorded request is to be edited and sent.
    void requestWanted(const QByteArray &request);

private:
    Client *watched() const;
    void watch();
    void showMinute(qint64 from, const QString &collection);
    QWidget *makeFilterBar();
    void makeTable();
    void makeTableActions();
    void openMenu(const QPoint &at);
    QToolButton *addToggle(QWidget *bar, const QString &name);
    void setPaused(bool paused);
    void applyLevels();
    void applyFilter();
    void updateStatus();
    void showState();
    void showWanted();
    void showDetails();
    void loadKeys();
    void askToReplay(const QByteArray &key);
    void replay(const QByteArray &key);
    void openInTestRun();
    void activateRow(int row);
    void goToLine(const Inspector::Record &record, const QString &module, int line, int column);
    /// The request of the row with the keyboard; null: none, or it is not read yet.
    const Inspector::Record *chosen() const;

    const Theme &m_theme;
    Client *m_client = nullptr;
    TrafficModel *m_model;
    InspectorHead *m_head;
    TrafficChart *m_chart;
    TrafficTable *m_table = nullptr;
    RequestDetails *m_details = nullptr;
    FilterField *m_filter = nullptr;
    QString m_typed; ///< What the filter field asks for.
    int m_wholeHeight = 0; ///< Before it was collapsed.
    QWidget *m_body = nullptr; ///< All but the head.
    QLabel *m_count = nullptr;
    QLabel *m_empty = nullptr;
    QToolButton *m_pause = nullptr;
    QToolButton *m_follow = nullptr;
    QToolButton *m_own = nullptr; ///< The window's own requests are shown.
    std::array<QToolButton *, 3> m_statuses{};
    std::array<QToolButton *, 5> m_levels{};
    bool m_isDetailed = false; ///< The details show the chosen request.
    qint64 m_wanted = 0; ///< The number of the record to be chosen once it is shown.
};
