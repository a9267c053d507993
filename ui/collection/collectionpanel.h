// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin.h"

#include <QWidget>

class AccessPage;
class ExamplesPage;
class FieldsPage;
class IndexesPage;
class QLabel;
class QLineEdit;
class QTabWidget;
class Theme;
class WebhookPage;

/// The settings of one collection: general facts, fields, indexes, access, its codehook, webhook
/// and examples of its API. Thread: the window's.
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
    void renameRequested(const QString &collection);
    void dropRequested(const QString &collection);

private:
    QWidget *makeGeneral();
    void load();
    void show(const QByteArray &body);
    void explain(const QByteArray &query);
    void saveDescription();
    void saveFields();
    void saveAccess();
    void saveWebhook();
    void save(const QByteArray &definition);
    void tellMisfits(const Json::Value &misfits);

    Admin &m_admin;
    const Theme &m_theme;
    const QString m_collection;
    const QByteArray m_path;
    QTabWidget *m_tabs;
    QLabel *m_facts = nullptr;
    QLineEdit *m_description = nullptr;
    QLabel *m_dependents = nullptr;
    QLabel *m_message = nullptr;
    FieldsPage *m_fields = nullptr;
    IndexesPage *m_indexes = nullptr;
    AccessPage *m_access = nullptr;
    WebhookPage *m_webhook = nullptr;
    ExamplesPage *m_examples = nullptr;
};
