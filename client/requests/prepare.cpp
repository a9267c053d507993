// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/prepare.h"

#include "client/requests/blockreader.h"
#include "client/requests/texts.h"

#include <algorithm>

namespace Requests {

namespace {

constexpr int LongestTimeout = 3600; ///< Seconds.
constexpr qsizetype MostHeaders = 1000;

/// Percent-encodes what no address holds; what is encoded already stays.
QByteArray encodedUrl(const QByteArray &url)
{
    constexpr QByteArrayView refused = " \"<>\\^`{|}";
    constexpr char digits[] = "0123456789ABCDEF";
    QByteArray result;
    for (const char c : url) {
        const auto byte = uchar(c);
        if (byte <= ' ' || byte >= 0x7f || refused.contains(c)) {
            result += '%';
            result += digits[byte >> 4];
            result += digits[byte & 15];
        } else {
            result += c;
        }
    }
    return result;
}

Result<QByteArray> urlOf(const Request &request, const Variables &variables)
{
    auto url = variables.expand(request.url);
    if (!url)
        return url;
    *url = url->trimmed();
    if (const qsizetype mark = url->indexOf('#'); mark >= 0)
        url->truncate(mark);
    const QByteArray lower = url->first(std::min<qsizetype>(8, url->size())).toLower();
    if (!url->startsWith('/') && !lower.startsWith("http://") && lower != "https://") {
        if (url->contains("://"))
            return badInput(RequestTexts::tr("Only addresses of http and https can be sent to."));
        url->prepend("http://");
    }
    return encodedUrl(*url);
}

/// `Basic user password` becomes what RFC 7617 wants; both editors take it so.
QByteArray authorizationOf(const QByteArray &value)
{
    if (!value.toLower().startsWith("basic "))
        return value;
    const QByteArray rest = value.mid(6).trimmed();
    const qsizetype blank = rest.indexOf(' ');
    if (blank < 0 && !rest.contains(':'))
        return value; // is encoded already
    const QByteArray pair =
        blank < 0 ? rest : rest.first(blank) + ':' + rest.sliced(blank + 1).trimmed();
    return "Basic " + pair.toBase64();
}

bool isWholeHeader(const Header &header)
{
    const auto isBroken = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
    return std::none_of(header.second.begin(), header.second.end(), isBroken)
        && std::none_of(header.first.begin(), header.first.end(), isBroken);
}

Result<Done> addHeaders(const Request &request, const Variables &variables, Outgoing &outgoing)
{
    if (request.headers.size() > MostHeaders)
        return badInput(RequestTexts::tr("A request has at most %1 headers.").arg(MostHeaders));
    for (const Header &each : request.headers) {
        // A window needs no key of its own to send.
        if (each.first.toLower() == "x-apikey" && variablesIn(each.second) == QByteArrayList{"key"}
            && !variables.isKnown("key") && outgoing.as == Outgoing::As::Headers
            && (outgoing.url.startsWith('/') || isOfServer(outgoing.url, variables.base()))) {
            outgoing.as = Outgoing::As::Connection;
            continue;
        }
        (void)variables.takeKeyUse();
        const auto name = variables.expand(each.first);
        const auto value = variables.expand(each.second);
        if (!name || !value)
            return failure(name ? value : name);
        Header header{*name, *value};
        if (!isWholeHeader(header))
            return badInput(RequestTexts::tr("The header %1 has a line break.")
                                .arg(QString::fromUtf8(each.first)));
        if (header.first.toLower() == "authorization")
            header.second = authorizationOf(header.second);
        outgoing.headers.append(header);
        if (variables.takeKeyUse())
            outgoing.keyHeaders.append(header.first);
    }
    return Done();
}

/// The sender that `# @as` names: `key ID`, `user ADDRESS` or `none`.
Result<Done> addSender(const Request &request, const Variables &variables, Outgoing &outgoing)
{
    const QByteArray written = request.directive("as");
    if (written.isEmpty() || written == "none")
        return Done();
    const auto expanded = variables.expand(written);
    if (!expanded)
        return failure(expanded);
    const qsizetype blank = expanded->indexOf(' ');
    const QByteArray kind = expanded->first(std::max<qsizetype>(blank, 0));
    outgoing.sender = expanded->mid(blank + 1).trimmed();
    if ((kind != "key" && kind != "user") || outgoing.sender.isEmpty())
        return badInput(RequestTexts::tr(
            "\"# @as\" is followed by key and an id, by user and an address, or by "
            "none."));
    outgoing.as = kind == "key" ? Outgoing::As::Key : Outgoing::As::User;
    return Done();
}

/// `< file`, `<@ file` and `<@latin1 file`: the path. Empty: the line is none of them.
QByteArray fileIn(const QByteArray &line, bool &hasVariables)
{
    if (!line.startsWith('<') || line.size() < 3)
        return {};
    hasVariables = line[1] == '@';
    const qsizetype blank = line.indexOf(' ');
    if (blank < 0 || (line[1] != ' ' && !hasVariables))
        return {};
    return line.sliced(blank).trimmed();
}

Result<QByteArray> includedFile(const QByteArray &path, bool hasVariables,
                                const Variables &variables, const ReadFile &readFile)
{
    const auto name = variables.expand(path);
    if (!name)
        return name;
    const auto content = readFile(QString::fromUtf8(*name));
    return content && hasVariables ? variables.expand(*content) : content;
}

struct BodyKind
{
    bool isJson = false;
    bool isForm = false;
    bool isMultipart = false;
};

BodyKind kindOf(const Outgoing &outgoing, const QByteArray &body)
{
    const QByteArray type = headerOf(outgoing.headers, "content-type").toLower();
    BodyKind kind;
    const QByteArray begin = body.first(std::min<qsizetype>(body.size(), 4096)).trimmed();
    kind.isJson = type.contains("json")
        || (type.isEmpty()
            && (begin.startsWith('{') || begin.startsWith('[') || begin.startsWith("//")));
    kind.isForm = type.startsWith("application/x-www-form-urlencoded");
    kind.isMultipart = type.startsWith("multipart/");
    return kind;
}

Result<Done> addBody(const Request &request, const Variables &variables, const ReadFile &readFile,
                     Outgoing &outgoing)
{
    if (request.body.isEmpty())
        return Done();
    const BodyKind kind = kindOf(outgoing, request.body);
    const QByteArray newline = kind.isMultipart ? "\r\n" : kind.isForm ? "" : "\n";
    QByteArray plain; // lines that wait for their variables: a value may go over several lines
    const auto flush = [&]() -> Result<Done> {
        const auto expanded = variables.expand(plain);
        if (!expanded)
            return failure(expanded);
        outgoing.body += *expanded;
        plain.clear();
        return Done();
    };
    QByteArray before;
    for (const QByteArray &line : request.body.split('\n')) {
        if (kind.isJson && isComment(line))
            continue;
        plain += before;
        before = newline;
        bool hasVariables = false;
        const QByteArray path = fileIn(line, hasVariables);
        if (path.isEmpty()) {
            plain += kind.isForm ? line.trimmed() : line;
            continue;
        }
        if (const auto done = flush(); !done)
            return done;
        const auto content = includedFile(path, hasVariables, variables, readFile);
        if (!content)
            return failure(content);
        outgoing.body += *content;
    }
    if (kind.isMultipart)
        plain += "\r\n"; // behind the last boundary
    const auto done = flush();
    outgoing.hasKeyInBody = variables.takeKeyUse();
    if (done && kind.isJson && headerOf(outgoing.headers, "content-type").isEmpty())
        outgoing.headers.append(Header("content-type", "application/json"));
    return done;
}

} // namespace

bool isOfServer(QByteArrayView url, QByteArrayView base)
{
    while (base.endsWith('/'))
        base.chop(1);
    // Behind a proxy, /hookdesk/../other is another server.
    const bool hasPath = base.indexOf('/', base.indexOf("://") + 3) >= 0;
    const qsizetype query = url.indexOf('?');
    const QByteArrayView path = url.first(query < 0 ? url.size() : query);
    if (hasPath && QByteArray::fromPercentEncoding(path.toByteArray()).contains("/.."))
        return false;
    return !base.isEmpty() && url.size() >= base.size()
        && url.first(base.size()).compare(base, Qt::CaseInsensitive) == 0
        && (url.size() == base.size() || url[base.size()] == '/' || url[base.size()] == '?');
}

Result<Outgoing> prepare(const Request &request, const Variables &all, const ReadFile &readFile)
{
    Variables variables = all.withoutKey();
    Outgoing outgoing;
    outgoing.method = request.method;
    const auto url = urlOf(request, variables);
    if (!url)
        return failure(url);
    outgoing.url = *url;
    QByteArray base = all.base();
    while (base.endsWith('/'))
        base.chop(1);
    if (outgoing.url.startsWith('/')) {
        const auto host = variables.expand(headerOf(request.headers, "host"));
        if (host && !host->isEmpty())
            outgoing.url.prepend("http://" + *host);
        else
            outgoing.url.prepend(base);
    }
    const bool isOurs = outgoing.url.startsWith('/') || isOfServer(outgoing.url, base);
    if (isOurs)
        variables = all;
    if (const auto sender = addSender(request, variables, outgoing); !sender)
        return failure(sender);
    if (outgoing.as != Outgoing::As::Headers && !isOurs)
        return badInput(RequestTexts::tr("\"# @as\" is for requests to the server that one is "
                                         "connected to; this one goes elsewhere."));
    if (const auto headers = addHeaders(request, variables, outgoing); !headers)
        return failure(headers);
    if (const auto body = addBody(request, variables, readFile, outgoing); !body)
        return failure(body);
    outgoing.timeout = std::clamp(request.directive("timeout").toInt(), 0, LongestTimeout);
    return outgoing;
}

} // namespace Requests
