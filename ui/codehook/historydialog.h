// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QDialog>

class DiffView;
class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class Theme;

/// The versions of a script: who saved them when, what each changed, and the way back.
/// Thread: the window's.
class HistoryDialog final : public QDialog
{
    Q_OBJECT

public:
    /// What the editor has now.
    struct Draft
    {
        QString text;
        bool isUnsaved = false; ///< Restoring loses it: the user is asked.
    };

    /// @p path is that of the script's routes.
    HistoryDialog(Client &client, const Theme &theme, const QByteArray &path, Draft draft,
                  QWidget *parent);

signals:
    /// An older version was saved again, as the newest.
    void restored();

private:
    void load();
    void compare();
    void askToRestore();
    void restore();
    int chosen() const;

    Client &m_client;
    const QByteArray m_path;
    const Draft m_draft;
    QListWidget *m_versions;
    QComboBox *m_against;
    DiffView *m_diff;
    QLabel *m_state;
    QPushButton *m_restore;
    QHash<int, QString> m_sources; ///< Those that were read, by version.
};
