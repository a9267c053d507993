// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hookhost/jsonvalues.h"
#include "server/core/result.h"

#include <QJSEngine>
#include <QJSValue>
#include <QObject>

#include <functional>

namespace HookHost {

/// The only thing that the runtime's JavaScript can call. It stays in a closure of the runtime and
/// never reaches user code. Thread: the process's only one.
class Bridge final : public QObject
{
    Q_OBJECT

public:
    using Post = std::function<void(int type, const QString &payload)>;

    explicit Bridge(Post post)
        : m_post(std::move(post))
    {
    }
    Q_INVOKABLE void post(int type, const QString &payload) { m_post(type, payload); }
    /// Why the engine would not run @p compiled, the text of a factory, and @p body, the author's
    /// part of it, as they are meant, as `LINE:message`; empty when it would. Runs nothing of them.
    Q_INVOKABLE QString check(const QString &compiled, const QString &body);
    /// The factory function of a bundled library: called with the module `crypto` and
    /// what libraries find as `hookdesk` (functions.js), it makes the library anew. Undefined when
    /// there is no such library.
    Q_INVOKABLE QJSValue library(const QString &name);
    /// What the file @p name of hookruntime gives that is read when it is first needed (see
    /// isReadLater()); undefined when there is none.
    Q_INVOKABLE QJSValue part(const QString &name);
    /// Whether a file of hookruntime is for runs alone that are traced or recorded.
    static bool isReadLater(const QString &name);
    /// The factory of a compiled script (script.js); undefined when this program's compiler did not
    /// write it, or the engine does not take it as one function.
    Q_INVOKABLE QJSValue factory(const QString &name, const QString &compiled);
    /// CommonMark with GitHub's tables, task lists and strikethrough, as HTML. Raw HTML in it is
    /// text unless @p html.
    Q_INVOKABLE QString markdown(const QString &text, bool html) const;
    /// Bytes are ArrayBuffers in JavaScript.
    Q_INVOKABLE QByteArray utf8(const QString &text) const;
    /// The text of @p bytes, see Texts; undefined where they are refused.
    Q_INVOKABLE QJSValue decode(const QByteArray &bytes, const QString &converter,
                                bool refusesMalformed) const;
    Q_INVOKABLE QString codePointsOf(const QString &property) const;
    Q_INVOKABLE QString domainToAscii(const QString &domain) const;
    /// The hash of @p data, or its HMAC (RFC 2104) with @p key if @p hasKey.
    Q_INVOKABLE QByteArray digest(const QString &algorithm, const QByteArray &key, bool hasKey,
                                  const QByteArray &data) const;
    /// @p count random bytes from the system's source.
    Q_INVOKABLE QByteArray randomBytes(int count) const;
    /// The key, or a text that says why there is none; see KeyDerivation.
    Q_INVOKABLE QJSValue pbkdf2(const QByteArray &password, const QByteArray &salt,
                                double iterations, double length, const QString &hash) const;
    Q_INVOKABLE QJSValue scrypt(const QByteArray &password, const QByteArray &salt, double length,
                                double n, double r, double p, double maximumMemory) const;
    /// Takes the same time wherever two buffers of the same length differ.
    Q_INVOKABLE bool isEqual(const QByteArray &left, const QByteArray &right) const;
    /// `{"claims"}` or `{"error"}`; @p rules are those of Jwt::Rules as JSON.
    Q_INVOKABLE QString verifyToken(const QString &token, const QString &key,
                                    const QString &rules) const;
    /// `{"token"}` or `{"error"}`; see Jwt::sign().
    Q_INVOKABLE QString signToken(const QString &claims, const QString &key,
                                  const QString &algorithm, const QString &keyId) const;
    /// The value of a JSON text; undefined for one that needs the library's own reader (json.js).
    Q_INVOKABLE QJSValue parseJson(const QString &text) const;
    /// @p json with halves of surrogate pairs as escapes, as ECMA-262 wants them.
    Q_INVOKABLE QString wellFormed(const QString &json) const;
    /// The English name of the time zone of this process at a time.
    Q_INVOKABLE QString timeZoneName(double milliseconds) const;
    // See Locales.
    Q_INVOKABLE QString timeZone() const;
    Q_INVOKABLE bool hasTimeZone(const QString &name) const;
    Q_INVOKABLE QString resolvedLocale(const QString &tags) const;
    Q_INVOKABLE int compare(const QString &left, const QString &right, const QString &tag,
                            const QString &options) const;
    Q_INVOKABLE QString numberText(double value, const QString &tag, const QString &skeleton) const;
    Q_INVOKABLE QString dateText(double milliseconds, const QString &tag, const QString &skeleton,
                                 const QString &zone) const;
    void setEngine(QJSEngine *engine, JsonValues *values);

private:
    QJSValue keyOrReason(const Result<QByteArray> &key) const;
    bool isOneFunction(const QString &compiled) const;
    bool isFunctionBody(const QString &parameter, const QString &body) const;

    Post m_post;
    QJSEngine *m_engine = nullptr;
    JsonValues *m_values = nullptr;
    QJSValue m_function; ///< The constructor Function of before any script ran.
};

} // namespace HookHost
