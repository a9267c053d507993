// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/imported.h"

#include "client/requests/texts.h"
#include "server/core/json.h"

#include <algorithm>

namespace Requests {

namespace {

constexpr int DeepestExample = 6;
constexpr int LongestExample = 200; ///< Members and elements of one example.
constexpr int MostReferences = 16; ///< That lead from one to the next.
constexpr qsizetype LongestUrl = 2000;

void addTo(QByteArrayList &list, const QByteArray &text)
{
    if (!list.contains(text))
        list.append(text);
}

class OpenApiReader
{
public:
    explicit OpenApiReader(const Json::Value &root)
        : m_root(root)
    {
    }

    Result<Imported> read();

private:
    Json::Value resolved(Json::Value value) const;
    QByteArray exampleOf(const Json::Value &schema, int depth, int &budget) const;
    QByteArray exampleText(const Json::Value &schema, QByteArrayView type) const;
    void readOperation(const QByteArray &path, const QByteArray &method, const Json::Value &shared,
                       const Json::Value &operation);
    void addParameters(const Json::Value &list, const QString &file, Request &request,
                       QByteArrayList &query);
    void addBody(const Json::Value &body, Request &request);
    void addSecurity(const Json::Value &operation, Request &request);
    void addCheck(const Json::Value &responses, Request &request);
    QByteArray base() const;

