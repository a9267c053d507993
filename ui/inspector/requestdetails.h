// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QTabWidget;
class Theme;
class TimingBars;

/// One request in detail: its timing and log, what came in, what went out, and as a curl command.
/// Thread: the window's.
class RequestDetails final : public QWidget
{
    Q_OBJECT

public:
    RequestDetails(const Theme &theme, QWidget *parent);

    /// @p serverUrl is for the curl command; may be empty.
    void show(const Inspector::Record &record, const QString &serverUrl);
    void clear();
    /// The request as a curl command; the key is left to the user, because it is not kept.
    static QString curl(const Inspector::Record &record, const QString &serverUrl);

private:
    QPlainTextEdit *makeText(const char *name, const QString &accessibleName);
    void showHead(const Inspector::Record &record);

    const Theme &m_theme;
    QLabel *m_status;
    QLabel *m_title;
    QLabel *m_duration;
    QTabWidget *m_tabs;
    TimingBars *m_timing;
    QPlainTextEdit *m_log;
    QPlainTextEdit *m_request;
    QPlainTextEdit *m_response;
    QPlainTextEdit *m_curl;
};
