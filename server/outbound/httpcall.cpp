// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/outbound/httpcall.h"

#include "server/core/headtext.h"
#include "server/core/objectid.h"

#include <QStringDecoder>

#include <algorithm>

namespace Outbound {

namespace {

constexpr int MaximumRedirects = 20;

/// What is written for a number, a text or a truth in a query or a form.
QByteArray plainText(const Json::Value &value)
{
    if (value.isString())
        return value.text().toByteArray();
    return value.isNull() ? QByteArray() : value.toJson();
}

/// `a[b]=1&c[0]=2`, as the package `qs` writes it.
void appendForm(QByteArray &form, const QByteArray &key, const Json::Value &value)
{
    if (value.isObject()) {
        for (const Json::Member &member : value.members())
            appendForm(form,
                       key.isEmpty() ? member.key.toByteArray()
                                     : key + '[' + member.key.toByteArray() + ']',
                       member.value);
        return;
    }
    if (value.isArray()) {
        int index = 0;
        for (const Json::Value &item : value.items())
            appendForm(form, key + '[' + QByteArray::number(index++) + ']', item);
        return;
    }
    form.append(form.isEmpty() ? "" : "&")
        .append(key.toPercentEncoding())
        .append('=')
        .append(plainText(value).toPercentEncoding());
}

QByteArray formOf(const Json::Value &value)
{
    if (!value.isObject())
        return value.text().toByteArray();
    QByteArray form;
    appendForm(form, {}, value);
    return form;
}

bool hasHeader(const HttpCall::Headers &headers, QByteArrayView name)
{
    return std::any_of(headers.begin(), headers.end(), [&](const auto &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
}

void addDefault(HttpCall &call, const QByteArray &name, const QByteArray &value)
{
    if (!hasHeader(call.headers, name))
        call.headers.append({name, value});
}

Result<Done> readUrl(HttpCall &call, const Json::Value &options)
{
    const auto given = options.find("url");
    const Json::Value address = given ? *given : options.value("uri");
    QString text = address.isObject() ? address.value("href").toString() : address.toString();
    text.prepend(options.value("baseUrl").toString());
    call.url = QUrl(text, QUrl::TolerantMode);
    const bool isHttp =
        call.url.scheme() == QLatin1String("http") || call.url.scheme() == QLatin1String("https");
    if (!call.url.isValid() || !isHttp || call.url.host().isEmpty()) {
        return badInput(QStringLiteral("request: \"url\" is an address that begins with http:// or "
                                       "https://, not \"%1\".")
                            .arg(text.left(200)));
    }
    const QByteArray more = formOf(options.value("qs"));
    if (!more.isEmpty()) {
        const QByteArray query = call.url.query(QUrl::FullyEncoded).toLatin1();
        call.url.setQuery(QString::fromLatin1(query.isEmpty() ? more : query + '&' + more),
                          QUrl::StrictMode);
    }
    return Done();
}

void readHeaders(HttpCall &call, const Json::Value &options)
{
    for (const Json::Member &header : options.value("headers").members()) {
        const auto values =
            header.value.isArray() ? header.value.items() : std::vector{header.value};
        for (const Json::Value &value : values) {
            // The length is counted here, and the connection is ours.
            const QByteArray name = header.key.toByteArray().toLower();
            if (name != "content-length" && name != "connection" && name != "transfer-encoding"
                && name != "host" && !value.isNull())
                call.headers.append({header.key.toByteArray(), plainText(value)});
        }
    }
}

/// The header of a user and a password, neither of which may hold a control character.
/// Source: RFC 7617 section 2.
Result<Done> addBasic(HttpCall &call, const QByteArray &credentials)
{
    if (!isHeadText(credentials))
        return badInput(
            QStringLiteral("request: the user or the password of \"auth\" holds a control "
                           "character."));
    addDefault(call, "Authorization", "Basic " + credentials.toBase64());
    return Done();
}

Result<Done> readAuthentication(HttpCall &call, const Json::Value &options)
{
    const QString user = call.url.userName(QUrl::FullyDecoded);
    const QString password = call.url.password(QUrl::FullyDecoded);
    const bool hasUserInfo = !call.url.userInfo().isEmpty();
    call.url.setUserInfo({});
    const Json::Value auth = options.value("auth");
    const auto text = [&](const char *name, const char *other) {
        const auto value = auth.find(name);
        return value ? plainText(*value) : plainText(auth.value(other));
    };
    if (const auto bearer = auth.find("bearer")) {
        addDefault(call, "Authorization", "Bearer " + plainText(*bearer));
        return Done();
    }
    if (auth.isObject())
        return addBasic(call, text("user", "username") + ':' + text("pass", "password"));
    return hasUserInfo ? addBasic(call, (user + QLatin1Char(':') + password).toUtf8())
                       : Result<Done>(Done());
}

/// Source: RFC 7578.
Result<Done> appendPart(QByteArray &body, const QByteArray &boundary, const QByteArray &name,
                        const Json::Value &value)
{
    if (value.isArray()) {
        for (const Json::Value &item : value.items()) {
            if (auto appended = appendPart(body, boundary, name, item); !appended)
                return appended;
        }
        return Done();
    }
    const auto quoted = [](QByteArray text) { return text.replace('"', "%22"); };
    const Json::Value options = value.value("options");
    const QByteArray fileName = options.value("filename").text().toByteArray();
    const QByteArray type = options.value("contentType").text().toByteArray();
    if (!isHeadText(name) || !isHeadText(fileName) || !isHeadText(type))
        return badInput(QStringLiteral("request: the part \"%1\" of \"formData\" holds a control "
                                       "character in its name, file name or type.")
                            .arg(QString::fromUtf8(name).simplified().left(100)));
    body.append("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(name)
                + '"');
    if (!fileName.isEmpty())
        body.append("; filename=\"" + quoted(fileName) + '"');
    if (!type.isEmpty() || !fileName.isEmpty())
        body.append("\r\nContent-Type: "
                    + (type.isEmpty() ? QByteArray("application/octet-stream") : type));
    body.append("\r\n\r\n" + plainText(value.isObject() ? value.value("value") : value) + "\r\n");
    return Done();
}

Result<Done> readBody(HttpCall &call, const Json::Value &options)
{
    const Json::Value json = options.value("json");
    const Json::Value body = options.value("body");
    const bool isJson = json.isBool() ? json.toBool() : !json.isNull();
    if (isJson)
        addDefault(call, "Accept", "application/json");
    if (const auto bytes = options.find("bytes")) {
        call.body = QByteArray::fromBase64(bytes->text().toByteArray());
        addDefault(call, "Content-Type", "application/octet-stream");
    } else if (const auto form = options.find("form"); form && !form->isNull()) {
        call.body = formOf(*form);
        addDefault(call, "Content-Type", "application/x-www-form-urlencoded");
    } else if (const auto data = options.find("formData"); data && data->isObject()) {
        const QByteArray boundary = "hookdesk-" + ObjectId::create();
        for (const Json::Member &member : data->members()) {
            if (auto appended =
                    appendPart(call.body, boundary, member.key.toByteArray(), member.value);
                !appended)
                return appended;
        }
        call.body.append("--" + boundary + "--\r\n");
        addDefault(call, "Content-Type", "multipart/form-data; boundary=" + boundary);
    } else if (isJson && !json.isBool()) {
        call.body = json.toJson();
        addDefault(call, "Content-Type", "application/json");
    } else if (isJson && !body.isNull()) {
        // A text is JSON already as often as not, and then it is sent as it is.
        const bool isReady = body.isString() && Json::Document::parse(body.text()).hasValue();
        call.body = isReady ? body.text().toByteArray() : body.toJson();
        addDefault(call, "Content-Type", "application/json");
    } else if (body.isString()) {
        call.body = body.text().toByteArray();
    } else if (!body.isNull()) {
        return badInput(QStringLiteral("request: \"body\" is a text; set json: true to send an "
                                       "object."));
    }
    call.encoding = isJson ? HttpCall::Encoding::Json : HttpCall::Encoding::Text;
    return Done();
}

Result<Done> readRest(HttpCall &call, const Json::Value &options)
{
    for (const char *name :
         {"proxy", "tunnel", "cert", "key", "pfx", "oauth", "aws", "multipart"}) {
        if (options.find(name) && !options.value(name).isNull())
            return badInput(QStringLiteral("request: the option \"%1\" is not offered here.")
                                .arg(QLatin1String(name)));
    }
    if (const auto method = options.find("method"))
        call.method = method->text().toByteArray().toUpper();
    const auto isLetter = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (call.method.isEmpty() || call.method.size() > 20 || call.method == "CONNECT"
        || !std::all_of(call.method.begin(), call.method.end(), isLetter))
        return badInput(QStringLiteral("request: \"method\" is one of GET, POST, PUT, PATCH, "
                                       "DELETE, HEAD and OPTIONS."));
    if (const auto timeout = options.find("timeout"); timeout && timeout->isNumber())
        call.timeout = std::chrono::milliseconds(std::max<qint64>(1, timeout->toInteger()));
    const auto truth = [&](const char *name, bool otherwise) {
        const auto value = options.find(name);
        return value && value->isBool() ? value->toBool() : otherwise;
    };
    const bool isSafe = call.method == "GET" || call.method == "HEAD";
    const bool follows = truth("followAllRedirects", isSafe && truth("followRedirect", true));
    const auto most = options.find("maxRedirects");
    if (follows)
        call.redirects = most && most->isNumber()
            ? int(std::clamp<qint64>(most->toInteger(), 0, MaximumRedirects))
            : 10;
    call.unpacks = truth("gzip", false);
    call.verifies = truth("strictSSL", truth("rejectUnauthorized", true));
    const Json::Value authorities = options.value("ca");
    for (const Json::Value &each :
         authorities.isArray() ? authorities.items() : std::vector{authorities})
        call.authorities.append(each.text()).append('\n');
    call.authorities = call.authorities.trimmed();
    if (const auto encoding = options.find("encoding")) {
        if (encoding->isNull())
            call.encoding = HttpCall::Encoding::Bytes;
        else if (encoding->text() == "base64")
            call.encoding = HttpCall::Encoding::Base64;
    }
    return Done();
}

} // namespace

Result<HttpCall> HttpCall::fromOptions(const Json::Value &options)
{
    if (!options.isObject())
        return badInput(QStringLiteral("request takes an address or an object with options."));
    HttpCall call;
    if (auto read = readUrl(call, options); !read)
        return failure(read);
    readHeaders(call, options);
    if (auto read = readAuthentication(call, options); !read)
        return failure(read);
    if (auto read = readBody(call, options); !read)
        return failure(read);
    if (auto read = readRest(call, options); !read)
        return failure(read);
    return call;
}

Result<Done> HttpCall::checkHead() const
{
    if (!isToken(method))
        return badInput(QStringLiteral("request: the method is no word."));
    // Node's URL parser encodes these; what is left of them cannot be meant.
    if (!isHeadText(url.toEncoded()))
        return badInput(QStringLiteral("request: \"url\" holds a control character."));
    for (const auto &[name, value] : headers) {
        if (!isToken(name) || !isHeadText(value))
            return badInput(QStringLiteral("request: the header \"%1\" holds what a header may not "
                                           "hold, such as a line break.")
                                .arg(QString::fromUtf8(name).simplified().left(100)));
    }
    return Done();
}

QByteArray HttpAnswer::toJson(const HttpCall &call) const
{
    Json::ObjectWriter heads;
    QByteArrayList seen;
    for (const auto &[name, value] : headers) {
        if (seen.contains(name))
            continue;
        seen.append(name);
        QByteArrayList values;
        for (const auto &[other, more] : headers) {
            if (other == name)
                values.append(more);
        }
        // Cookies cannot be joined by commas, which stand in their dates (RFC 6265 section 3).
        if (name == "set-cookie") {
            Json::ArrayWriter list;
            for (const QByteArray &each : std::as_const(values))
                list.raw(Json::quoted(QByteArrayView(each)));
            heads.raw(name, list.take());
        } else {
            heads.text(name, QString::fromLatin1(values.join(", ")));
        }
    }
    QByteArray content;
    const auto parsed = call.encoding == HttpCall::Encoding::Json
        ? Json::Document::parse(body)
        : Result<Json::Document>(badInput(QString()));
    const bool isBinary =
        call.encoding == HttpCall::Encoding::Base64 || call.encoding == HttpCall::Encoding::Bytes;
    if (parsed) {
        content = parsed->root().toJson();
    } else if (isBinary) {
        content = Json::quoted(QByteArrayView(body.toBase64()));
    } else {
        // What is no UTF-8 becomes the replacement character.
        content = Json::quoted(QString::fromUtf8(body));
    }
    return Json::ObjectWriter()
        .number("statusCode", status)
        .text("statusMessage", QString::fromLatin1(reason))
        .raw("headers", heads.take())
        .raw("request",
             Json::ObjectWriter()
                 .text("method", QByteArrayView(call.method))
                 .text("href", url.toString(QUrl::FullyEncoded))
                 .take())
        .boolean("isBytes", call.encoding == HttpCall::Encoding::Bytes)
        .raw("body", content)
        .take();
}

} // namespace Outbound
