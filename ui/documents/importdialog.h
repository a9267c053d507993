// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/documents/documenttasks.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;
class Theme;

/// Imports a file of documents into a collection: shows its beginning, then how far the import is
/// and what was refused; all of it can be taken back at the end. Thread: the window's.
class ImportDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Stores by @p client, or by @p owner where codehooks are not to run.
    ImportDialog(Client &client, Client &owner, const Theme &theme, const QString &collection,
                 const QString &file, QWidget *parent);

    /// Why the file cannot be read at all; empty: it can.
    const QString &fault() const { return m_fault; }

signals:
    /// The documents @p ids were stored and are to stay.
    void imported(const QByteArrayList &ids);
    /// Documents were stored or deleted.
    void documentsChanged();

protected:
    void reject() override;

private:
    enum class Phase { Preview, Running, Done, TakingBack };

    void makeTable();
    QLayout *makeSeparatorRow();
    QWidget *makeButtons();
    void showPreview();
    void showHead(const DocumentFileReader &reader);
    int columnOf(const QString &field);
    void openColumnMenu(int column);
    void readAs(const QString &column, const QString &field);
    void begin();
    void addRefusal(const ImportTask::Refusal &refusal);
    void finish();
    void takeBack();
    void copyList();
    void setPhase(Phase phase);
    QString counts() const;

    Client &m_client;
    Client &m_owner; ///< Stores and deletes without codehooks.
    const Theme &m_theme;
    const QString m_collection;
    const QByteArray m_path;
    const QString m_file;
    DeclaredFields m_types; ///< Empty until they are read.
    TableForm m_form;
    QStringList m_columns; ///< Of a table, as the file names them; empty: it is none.
    QStringList m_fields; ///< Of the columns that are shown.
    QString m_fault;
    Phase m_phase = Phase::Preview;
    QLabel *m_title;
    QLabel *m_text;
    QTableWidget *m_table;
    QLabel *m_question;
    QComboBox *m_atRefusal;
    QLabel *m_separatorLabel;
    QComboBox *m_separator;
    QCheckBox *m_runsHooks;
    QProgressBar *m_bar;
    QPushButton *m_copy = nullptr;
    QPushButton *m_takeBack = nullptr;
    QPushButton *m_close = nullptr; ///< Cancels, stops or closes.
    QPushButton *m_begin = nullptr;
    ImportTask *m_task = nullptr; ///< Null before it is begun.
};
