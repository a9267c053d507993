// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

/// A page of the documentation, which is in the program: `docs/*.md` as resources.
struct HelpPage
{
    QString path; ///< Below `:/docs`: `cookbook/validation.md`.
    QString title;
    QString text; ///< As written: Markdown.
    int depth = 0; ///< 0 is a part of the book, 1 a page below one.
};

namespace HelpPages {

/// All pages but the index, in its order: as docs/index.md lists them, each followed by those that
/// it lists itself. Read once; any thread.
const QList<HelpPage> &all();
/// Null when there is no page @p path.
const HelpPage *find(const QString &path);
/// @p page as HTML for a text browser whose style sheet knows `pre`, `code`, `th` and `td`; each
/// heading has an anchor, named as GitHub names it.
QString html(const HelpPage &page);
/// The name of the anchor of a heading: `db.get` is at `dbget`.
QString anchorOf(const QString &heading);
/// The pages that have every word of @p words, the ones with a fitting title or heading first.
QList<const HelpPage *> search(const QString &words);

} // namespace HelpPages
