// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/widgets/draftstore.h"

#include <QWidget>

class JobEditor;
class JobModel;
class LogPanel;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QSplitter;
class QTableView;
class QTimer;
class QToolButton;
class Theme;

/// System_jobs: the jobs above, when the chosen one runs below, and System_log beside it.
/// Thread: the window's.
class JobsPanel final : public QWidget
{
    Q_OBJECT

public:
    JobsPanel(Client &client, const Theme &theme, QWidget *parent);

    bool hasUnsavedChanges() const;
    void save();
    /// What is not saved, as restore() takes it; empty: nothing.
    QByteArray draft() const;
    void restore(const DraftStore::Draft &draft);
    /// Begins a new job, as the button does.
    void beginNew();

signals:
    void compareRequested(const QString &theirs, const QString &mine);
    void unsavedChanged();
    void scriptRequested(const QByteArray &id, const QString &description);
    void runActivated(const QByteArray &id);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeBar();
    void connectParts();
    void makeTable();
    void reload();
    void showLoaded();
    void showChosen();
    QByteArray chosen() const;
    void choose(const QByteArray &id);
    void run();
    void stop();
    void askToDelete();
    void tell(const QString &message);
    void updateButtons();

    Client &m_client;
    const Theme &m_theme;
    JobModel *m_model;
    QSortFilterProxyModel *m_filtered;
    QTimer *m_reload; ///< Runs that begin or end together are shown together.
    QSplitter *m_splitter = nullptr; ///< The table, and the form with the runs.
    QTableView *m_table = nullptr;
    JobEditor *m_editor = nullptr;
    LogPanel *m_log = nullptr;
    QLineEdit *m_filter = nullptr;
    QPushButton *m_run = nullptr;
    QPushButton *m_stop = nullptr;
    QToolButton *m_delete = nullptr;
    QLabel *m_banner = nullptr;
    QLabel *m_empty = nullptr;
    bool m_isMoved = false; ///< Somebody has chosen how much of m_splitter each part has.
    QByteArray m_pending; ///< The job to be chosen once it is loaded.
};
