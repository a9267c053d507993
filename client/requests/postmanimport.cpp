// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/imported.h"

#include "client/requests/postmanscript.h"
#include "client/requests/texts.h"
#include "server/core/json.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace Requests {

namespace {

constexpr int DeepestParts = 12; ///< What is deeper goes into the folder above.

/// An element of `{"key","value"}`, or an object of version 2.0: the value of @p key.
QByteArray parameterOf(const Json::Value &parameters, QByteArrayView key)
{
    if (parameters.isObject())
        return parameters.value(key).text().toByteArray();
    for (const Json::Value &each : parameters.items()) {
        if (each.value("key").text() == key)
            return each.value("value").text().toByteArray();
    }
    return {};
}

QByteArray textOf(const Json::Value &value)
{
    return value.isString() ? value.text().toByteArray()
        : value.isNull()    ? QByteArray()
                            : value.toJson();
}

class PostmanReader
{
public:
    Result<Imported> read(const Json::Value &root);

private:
    /// What a folder gives to all that is in it.
    struct Folder
    {
        QStringList parts;
        Json::Value auth;
    };

    void readItems(const Json::Value &items, const Folder &folder);
    void readRequest(const Json::Value &item, const Folder &folder);
    void readEvents(const Json::Value &events, const QString &label, Request *request);
    void setUrl(const Json::Value &url, const QString &file, Request &request);
    void setAuth(const Json::Value &auth, Request &request);
    void setBody(const Json::Value &body, Request &request);
    void setForm(const Json::Value &fields, Request &request);
    void setVariables(const Json::Value &variables, const QString &file);

