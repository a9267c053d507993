// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class Theme;

/// Requests to a collection as text for a shell, a page or a program, and run from here with the
/// rights of a key. Thread: the window's.
class ExamplesPage final : public QWidget
{
    Q_OBJECT

public:
    ExamplesPage(Client &client, const Theme &theme, const QString &collection, QWidget *parent);

    /// The array that `/admin/v1/keys` answers.
    void setKeys(const Json::Value &keys);

protected:
    void showEvent(QShowEvent *event) override;

private:
    /// A request to be shown and run.
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
    void run();
    void loadSample();
    QString textOf(const Example &example) const;

    Client &m_client;
    const Theme &m_theme;
    const QByteArray m_path;
    QComboBox *m_request = nullptr;
    QComboBox *m_language = nullptr;
    QComboBox *m_key = nullptr;
    QPushButton *m_run = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QLabel *m_status = nullptr;
    QPlainTextEdit *m_answer = nullptr;
    QByteArray m_sample; ///< A document; empty: there is none.
};
