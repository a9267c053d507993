// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "server/core/crontab.h"
#include "ui/widgets/draftstore.h"

#include <QWidget>

#include <array>

class NoticeBar;
class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;
class Theme;

/// When a job runs, and how it is called: a crontab field by field or as a whole, in words, with
/// its next runs. Thread: the window's.
class JobEditor final : public QWidget
{
    Q_OBJECT

public:
    JobEditor(Client &client, const Theme &theme, QWidget *parent);

    /// Shows the job whose document is @p json; empty: none.
    void show(const QByteArray &json);
    /// Begins a job that is made when it is saved.
    void beginNew();
    bool hasUnsavedChanges() const;
    /// Saves; what the server refuses is shown at its field.
    void save();
    /// The job that is shown is @p json by now: it is shown, unless it is being changed here.
    void noteStored(const QByteArray &json);
    /// What is not saved, as restore() takes it; empty: nothing.
    QByteArray draft() const;
    void restore(const DraftStore::Draft &draft);
    /// The id of the job that is shown; empty: a new one, or none.
    const QByteArray &id() const { return m_id; }

signals:
    void saved(const QByteArray &id);
    void unsavedChanged();
    void scriptRequested(const QByteArray &id, const QString &description);
    void compareRequested(const QString &theirs, const QString &mine);

private:
    void addHead();
    void addFields();
    void addRest();
    QWidget *makeFoot();
    void setCrontab(const QString &text);
    void takeFields();
    void takePreset(int index);
    void update();
    void showNextRuns(const Crontab &crontab, const QTimeZone &zone);
    QByteArray changes() const;
    void take(const Json::Value &changes);
    void showTheirs(const QByteArray &theirs);
    void finishSave(const Client::Reply &reply);

    Client &m_client;
    const Theme &m_theme;
    QByteArray m_id;
    QByteArray m_saved; ///< The document as it is stored; empty: there is none.
    QByteArray m_defaultZone = "UTC"; ///< That of the settings.
    NoticeBar *m_notice;
    bool m_isNew = false;
    bool m_isSettingFields = false;
    QVBoxLayout *m_column = nullptr; ///< Of the form, which scrolls.
    QLineEdit *m_description = nullptr;
    std::array<QLineEdit *, Crontab::Units> m_fields{};
    QLineEdit *m_crontab = nullptr;
    QComboBox *m_presets = nullptr;
    QLabel *m_words = nullptr;
    QComboBox *m_zone = nullptr;
    QSpinBox *m_timeout = nullptr;
    QCheckBox *m_catchUp = nullptr;
    QGridLayout *m_nextRuns = nullptr;
    QLabel *m_fault = nullptr;
    QPushButton *m_script = nullptr;
    QPushButton *m_revert = nullptr;
    QPushButton *m_save = nullptr;
};
