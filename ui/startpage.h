// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;
class Theme;

/// The first steps in a database: a collection, a request that is answered, a codehook. Each is
/// ticked once it was done, by whomever. Thread: the window's.
class StartPage final : public QWidget
{
    Q_OBJECT

public:
    StartPage(Client &client, const Theme &theme, QWidget *parent);

    /// The command has @p key, which is known at this moment only; empty: it is the user's to fill
    /// in.
    void setKey(const QByteArray &key);

signals:
    /// A new collection is wanted.
    void collectionRequested();
    void settingsRequested(const QString &collection);
    void keysRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Step
    {
        QLabel *mark = nullptr;
        QLabel *text = nullptr;
        QPushButton *act = nullptr;
        bool isDone = false;
    };

    Step addStep(QVBoxLayout *column, const QString &title, const QString &text,
                 const QString &action, const char *name);
    void addCommand(QVBoxLayout *column);
    void readIfSeen();
    void noteRequests(const QList<Inspector::Record> &records);
    void update();

    Client &m_client;
    const Theme &m_theme;
    Step m_collection;
    Step m_request;
    Step m_codehook;
    QWidget *m_try = nullptr;
    QLabel *m_command = nullptr;
    QString m_first; ///< The collection that the command is about; empty: there is none.
    QByteArray m_key;
    bool m_isStale = true; ///< The collections were not read since they changed.
    bool m_hasHooks = false; ///< The first collection has codehooks, which may refuse a document.
};
