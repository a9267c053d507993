// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QObject>
#include <QString>

#include <functional>

class QComboBox;
class QLineEdit;
class QMenu;
class QPlainTextEdit;
class QTabWidget;
class QWidget;
class Theme;

/// The request of a test run as it is typed: its method and path in one bar, its query, body and
/// headers on a page. Thread: the window's.
class RequestForm final : public QObject
{
    Q_OBJECT

public:
    /// The widgets become children of @p parent. @p collection is the one that is asked.
    RequestForm(Client &client, const Theme &theme, const QString &collection, QWidget *parent);

    QWidget *address() const { return m_address; }
    QWidget *page() const { return m_page; }

    /// Fills the request for @p hook, such as `beforePUT`: with the last one that ran it, else with
    /// a document of the collection. What was typed stays.
    void prefill(const QString &hook);
    /// Shows @p request, as request() gives it.
    void show(const QByteArray &request);
    /// Whether a request was filled in or written.
    bool isFilled() const;
    /// JSON as a test run takes it: method, path, query, headers and body.
    QByteArray request() const;
    /// The body as it is typed.
    QString body() const;
    /// What was typed, as restore() takes it; empty: nothing.
    QByteArray draft() const;
    void restore(const QByteArray &draft);

signals:
    void changed();

private:
    QWidget *makeAddress(QWidget *parent);
    QWidget *makePage(QWidget *parent);
    void connectFields();
    void addSources(QWidget *bar);
    void fillSources();
    void fillFromDocument(const QString &method);
    void readRequests(int max, std::function<void(const QList<Json::Value> &)> then);
    void fill(const QString &method, const QByteArray &id, const QString &body);
    QByteArray state() const;

    Client &m_client;
    const Theme &m_theme;
    const QString m_collection;
    QWidget *m_address = nullptr;
    QWidget *m_page = nullptr;
    QComboBox *m_method = nullptr;
    QLineEdit *m_path = nullptr;
    QLineEdit *m_query = nullptr;
    QPlainTextEdit *m_headers = nullptr;
    QPlainTextEdit *m_body = nullptr;
    QMenu *m_sources = nullptr; ///< What it can be filled with.
    QString m_hook; ///< That prefill() was asked for.
    QByteArray m_filled; ///< The state that nobody has typed.
};
