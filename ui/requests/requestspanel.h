// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/requests/requestbook.h"
#include "ui/widgets/draftstore.h"

#include <QWidget>

class AnswerView;
class EnvironmentBox;
class NoticeBar;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class RequestEditor;
class RequestFileActions;
class RequestSender;
class RequestTree;
class Theme;

/// Requests in folders: written, sent, checked and kept as text, with what the inspector knows of
/// each beside its answer. Thread: the window's.
class RequestsPanel final : public QWidget
{
    Q_OBJECT

public:
    RequestsPanel(Client &client, const Theme &theme, QWidget *parent);
    ~RequestsPanel() override;

    /// Adds a request, JSON as `POST /admin/v1/requests` takes it, to be edited and sent with the
    /// key of the connection.
    void addRecorded(const QByteArray &request);

    bool hasUnsavedChanges() const { return m_book.isEdited(); }
    void save();
    QByteArray draft() const { return m_book.draft(); }
    void restore(const DraftStore::Draft &draft);

signals:
    void unsavedChanged();
    /// A line of the codehook of @p collection is asked for; the same of a module.
    void lineActivated(const QString &collection, int line, int column);
    void moduleLineActivated(const QString &module, int line, int column);
    void recordActivated(const QByteArray &id);
    void testRunRequested(const QString &collection, const QByteArray &request);

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeSide();
    QWidget *makeMain();
    void addSendButtons();
    void connectBook();
    void connectEditor();
    void connectRunner();
    void makeActions();
    void loadNames();
    void show(const RequestBook::Spot &spot);
    void refresh();
    void send();
    void run(const QStringList &files);
    void begin(const QList<Requests::Runner::Step> &steps);
    void finishRun();
    void showRunning(bool isRunning);
    void askAboutConflict(const QString &name);
    void chooseBodyFile();
    void tell(const QString &message);

    Client &m_client;
    const Theme &m_theme;
    RequestBook m_book;
    RequestSender *m_sender;
    Requests::Runner *m_runner;
    NoticeBar *m_notice;
    RequestTree *m_tree;
    EnvironmentBox *m_environment;
    RequestFileActions *m_files;
    RequestEditor *m_editor = nullptr;
    AnswerView *m_answer = nullptr;
    QStackedWidget *m_pages = nullptr; ///< Nothing yet, or a request.
    QSplitter *m_split = nullptr; ///< The request and its answer.
    QLabel *m_folder = nullptr;
    QPushButton *m_run = nullptr;
    QPushButton *m_send = nullptr;
    QPushButton *m_save = nullptr;
    RequestBook::Spot m_spot; ///< What is shown; with an empty file: nothing.
    QList<Requests::Report> m_reports; ///< Of the run under way.
    qsizetype m_stepCount = 0; ///< Of the run of a folder.
    bool m_isFolderRun = false;
    bool m_hasFault = false; ///< The format cannot hold what the editor shows.
    bool m_isTyping = false; ///< A change comes from the editor, which has it already.
};
