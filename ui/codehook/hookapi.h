// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

/// The functions that hooks are offered, as resources/hookapi.json describes them.
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

const QList<Function> &functions();
/// The function @p name; null when there is none.
const Function *find(const QString &name);

} // namespace HookApi
