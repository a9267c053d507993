// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/storedparts.h"

#include <QList>
#include <QString>
#include <QStringList>

/// One thing that is not the same in the source and in the target of a comparison, and that can be
/// carried over by itself. A value.
struct Difference
{
    /// In the order in which they are shown.
    enum class Kind { Collection, Field, Index, Member, Codehook, Module, Job, Setting, Secret };
    enum class Change {
        New, ///< Only the source has it.
        Changed,
        Removed, ///< Only the target has it.
    };

    Kind kind = Kind::Collection;
    Change change = Change::New;
    QString name; ///< What people call it: `orders.total`.
    QString part; ///< The name of its part in the target: a collection, a module, the id of a job.
    QString member; ///< Of a Field its name, of a Member of a definition its key.
    QStringList path; ///< Of a setting.
    QByteArray source; ///< Its JSON there; empty: there is none.
    QByteArray target; ///< The same.
    QString sourceSummary; ///< In a few words; empty: there is none.
    QString targetSummary;
    QString sourceText; ///< For people, line by line.
    QString targetText;
    /// Differences without which it cannot be carried over, by their place in the list: a codehook
    /// needs its collection.
    QList<int> needs;

    /// Whether it can be carried over at all.
    bool isCarried() const { return kind != Kind::Secret; }
};

/// Two databases, and what differs between them. Any thread.
namespace Comparison {

/// The name that the API gives to the parts of @p kind: `codehook`. Fields, indexes and members
/// belong to a `collection`, secrets to the `settings`.
QString partKind(Difference::Kind kind);

/// What @p target lacks, has otherwise or has alone, ordered by kind and name. The order of members
/// and of fields is no difference. Jobs are the same by their id or, where that is unknown, by
/// their description.
QList<Difference> between(const StoredParts &source, const StoredParts &target);

} // namespace Comparison
