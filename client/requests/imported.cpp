// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/imported.h"

#include "client/requests/requestfolder.h"
#include "client/requests/texts.h"
#include "server/core/json.h"

#include <algorithm>

namespace Requests {

namespace {

/// Headers that the sender sets itself, or that say something about the browser alone.
bool isOfSender(const QByteArray &name)
{
    static const QByteArrayList own = {
        "host",       "content-length",   "connection",
        "keep-alive", "accept-encoding",  "transfer-encoding",
        "te",         "proxy-connection", "upgrade-insecure-requests",
        "priority",   "postman-token"};
    // Some recorders take the request line for a header.
    return name.isEmpty() || name.contains(' ') || name.startsWith(':')
        || name.startsWith("sec-fetch-") || name.startsWith("sec-ch-") || own.contains(name);
}

/// The name of the variable for a header that has a key; empty: it has none.
QByteArray secretNameOf(const QByteArray &header)
{
    if (header == "cookie")
        return "cookie";
    if (header == "x-apikey")
        return "key";
    static const QByteArrayList keys = {"x-api-key",    "apikey",         "api-key", "x-auth-token",
                                        "x-csrf-token", "x-access-token", "x-token"};
    return keys.contains(header) ? QByteArray("token") : QByteArray();
}

} // namespace

QString ImportBuilder::fileName(const QStringList &parts)
{
    QStringList usable;
    for (const QString &part : parts) {
        QString name;
        for (const QChar c : part)
            name += c.isPrint() && !QStringLiteral("/\\:*?\"<>|").contains(c) ? c : QChar(u' ');
        name = name.simplified();
        while (name.startsWith(QLatin1Char('.')) || name.startsWith(QLatin1Char(' ')))
            name.remove(0, 1);
        // Cut by letters, not within one.
        while (name.toUtf8().size() > 120)
            name.chop(name.back().isLowSurrogate() ? 2 : 1);
        name = name.trimmed();
        usable.append(name.isEmpty() ? QStringLiteral("requests") : name);
    }
    return usable.join(QLatin1Char('/')) + QStringLiteral(".http");
}

ImportBuilder::Part &ImportBuilder::partOf(const QString &name)
{
    if (!m_parts.contains(name))
        m_order.append(name);
    return m_parts[name];
}

QByteArray ImportBuilder::secret(const QByteArray &name, const QByteArray &value)
{
    QByteArray used = name;
    for (int i = 2; m_imported.secrets.contains(used) && m_imported.secrets[used] != value; ++i)
        used = name + QByteArray::number(i);
    m_imported.secrets.insert(used, value);
    return "{{" + used + "}}";
}

/// A value that is a variable already stays.
void ImportBuilder::hideKeys(Request &request)
{
    for (Header &header : request.headers) {
        const QByteArray name = header.first.toLower();
        if (header.second.isEmpty() || header.second.contains("{{"))
            continue;
        if (const QByteArray variable = secretNameOf(name); !variable.isEmpty()) {
            header.second = secret(variable, header.second);
        } else if (name == "authorization" || name == "proxy-authorization") {
            const qsizetype blank = header.second.indexOf(' ');
            const QByteArray scheme = header.second.first(blank + 1);
            header.second = scheme
                + secret(scheme.isEmpty() ? "authorization" : "token",
                         header.second.sliced(blank + 1));
        }
    }
}

/// `?apikey=…` and the like.
void ImportBuilder::hideKeysOfUrl(Request &request)
{
    static const QHash<QByteArray, QByteArray> keys = {
        {"apikey", "key"},         {"api_key", "token"}, {"api-key", "token"},
        {"access_token", "token"}, {"token", "token"},   {"auth_token", "token"}};
    const qsizetype mark = request.url.indexOf('?');
    if (mark < 0)
        return;
    QByteArrayList pairs = request.url.sliced(mark + 1).split('&');
    for (QByteArray &pair : pairs) {
        const qsizetype equals = pair.indexOf('=');
        const QByteArray variable =
            keys.value(pair.first(std::max<qsizetype>(equals, 0)).toLower());
        if (!variable.isEmpty() && equals + 1 < pair.size() && !pair.contains("{{"))
            pair = pair.first(equals + 1) + secret(variable, pair.sliced(equals + 1));
    }
    request.url = request.url.first(mark + 1) + pairs.join('&');
}

void ImportBuilder::add(const QString &name, Request request)
{
    if (m_imported.count >= MostRequests)
        return note(RequestTexts::tr("Only the first %1 requests were taken.").arg(MostRequests));
    if (m_bytes > MostBytes)
        return note(RequestTexts::tr("Only the first %1 MiB of requests were taken.")
                        .arg(MostBytes / 1024 / 1024));
    request.headers.removeIf([](const Header &each) { return isOfSender(each.first.toLower()); });
    for (Header &header : request.headers)
        header.second.replace('\r', ' ').replace('\n', ' ');
    request.title = QString::fromUtf8(request.title).simplified().toUtf8();
    hideKeys(request);
    hideKeysOfUrl(request);
    RequestFile single;
    auto written = single.insert(0, request);
    if (!written && !request.body.isEmpty()) {
        const QString label = request.label();
        request.body.clear();
        written = single.insert(0, request);
        if (written)
            note(RequestTexts::tr(
                     "%1: its body is left out, because the text format cannot hold it.")
                     .arg(label));
    }
    if (!written)
        return note(
            RequestTexts::tr("%1 is left out: %2").arg(request.label(), written.error().message));
    Part &part = partOf(name);
    if (!part.text.isEmpty())
        part.text += '\n';
    const QByteArray text = single.text();
    m_bytes += text.size();
    part.text += text;
    ++m_imported.count;
}

void ImportBuilder::setVariable(const QString &file, const QByteArray &name,
                                const QByteArray &value)
{
    Part &part = partOf(file);
    const auto isSame = [&](const FileVariable &each) { return each.name == name; };
    const bool isOne = !name.isEmpty() && !name.contains(' ') && !name.contains('=')
        && !name.contains('\n') && !value.contains('\n');
    if (isOne && std::none_of(part.variables.begin(), part.variables.end(), isSame))
        part.variables.append({name, value});
}

void ImportBuilder::note(const QString &text)
{
    if (m_imported.notes.size() < MostNotes && !m_imported.notes.contains(text))
        m_imported.notes.append(text);
}

Result<Imported> ImportBuilder::take(const QString &none)
{
    if (m_imported.count == 0)
        return badInput(m_imported.notes.isEmpty() ? none : m_imported.notes.first());
    for (const QString &name : std::as_const(m_order)) {
        const Part &part = m_parts[name];
        if (part.text.isEmpty())
            continue;
        QByteArray head;
        for (const FileVariable &each : part.variables)
            head += '@' + each.name + " = " + each.value + '\n';
        m_imported.files.append({name, head + (head.isEmpty() ? "" : "\n") + part.text});
    }
    return std::move(m_imported);
}

/// Whether @p text is a description of an API in YAML, maybe behind comments.
static bool isYaml(QByteArrayView text)
{
    constexpr qsizetype Beginning = 64 * 1024;
    const QByteArray begin = '\n' + text.first(std::min(text.size(), Beginning)).toByteArray();
    return begin.contains("\nopenapi:") || begin.contains("\nswagger:")
        || begin.contains("\n\"openapi\":");
}

Result<Imported> importAny(QByteArrayView text)
{
    if (text.startsWith("\xef\xbb\xbf"))
        text = text.sliced(3);
    const QByteArrayView trimmed = text.trimmed();
    if (trimmed.startsWith('{')) {
        const auto json = Json::Document::parseKnown(trimmed);
        if (!json)
            return failure(json);
        const Json::Value root = json->root();
        if (root.find("log"))
            return importHar(trimmed);
        if (root.find("openapi") || root.find("swagger"))
            return importOpenApi(trimmed);
        return importPostman(trimmed);
    }
    if (trimmed.startsWith("curl") || trimmed.startsWith("$ curl"))
        return importCurl(trimmed);
    if (isYaml(trimmed))
        return badInput(
            RequestTexts::tr("OpenAPI is read as JSON, not as YAML. Save it as JSON, for "
                             "example with yq -o json FILE or in the Swagger Editor."));
    const RequestFile file = RequestFile::parse(text.toByteArray());
    if (file.requests().isEmpty())
        return badInput(RequestTexts::tr("This is neither a curl command, nor HAR, a Postman "
                                         "collection, OpenAPI or a file of requests."));
    Imported imported;
    imported.count = int(file.requests().size());
    imported.files.append({QStringLiteral("imported.http"), text.toByteArray()});
    return imported;
}

} // namespace Requests
