// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

/// What stands before a compiled script, `/*hookdesk 0a1b2c3d fresh +lodash +lib/tax*/`: see
/// hookruntime/compiler/script.js, which writes it. A value; any thread.
struct CompiledHead
{
    /// Stands for all modules: the script requires some by names that only its runs know.
    static constexpr const char *AllModules = "lib/*";

    QByteArray
        hash; ///< Of the sources that compiled it; empty: it was not written by our compiler.
    bool isFresh = false; ///< It changes built-ins, so its runs may share nothing.
    QByteArrayList libraries; ///< Those and the modules, as `lib/<name>`, that it requires.

    static CompiledHead of(const QByteArray &compiled);
    /// Whether the compiler of this program wrote it; all others are compiled anew.
    bool isCurrent() const;
};

/// A compiled script with the modules that it requires, also through other modules: what a hook
/// host gets to run. A value; copies share the texts.
struct RunnableScript
{
    struct Module
    {
        QByteArray name; ///< `lib/<name>`
        QByteArray compiled;

        bool operator==(const Module &other) const = default;
    };

    QByteArray compiled;
    QList<Module> modules;

    bool operator==(const RunnableScript &other) const = default;
};
