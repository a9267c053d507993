// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/codehook/allscripts.h"

#include <QHash>
#include <QList>
#include <QWidget>

class QLabel;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;
class Theme;

/// What is wrong, or likely to be, in all saved scripts of the database, kept up to date as they
/// are saved. Thread: the window's.
class ProblemsPanel final : public QWidget
{
    Q_OBJECT

public:
    ProblemsPanel(Client &client, const Theme &theme, QWidget *parent);

signals:
    /// A problem was activated; both from 1.
    void placeActivated(const AllScripts::Script &script, int line, int column);

private:
    struct Problem
    {
        QString message;
        bool isError = false;
        int line = 0;
        int column = 0;
        int openLine = 0; ///< Where the bracket stands that is not closed; 0: it is another fault.
        int openColumn = 0;
    };
    /// What the server found in a script.
    struct Checked
    {
        QString source;
        QList<Problem> problems;
    };

    QWidget *makeBar();
    QToolButton *addSwitch(QWidget *bar, const QString &tip, const char *name);
    void checkNext();
    static QList<Problem> problemsOf(const Client::Reply &reply);
    void showProblems();
    void addScript(const AllScripts::Script &script, int place, const QList<Problem> &problems);
    void addPlace(QTreeWidgetItem *parent, const QString &text, int place, int line, int column);
    void activate(const QTreeWidgetItem *item);

    Client &m_client;
    const Theme &m_theme;
    AllScripts *m_scripts;
    QHash<QByteArray, Checked> m_checked; ///< By path.
    QList<AllScripts::Script> m_waiting; ///< Yet to be checked.
    bool m_isChecking = false;
    QLabel *m_state = nullptr;
    QToolButton *m_errors = nullptr;
    QToolButton *m_warnings = nullptr;
    QTreeWidget *m_list = nullptr;
    QLabel *m_empty = nullptr;
};
