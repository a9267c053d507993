// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"

#include "server/store/address.h"
#include "server/store/migration.h"

#include <QCommandLineParser>

#include <cstdio>

namespace Commands {

int migrate(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption database(QStringLiteral("database"), {}, QStringLiteral("DATABASE"));
    parser.addOption(database);
    if (!parser.parse(QStringList{QStringLiteral("migrate")} + arguments))
        return misuse(parser.errorText());
    const QString address = parser.value(database);
    if (address.isEmpty() || !parser.positionalArguments().isEmpty())
        return misuse(QStringLiteral("migrate needs --database DATABASE"));
    const auto report = Store::migrate(address);
    if (!report)
        return fail(report.error().message);
    const QByteArray shown = Store::Address::shown(address).toUtf8();
    const auto now = static_cast<long long>(report->now);
    if (report->before == 0)
        std::printf("%s was made, of version %lld\n", shown.constData(), now);
    else if (report->before == report->now)
        std::printf("%s is of version %lld already\n", shown.constData(), now);
    else
        std::printf("%s is of version %lld now; it was of version %lld\n", shown.constData(), now,
                    static_cast<long long>(report->before));
    return 0;
}

} // namespace Commands
