// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/core/stopflag.h"
#include "server/store/contents.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>

/// Copies of whole databases, from either store into either.
namespace Store {

/// How a copy is made. A value.
struct CopyOptions
{
    /// What the target holds is kept under another name; else the target must be empty.
    bool replaces = false;
    /// The source may be served meanwhile.
    bool isWhileServing = false;
    /// What webhooks have still to be told is copied; else the source alone tells it.
    bool takesEvents = true;
    /// Stops it; nothing is left of the copy.
    StopFlag stop = {};
    /// Told the number of documents that are copied, each thousand.
    std::function<void(qint64)> progress = {};
};

/// What was copied. A value.
struct CopyReport
{
    struct Part
    {
        QByteArray name; ///< Of a collection.
        qint64 documents = 0;
    };
    QList<Part> collections; ///< In the order of their names.
    qint64 documents = 0; ///< Of all collections.
    QString kept; ///< The name of what was in the place of the copy; empty: nothing was.
};

/// Copies all that @p from holds at one moment to @p to: settings, keys, collections with their
/// documents, counters and relations, scripts with their versions, due times of jobs and what
/// webhooks have still to be told. Then compares the number of rows and a checksum of each table.
/// Both are addresses as Database::open() takes them. Runs of jobs that are under way are left out.
/// Any thread; takes as long as reading all of it twice.
/// @errors BadInput: @p from is no database, or @p to is not empty or cannot keep a value.
/// Unavailable: one of them is served, or is not reached, or was stopped.
Result<CopyReport> copy(const QString &from, const QString &to, const CopyOptions &options);

/// The same from @p from into @p to, without finish(). @p to is not yet in its place afterwards.
Result<CopyReport> copyContents(Contents &from, NewContents &to, const CopyOptions &options);

} // namespace Store
