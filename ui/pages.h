// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/viewclient.h"
#include "ui/codehook/allscripts.h"
#include "ui/codehook/scriptpanel.h"
#include "ui/compare/comparepanel.h"
#include "ui/place.h"
#include "ui/tabs.h"

#include <QList>
#include <QObject>
#include <QStringList>

#include <functional>

class RequestsPanel;
class Theme;

/// Opens the pages of a database as tabs, each at most once. Thread: the window's.
class Pages final : public QObject
{
    Q_OBJECT

public:
    /// Shows the database of @p client in @p tabs; both outlive this.
    Pages(Client &client, const Theme &theme, Tabs &tabs, QObject *parent);

    /// Tells which databases can be compared, this one first.
    void setSides(ComparePanel::Sides sides) { m_sides = std::move(sides); }

    void openDocuments(const QString &collection);
    /// Shows the document @p id among those of @p collection.
    void openDocument(const QString &collection, const QByteArray &id);
    /// The definition of a collection and its script. @return the script's editor.
    ScriptPanel *openSettings(const QString &collection);
    /// Shows where roles get their rights to a collection.
    void openAccess(const QString &collection);
    ScriptPanel *openModule(const QString &module);
    /// Opens the script of a job, when there is that job.
    /// @param line from 1; 0: the line where the caret was.
    void openJob(const QByteArray &id, int line, int column = 1);
    /// Imports the documents of @p file into the collection whose documents are shown; false: those
    /// of none are.
    bool importFile(const QString &file);
    void openSearch();
    /// Begins a new job among the jobs.
    void createJob();
    /// Asks for a new key among the keys.
    void askForKey();
    /// Shows a request to be edited and sent: JSON as `POST /admin/v1/requests` takes it.
    void openRequest(const QByteArray &request);
    /// What is wrong in all saved scripts.
    void openProblems();

    /// Opens the page of @p place. Pages that a database has once are only opened by their place:
    /// what can be opened can come back.
    void openPlace(const Place &place);
    /// The same, and gives the page the focus.
    void goTo(const Place &place);
    /// The places that are open, as reopen() takes them; the current one is the last.
    QList<Place> places() const;
    /// Opens what is still there of @p places, and what has a draft.
    void reopen(const QList<Place> &places);
    /// Asks the server for the names of all collections and modules; @p then is not called once
    /// this is gone.
    void readNames(std::function<void(const QStringList &, const QStringList &)> then);

signals:
    void renameRequested(const QString &collection);
    void dropRequested(const QString &collection);
    /// What this run of a job logged is asked for.
    void runRequested(const QByteArray &id);
    void keyCreated(const QByteArray &key);
    /// The record @p id is asked for in the inspector.
    void recordRequested(const QByteArray &id);
    /// A job whose script was asked for is not there any more.
    void jobMissing();
    /// reopen() has opened what it could.
    void reopened();

private:
    ScriptPanel *openScript(ScriptPanel::Kind kind, const QString &name, const Place &place,
                            const QString &title);
    void openScriptAt(const AllScripts::Script &script, int line, int column);
    void connectScript(ScriptPanel *panel, const Place &place);
    void goBack();
    ScriptPanel *openJobScript(const QByteArray &id, const QString &description);
    void openJobs();
    void openLog();
    void openKeys();
    void openUsers();
    void openDatabaseSettings();
    void openCompare();
    RequestsPanel *openRequests();
    void compare(const QString &theirs, const QString &mine);

    Client &m_client;
    ViewClient *m_owner; ///< What panels read and write documents with.
    const Theme &m_theme;
    Tabs &m_tabs;
    ComparePanel::Sides m_sides;
    /// Where somebody was before a jump to a definition.
    struct Visit
    {
        Place place;
        int line = 0; ///< From 1.
        int column = 0;
    };
    QList<Visit> m_visits; ///< The last one at the end.
    QList<Place> m_reopening; ///< Asked for by reopen(), until the server has told what is there.
};
