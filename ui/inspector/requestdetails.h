// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QWidget>

class BodyView;
class QLabel;
class QMenu;
class QPlainTextEdit;
class QTabWidget;
class QTextBrowser;
class QToolButton;
class Theme;
class TimingBars;

/// One request in detail: its timing and log, what came in, what went out, and as a curl command.
/// Thread: the window's.
class RequestDetails final : public QWidget
{
    Q_OBJECT

public:
    RequestDetails(const Theme &theme, QWidget *parent);

    /// Leaves timing, log and hooks of it, for a place that shows request and response itself.
    void showStagesAlone();

    /// @p serverUrl is for the curl command; may be empty.
    void show(const Inspector::Record &record, const QString &serverUrl);
    /// @p record, which is shown, may have more lines of its log now.
    void showLog(const Inspector::Record &record);
    void clear();
    /// The request as a curl command; the key is left to the user, because it is not kept.
    static QString curl(const Inspector::Record &record, const QString &serverUrl);
    /// The same as a call of fetch in JavaScript.
    static QString fetch(const Inspector::Record &record, const QString &serverUrl);
    /// The request for `POST /admin/v1/requests` or a test run: method, path, query, headers and
    /// body, without what is masked and without what a client sets itself.
    static QByteArray request(const Inspector::Record &record);
    /// `beforePOST:12`; `lib/x.js:4` for a line of a module.
    static QString placeOf(const Inspector::LogLine &line);
    /// The keys that a request can be sent again with, as `/admin/v1/keys` gives keys.
    void setKeys(const Json::Value &keys);
    /// The answer to `POST /admin/v1/requests`, beside the one that was recorded.
    void showReplay(const Client::Reply &reply);

signals:
    /// The keys are about to be offered: setKeys() wants them.
    void keysRequested();
    /// The shown request is to be sent again; @p key is the id of a key, or empty for the window.
    void replayRequested(const QByteArray &key);
    void testRunRequested();
    /// A line of the log or of a stack was activated; @p module is empty for the script itself.
    void lineActivated(const QString &module, int line, int column);

private:
    QPlainTextEdit *makeText(const char *name, const QString &accessibleName);
    QTextBrowser *makeLog();
    QWidget *makeTimingPage();
    QString logHtml(const Inspector::Record &record) const;
    void addActions(QWidget *head);
    void addViewTools(QWidget *head);
    void showHead(const Inspector::Record &record);

    const Theme &m_theme;
    QLabel *m_status;
    QLabel *m_title;
    QLabel *m_duration;
    QLabel *m_error;
    QTabWidget *m_tabs;
    TimingBars *m_timing;
    QTextBrowser *m_log;
    qsizetype m_lines = -1; ///< That it shows.
    BodyView *m_request;
    BodyView *m_response;
    QString m_body; ///< Of the response, as it is shown.
    QPlainTextEdit *m_hooks; ///< What they changed and called.
    QPlainTextEdit *m_curl;
    QPlainTextEdit *m_replay;
    QToolButton *m_again = nullptr;
    QToolButton *m_testRun = nullptr;
    QMenu *m_keys = nullptr;
};
