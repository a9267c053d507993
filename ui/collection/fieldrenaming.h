// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QList>
#include <QObject>

#include <utility>

class ProgressDialog;
class QWidget;

/// Gives fields of documents the names that they were declared with: a definition that names a
/// field anew changes no document. Asks first, and can be cancelled; each document is changed by a
/// request of its own, with If-Match, so that nothing is overwritten. Thread: the window's.
class FieldRenaming final : public QObject
{
    Q_OBJECT

public:
    /// The name before and the one after it.
    using Names = std::pair<QString, QString>;

    /// Dialogs open over @p panel.
    FieldRenaming(Client &client, const QString &collection, QWidget *panel);

    /// Asks about each of @p fields that documents have.
    void offer(const QList<Names> &fields);

signals:
    /// What has become of a field, to be told.
    void told(const QString &text);

private:
    void offerNext();
    void begin();
    void readPage();
    void takePage(const Json::Value &documents);
    void rename(const Json::Value &document);
    void takeAnswer(const Client::Reply &reply);
    void end(const QString &fault);
    QByteArray query() const;

    Client &m_client;
    const QByteArray m_path;
    QWidget *m_panel;
    bool m_isBusy = false; ///< A field is asked about or renamed.
    ProgressDialog *m_progress = nullptr; ///< Null while no field is renamed.
    QList<Names> m_waiting;
    Names m_names;
    QByteArray m_last; ///< The id of the last document that was read; empty: none was.
    QString m_firstRefusal;
    qint64 m_total = 0;
    int m_renamed = 0;
    int m_kept = 0; ///< They have a field of the new name as well.
    int m_refused = 0;
    int m_open = 0; ///< Requests that are not answered.
    bool m_isLastPage = false;
    bool m_isCancelled = false;
};
