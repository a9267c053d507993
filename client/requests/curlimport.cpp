// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/imported.h"

#include "client/requests/shellwords.h"
#include "client/requests/texts.h"

#include <QUrl>

#include <optional>

namespace Requests {

namespace {

/// What one command asks for.
struct Command
{
    QByteArray method;
    QByteArrayList urls;
    Headers headers;
    QByteArrayList data; ///< To be joined.
    QByteArrayList form; ///< Parts of a multipart body, as lines.
    QByteArray file; ///< A file as the body.
    bool isGet = false;
    bool isHead = false;
    bool isJson = false;
    QByteArray timeout;
};

constexpr char Boundary[] = "hookdesk-boundary";

/// The long name of a short option; empty: it is not known.
QByteArray longName(char letter)
{
    static const QHash<char, QByteArray> names = {
        {'X', "request"},    {'H', "header"},      {'d', "data"},        {'F', "form"},
        {'G', "get"},        {'I', "head"},        {'u', "user"},        {'b', "cookie"},
        {'A', "user-agent"}, {'e', "referer"},     {'T', "upload-file"}, {'m', "max-time"},
        {'o', "output"},     {'x', "proxy"},       {'c', "cookie-jar"},  {'w', "write-out"},
        {'E', "cert"},       {'D', "dump-header"}, {'K', "config"},      {'r', "range"},
        {'U', "proxy-user"}, {'C', "continue-at"}, {'y', "speed-time"},  {'Y', "speed-limit"},
        {'z', "time-cond"}};
    return names.value(letter);
}

/// Those that are followed by a value.
const QByteArrayList &optionsWithValue()
{
    static const QByteArrayList names =
        QByteArray("request header data data-raw data-binary data-ascii data-urlencode json form "
                   "form-string user cookie user-agent referer url upload-file max-time output "
                   "proxy cookie-jar write-out cert key cacert capath dump-header config range "
                   "proxy-user continue-at connect-timeout retry retry-delay retry-max-time "
                   "resolve connect-to interface limit-rate max-redirs ciphers speed-time "
                   "speed-limit time-cond oauth2-bearer aws-sigv4 unix-socket trace trace-ascii "
                   "pass cert-type key-type pinnedpubkey noproxy socks5 socks5-hostname "
                   "dns-servers tls-max url-query")
            .split(' ');
    return names;
}

bool takesValue(const QByteArray &option)
{
    return optionsWithValue().contains(option);
}

QByteArray encodedPair(const QByteArray &pair)
{
    const qsizetype equals = pair.indexOf('=');
    return pair.first(equals + 1) + pair.sliced(equals + 1).toPercentEncoding();
}

/// A part of `-F name=value` or `-F name=@file;type=text/plain`.
QByteArray partOf(const QByteArray &form, bool isText)
{
    const qsizetype equals = form.indexOf('=');
    QByteArray value = form.mid(equals + 1);
    QByteArray head = "Content-Disposition: form-data; name=\""
        + form.first(std::max<qsizetype>(equals, 0)) + '"';
    if (isText || (!value.startsWith('@') && !value.startsWith('<')))
        return head + "\n\n" + value;
    const QByteArrayList options = value.mid(1).split(';');
    const QByteArray path = options.first();
    QByteArray type;
    for (const QByteArray &each : options.sliced(1))
        type = each.trimmed().startsWith("type=") ? each.trimmed().mid(5) : type;
    head += "; filename=\"" + path.mid(path.lastIndexOf('/') + 1) + '"';
    return head + (type.isEmpty() ? QByteArray() : "\nContent-Type: " + type) + "\n\n< " + path;
}

void takeHeader(Command &command, const QByteArray &text)
{
    const qsizetype colon = text.indexOf(':', 1);
    if (colon > 0)
        command.headers.append({text.first(colon).trimmed(), text.sliced(colon + 1).trimmed()});
}

void takeData(Command &command, const QByteArray &option, const QByteArray &value)
{
    command.isJson = command.isJson || option == "json";
    if (option == "data-urlencode")
        command.data.append(encodedPair(value));
    else if (value.startsWith('@') && option != "data-raw")
        command.file = value.mid(1);
    else
        command.data.append(value);
}

/// @return whether the option means something here.
bool take(Command &command, const QByteArray &option, const QByteArray &value)
{
    if (option == "request")
        command.method = value.toUpper();
    else if (option == "header")
        takeHeader(command, value);
    else if (option.startsWith("data") || option == "json")
        takeData(command, option, value);
    else if (option == "form" || option == "form-string")
        command.form.append(partOf(value, option == "form-string"));
    else if (option == "url")
        command.urls.append(value);
    else if (option == "user") // variables are put in before it is encoded
        command.headers.append(
            Header("Authorization", "Basic " + (value.contains("{{") ? value : value.toBase64())));
    else if (option == "oauth2-bearer")
        command.headers.append(Header("Authorization", "Bearer " + value));
    else if (option == "cookie")
        command.headers.append({"Cookie", value});
    else if (option == "user-agent")
        command.headers.append({"User-Agent", value});
    else if (option == "referer")
        command.headers.append({"Referer", value});
    else if (option == "max-time")
        command.timeout = value;
    else if (option == "upload-file")
        command.file = value;
    else if (option == "get")
        command.isGet = true;
    else if (option == "head")
        command.isHead = true;
    else
        return !takesValue(option) || option == "output" || option == "write-out";
    return true;
}

/// Reads the options of a command; @p notes gets those that are not carried over.
Command commandOf(const QByteArrayList &words, ImportBuilder &builder)
{
    Command command;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QByteArray &word = words[i];
        const auto takeOne = [&](const QByteArray &option, const QByteArray &value) {
            if (!take(command, option, value))
                builder.note(RequestTexts::tr("The option --%1 of curl is left out.")
                                 .arg(QString::fromUtf8(option)));
        };
        if (word.startsWith("--")) {
            const QByteArray option = word.mid(2);
            takeOne(option, takesValue(option) ? words.value(++i) : QByteArray());
        } else if (word.startsWith('-') && word.size() > 1) {
            // `-sSL -XPOST`: a letter with a value takes the rest of its word.
            for (qsizetype at = 1; at < word.size(); ++at) {
                const QByteArray option = longName(word[at]);
                if (!takesValue(option)) {
                    take(command, option, {});
                    continue;
                }
                const QByteArray rest = word.mid(at + 1);
                takeOne(option, rest.isEmpty() ? words.value(++i) : rest);
                break;
            }
        } else {
            command.urls.append(word);
        }
    }
    return command;
}

void setBody(Command &command, Request &request)
{
    const QByteArray type = headerOf(request.headers, "content-type");
    const auto setType = [&](const QByteArray &wanted) {
        if (type.isEmpty())
            request.headers.append(Header("Content-Type", wanted));
    };
    if (!command.form.isEmpty()) {
        for (const QByteArray &part : std::as_const(command.form))
            request.body += "--" + QByteArray(Boundary) + '\n' + part + '\n';
        request.body += "--" + QByteArray(Boundary) + "--";
        request.headers.removeIf(
            [](const Header &each) { return each.first.toLower() == "content-type"; });
        request.headers.append(
            Header("Content-Type", "multipart/form-data; boundary=" + QByteArray(Boundary)));
    } else if (!command.file.isEmpty()) {
        request.body = "< " + command.file;
        if (!command.data.isEmpty() || command.isJson)
            setType("application/json");
    } else if (!command.data.isEmpty()) {
        request.body = command.data.join(command.isJson ? "" : "&");
        setType(command.isJson ? "application/json" : "application/x-www-form-urlencoded");
    }
}

void addTo(ImportBuilder &builder, Command command)
{
    for (const QByteArray &url : std::as_const(command.urls)) {
        Request request;
        request.url = QByteArray(url).replace(' ', "%20").replace('\n', "");
        request.headers = command.headers;
        if (command.isGet && !command.data.isEmpty())
            request.url += (url.contains('?') ? '&' : '?') + command.data.join('&');
        else
            setBody(command, request);
        request.method = !command.method.isEmpty() ? command.method
            : command.isHead                       ? QByteArray("HEAD")
            : request.body.isEmpty()               ? QByteArray("GET")
            : command.form.isEmpty() && command.data.isEmpty() && !command.isJson
            ? QByteArray("PUT")
            : QByteArray("POST");
        const int seconds = int(command.timeout.toDouble());
        if (seconds > 0)
            request.directives.append(Directive{"timeout", QByteArray::number(seconds)});
        const QString path = QUrl(QString::fromUtf8(url)).path();
        request.title = request.method + ' ' + (path.isEmpty() ? QByteArray("/") : path.toUtf8());
        builder.add(QStringLiteral("curl.http"), request);
    }
}

} // namespace

Result<Imported> importCurl(QByteArrayView text)
{
    ImportBuilder builder;
    const auto commands = shellCommands(text);
    if (!commands)
        return failure(commands);
    for (QByteArrayList words : *commands) {
        if (words.value(0) == "$")
            words.removeFirst();
        const QByteArray program = words.isEmpty() ? QByteArray() : words.takeFirst();
        if (program != "curl" && program != "curl.exe" && !program.endsWith("/curl"))
            continue;
        const Command command = commandOf(words, builder);
        if (command.urls.isEmpty())
            return badInput(RequestTexts::tr("The command has no address."));
        addTo(builder, command);
    }
    return builder.take(RequestTexts::tr("This is no command of curl."));
}

} // namespace Requests
