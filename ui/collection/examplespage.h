// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/collection/examplecode.h"

#include <QWidget>

class QComboBox;
class QPlainTextEdit;
class Theme;

/// Requests to a collection as text for a shell, and for programs with the clients of `clients`.
/// Thread: the window's.
class ExamplesPage final : public QWidget
{
    Q_OBJECT

public:
    ExamplesPage(Client &client, const Theme &theme, const QString &collection, QWidget *parent);

signals:
    /// The request is to be edited and sent: JSON as `POST /admin/v1/requests` takes it.
    void requestWanted(const QByteArray &request);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeBar();
    ExampleCode::Request chosen() const;
    void update();
    void openInRequests();
    void loadSample();
    QString textOf(const ExampleCode::Request &request) const;

    Client &m_client;
    const Theme &m_theme;
    const QByteArray m_collection;
    QComboBox *m_request = nullptr;
    QComboBox *m_language = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QByteArray m_sample; ///< A document; empty: there is none.
};
