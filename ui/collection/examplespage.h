// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QWidget>

class QComboBox;
class QPlainTextEdit;
class Theme;

/// Requests to a collection as text for a shell, a page or a program. Thread: the window's.
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
    /// A request to be shown.
    struct Example
    {
        QByteArray method;
        QByteArray path;
        QByteArray query; ///< As a person writes it; it is percent-encoded where it is sent.
        QByteArray body;
    };

    QWidget *makeBar();
    Example chosen() const;
    void update();
    void openInRequests();
    void loadSample();
    QString textOf(const Example &example) const;

    Client &m_client;
    const Theme &m_theme;
    const QByteArray m_path;
    QComboBox *m_request = nullptr;
    QComboBox *m_language = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QByteArray m_sample; ///< A document; empty: there is none.
};