    Json::Value m_root;
    ImportBuilder m_builder;
};

/// Follows `$ref` within this file.
Json::Value OpenApiReader::resolved(Json::Value value) const
{
    for (int i = 0; i < MostReferences; ++i) {
        const QByteArrayView reference = value.value("$ref").text();
        if (!reference.startsWith("#/"))
            return value;
        Json::Value target = m_root;
        for (QByteArray part : reference.sliced(2).toByteArray().split('/')) {
            part = QByteArray::fromPercentEncoding(part).replace("~1", "/").replace("~0", "~");
            target = target.value(part);
        }
        value = target;
    }
    return {};
}

QByteArray OpenApiReader::exampleText(const Json::Value &schema, QByteArrayView type) const
{
    if (type == "integer" || type == "number")
        return schema.value("minimum").isNumber() ? schema.value("minimum").toJson()
                                                  : QByteArray("1");
    if (type == "boolean")
        return "true";
    const QByteArrayView format = schema.value("format").text();
    return format == "date-time" ? "\"2026-01-31T12:00:00Z\""
        : format == "date"       ? "\"2026-01-31\""
        : format == "email"      ? "\"jane@example.com\""
        : format == "uuid"       ? "\"123e4567-e89b-12d3-a456-426614174000\""
        : format == "uri"        ? "\"https://example.com\""
                                 : "\"text\"";
}

/// A value that @p wanted describes, as JSON.
QByteArray OpenApiReader::exampleOf(const Json::Value &wanted, int depth, int &budget) const
{
    const Json::Value schema = resolved(wanted);
    for (const char *name : {"example", "default", "const"}) {
        if (const auto found = schema.find(name))
            return found->toJson();
    }
    for (const char *name : {"examples", "enum"}) {
        if (const auto values = schema.value(name).items(); !values.empty())
            return values.front().toJson();
    }
    if (depth >= DeepestExample || --budget < 0)
        return "null";
    for (const char *name : {"oneOf", "anyOf"}) {
        if (const auto choices = schema.value(name).items(); !choices.empty())
            return exampleOf(choices.front(), depth + 1, budget);
    }
    const QByteArrayList types = schema.value("type").texts();
    const QByteArray type = types.value(0);
    if (type == "array")
        return '[' + exampleOf(schema.value("items"), depth + 1, budget) + ']';
    Json::ObjectWriter object;
    QByteArrayList names;
    const auto addMembers = [&](const Json::Value &source) {
        for (const Json::Member &member : source.value("properties").members()) {
            if (names.contains(member.key) || resolved(member.value).value("readOnly").toBool())
                continue;
            names.append(member.key.toByteArray());
            object.raw(member.key, exampleOf(member.value, depth + 1, budget));
        }
    };
    for (const Json::Value &each : schema.value("allOf").items())
        addMembers(resolved(each));
    addMembers(schema);
    if (names.isEmpty() && type != "object" && !type.isEmpty())
        return exampleText(schema, type);
    return object.take();
}

void OpenApiReader::addParameters(const Json::Value &list, const QString &file, Request &request,
                                  QByteArrayList &query)
{
    for (const Json::Value &each : list.items()) {
        const Json::Value parameter = resolved(each);
        const QByteArray name = parameter.value("name").text().toByteArray();
        const QByteArrayView place = parameter.value("in").text();
        const bool isRequired = parameter.value("required").toBool() || place == "path";
        if (name.isEmpty() || !isRequired)
            continue;
        int budget = LongestExample;
        const auto own = parameter.find("example");
        QByteArray value = own ? own->toJson() : exampleOf(parameter.value("schema"), 0, budget);
        if (const auto text = Json::Document::parseKnown(value); text && text->root().isString())
            value = text->root().text().toByteArray();
        m_builder.setVariable(file, name, value);
        if (place == "query")
            addTo(query, name.toPercentEncoding() + "={{" + name + "}}");
        else if (place == "header")
            request.headers.append({name, "{{" + name + "}}"});
    }
}

void OpenApiReader::addBody(const Json::Value &body, Request &request)
{
    const auto types = resolved(body).value("content").members();
    if (types.empty())
        return;
    const auto json = std::find_if(types.begin(), types.end(), [](const Json::Member &each) {
        return each.key.contains("json");
    });
    const Json::Member &chosen = json == types.end() ? types.front() : *json;
    const QByteArray type = chosen.key.toByteArray();
    if (type == "*/*" || type.startsWith("multipart/")) {
        m_builder.note(RequestTexts::tr("%1: write its body of the type %2.")
                           .arg(request.label(), QString::fromUtf8(type)));
        return;
    }
    int budget = LongestExample;
    QByteArray example;
    const auto examples = chosen.value.value("examples").members();
    if (const auto own = chosen.value.find("example"))
        example = own->toJson();
    else if (!examples.empty())
        example = resolved(examples.front().value).value("value").toJson();
    else
        example = exampleOf(chosen.value.value("schema"), 0, budget);
    request.headers.append(Header("Content-Type", type));
    const auto parsed = Json::Document::parseKnown(example);
    if (type.startsWith("application/x-www-form-urlencoded") && parsed) {
        QByteArrayList pairs;
        for (const Json::Member &member : parsed->root().members())
            pairs.append(member.key.toByteArray().toPercentEncoding() + '='
                         + (member.value.isString() ? member.value.text().toByteArray()
                                                    : member.value.toJson())
                               .toPercentEncoding());
        example = pairs.join("&\n");
    } else if (parsed && parsed->root().isString()) {
        example = parsed->root().text().toByteArray();
    }
    request.body = example;
}

/// The first of the ways to sign in: a key, a token, or a name and password, as variables.
void OpenApiReader::addSecurity(const Json::Value &operation, Request &request)
{
    const auto wanted = operation.find("security").value_or(m_root.value("security")).items();
    if (wanted.empty())
        return;
    for (const Json::Member &each : wanted.front().members()) {
        const Json::Value scheme =
            resolved(m_root.value("components").value("securitySchemes").value(each.key));
        const QByteArrayView type = scheme.value("type").text();
        const QByteArray name = scheme.value("name").text().toByteArray();
        if (type == "apiKey" && scheme.value("in").text() == "header")
            request.headers.append({name, "{{key}}"});
        else if (type == "apiKey" && scheme.value("in").text() == "query")
            request.url += (request.url.contains('?') ? '&' : '?') + name + "={{key}}";
        else if (type == "http" && scheme.value("scheme").toString().toLower() == u"basic")
            request.headers.append(Header("Authorization", "Basic {{user}}:{{password}}"));
        else if (type == "http" || type == "oauth2" || type == "openIdConnect")
            request.headers.append(Header("Authorization", "Bearer {{token}}"));
    }
}

void OpenApiReader::addCheck(const Json::Value &responses, Request &request)
{
    for (const Json::Member &each : responses.members()) {
        if (each.key.size() == 3 && each.key.startsWith('2') && each.key[1] != 'X') {
            request.directives.append(Directive{"check", "status == " + each.key.toByteArray()});
            return;
        }
    }
}

void OpenApiReader::readOperation(const QByteArray &path, const QByteArray &method,
                                  const Json::Value &shared, const Json::Value &operation)
{
    const QString title = m_root.value("info").value("title").toString();
    const QByteArrayList tags = operation.value("tags").texts();
    const QString file = ImportBuilder::fileName(
        tags.isEmpty() ? QStringList{title} : QStringList{title, QString::fromUtf8(tags.first())});
    Request request;
    request.method = method.toUpper();
    const QString summary = operation.value("summary").toString();
    request.title = (summary.isEmpty() ? operation.value("operationId").toString() : summary)
                        .simplified()
                        .toUtf8();
    if (request.title.isEmpty())
        request.title = request.method + ' ' + path;
    QByteArray target = path;
    request.url = "{{base}}" + target.replace('{', "{{").replace('}', "}}");
    QByteArrayList query;
    addParameters(shared, file, request, query);
    addParameters(operation.value("parameters"), file, request, query);
    if (!query.isEmpty())
        request.url += '?' + query.join('&');
    addSecurity(operation, request);
    addBody(operation.value("requestBody"), request);
    addCheck(operation.value("responses"), request);
    if (const QByteArray address = base(); !address.isEmpty())
        m_builder.setVariable(file, "base", address);
    m_builder.add(file, request);
}

/// The first server, where it is a whole address; else the variable is the connection's.
QByteArray OpenApiReader::base() const
{
    const auto servers = m_root.value("servers").items();
    if (servers.empty())
        return {};
    QByteArray url = servers.front().value("url").text().toByteArray();
    for (const Json::Member &each : servers.front().value("variables").members()) {
        if (url.size() > LongestUrl) // variables may be made of each other
            return {};
        url.replace('{' + each.key.toByteArray() + '}',
                    each.value.value("default").text().toByteArray().left(LongestUrl));
    }
    while (url.endsWith('/'))
        url.chop(1);
    return url.startsWith("http") ? url : QByteArray();
}

Result<Imported> OpenApiReader::read()
{
    if (!m_root.value("openapi").toString().startsWith(QLatin1Char('3')))
        return badInput(RequestTexts::tr("This is no description of an API by OpenAPI 3."));
    static const QByteArrayList methods = {"get",     "put",  "post",  "delete",
                                           "options", "head", "patch", "trace"};
    for (const Json::Member &path : m_root.value("paths").members()) {
        const Json::Value item = resolved(path.value);
        for (const Json::Member &operation : item.members()) {
            if (methods.contains(operation.key))
                readOperation(path.key.toByteArray(), operation.key.toByteArray(),
                              item.value("parameters"), operation.value);
        }
    }
    return m_builder.take(RequestTexts::tr("The description has no operations."));
}

} // namespace

Result<Imported> importOpenApi(QByteArrayView text)
{
    const auto json = Json::Document::parseKnown(text);
    if (!json)
        return failure(json);
    return OpenApiReader(json->root()).read();
}

} // namespace Requests
