// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/codehook/codeeditor.h"
#include "ui/codehook/testcase.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QListWidget;
class QListWidgetItem;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;
class QToolButton;
class RequestForm;
class TestCasesPage;
class Theme;

/// Runs a draft against a request on live data, of which nothing is stored (contract: codehooks 7),
/// and shows what came of it: the answer, what the hooks changed, what they logged and called.
/// Thread: the window's.
class TestRunPanel final : public QWidget
{
    Q_OBJECT

public:
    /// @p collection is that whose hooks are tried; empty: a job's script, which gets no request.
    TestRunPanel(Client &client, const Theme &theme, const QString &collection, QWidget *parent);

    /// Fills the request for @p hook, such as `beforePUT`, with the last one or from a document.
    void prefill(const QString &hook);
    /// Fills the request from that of @p testCase.
    void fillFrom(const TestCase &testCase);
    /// Whether a request was filled in or written.
    bool isFilled() const;
    void run(const QString &source);
    /// The named cases of the collection; null for jobs.
    TestCasesPage *cases() const { return m_cases; }
    /// What was typed and chosen, as restore() takes it; empty: nothing.
    QByteArray draft() const;
    void restore(const QByteArray &draft);

signals:
    /// A run was recorded: its document.
    void recorded(const QByteArray &document);
    void openRecordingRequested();
    void runRequested();
    /// draft() gives something else now.
    void inputChanged();
    /// The draft does not compile: as the server's answer to a save.
    void refused(const Client::Reply &reply);
    void ran(const QList<CodeEditor::RunLine> &lines);
    void lineActivated(int line, int column);

private:
    QWidget *makeHead();
    QToolButton *makeRecord(QWidget *head);
    QWidget *makeState();
    QWidget *makeResult();
    void keepAsCase();
    void recordNext();
    void show(const Client::Reply &reply, qint64 milliseconds);
    void showChanges(const Json::Value &report);
    void showLog(const Json::Value &report);
    void showCalls(const Json::Value &report);

    Client &m_client;
    const Theme &m_theme;
    const QString m_collection;
    QPushButton *m_run = nullptr;
    QToolButton *m_record = nullptr;
    RequestForm *m_request = nullptr; ///< Null for jobs.
    QComboBox *m_outbound = nullptr;
    QLabel *m_status = nullptr;
    QLabel *m_time = nullptr;
    QLabel *m_error = nullptr;
    QTabWidget *m_pages = nullptr; ///< Request and result.
    QTabWidget *m_tabs = nullptr; ///< Of the result.
    QPlainTextEdit *m_response = nullptr;
    QPlainTextEdit *m_changes = nullptr;
    QListWidget *m_log = nullptr;
    QListWidget *m_calls = nullptr;
    QPushButton *m_keep = nullptr;
    TestCasesPage *m_cases = nullptr; ///< Null for jobs.
    TestCase m_last; ///< What was run last, with its answer.
    bool m_isRunning = false;
    bool m_isToBeRecorded = false; ///< The run that comes next.
};
