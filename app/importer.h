// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/importids.h"
#include "app/requester.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QString>

/// Sends documents in groups, and finds the one at fault where a group is refused. Thread: one.
class Importer
{
public:
    /// Why an import ended before all documents were stored. A value.
    struct Stop
    {
        QString message; ///< What went wrong, with the fields that were refused.
        qint64 line = 0; ///< Where it went wrong.
        qint64 next = 0; ///< The line to go on with; 0: nothing is left to do.
        QString advice; ///< What to do, and what is not known.
    };

    /// @p path is that of the collection.
    Importer(Requester &requester, QByteArray path, const ImportIds &ids);

    /// Takes the document @p text of @p line, the @p place th of the file. False: see stop().
    bool add(const QByteArray &text, qint64 line, qint64 place);
    /// Sends what waits; @p nextLine is the line of the document that follows, 0 after the last.
    bool flush(qint64 nextLine);

    /// Ends the import at @p line, which cannot be read.
    void stopAt(qint64 line, const QString &message);

    /// How many documents are stored, those of an earlier import among them.
    qint64 stored() const { return m_stored; }
    /// How many of them an earlier import has stored.
    qint64 known() const { return m_known; }
    const Stop &stop() const { return m_stop; }

private:
    enum class Sent { Stored, Known, Refused, Stopped };

    Sent send(const QByteArray &body, qsizetype first, qsizetype count);
    bool sendOneByOne(qint64 nextLine);
    bool isStored(const QByteArray &document);
    bool afterStored(qsizetype first, qsizetype count, qint64 nextLine);

    Requester &m_requester;
    const QByteArray m_path;
    const ImportIds &m_ids;
    QByteArrayList m_documents; ///< With their ids.
    QList<qint64> m_lines;
    QList<bool> m_areOurs; ///< Whether the id is one of m_ids.
    qsizetype m_bytes = 0;
    qint64 m_stored = 0;
    qint64 m_known = 0;
    QString m_savedFault; ///< Of what was stored nevertheless.
    Stop m_stop;
};
