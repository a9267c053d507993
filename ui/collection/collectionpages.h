// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QTabWidget>

#include <array>

class AccessPage;
class Client;
class ExamplesPage;
class FieldsPage;
class GeneralPage;
class IndexesPage;
class Theme;
class WebhookPage;

/// The pages of a collection's settings, each made when it is first seen: most are never looked at,
/// and all of them at once would hold up the window. Thread: the window's.
class CollectionPages final : public QTabWidget
{
    Q_OBJECT

public:
    enum Page { Fields, Indexes, Access, Webhook, Examples, PageCount };

    CollectionPages(Client &client, const Theme &theme, const QString &collection, QWidget *parent);

    /// Adds the page *Codehook*, which is another panel's, and shows it.
    void addCodehook(QWidget *panel);

    /// What becomes of what is being changed.
    enum class Unsaved { Keep, Replace };
    void showDefinition(const QByteArray &definition, Unsaved unsaved = Unsaved::Keep);
    /// Shows the members of @p changes as what is being changed.
    void edit(const Json::Value &changes);
    /// The members of @p sent are saved, and are those of @p definition now.
    void noteSaved(const Json::Value &sent, const QByteArray &definition);
    /// What is not saved, as members of a definition.
    QByteArray changes() const;
    bool hasUnsavedChanges() const;

    /// Whether @p page is the one that is shown.
    bool isCurrent(Page page) const { return currentWidget() == m_holders[page]; }
    bool isGeneralCurrent() const;
    void showPage(Page page) { setCurrentWidget(m_holders[page]); }
    GeneralPage &general() { return *m_general; }
    /// Null: the page was not seen yet.
    FieldsPage *fields() { return m_fields; }
    IndexesPage *indexes() { return m_indexes; }
    AccessPage *access() { return m_access; }

signals:
    /// A page was seen for the first time, and wants what it shows beside the definition.
    void pageMade();
    /// Something is not saved, or is saved now.
    void changed();
    /// The members @p definition are to be saved.
    void saveRequested(const QByteArray &definition);
    /// How @p query is answered is to be shown.
    void explainRequested(const QByteArray &query);
    /// A request is to be edited and sent.
    void requestWanted(const QByteArray &request);
    void renameRequested();
    void dropRequested();

private:
    void makeGeneral();
    void makeCurrent();
    void place(QWidget &widget, Page page);
    void makeFields();
    void makeIndexes();
    void makeAccess();
    void makeWebhook();
    void makeExamples();
    void requestSave(const char *member);
    Json::Document definition() const;

    Client &m_client;
    const Theme &m_theme;
    const QString m_collection;
    QByteArray m_definition = "{}"; ///< As it was shown last.
    std::array<QWidget *, PageCount> m_holders{}; ///< Each empty until its page is made.
    GeneralPage *m_general = nullptr;
    FieldsPage *m_fields = nullptr;
    IndexesPage *m_indexes = nullptr;
    AccessPage *m_access = nullptr;
    WebhookPage *m_webhook = nullptr;
    ExamplesPage *m_examples = nullptr;
};