    ImportBuilder m_builder;
    Json::Value m_variables; ///< Those of the whole collection.
    QSet<QString> m_files; ///< That have these variables.
};

void PostmanReader::setVariables(const Json::Value &variables, const QString &file)
{
    static const QRegularExpression secretName(
        QStringLiteral("token|secret|passw|api-?_?key|^key$|credential"),
        QRegularExpression::CaseInsensitiveOption);
    for (const Json::Value &each : variables.items()) {
        const QByteArray name =
            textOf(each.value("key").isNull() ? each.value("id") : each.value("key"));
        const QByteArray value = textOf(each.value("value"));
        if (each.value("disabled").toBool() || name.isEmpty())
            continue;
        const bool isSecret = each.value("type").text() == "secret"
            || secretName.match(QString::fromUtf8(name)).hasMatch();
        if (isSecret && !value.isEmpty() && !value.startsWith("{{"))
            m_builder.secret(name, value);
        else
            m_builder.setVariable(file, name, value);
    }
}

/// An address as text, or as its parts. Path variables such as `:id` become variables.
void PostmanReader::setUrl(const Json::Value &url, const QString &file, Request &request)
{
    request.url = url.isString() ? url.text().toByteArray() : textOf(url.value("raw"));
    if (request.url.isEmpty()) {
        const auto join = [](const Json::Value &value, const char *between) {
            return value.isString() ? value.text().toByteArray() : value.texts().join(between);
        };
        const QByteArray protocol = textOf(url.value("protocol"));
        request.url = (protocol.isEmpty() ? QByteArray() : protocol + "://")
            + join(url.value("host"), ".") + '/' + join(url.value("path"), "/");
    }
    // What is switched off is in the raw address of some versions, and not in that of others.
    const auto query = url.value("query").items();
    if (!query.empty()) {
        QByteArrayList pairs;
        for (const Json::Value &each : query) {
            const QByteArray value = textOf(each.value("value"));
            if (!each.value("disabled").toBool())
                pairs.append(textOf(each.value("key"))
                             + (each.value("value").isNull() ? QByteArray() : '=' + value));
        }
        request.url.truncate(request.url.contains('?') ? request.url.indexOf('?')
                                                       : request.url.size());
        if (!pairs.isEmpty())
            request.url += '?' + pairs.join('&');
    }
    for (const Json::Value &each : url.value("variable").items()) {
        const QByteArray name = textOf(each.value("key"));
        const qsizetype at = name.isEmpty() ? -1 : request.url.indexOf("/:" + name);
        if (at < 0)
            continue;
        request.url.replace(at + 1, name.size() + 1, "{{" + name + "}}");
        m_builder.setVariable(file, name, textOf(each.value("value")));
    }
    request.url = request.url.trimmed().replace('\n', "").replace('\r', "");
    if (!request.url.contains("{{"))
        request.url.replace(' ', "%20");
}

void PostmanReader::setAuth(const Json::Value &auth, Request &request)
{
    const QByteArray type = textOf(auth.value("type"));
    const Json::Value parameters = auth.value(type);
    const auto of = [&](const char *name) { return parameterOf(parameters, name); };
    if (type == "bearer") {
        request.headers.append(Header("Authorization", "Bearer " + of("token")));
    } else if (type == "basic") {
        const QByteArray pair = of("username") + ':' + of("password");
        // Both may be variables, which are put in before it is encoded.
        request.headers.append(
            Header("Authorization", "Basic " + (pair.contains("{{") ? pair : pair.toBase64())));
    } else if (type == "apikey") {
        if (of("in") == "query")
            request.url += (request.url.contains('?') ? '&' : '?') + of("key") + '='
                + (of("value").contains("{{") ? of("value") : m_builder.secret("key", of("value")));
        else
            request.headers.append({of("key").isEmpty() ? QByteArray("x-api-key") : of("key"),
                                    of("value").contains("{{") || of("value").isEmpty()
                                        ? of("value")
                                        : m_builder.secret("key", of("value"))});
    } else if (type == "oauth2" && !of("accessToken").isEmpty()) {
        request.headers.append(Header("Authorization", "Bearer " + of("accessToken")));
    } else if (!type.isEmpty() && type != "noauth") {
        m_builder.note(RequestTexts::tr("%1: the authorization \"%2\" is not carried over.")
                           .arg(request.label(), QString::fromUtf8(type)));
    }
}

void PostmanReader::setForm(const Json::Value &fields, Request &request)
{
    constexpr char boundary[] = "hookdesk-boundary";
    request.body.clear();
    for (const Json::Value &each : fields.items()) {
        if (each.value("disabled").toBool())
            continue;
        const Json::Value source = each.value("src");
        const QByteArrayList files = each.value("type").text() == "file"
            ? (source.isNull() ? QByteArrayList{QByteArray()} : source.texts())
            : QByteArrayList();
        const QByteArray head = "--" + QByteArray(boundary)
            + "\nContent-Disposition: form-data; name=\"" + textOf(each.value("key")) + '"';
        for (const QByteArray &file : files) {
            const QByteArray name = file.mid(file.lastIndexOf('/') + 1);
            request.body += head + "; filename=\"" + name + "\"\n\n< "
                + (name.isEmpty() ? QByteArray("file") : name) + '\n';
            m_builder.note(RequestTexts::tr("%1: put its file %2 beside the file of requests.")
                               .arg(request.label(), QString::fromUtf8(name)));
        }
        if (files.isEmpty())
            request.body += head + "\n\n" + textOf(each.value("value")) + '\n';
    }
    request.body += "--" + QByteArray(boundary) + "--";
    request.headers.removeIf(
        [](const Header &each) { return each.first.toLower() == "content-type"; });
    request.headers.append(
        Header("Content-Type", "multipart/form-data; boundary=" + QByteArray(boundary)));
}

void PostmanReader::setBody(const Json::Value &body, Request &request)
{
    const auto setType = [&](const char *type) {
        if (headerOf(request.headers, "content-type").isEmpty())
            request.headers.append(Header("Content-Type", type));
    };
    const QByteArrayView mode = body.value("mode").text();
    if (body.value("disabled").toBool())
        return;
    if (mode == "raw") {
        request.body = textOf(body.value("raw"));
        const QByteArrayView language = body.value("options").value("raw").value("language").text();
        if (!request.body.isEmpty())
            setType(language == "json"       ? "application/json"
                        : language == "xml"  ? "application/xml"
                        : language == "html" ? "text/html"
                        : QByteArrayView(request.body).trimmed().startsWith('{')
                        ? "application/json"
                        : "text/plain");
    } else if (mode == "urlencoded") {
        QByteArrayList pairs;
        for (const Json::Value &each : body.value("urlencoded").items()) {
            const QByteArray value = textOf(each.value("value"));
            if (!each.value("disabled").toBool())
                pairs.append(textOf(each.value("key")) + '='
                             + (value.contains("{{") ? value : value.toPercentEncoding()));
        }
        request.body = pairs.join("&\n");
        setType("application/x-www-form-urlencoded");
    } else if (mode == "formdata") {
        setForm(body.value("formdata"), request);
    } else if (mode == "file") {
        const QByteArray file = textOf(body.value("file").value("src"));
        request.body = "< " + file.mid(file.lastIndexOf('/') + 1);
        m_builder.note(RequestTexts::tr("%1: put its file %2 beside the file of requests.")
                           .arg(request.label(), QString::fromUtf8(file)));
    } else if (mode == "graphql") {
        const Json::Value graph = body.value("graphql");
        const QByteArray variables = textOf(graph.value("variables"));
        request.body =
            Json::ObjectWriter()
                .text("query", graph.value("query").text())
                .raw("variables",
                     Json::Document::parseKnown(variables) ? variables : QByteArray("{}"))
                .take();
        setType("application/json");
    }
}

/// Simple checks and values are carried over; the rest of a script is named. @p request: null: the
/// script is of a folder.
void PostmanReader::readEvents(const Json::Value &events, const QString &label, Request *request)
{
    for (const Json::Value &event : events.items()) {
        const Json::Value exec = event.value("script").value("exec");
        const QByteArray script =
            exec.isString() ? exec.text().toByteArray() : exec.texts().join('\n');
        const bool isTest = event.value("listen").text() == "test";
        const PostmanScript read = PostmanScript::parse(isTest && request ? script : QByteArray());
        if (request)
            request->directives += read.directives;
        const int left = isTest && request ? read.left : PostmanScript::linesOf(script);
        if (left > 0)
            m_builder.note(RequestTexts::tr("%1: not carried over from its %2 script: %3.")
                               .arg(label.isEmpty() ? RequestTexts::tr("The collection") : label,
                                    isTest ? QStringLiteral("test") : QStringLiteral("pre-request"),
                                    left == 1 ? RequestTexts::tr("1 line")
                                              : RequestTexts::tr("%1 lines").arg(left)));
    }
}

void PostmanReader::readRequest(const Json::Value &item, const Folder &folder)
{
    const Json::Value wanted = item.value("request");
    const QString file = ImportBuilder::fileName(folder.parts);
    Request request;
    request.title = item.value("name").toString().simplified().toUtf8();
    setUrl(wanted.isString() ? wanted : wanted.value("url"), file, request);
    if (request.url.size() < 2)
        return m_builder.note(RequestTexts::tr("%1 is left out, because it has no address.")
                                  .arg(item.value("name").toString()));
    const QByteArray method = textOf(wanted.value("method")).toUpper();
    request.method = method.isEmpty() ? QByteArray("GET") : method;
    for (const Json::Value &each : wanted.value("header").items()) {
        const QByteArray name = textOf(each.value("key")).trimmed();
        if (!each.value("disabled").toBool() && !name.isEmpty())
            request.headers.append({name, textOf(each.value("value")).trimmed()});
    }
    const auto own = wanted.find("auth");
    if (headerOf(request.headers, "authorization").isEmpty())
        setAuth(own && !own->isNull() ? *own : folder.auth, request);
    setBody(wanted.value("body"), request);
    readEvents(item.value("event"), request.label(), &request);
    if (!m_files.contains(file))
        setVariables(m_variables, file);
    m_files.insert(file);
    m_builder.add(file, request);
}

void PostmanReader::readItems(const Json::Value &items, const Folder &folder)
{
    // Requests beside folders keep their order in the file of their own folder.
    for (const Json::Value &item : items.items()) {
        if (!item.value("item").isArray()) {
            readRequest(item, folder);
            continue;
        }
        Folder inner = folder;
        const QString name = item.value("name").toString();
        if (inner.parts.size() < DeepestParts)
            inner.parts.append(name);
        if (const auto auth = item.find("auth"); auth && !auth->isNull())
            inner.auth = *auth;
        readEvents(item.value("event"), name, nullptr);
        readItems(item.value("item"), inner);
    }
}

Result<Imported> PostmanReader::read(const Json::Value &root)
{
    const Json::Value collection = root.find("collection").value_or(root);
    if (!collection.value("item").isArray())
        return badInput(
            collection.find("requests")
                ? RequestTexts::tr("This collection is of version 1 of Postman's format; "
                                   "export it as version 2.1.")
                : RequestTexts::tr("This is no collection of Postman."));
    m_variables = collection.value("variable");
    const QString name = collection.value("info").value("name").toString();
    readEvents(collection.value("event"), name, nullptr);
    readItems(collection.value("item"), {{name}, collection.value("auth")});
    return m_builder.take(RequestTexts::tr("There are no requests in this collection."));
}

} // namespace

Result<Imported> importPostman(QByteArrayView text)
{
    const auto json = Json::Document::parseKnown(text);
    if (!json)
        return failure(json);
    return PostmanReader().read(json->root());
}

} // namespace Requests
