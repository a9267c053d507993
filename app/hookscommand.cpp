// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/requester.h"
#include "app/scriptfolder.h"
#include "app/signalwatch.h"
#include "app/target.h"
#include "client/requests/requestfolder.h"

#include <cstdio>

namespace Commands {

namespace {

constexpr char Route[] = "/admin/v1/codehooks";

int pull(Requester &requester, const ScriptFolder &folder)
{
    const auto reply = requester.send("GET", Route, {});
    if (!reply)
        return fail(reply.error().message);
    const auto body = Json::Document::parse(reply->body);
    if (reply->status != 200 || !body)
        return fail(messageOf(*reply));
    ScriptFolder::Scripts scripts;
    for (const Json::Member &script : body->root().members())
        scripts.append({script.key.toByteArray(), script.value.text().toByteArray()});
    const auto written = folder.write(scripts);
    return written ? 0 : fail(written.error().message);
}

/// Tells the places in @p list on standard error, as compilers do. @return how many there are
size_t tellPlaces(const Json::Value &list, const char *kind, const ScriptFolder &folder)
{
    const auto places = list.items();
    for (const Json::Value &place : places) {
        const auto of = [&](const char *name) { return place.value(name); };
        std::fprintf(stderr, "%s:%lld:%lld: %s%s\n",
                     qUtf8Printable(printable(folder.pathOf(of("collection").toString()))),
                     static_cast<long long>(of("line").toInteger()),
                     static_cast<long long>(of("column").toInteger()), kind,
                     qUtf8Printable(printable(of("message").toString())));
    }
    return places.size();
}

int tellFaults(const Requester::Reply &reply, const ScriptFolder &folder)
{
    const auto body = Json::Document::parse(reply.body);
    const bool isTold = body && tellPlaces(body->root().value("list"), "", folder) > 0;
    return isTold ? 1 : fail(messageOf(reply));
}

/// A name that is misspelt makes a collection that nobody asks for, so new ones are named.
void tellSaved(const Requester::Reply &reply, qsizetype count, const ScriptFolder &folder)
{
    std::printf("%lld %s saved\n", static_cast<long long>(count),
                count == 1 ? "script" : "scripts");
    const auto body = Json::Document::parse(reply.body);
    if (!body)
        return;
    for (const Json::Value &name : body->root().value("created").items())
        std::printf("%s is a new collection\n", qUtf8Printable(printable(name.toString())));
    tellPlaces(body->root().value("warnings"), "warning: ", folder);
}

int push(Requester &requester, const ScriptFolder &folder)
{
    const auto scripts = folder.read();
    if (!scripts)
        return fail(scripts.error().message);
    Json::ObjectWriter body;
    for (const auto &[name, source] : *scripts)
        body.text(name, QByteArrayView(source));
    const auto reply = requester.send("PUT", Route, body.take());
    if (!reply)
        return fail(reply.error().message);
    if (reply->status != 200)
        return tellFaults(*reply, folder);
    tellSaved(*reply, scripts->size(), folder);
    return 0;
}

/// The requests of a database file, which the window keeps beside it, are those of DIR/requests.
int copyRequests(const Target &target, const QString &folder, bool isPush)
{
    if (target.database.isEmpty())
        return 0; // those of a server elsewhere are with each of its users
    const Requests::RequestFolder ours(Requests::RequestFolder::besideDatabase(target.database));
    const Requests::RequestFolder theirs(folder + QStringLiteral("/requests"));
    const auto copied = isPush ? theirs.copyTo(ours) : ours.copyTo(theirs);
    return copied ? 0 : fail(copied.error().message);
}

} // namespace

int hooks(const QStringList &arguments)
{
    const auto target = Target::parse(QStringLiteral("hooks"), arguments);
    if (!target)
        return refuse(target.error());
    const QStringList &words = target->words;
    if (words.size() != 2
        || (words[0] != QLatin1String("push") && words[0] != QLatin1String("pull")))
        return misuse(QStringLiteral("hooks needs push DIR or pull DIR"));
    const bool isPush = words[0] == QLatin1String("push");
    const SignalWatch watch;
    const auto connection = target->open(watch);
    if (!connection)
        return fail(connection.error().message);
    Requester &requester = *(*connection)->requester;
    const ScriptFolder folder(words[1]);
    const int status = isPush ? push(requester, folder) : pull(requester, folder);
    return status == 0 ? copyRequests(*target, words[1], isPush) : status;
}

} // namespace Commands
