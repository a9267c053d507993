// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookwire/compiledscript.h"

// Not in the header: a change of the compiler would build anew whatever reads the catalog.
#include "server/hookwire/compilerhash.h"

CompiledHead CompiledHead::of(const QByteArray &compiled)
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

bool CompiledHead::isCurrent() const
{
    return hash == CompilerHash;
}
