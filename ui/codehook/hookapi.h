// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

/// The hooks that a script may declare and the functions that they are offered: what
/// resources/hookapi.json says. The file is part of the program and read once.
/// Thread: the window's.
namespace HookApi {

struct Argument
{
    QString name;
    QString text; ///< What it is; may be empty.
    bool isOptional = false;
};

struct Function
{
    QString name; ///< `db.get`, `request`, `context.settings`.
    QList<Argument> arguments;
    QString text; ///< What it does.
    QString gives; ///< What comes of it.
    bool isValue = false; ///< It is no function.

    /// `db.get(path, [query])`; the name alone for a value.
    QString signature() const;
};

/// When a hook runs: before or after the database does its part, or by the clock.
enum class Phase { Before, After, Background };

struct Hook
{
    QString name; ///< `beforePOST`
    Phase phase = Phase::Before;
    QString newBody; ///< The lines of the function that the editor inserts.
};

/// In the order of a request: those before the database first.
const QList<Hook> &hooks();

const QList<Function> &functions();
/// The function @p name; null when there is none.
const Function *find(const QString &name);

/// What a script finds without declaring it, such as `db` and `request`, each once.
QStringList globalNames();

} // namespace HookApi
