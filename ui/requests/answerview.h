// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "client/requests/runner.h"

#include <QWidget>

class BodyView;
class QLabel;
class QPlainTextEdit;
class QSplitter;
class QTabWidget;
class QToolButton;
class RequestDetails;
class Theme;

/// The answer to a request, and beneath it what the inspector knows of exactly this request: its
/// stages, log and hooks. Thread: the window's.
class AnswerView final : public QWidget
{
    Q_OBJECT

public:
    AnswerView(Client &client, const Theme &theme, QWidget *parent);

    /// How it went; null: it was not sent.
    void show(const Requests::Report *report);
    /// It is being sent.
    void showSending();

signals:
    /// A line of a script is asked for: of the hook of @p collection, or of a module.
    void lineActivated(const QString &collection, int line, int column);
    void moduleLineActivated(const QString &module, int line, int column);
    /// The record @p id is asked for in the inspector.
    void recordActivated(const QByteArray &id);
    /// The request is to be run with the draft of its collection's hooks.
    void testRunRequested(const QString &collection, const QByteArray &request);

private:
    QWidget *makeHead(const Theme &theme);
    QWidget *makeStages(const Theme &theme);
    void addCodeMenu(QToolButton *button);
    void takeRecords(const QList<Inspector::Record> &records);
    void showRecord();

    Client &m_client;
    QLabel *m_status;
    QLabel *m_facts;
    QSplitter *m_splitter;
    QTabWidget *m_tabs;
    BodyView *m_body;
    QPlainTextEdit *m_headers;
    QPlainTextEdit *m_sent;
    QWidget *m_stages = nullptr; ///< The part beneath, with its title.
    RequestDetails *m_details = nullptr;
    QLabel *m_noRecord = nullptr;
    QToolButton *m_testRun = nullptr;
    QToolButton *m_inInspector = nullptr;
    Requests::Report m_report;
    QByteArray m_id; ///< Of the request that is shown; empty: it has no record.
    QList<Inspector::Record> m_records; ///< The last ones with an id, the newest at the end.
    Inspector::Record m_record; ///< That of the request; without an id while there is none.
};
