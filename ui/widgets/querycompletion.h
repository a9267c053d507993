// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

/// What can be typed next in a query, the JSON of `q`. Pure functions of texts.
namespace QueryCompletion {

/// The place of the caret in a query.
struct Place
{
    enum class Kind { Nothing, Field, Operator };
    Kind kind = Kind::Nothing;
    qsizetype begin = 0; ///< Where what is being typed begins, with its quotation mark.
    QString typed; ///< Of the name, up to the caret.
};

/// @p before is the query up to the caret.
Place placeAt(const QString &before);

struct Proposal
{
    QString name;
    QString detail; ///< What it means; empty for fields.
};

/// The proposals for @p place; @p fields are those that documents have.
QList<Proposal> proposalsFor(const Place &place, const QStringList &fields);
/// What takes the place of what was typed: the name in quotation marks, with its colon.
QString inserted(const QString &name);

} // namespace QueryCompletion
