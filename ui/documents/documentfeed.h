// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QTimer>

#include <vector>

class DocumentModel;
class QWidget;

/// Has the rows of a collection follow what others write: they are read again a moment after a
/// change that they do not have, and only while they are seen. Thread: the window's.
class DocumentFeed final : public QObject
{
    Q_OBJECT

public:
    /// @p panel is where the rows are seen. All of them outlive this.
    DocumentFeed(Client &client, DocumentModel &model, const QString &collection, QWidget *panel);

    /// Reads at once what was missed; call it when the rows are seen again.
    void catchUp();

private:
    void take(const Store::CommitSummary &changes);
    bool isShown(const Store::Change &change) const;
    void waitIfSeen();

    DocumentModel &m_model;
    const QByteArray m_collection;
    const QWidget &m_panel;
    QTimer m_timer;
    bool m_isRedefined = false; ///< The collection has other fields, another name, or is gone.
    bool m_isStale = false; ///< Documents came or went since they were read.
    std::vector<Store::Change> m_unseen; ///< The rows may have them already.
};
