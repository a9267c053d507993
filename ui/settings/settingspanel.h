// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/widgets/draftstore.h"

#include <QHash>
#include <QWidget>

class NoticeBar;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;
class Theme;

/// The settings of the database: the reserved ones as a form, all of them as JSON
///. Thread: the window's.
class SettingsPanel final : public QWidget
{
    Q_OBJECT

public:
    SettingsPanel(Client &client, const Theme &theme, QWidget *parent);

    bool hasUnsavedChanges() const;
    /// Saves the page that is shown; what the server refuses is told at its field. What somebody
    /// else has saved meanwhile is not overwritten before the user wants it.
    void save();
    /// What is not saved, as restore() takes it; empty: nothing.
    QByteArray draft() const;
    /// Puts @p draft over the settings once they are read.
    void restore(const DraftStore::Draft &draft);

signals:
    void unsavedChanged();
    void compareRequested(const QString &theirs, const QString &mine);

private:
    QWidget *makeBar();
    QWidget *makeForm();
    QWidget *makeText();
    void load();
    void show(const Json::Value &settings);
    void showDraft();
    void showTheirs(const Client::Reply &theirs);
    void keepMine(const Client::Reply &theirs);
    QString listed(const Json::Value &settings) const;
    QString listed() const;
    QByteArray patch() const;
    bool isFormShown() const;
    void showFaults(const Client::Reply &reply);
    void updateState();

    Client &m_client;
    const Theme &m_theme;
    NoticeBar *m_notice;
    QTabWidget *m_pages = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_message = nullptr;
    QPushButton *m_save = nullptr;
    QHash<QString, QLineEdit *> m_fields; ///< By the path of the setting.
    QHash<QString, QLabel *> m_faults; ///< Beneath them.
    QHash<QString, QString> m_saved; ///< What the server has, as the fields show it.
    QString m_savedText;
    QByteArray m_tag; ///< The entity tag of what the server has.
    DraftStore::Draft m_draft; ///< To be shown once the settings are read.
};
