// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

/// What is typed in the editors of one database and not saved yet, in files of this user that
/// nobody else may read, so that it survives a crash. Each editor has a place, such as
/// `settings:people`. Thread: the window's.
class DraftStore final
{
public:
    struct Draft
    {
        QByteArray state; ///< The editor's own business.
        QDateTime time; ///< When it was kept.
    };

    /// Of the database @p identity, such as the path of its file.
    explicit DraftStore(const QString &identity);

    /// Writes @p state for @p place, unless that is what was written last. False: the disk took it
    /// not.
    bool keep(const QString &place, const QByteArray &state);
    /// Forgets the draft of @p place: it was saved or discarded.
    void drop(const QString &place);
    /// Forgets all: the database is a new one.
    void clear();
    /// Nothing when there is none, or none that can be read.
    std::optional<Draft> draft(const QString &place) const;
    /// All that have a draft.
    QStringList places() const;

private:
    QString fileOf(const QString &place) const;

    QString m_folder;
    QHash<QString, QByteArray> m_written; ///< By place: what its file holds.
};
