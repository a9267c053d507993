// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

/// The ids that an import gives to documents that bring none, so that going on after an import that
/// was cut short stores nothing twice: the same document at the same place of the same file gets
/// the same id until the import has succeeded. They ascend in the order of the file.
///
/// What they are made from lies in the user's cache meanwhile; where that cannot be written, they
/// are made from the time when the file was last changed. Thread: one.
class ImportIds
{
public:
    /// For the import of @p file into @p collection, wherever that is: a server may come back under
    /// another address.
    ImportIds(const QString &file, const QString &collection);

    /// Whether an earlier import of the file did not succeed.
    bool isGoingOn() const { return m_isGoingOn; }
    /// The id of the document @p text, which is the @p place th of the file, from 0.
    QByteArray idOf(qint64 place, const QByteArray &text) const;
    /// The import has succeeded: the next one gives other ids.
    void finish();

private:
    QString m_path; ///< Of the file in the cache.
    QByteArray m_seed;
    quint64 m_time = 0; ///< Seconds since 1970, with which ids begin.
    bool m_isGoingOn = false;
};
