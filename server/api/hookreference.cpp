// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/hookreference.h"

#include "server/core/markdown.h"

#include <QFile>

namespace Api {

namespace {

constexpr char Head[] = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Codehooks of Hookdesk</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { color-scheme: light dark; --line: #8884; --soft: #8882; }
body { font: 16px/1.55 Inter, system-ui, sans-serif; max-width: 54rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; } h2 { margin-top: 2.2rem; border-bottom: 1px solid var(--line); } h3 { margin: 1.8rem 0 0.3rem; }
code, pre { font-family: "JetBrains Mono", ui-monospace, monospace; font-size: 0.88em; }
code { background: var(--soft); border-radius: 4px; padding: 0.1em 0.3em; }
pre { background: var(--soft); border-radius: 8px; padding: 0.8rem 1rem; overflow-x: auto; } pre code { background: none; padding: 0; }
table { border-collapse: collapse; } td, th { border: 1px solid var(--line); padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; }
</style>
</head>
<body>
)html";

QByteArray makePage()
{
    QFile reference(QStringLiteral(":/docs/hook-reference.md"));
    // It is compiled into the program: only a faulty build lacks it.
    if (!reference.open(QIODevice::ReadOnly))
        qFatal("The hook reference is missing in this program.");
    return Head + markdownToHtml(reference.readAll(), false) + "</body>\n</html>\n";
}

} // namespace

const QByteArray &hookReferencePage()
{
    static const QByteArray page = makePage();
    return page;
}

} // namespace Api
