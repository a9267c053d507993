// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/bridge.h"

#include "server/core/json.h"
#include "server/core/jwt.h"
#include "server/core/markdown.h"
#include "server/hookhost/keyderivation.h"
#include "server/hookhost/locales.h"
#include "server/hookhost/texts.h"
#include "server/hookwire/compilerhash.h"

#include <QCryptographicHash>
#include <QFile>
#include <QHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QStringEncoder>

namespace HookHost {

void Bridge::setEngine(QJSEngine *engine, JsonValues *values)
{
    m_engine = engine;
    m_values = values;
    m_function = engine->globalObject().property(QStringLiteral("Function"));
}

/// Whether the engine's own parser takes `function (@p parameter){@p body}` as one function and
/// nothing else: the constructor Function refuses all other texts, and runs nothing of it.
bool Bridge::isFunctionBody(const QString &parameter, const QString &body) const
{
    return m_function.callAsConstructor({parameter, body}).isCallable();
}

/// Whether @p compiled is `(function(NAME){BODY})` behind its head, where BODY is the whole body of
/// the function.
bool Bridge::isOneFunction(const QString &compiled) const
{
    constexpr QLatin1String Begin("(function(");
    constexpr QLatin1String End("})");
    const qsizetype head = compiled.indexOf(QLatin1String("*/")) + 2;
    const qsizetype name = head + Begin.size();
    const qsizetype body = compiled.indexOf(QLatin1String("){"), name) + 2;
    const QStringView text(compiled);
    return compiled.startsWith(QLatin1String("/*hookdesk ")) && body > name
        && text.sliced(head).startsWith(Begin) && text.sliced(body).endsWith(End)
        && isFunctionBody(compiled.sliced(name, body - 2 - name),
                          text.sliced(body).chopped(End.size()).toString());
}

QString Bridge::check(const QString &compiled, const QString &body)
{
    // The first statement leaves the text, so that nothing of it runs, whatever it is.
    QStringList stack;
    const QJSValue result = m_engine->evaluate(QStringLiteral("throw 0;") + compiled,
                                               QStringLiteral("codehook"), 1, &stack);
    if (result.isError()) {
        return QStringLiteral("%1:%2")
            .arg(result.property(QStringLiteral("lineNumber")).toInt())
            .arg(result.property(QStringLiteral("message")).toString());
    }
    if (!isOneFunction(compiled) || !isFunctionBody(QString(), body))
        return QStringLiteral("1:the script does not end where it should.");
    return {};
}

QJSValue Bridge::library(const QString &name)
{
    QFile file(QStringLiteral(":/js/vendor/%1.js").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return m_engine->evaluate(QStringLiteral("(function(crypto,hookdesk){return (\n")
                                  + QString::fromUtf8(file.readAll()) + QStringLiteral("\n)})"),
                              name, 0);
}

bool Bridge::isReadLater(const QString &name)
{
    return name == QLatin1String("tracer") || name.startsWith(QLatin1String("recording/"));
}

QJSValue Bridge::part(const QString &name)
{
    const QString path = QStringLiteral(":/hookruntime/%1.js").arg(name);
    QFile file(path);
    if (!isReadLater(name) || !file.open(QIODevice::ReadOnly))
        return {};
    return m_engine->evaluate(QString::fromUtf8(file.readAll()), path, 1);
}

QJSValue Bridge::factory(const QString &name, const QString &compiled)
{
    const bool isOurs =
        compiled.startsWith(QStringLiteral("/*hookdesk %1").arg(QLatin1String(CompilerHash)));
    if (!isOurs || !isOneFunction(compiled))
        return {};
    const QJSValue made = m_engine->evaluate(compiled, name + QStringLiteral(".js"), 1);
    return made.isCallable() ? made : QJSValue();
}

QString Bridge::markdown(const QString &text, bool html) const
{
    return QString::fromUtf8(markdownToHtml(text.toUtf8(), html));
}

QByteArray Bridge::utf8(const QString &text) const
{
    // QString::toUtf8() makes a question mark of half a surrogate pair; Node makes U+FFFD of it.
    return QStringEncoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless).encode(text);
}

QJSValue Bridge::decode(const QByteArray &bytes, const QString &converter,
                        bool refusesMalformed) const
{
    const auto text =
        Texts::decode(bytes, converter.toLatin1(),
                      refusesMalformed ? Texts::Malformed::Refuse : Texts::Malformed::Replace);
    return text ? QJSValue(*text) : QJSValue();
}

QString Bridge::codePointsOf(const QString &property) const
{
    return Texts::codePointsOf(property);
}

QString Bridge::domainToAscii(const QString &domain) const
{
    return Texts::domainToAscii(domain);
}

QJSValue Bridge::parseJson(const QString &text) const
{
    // UTF-8 has no halves of surrogate pairs.
    if (!QStringView(text).isValidUtf16())
        return {};
    return m_values->tryRead(text.toUtf8()).value_or(QJSValue());
}

QString Bridge::wellFormed(const QString &json) const
{
    if (QStringView(json).isValidUtf16())
        return json;
    const auto isHalf = [&json](qsizetype at) {
        const QChar c = json[at];
        const bool isFirst = c.isHighSurrogate();
        const qsizetype other = isFirst ? at + 1 : at - 1;
        const bool isWhole = other >= 0 && other < json.size()
            && (isFirst ? json[other].isLowSurrogate() : json[other].isHighSurrogate());
        return c.isSurrogate() && !isWhole;
    };
    QString formed;
    qsizetype done = 0;
    for (qsizetype at = 0; at < json.size(); ++at) {
        if (!isHalf(at))
            continue;
        formed.append(QStringView(json).sliced(done, at - done));
        formed.append(QStringLiteral("\\u%1").arg(json[at].unicode(), 4, 16));
        done = at + 1;
    }
    return formed.append(QStringView(json).sliced(done));
}

QByteArray Bridge::digest(const QString &algorithm, const QByteArray &key, bool hasKey,
                          const QByteArray &data) const
{
    static const QHash<QString, QCryptographicHash::Algorithm> algorithms = {
        {QStringLiteral("md5"), QCryptographicHash::Md5},
        {QStringLiteral("sha1"), QCryptographicHash::Sha1},
        {QStringLiteral("sha224"), QCryptographicHash::Sha224},
        {QStringLiteral("sha256"), QCryptographicHash::Sha256},
        {QStringLiteral("sha384"), QCryptographicHash::Sha384},
        {QStringLiteral("sha512"), QCryptographicHash::Sha512}};
    const auto found = algorithms.value(algorithm, QCryptographicHash::Sha256);
    return hasKey ? QMessageAuthenticationCode::hash(data, key, found)
                  : QCryptographicHash::hash(data, found);
}

QByteArray Bridge::randomBytes(int count) const
{
    QByteArray bytes((count + 3) / 4 * 4, Qt::Uninitialized);
    auto *words = reinterpret_cast<quint32 *>(bytes.data());
    QRandomGenerator::system()->generate(words, words + bytes.size() / 4);
    bytes.truncate(count);
    return bytes;
}

QJSValue Bridge::keyOrReason(const Result<QByteArray> &key) const
{
    return key ? m_engine->toScriptValue(*key) : QJSValue(key.error().message);
}

QJSValue Bridge::pbkdf2(const QByteArray &password, const QByteArray &salt, double iterations,
                        double length, const QString &hash) const
{
    return keyOrReason(
        KeyDerivation::pbkdf2(password, salt, qint64(iterations), qint64(length), hash.toLatin1()));
}

QJSValue Bridge::scrypt(const QByteArray &password, const QByteArray &salt, double length, double n,
                        double r, double p, double maximumMemory) const
{
    return keyOrReason(KeyDerivation::scrypt(
        password, salt, qint64(length), {qint64(n), qint64(r), qint64(p), qint64(maximumMemory)}));
}

QString Bridge::timeZoneName(double milliseconds) const
{
    return Locales::timeZoneName(milliseconds);
}

QString Bridge::timeZone() const
{
    return Locales::timeZone();
}

bool Bridge::hasTimeZone(const QString &name) const
{
    return Locales::hasTimeZone(name);
}

QString Bridge::resolvedLocale(const QString &tags) const
{
    return Locales::resolved(tags);
}

int Bridge::compare(const QString &left, const QString &right, const QString &tag,
                    const QString &options) const
{
    return Locales::compare(left, right, tag, options);
}

QString Bridge::numberText(double value, const QString &tag, const QString &skeleton) const
{
    return Locales::number(value, tag, skeleton);
}

QString Bridge::dateText(double milliseconds, const QString &tag, const QString &skeleton,
                         const QString &zone) const
{
    return Locales::date(milliseconds, tag, skeleton, zone);
}

bool Bridge::isEqual(const QByteArray &left, const QByteArray &right) const
{
    return KeyDerivation::isEqual(left, right);
}

namespace {

QString errorJson(const Error &error)
{
    return QString::fromUtf8(Json::ObjectWriter().text("error", error.message).take());
}

} // namespace

QString Bridge::verifyToken(const QString &token, const QString &key, const QString &rules) const
{
    const auto given = Json::Document::parse(rules.toUtf8());
    if (!given)
        return errorJson(given.error());
    const Json::Value wanted = given->root();
    const auto claims =
        Jwt::verify(token.toUtf8(), key.toUtf8(),
                    {wanted.value("issuers").texts(), wanted.value("audiences").texts(),
                     wanted.value("subject").text().toByteArray(),
                     wanted.value("algorithms").texts(), wanted.value("now").toInteger(),
                     wanted.value("leeway").toInteger(), wanted.value("ignoresExpiry").toBool()});
    if (!claims)
        return errorJson(claims.error());
    return QString::fromUtf8(Json::ObjectWriter().raw("claims", claims->root().toJson()).take());
}

QString Bridge::signToken(const QString &claims, const QString &key, const QString &algorithm,
                          const QString &keyId) const
{
    const auto token = Jwt::sign(claims.toUtf8(), key.toUtf8(), algorithm.toUtf8(), keyId.toUtf8());
    if (!token)
        return errorJson(token.error());
    return QString::fromUtf8(Json::ObjectWriter().text("token", QByteArrayView(*token)).take());
}

} // namespace HookHost
