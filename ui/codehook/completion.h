// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

/// What can be typed next in a script, and which call the caret is in. Pure functions of texts.
namespace Completion {

struct Proposal
{
    enum class Kind { Hook, Function, Field, Member, Word, Keyword, Collection };
    Kind kind = Kind::Word;
    QString name; ///< What is inserted.
    QString detail; ///< Beside the name: a signature, or what it is.
    QString text; ///< What it does, in a sentence or two; may be empty.
};

/// What the proposals are made from.
struct Source
{
    QString before; ///< The script up to the caret.
    QString script; ///< All of it.
    QStringList fields; ///< Of the collection's documents; dotted ones are inside others.
    QStringList collections; ///< Of the database.
    bool isInText = false; ///< The caret is in a string.
    bool isInComment = false;
};

struct Proposals
{
    QString typed; ///< The beginning of the word at the caret, which a proposal replaces.
    bool isMember = false; ///< It stands behind a dot, or in a path.
    bool isComplete = false; ///< It is a name that is known already.
    QList<Proposal> list; ///< The best first.
};

Proposals proposalsFor(const Source &source);

/// What the member @p name of `req` is, as a sentence; empty: it has no such member.
QString requestMember(const QString &name);

/// The call of an offered function that the caret is in.
struct Call
{
    QString function; ///< Empty: it is in none.
    int argument = 0; ///< From 0.
};
/// @p before is the script up to the caret.
Call callAt(const QString &before);

} // namespace Completion
