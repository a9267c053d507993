// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/hookreference.h"

#include "server/core/json.h"

#include <QFile>

#include <md4c-html.h>

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

QByteArray resource(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray text(const Json::Value &object, const char *name)
{
    return object.value(name).text().toByteArray();
}

QByteArray codeBlock(const Json::Value &object)
{
    return "```js\n" + text(object, "example") + "\n```\n\n";
}

QByteArray missingText(const Json::Value &list)
{
    QByteArray markdown = "\n";
    for (const Json::Value &each : list.items()) {
        const QByteArray instead = text(each, "instead");
        markdown.append("* " + text(each, "what") + (instead.isEmpty() ? "." : ": " + instead)
                        + '\n');
    }
    return markdown;
}

QByteArray hooksText(const Json::Value &list)
{
    QByteArray markdown = "\n## Hooks\n\n";
    for (const Json::Value &hook : list.items()) {
        markdown.append("### " + text(hook, "name") + "\n\n" + text(hook, "text") + " `req` has "
                        + text(hook, "request") + ". `res.end`: " + text(hook, "end") + ".\n\n"
                        + codeBlock(hook));
    }
    return markdown;
}

QByteArray functionsText(const Json::Value &list)
{
    QByteArray markdown = "\n## Functions\n\n";
    for (const Json::Value &function : list.items()) {
        QByteArrayList names;
        QByteArray arguments;
        for (const Json::Value &argument : function.value("arguments").items()) {
            const QByteArray name = text(argument, "name");
            names.append(argument.value("optional").toBool() ? '[' + name + ']' : name);
            if (!text(argument, "text").isEmpty())
                arguments.append("* `" + name + "`: " + text(argument, "text") + '\n');
        }
        const QByteArray name = text(function, "name");
        const bool isValue = name.startsWith("context.");
        markdown.append("### " + name + "\n\n");
        if (!isValue)
            markdown.append('`' + name + '(' + names.join(", ") + ")` gives "
                            + text(function, "gives") + ".\n\n");
        markdown.append(text(function, "text") + "\n\n" + arguments + '\n');
        if (const QByteArray errors = text(function, "errors"); !errors.isEmpty())
            markdown.append("Errors: " + errors + "\n\n");
        markdown.append(codeBlock(function));
    }
    return markdown;
}

QByteArray makePage()
{
    const auto api = Json::Document::parse(resource(QStringLiteral(":/hookapi.json")));
    QByteArray markdown = resource(QStringLiteral(":/docs/hooks.md"));
    if (api) {
        markdown.append(missingText(api->root().value("missing")))
            .append(hooksText(api->root().value("hooks")))
            .append(functionsText(api->root().value("functions")));
    }
    QByteArray page = Head;
    const auto append = [](const MD_CHAR *part, MD_SIZE size, void *to) {
        static_cast<QByteArray *>(to)->append(part, qsizetype(size));
    };
    md_html(markdown.constData(), MD_SIZE(markdown.size()), append, &page,
            MD_DIALECT_GITHUB | MD_FLAG_NOHTML, 0);
    return page.append("</body>\n</html>\n");
}

} // namespace

const QByteArray &hookReferencePage()
{
    static const QByteArray page = makePage();
    return page;
}

} // namespace Api
