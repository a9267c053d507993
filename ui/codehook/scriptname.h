// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QList>
#include <QString>

/// What a name in a script means, as `POST /admin/v1/drafts/names` read it from the syntax tree.
/// A value; any thread.
struct ScriptName
{
    /// Where it stands.
    struct Place
    {
        int line = 0; ///< From 1; 0: nowhere.
        int column = 0; ///< From 1.
        qsizetype start = 0; ///< In the script, in UTF-16 units.
        qsizetype end = 0;
        QString prefix; ///< What stands before a new name there, as in `{ a: b }` for `{ a }`.
    };
    /// A name that it cannot be given.
    struct Taken
    {
        QString name;
        QByteArray why; ///< `reserved`, `hook`, `declared` or `used`.
        int line = 0; ///< Where, from 1.
    };

    QString name; ///< Empty: there is no name.
    QByteArray
        kind; ///< `variable`, `parameter`, `function`, `class`, `global`, `property`, `module`.
    Place asked; ///< The one that was asked for; it has no line.
    Place definition;
    QList<Place> places; ///< All of a variable.
    QString module; ///< That it comes from, without `lib/`.
    QString member; ///< What of it; empty: all.
    QString path; ///< Among what scripts are offered, such as `db.get`.
    QString documentation; ///< The comment before it.
    QString parameters; ///< As they are written.
    QByteArray kept; ///< Why it has to keep its name; empty: it need not.
    QList<Taken> taken;

    static ScriptName fromJson(const Json::Value &value);

    /// Whether it can get another name.
    bool isRenamable() const { return definition.line > 0 && kept.isEmpty() && !places.isEmpty(); }
    /// What is wrong with the new name @p name, as a sentence; empty: nothing.
    QString faultOf(const QString &name) const;
};
