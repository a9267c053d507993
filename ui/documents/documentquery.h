// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/declaredfields.h"
#include "server/core/result.h"

#include <QByteArray>
#include <QString>

/// Which documents are wanted: those that match a query and have some words. A value; any thread.
struct DocumentQuery
{
    QByteArray q; ///< The JSON of `q`; empty: all.
    QByteArray words; ///< The parameter `filter`; empty: any.

    bool operator==(const DocumentQuery &) const = default;
    bool isEmpty() const { return q.isEmpty() && words.isEmpty(); }
    /// The parameters of a URL, percent-encoded; empty: none.
    QByteArray parameters() const;

    /// What is @p typed: a query in JSON; comparisons such as `name = Ann and age >= 30`, whose
    /// values have the types of the declared @p fields, with `=`, `!=`, `<`, `<=`, `>`, `>=` and
    /// `~` (has the text); or else words.
    /// @errors BadInput: it is neither, and why.
    static Result<DocumentQuery> read(const QString &typed, const DeclaredFields &fields);
    /// This and what has the JSON @p value in @p field, or, with the @p operation `!=`, has not: as
    /// read() takes it, and in comparisons as long as it can be.
    QString narrowed(const QString &field, const char *operation, const QByteArray &value) const;

    QString typed = {}; ///< What read() was given; empty: it was not typed.
};
