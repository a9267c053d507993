// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/requester.h"
#include "app/target.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cstdio>

namespace Commands {

namespace {

constexpr char Route[] = "/admin/v1/codehooks";

int pull(Requester &requester, const QDir &folder)
{
    const auto reply = requester.send("GET", Route, {});
    if (!reply)
        return fail(reply.error().message);
    const auto scripts = Json::Document::parse(reply->body);
    if (reply->status != 200 || !scripts)
        return fail(messageOf(*reply));
    if (!folder.mkpath(QStringLiteral(".")))
        return fail(QStringLiteral("The folder %1 cannot be made.").arg(folder.path()));
    for (const Json::Member &script : scripts->root().members()) {
        const QString path = folder.filePath(QString::fromUtf8(script.key) + QStringLiteral(".js"));
        if (!QFileInfo(path).dir().mkpath(QStringLiteral(".")))
            return fail(QStringLiteral("The folder of %1 cannot be made.").arg(path));
        QSaveFile file(path);
        const QByteArray source = script.value.text().toByteArray();
        if (!file.open(QIODevice::WriteOnly) || file.write(source) != source.size()
            || !file.commit())
            return fail(QStringLiteral("%1 cannot be written: %2.")
                            .arg(file.fileName(), file.errorString()));
    }
    return 0;
}

int tellFaults(const Requester::Reply &reply, const QDir &folder)
{
    const auto body = Json::Document::parse(reply.body);
    const auto list = body ? body->root().value("list").items() : std::vector<Json::Value>();
    if (list.empty())
        return fail(messageOf(reply));
    for (const Json::Value &fault : list) {
        const auto of = [&](const char *name) { return fault.value(name); };
        std::fprintf(
            stderr, "%s:%lld:%lld: %s\n",
            qUtf8Printable(folder.filePath(of("collection").toString() + QStringLiteral(".js"))),
            static_cast<long long>(of("line").toInteger()),
            static_cast<long long>(of("column").toInteger()),
            qUtf8Printable(of("message").toString()));
    }
    return 1;
}

int push(Requester &requester, const QDir &folder)
{
    if (!folder.exists())
        return fail(QStringLiteral("There is no folder %1.").arg(folder.path()));
    const QStringList filter = {QStringLiteral("*.js")};
    QStringList names = folder.entryList(filter, QDir::Files, QDir::Name);
    const QDir modules(folder.filePath(QStringLiteral("lib")));
    for (const QString &name : modules.entryList(filter, QDir::Files, QDir::Name))
        names.append(QStringLiteral("lib/") + name);
    Json::ObjectWriter scripts;
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return fail(
                QStringLiteral("%1 cannot be read: %2.").arg(file.fileName(), file.errorString()));
        const QByteArray source = file.readAll();
        if (!source.isValidUtf8())
            return fail(QStringLiteral("%1 is not UTF-8.").arg(file.fileName()));
        scripts.text(name.chopped(3).toUtf8(), QByteArrayView(source));
    }
    if (names.isEmpty())
        return fail(QStringLiteral("There is no script in %1; they are named COLLECTION.js, "
                                   "and modules lib/NAME.js.")
                        .arg(folder.path()));
    const auto reply = requester.send("PUT", Route, scripts.take());
    if (!reply)
        return fail(reply.error().message);
    return reply->status == 200 ? 0 : tellFaults(*reply, folder);
}

} // namespace

int hooks(const QStringList &arguments)
{
    const auto target = Target::parse(QStringLiteral("hooks"), arguments);
    if (!target)
        return misuse(target.error().message);
    const QStringList &words = target->words;
    if (words.size() != 2
        || (words[0] != QLatin1String("push") && words[0] != QLatin1String("pull")))
        return misuse(QStringLiteral("hooks needs push DIR or pull DIR"));
    const auto connection = target->open();
    if (!connection)
        return fail(connection.error().message);
    Requester &requester = *(*connection)->requester;
    const QDir folder(words[1]);
    return words[0] == QLatin1String("push") ? push(requester, folder) : pull(requester, folder);
}

} // namespace Commands
