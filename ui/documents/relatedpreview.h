// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class Client;
class DocumentGrid;
class DocumentModel;
class QHelpEvent;

/// Shows the related document while the mouse rests on the cell of a relation. Thread: the
/// window's.
class RelatedPreview final : public QObject
{
    Q_OBJECT

public:
    /// Reads documents by @p client; all outlive this.
    RelatedPreview(Client &client, const DocumentModel &model, DocumentGrid &grid);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool show(const QHelpEvent &event);

    Client &m_client;
    const DocumentModel &m_model;
    DocumentGrid &m_grid;
    int m_asked = 0; ///< Answers to older questions are stale.
};
