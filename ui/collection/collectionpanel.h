// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin.h"

#include <QWidget>

class AccessPage;
class FieldsPage;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;
class Theme;

/// The settings of one collection: general facts, fields, indexes, access, its codehook and
/// examples of its API. Thread: the window's.
class CollectionPanel final : public QWidget
{
    Q_OBJECT

public:
    CollectionPanel(Admin &admin, const Theme &theme, const QString &collection, QWidget *parent);

    const QString &collection() const { return m_collection; }
    /// Adds the tab *Codehook*, which is another panel's, and shows it.
    void setCodehookTab(QWidget *panel);
    /// Of the pages that are this panel's own.
    bool hasUnsavedChanges() const;
    void save();

signals:
    void unsavedChanged();

private:
    QWidget *makeGeneral();
    QWidget *makeIndexes();
    QWidget *makeExamples();
    void load();
    void show(const QByteArray &body);
    void showExamples();
    void saveDescription();
    void addIndex();
    void removeIndex();
    void saveFields();
    void saveAccess();
    void saveIndexes(const QByteArrayList &indexes);
    void save(const QByteArray &definition);
    void tellMisfits(const Json::Value &misfits);

    Admin &m_admin;
    const Theme &m_theme;
    const QString m_collection;
    const QByteArray m_path;
    QTabWidget *m_tabs;
    QLabel *m_facts = nullptr;
    QLineEdit *m_description = nullptr;
    QListWidget *m_indexes = nullptr;
    QLineEdit *m_newIndex = nullptr;
    QPushButton *m_removeIndex = nullptr;
    QPlainTextEdit *m_examples = nullptr;
    QLabel *m_message = nullptr;
    FieldsPage *m_fields = nullptr;
    AccessPage *m_access = nullptr;
    QByteArrayList m_indexTexts; ///< The JSON of each, in the order of the list.
};
