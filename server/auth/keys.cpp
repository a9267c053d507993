// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/keys.h"

#include "server/core/json.h"
#include "server/core/objectid.h"
#include "server/core/secret.h"
#include "server/core/timestamp.h"
#include "server/store/connection.h"
#include "server/store/reader.h"
#include "server/store/transaction.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QRegularExpression>

namespace Auth {

namespace {

using namespace std::chrono_literals;

constexpr auto FreshFor = 200ms; ///< How late a key that another process revokes may be noticed.
constexpr qsizetype PrefixLength = 6;
constexpr qsizetype MinimumChosen = 32;
constexpr qsizetype MaximumKnown = 10000;

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(QRandomGenerator::system()->bounded(256));
    return bytes;
}

QByteArray hashOf(const QByteArray &salt, const QByteArray &key)
{
    return QCryptographicHash::hash(salt + key, QCryptographicHash::Sha256);
}

Result<Done> touch(Store::Transaction &transaction)
{
    transaction.touchCatalog();
    return transaction.connection().execute(
        "UPDATE facts SET keys_generation = keys_generation + 1");
}

QByteArrayList splitMethods(QByteArrayView text)
{
    return text.isEmpty() ? QByteArrayList() : text.toByteArray().split(',');
}

/// What is wrong with the limits of a key; empty: nothing.
QString faultOf(const Key &key)
{
    static const QByteArrayList methods = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    for (const QByteArray &method : key.methods) {
        if (!methods.contains(method))
            return QStringLiteral(
                       "\"%1\" is no method; there are GET, POST, PUT, PATCH and DELETE.")
                .arg(QString::fromUtf8(method));
    }
    if (!key.path.isEmpty() && !key.path.startsWith('/'))
        return QStringLiteral("A path begins with a slash, such as /customers/**.");
    static const QRegularExpression origin(
        QStringLiteral(R"(\A[A-Za-z][A-Za-z0-9+.-]*://[^/\s]+\z)"));
    if (!key.origin.isEmpty() && !origin.match(QString::fromUtf8(key.origin)).hasMatch())
        return QStringLiteral("An origin is scheme and host alone, such as https://app.example.");
    return {};
}

} // namespace

Result<NewKey> createKey(Store::Transaction &transaction, const Key &wanted,
                         const QByteArray &chosen)
{
    if (!chosen.isEmpty() && chosen.size() < MinimumChosen) {
        return failure(
            Error::Kind::BadInput,
            QStringLiteral("A chosen key needs at least %1 characters.").arg(MinimumChosen));
    }
    if (const QString fault = faultOf(wanted); !fault.isEmpty())
        return failure(Error::Kind::BadInput, fault);
    const NewKey created{ObjectId::create(), chosen.isEmpty() ? randomBytes(20).toHex() : chosen};
    const QByteArray salt = randomBytes(16).toHex();
    const QByteArray hash = hashOf(salt, created.key).toHex();
    auto statement = transaction.connection().prepare(
        "INSERT INTO keys (id, prefix, salt, hash, kind, methods, path, origin, description, "
        "created, origin_required)"
        " VALUES (?,?,CAST(? AS BLOB),CAST(? AS BLOB),?,?,?,?,?,?,?)");
    if (!statement)
        return failure(statement);
    const QByteArray prefix = created.key.left(PrefixLength);
    const QByteArray methods = wanted.methods.join(',');
    const QByteArray now = Timestamp::format(Timestamp::now());
    const auto inserted = statement->bind(created.id)
                              .bind(prefix)
                              .bind(salt)
                              .bind(hash)
                              .bind(QByteArrayView(wanted.kind == Key::Kind::Full ? "full" : "web"))
                              .bind(methods)
                              .bind(wanted.path)
                              .bind(wanted.origin)
                              .bind(wanted.description)
                              .bind(now)
                              .bind(qint64(wanted.originRequired))
                              .run();
    if (!inserted)
        return failure(inserted);
    if (const auto touched = touch(transaction); !touched)
        return failure(touched);
    return created;
}

Result<Done> revokeKey(Store::Transaction &transaction, const QByteArray &id)
{
    auto statement = transaction.connection().prepare("DELETE FROM keys WHERE id = ?");
    if (!statement)
        return failure(statement);
    const auto removed = statement->bind(id).run();
    if (!removed)
        return failure(removed);
    if (*removed == 0) {
        return failure(
            Error::Kind::NotFound,
            QStringLiteral("There is no key with the id \"%1\".").arg(QString::fromUtf8(id)));
    }
    return touch(transaction);
}

Result<QList<Key>> listKeys(Store::Connection &connection)
{
    auto statement =
        connection.prepare("SELECT id, prefix, kind, methods, path, origin, "
                           "origin_required, description, created FROM keys ORDER BY id");
    if (!statement)
        return failure(statement);
    QList<Key> keys;
    const auto read = statement->forEachRow([&] {
        keys.append({statement->text(0).toByteArray(), statement->text(1).toByteArray(),
                     statement->text(2) == "full" ? Key::Kind::Full : Key::Kind::Web,
                     splitMethods(statement->text(3)), statement->text(4).toByteArray(),
                     statement->text(5).toByteArray(), statement->number(6) != 0,
                     statement->text(7).toByteArray(), statement->text(8).toByteArray()});
    });
    if (!read)
        return failure(read);
    return keys;
}

