// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

/// What stands before a compiled script, `/*hookdesk 3 fresh +lodash +lib/tax*/`: see
/// resources/js/script.js, which writes it. A value; any thread.
struct CompiledHead
{
    /// The version that the compiler of this program writes; others are compiled anew.
    static constexpr int CurrentVersion = 3;

    int version = 0; ///< 0: it was not written by our compiler.
    bool isFresh = false; ///< It changes built-ins, so its runs may share nothing.
    QByteArrayList libraries; ///< Those and the modules, as `lib/<name>`, that it requires.

    static CompiledHead of(const QByteArray &compiled)
    {
        CompiledHead head;
        if (!compiled.startsWith("/*hookdesk "))
            return head;
        QByteArrayList words = compiled.first(compiled.indexOf("*/")).split(' ').mid(1);
        head.version = words.takeFirst().toInt();
        for (const QByteArray &word : words) {
            if (word == "fresh")
                head.isFresh = true;
            else if (word.startsWith('+'))
                head.libraries.append(word.sliced(1));
        }
        return head;
    }
};
