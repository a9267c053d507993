// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/keys.h"

#include "server/core/json.h"
#include "server/core/objectid.h"
#include "server/core/secret.h"
#include "server/core/timestamp.h"
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

/// One round is enough: a key is random or long, unlike a password.
QByteArray hashOf(const QByteArray &salt, const QByteArray &key)
{
    return QCryptographicHash::hash(salt + key, QCryptographicHash::Sha256);
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

QByteArray randomKey()
{
    return randomBytes(20).toHex();
}

Result<Done> checkLimits(const Key &wanted)
{
    const QString fault = faultOf(wanted);
    return fault.isEmpty() ? Result<Done>(Done()) : badInput(fault);
}

Result<NewKey> createKey(Store::Transaction &transaction, const Key &wanted,
                         const QByteArray &chosen)
{
    if (!chosen.isEmpty() && chosen.size() < MinimumChosen) {
        return failure(
            Error::Kind::BadInput,
            QStringLiteral("A chosen key needs at least %1 characters.").arg(MinimumChosen));
    }
    if (const auto checked = checkLimits(wanted); !checked)
        return failure(checked);
    const NewKey created{ObjectId::create(), chosen.isEmpty() ? randomKey() : chosen};
    Store::StoredKey stored{wanted, randomBytes(16).toHex(), {}};
    stored.hash = hashOf(stored.salt, created.key).toHex();
    stored.key.id = created.id;
    stored.key.prefix = created.key.left(PrefixLength);
    stored.key.created = Timestamp::format(Timestamp::now());
    const auto saved = transaction.saveKey(stored);
    return saved ? Result<NewKey>(created) : failure(saved);
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

Result<StoredKeys> StoredKeys::read(Store::Reader &reader, const StoredKeys &known)
{
    const auto generation = reader.keysGeneration();
    if (!generation)
        return failure(generation);
    if (*generation == known.generation)
        return known;
    auto keys = reader.storedKeys();
    if (!keys)
        return failure(keys);
    return StoredKeys{std::move(*keys), *generation};
}

bool KeyRing::isStale(qint64 generation) const
{
    return generation > m_stored.generation
        || std::chrono::steady_clock::now() - m_checked >= FreshFor;
}

void KeyRing::set(StoredKeys stored)
{
    m_checked = std::chrono::steady_clock::now();
    // Nothing has changed, so what is remembered stays right.
    if (stored.generation == m_stored.generation)
        return;
    m_known.clear();
    m_stored = std::move(stored);
}

Caller KeyRing::find(const QByteArray &key)
{
    if (const auto known = m_known.constFind(key); known != m_known.cend())
        return *known;
    const Caller caller = findStored(key);
    // Keys that are not known are not remembered: there is no end of them.
    if (caller.kind != Caller::Kind::Nobody) {
        if (m_known.size() >= MaximumKnown)
            m_known.clear();
        m_known.insert(key, caller);
    }
    return caller;
}

bool KeyRing::hasOrigin(const QByteArray &origin) const
{
    return std::any_of(m_stored.keys.begin(), m_stored.keys.end(), [&](const auto &stored) {
        return !stored.key.origin.isEmpty() && isSameOrigin(stored.key.origin, origin);
    });
}

Caller KeyRing::findStored(const QByteArray &key) const
{
    const QByteArray prefix = key.left(PrefixLength);
    for (const Store::StoredKey &each : m_stored.keys) {
        if (each.key.prefix == prefix && Secret::isSame(hashOf(each.salt, key).toHex(), each.hash))
            return callerOf(each.key);
    }
    return Caller();
}

} // namespace Auth