Caller callerOf(const Key &key)
{
    Caller caller;
    caller.kind = key.kind == Key::Kind::Full ? Caller::Kind::FullKey : Caller::Kind::WebKey;
    caller.keyId = key.id;
    caller.keyPrefix = key.prefix;
    caller.methods = key.methods;
    caller.path = key.path;
    caller.origin = key.origin;
    caller.originRequired = key.originRequired;
    return caller;
}

bool reaches(const Key &key, const QByteArray &collection)
{
    if (key.kind == Key::Kind::Full || key.path.isEmpty())
        return true;
    const QByteArray first = key.path.split('/').value(1);
    return first == "*" || first == "**" || first == collection;
}

Result<Done> renamePaths(Store::Transaction &transaction, const QByteArray &before,
                         const QByteArray &after)
{
    auto statement = transaction.connection().prepare(
        "UPDATE keys SET path = '/' || ?1 || substr(path, length(?2) + 2)"
        " WHERE path = '/' || ?2 OR substr(path, 1, length(?2) + 2) = '/' || ?2 || '/'");
    if (!statement)
        return failure(statement);
    if (const auto renamed = statement->bind(after).bind(before).run(); !renamed)
        return failure(renamed);
    return touch(transaction);
}

bool isSameOrigin(const QByteArray &a, const QByteArray &b)
{
    const auto normal = [](QByteArray origin) {
        if (origin.endsWith('/'))
            origin.chop(1);
        return origin.toLower();
    };
    return a == "*" || normal(a) == normal(b);
}

QByteArray toJson(const Key &key)
{
    Json::ArrayWriter methods;
    for (const QByteArray &method : key.methods)
        methods.raw(Json::quoted(QByteArrayView(method)));
    return Json::ObjectWriter()
        .text("id", QByteArrayView(key.id))
        .text("prefix", QByteArrayView(key.prefix))
        .text("kind", QByteArrayView(key.kind == Key::Kind::Full ? "full" : "web"))
        .raw("methods", methods.take())
        .text("path", QByteArrayView(key.path))
        .text("origin", QByteArrayView(key.origin))
        .boolean("originRequired", key.originRequired)
        .text("description", QByteArrayView(key.description))
        .text("created", QByteArrayView(key.created))
        .take();
}

Result<Done> KeyRing::refresh(qint64 generation)
{
    const auto now = std::chrono::steady_clock::now();
    if (generation <= m_generation && now - m_checked < FreshFor)
        return Done();
    m_checked = now;
    const auto read = m_reader.connection().number("SELECT keys_generation FROM facts");
    if (!read)
        return failure(read);
    if (*read != m_generation)
        m_known.clear();
    if (*read != m_generation)
        m_origins.reset();
    m_generation = *read;
    return Done();
}

Result<Caller> KeyRing::find(const QByteArray &key, qint64 generation)
{
    if (key.size() < PrefixLength)
        return Caller();
    if (const auto fresh = refresh(generation); !fresh)
        return failure(fresh);
    if (const auto known = m_known.constFind(key); known != m_known.cend())
        return *known;
    auto caller = read(key);
    // Keys that are not known are not remembered: there is no end of them.
    if (caller && caller->kind != Caller::Kind::Nobody) {
        if (m_known.size() >= MaximumKnown)
            m_known.clear();
        m_known.insert(key, *caller);
    }
    return caller;
}

Result<bool> KeyRing::hasOrigin(const QByteArray &origin, qint64 generation)
{
    if (const auto fresh = refresh(generation); !fresh)
        return failure(fresh);
    if (!m_origins) {
        const auto keys = listKeys(m_reader.connection());
        if (!keys)
            return failure(keys);
        m_origins.emplace();
        for (const Key &key : *keys)
            m_origins->append(key.origin);
    }
    return std::any_of(m_origins->begin(), m_origins->end(), [&](const QByteArray &known) {
        return !known.isEmpty() && isSameOrigin(known, origin);
    });
}

Result<Caller> KeyRing::read(const QByteArray &key)
{
    auto statement = m_reader.connection().prepare(
        "SELECT id, salt, hash, kind, methods, path, origin, origin_required FROM keys"
        " WHERE prefix = ?");
    if (!statement)
        return failure(statement);
    const QByteArray prefix = key.left(PrefixLength);
    statement->bind(prefix);
    while (true) {
        const auto row = statement->step();
        if (!row)
            return failure(row);
        if (!*row)
            return Caller();
        const QByteArray hash = hashOf(statement->text(1).toByteArray(), key).toHex();
        if (!Secret::isSame(hash, statement->text(2)))
            continue;
        Caller caller;
        caller.kind = statement->text(3) == "full" ? Caller::Kind::FullKey : Caller::Kind::WebKey;
        caller.keyId = statement->text(0).toByteArray();
        caller.keyPrefix = prefix;
        caller.methods = splitMethods(statement->text(4));
        caller.path = statement->text(5).toByteArray();
        caller.origin = statement->text(6).toByteArray();
        caller.originRequired = statement->number(7) != 0;
        return caller;
    }
}

} // namespace Auth
