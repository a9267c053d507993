// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"

#include "server/store/address.h"
#include "server/store/database.h"

#include <QCommandLineParser>

#include <cstdio>

namespace Commands {

namespace {

void printNode(const Store::Node &node)
{
    const char *what = node.role == Store::NodeRole::Window ? "window"
        : node.runsJobs                                     ? "jobs"
                                                            : "no jobs";
    std::printf("%-24s %-5s  seen %s  started %s  %-8s %-7s %s\n", node.name.constData(),
                node.isAlive ? "alive" : "gone", node.seen.constData(), node.started.constData(),
                node.version.constData(), what,
                node.address.isEmpty() ? "-" : node.address.constData());
}

} // namespace

int nodes(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption address(QStringLiteral("database"), {}, QStringLiteral("DATABASE"));
    parser.addOption(address);
    if (!parser.parse(QStringList{QStringLiteral("nodes")} + arguments))
        return misuse(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return misuse(QStringLiteral("nodes does not take \"%1\"")
                          .arg(parser.positionalArguments().constFirst()));
    if (!Store::Address::isPostgres(parser.value(address)))
        return misuse(QStringLiteral("nodes needs --database postgres://…; a file has one server"));
    const auto database = Store::Database::open(parser.value(address), Store::Database::Use::Share);
    if (!database)
        return refuse(database.error());
    const auto reader = (*database)->openReader();
    if (!reader)
        return fail(reader.error().message);
    const auto all = (*reader)->nodes();
    if (!all)
        return fail(all.error().message);
    for (const Store::Node &each : *all)
        printNode(each);
    return 0;
}

} // namespace Commands
