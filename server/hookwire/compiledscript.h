// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hookwire/compilerhash.h"

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

    static CompiledHead of(const QByteArray &compiled)
    {
        CompiledHead head;
        const qsizetype end = compiled.indexOf("*/");
        if (!compiled.startsWith("/*hookdesk ") || end < 0)
            return head;
        QByteArrayList words = compiled.first(end).split(' ').mid(1);
        head.hash = words.takeFirst();
        for (const QByteArray &word : words) {
            if (word == "fresh")
                head.isFresh = true;
            else if (word.startsWith('+'))
                head.libraries.append(word.sliced(1));
        }
        return head;
    }
    /// Whether the compiler of this program wrote it; all others are compiled anew.
    bool isCurrent() const { return hash == CompilerHash; }
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
