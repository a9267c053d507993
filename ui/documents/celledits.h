// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QString>

#include <optional>
#include <utility>

/// What was typed into cells of documents and is not stored: in the one cell that is being edited,
/// and in those that were sent, refused, or came back after a crash. Stores it through the
/// pipeline. Thread: the window's.
class CellEdits final : public QObject
{
    Q_OBJECT

public:
    enum class State { Typed, Sent, Refused, Restored };
    /// The `_id` of a document and the name of its field.
    using Place = std::pair<QByteArray, QString>;

    struct Edit
    {
        QString typed;
        QByteArray tag; ///< The entity tag of the document that was seen; empty: it has none.
        QByteArray type; ///< As which the field is declared; empty: it is not.
        char before = ' '; ///< The type of the cell's value, as CellValue::typeOf() gives it.
        State state = State::Typed;
        QString message; ///< Why it is not stored; empty while nothing is wrong.
    };

    /// @p path is that of the collection, percent-encoded.
    CellEdits(Client &client, const QByteArray &path, QObject *parent);

    /// The cell @p place is being edited; no other one is.
    void type(const Place &place, const Edit &edit);
    /// @p place is not being edited any more.
    void endTyping(const Place &place);
    /// What is being typed into @p place cannot be stored there, but is kept, as if it were
    /// refused.
    void keepTyping(const Place &place);
    /// Stores @p edit: stored() or refused() tells how it went. What somebody else has stored
    /// meanwhile is not overwritten.
    void store(const Place &place, Edit edit);
    /// Stores what was refused or restored.
    void storeAll();
    void remove(const Place &place);
    void removeRefused();
    /// Gives up all.
    void clear();

    /// What is shown in @p place instead of the stored value; null: nothing.
    const Edit *find(const Place &place) const;
    /// Whether the field of a document is edited.
    bool isIn(const QString &field) const;
    /// Those that are not being typed.
    const QHash<Place, Edit> &edits() const { return m_edits; }
    /// The documents that have such an edit, each once.
    QByteArrayList ids() const;
    bool isEmpty() const { return m_edits.isEmpty() && !m_typing; }

    /// All edits, as restore() takes them; empty: there is none.
    QByteArray draft() const;
    void restore(const QByteArray &draft);

signals:
    /// What is typed into cells of the document @p id, or what is wrong with it, is another thing.
    void changed(const QByteArray &id);
    void stored(const CellEdits::Place &place, const QByteArray &document);
    void refused(const QString &message);

private:
    void refuse(const Place &place, Edit edit, const QString &message);
    void finish(const Place &place, const Edit &edit, const Client::Reply &reply);
    void storeNext(const QByteArray &id);
    void rebase(const QByteArray &id, const QByteArray &before, const QByteArray &after);

    Client &m_client;
    const QByteArray m_path;
    QHash<Place, Edit> m_edits;
    QSet<QByteArray> m_underWay; ///< Documents that a change is being stored of: one at a time.
    std::optional<std::pair<Place, Edit>> m_typing;
};
