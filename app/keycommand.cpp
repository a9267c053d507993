// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/firstkey.h"

#include "server/auth/keys.h"
#include "server/store/database.h"

#include <QCommandLineParser>

#include <cstdio>
#include <future>

namespace Commands {

namespace {

int create(Store::Database &database, const Auth::Key &wanted)
{
    const auto created = createKeyNow(database, wanted);
    if (!created)
        return fail(created.error().message);
    std::printf("%s\n", created->key.constData());
    return 0;
}

int list(Store::Database &database)
{
    const auto reader = database.openReader();
    if (!reader)
        return fail(reader.error().message);
    const auto keys = (*reader)->keys();
    if (!keys)
        return fail(keys.error().message);
    for (const Auth::Key &key : *keys) {
        std::printf("%s  %s...  %s  %s  %s  %s  %s\n", key.id.constData(), key.prefix.constData(),
                    key.kind == Auth::Key::Kind::Full ? "full" : "web",
                    key.methods.isEmpty() ? "*" : key.methods.join(',').constData(),
                    key.path.isEmpty() ? "/**" : key.path.constData(), key.created.constData(),
                    key.description.constData());
    }
    return 0;
}

int revoke(Store::Database &database, const QByteArray &id)
{
    std::promise<Result<Done>> promise;
    auto future = promise.get_future();
    database.change<Done>(
        [&id](Store::Transaction &transaction) { return transaction.removeKey(id); },
        [&promise](Result<Done> done) { promise.set_value(std::move(done)); });
    const auto revoked = future.get();
    return revoked ? 0 : fail(revoked.error().message);
}

Auth::Key wantedKey(const QCommandLineParser &parser)
{
    Auth::Key key;
    const QString methods = parser.value(QStringLiteral("methods")).toUpper();
    if (!methods.isEmpty())
        key.methods = methods.toLatin1().split(',');
    key.path = parser.value(QStringLiteral("path")).toUtf8();
    key.origin = parser.value(QStringLiteral("origin")).toUtf8();
    key.description = parser.value(QStringLiteral("description")).toUtf8();
    const bool limited = !key.methods.isEmpty() || !key.path.isEmpty() || !key.origin.isEmpty();
    if (parser.value(QStringLiteral("kind")) == QLatin1String("web")
        || (limited && !parser.isSet(QStringLiteral("kind"))))
        key.kind = Auth::Key::Kind::Web;
    return key;
}

} // namespace

int key(const QStringList &arguments)
{
    QCommandLineParser parser;
    for (const char *name : {"database", "kind", "methods", "path", "origin", "description"})
        parser.addOption({QLatin1String(name), {}, QStringLiteral("VALUE")});
    if (!parser.parse(QStringList{QStringLiteral("key")} + arguments))
        return misuse(parser.errorText());
    const QStringList words = parser.positionalArguments();
    const QString verb = words.value(0);
    const bool isRevoke = verb == QLatin1String("revoke");
    const qsizetype count = isRevoke ? 2 : 1;
    const bool known = isRevoke || verb == QLatin1String("create") || verb == QLatin1String("list");
    if (!known || words.size() < count)
        return misuse(QStringLiteral("key needs create, list or revoke ID"));
    if (words.size() > count)
        return misuse(QStringLiteral("key %1 does not take \"%2\"").arg(verb, words[count]));
    const QString path = parser.value(QStringLiteral("database"));
    if (path.isEmpty())
        return misuse(QStringLiteral("key needs --database FILE"));
    for (const char *limit : {"methods", "path", "origin"}) {
        const QLatin1String name(limit);
        if (parser.isSet(name) && parser.value(name).isEmpty())
            return misuse(QStringLiteral("--%1 is empty; leave it out for no limit").arg(name));
    }
    const Auth::Key wanted = wantedKey(parser);
    const QString kind = parser.value(QStringLiteral("kind"));
    if (!kind.isEmpty() && kind != QLatin1String("full") && kind != QLatin1String("web"))
        return misuse(QStringLiteral("--kind is full or web"));
    if (wanted.kind == Auth::Key::Kind::Full
        && (!wanted.methods.isEmpty() || !wanted.path.isEmpty() || !wanted.origin.isEmpty()))
        return misuse(QStringLiteral("a full key has no limits; leave out --kind full"));
    if (const auto checked = Auth::checkLimits(wanted); !checked)
        return misuse(checked.error().message);
    auto database = Store::Database::open(path, Store::Database::Use::Share);
    if (!database)
        return fail(database.error().message);
    if (verb == QLatin1String("create"))
        return create(**database, wanted);
    return verb == QLatin1String("list") ? list(**database) : revoke(**database, words[1].toUtf8());
}

} // namespace Commands
