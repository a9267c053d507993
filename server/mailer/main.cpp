// SPDX-License-Identifier: GPL-3.0-or-later
// hookdesk-mailer: sends one mail over SMTP (RFC 5321) and ends. It reads the mail and the server,
// a JSON object that server/outbound/mail.cpp writes, from its standard input; what went wrong is a
// sentence on its standard error, and then it exits with 1.

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <curl/curl.h>

#include <array>
#include <cstdio>
#include <memory>

namespace {

struct Free
{
    void operator()(CURL *curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
    void operator()(curl_mime *mime) const { curl_mime_free(mime); }
};
using Curl = std::unique_ptr<CURL, Free>;
using List = std::unique_ptr<curl_slist, Free>;
using Mime = std::unique_ptr<curl_mime, Free>;

QByteArray textOf(const QJsonObject &mail, const char *name)
{
    return mail.value(QLatin1String(name)).toString().toUtf8();
}

List listOf(const QJsonValue &texts)
{
    curl_slist *list = nullptr;
    for (const QJsonValue &text : texts.toArray())
        list = curl_slist_append(list, text.toString().toUtf8().constData());
    return List(list);
}

void addPart(curl_mime *mime, const QByteArray &body, const char *type)
{
    if (body.isEmpty())
        return;
    curl_mimepart *part = curl_mime_addpart(mime);
    curl_mime_data(part, body.constData(), size_t(body.size()));
    curl_mime_type(part, type);
    curl_mime_encoder(part, "quoted-printable");
}

/// Text and HTML are the same mail in two forms; the last is the best (RFC 2046 section 5.1.4).
Mime bodyOf(CURL *curl, const QJsonObject &mail)
{
    Mime mime(curl_mime_init(curl));
    curl_mime *both = curl_mime_init(curl);
    addPart(both, textOf(mail, "text"), "text/plain; charset=utf-8");
    addPart(both, textOf(mail, "html"), "text/html; charset=utf-8");
    curl_mimepart *part = curl_mime_addpart(mime.get());
    curl_mime_subparts(part, both);
    curl_mime_type(part, "multipart/alternative");
    return mime;
}

int fail(const QString &message)
{
    std::fprintf(stderr, "The mail could not be sent: %s\n", qPrintable(message));
    return 1;
}

} // namespace

int main()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return fail(QStringLiteral("the mailer has no input."));
    const QJsonObject mail = QJsonDocument::fromJson(input.readAll()).object();
    curl_global_init(CURL_GLOBAL_DEFAULT);
    const Curl curl(curl_easy_init());
    if (!curl || mail.isEmpty())
        return fail(QStringLiteral("the mailer was given none."));

    const QByteArray security = textOf(mail, "security");
    const QByteArray host = textOf(mail, "host");
    const QByteArray address = (security == "tls" ? "smtps://" : "smtp://") + host + ':'
        + QByteArray::number(mail.value(QLatin1String("port")).toInt()) + "/hookdesk";
    std::array<char, CURL_ERROR_SIZE> reason = {};
    const auto set = [&](CURLoption option, auto value) {
        curl_easy_setopt(curl.get(), option, value);
    };
    set(CURLOPT_URL, address.constData());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_ERRORBUFFER, reason.data());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TIMEOUT_MS, long(mail.value(QLatin1String("timeout")).toInt()));
    set(CURLOPT_USE_SSL, long(security == "none" ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    const QByteArray username = textOf(mail, "username");
    const QByteArray password = textOf(mail, "password");
    if (!username.isEmpty()) {
        set(CURLOPT_USERNAME, username.constData());
        set(CURLOPT_PASSWORD, password.constData());
    }
    QByteArray authorities = textOf(mail, "ca");
    if (!authorities.isEmpty()) {
        curl_blob blob = {authorities.data(), size_t(authorities.size()), CURL_BLOB_COPY};
        set(CURLOPT_CAINFO_BLOB, &blob);
    }
    const List headers = listOf(mail.value(QLatin1String("headers")));
    const List recipients = listOf(mail.value(QLatin1String("recipients")));
    const QByteArray from = '<' + textOf(mail, "from") + '>';
    const Mime body = bodyOf(curl.get(), mail);
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_MAIL_FROM, from.constData());
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_MIMEPOST, body.get());

    const CURLcode result = curl_easy_perform(curl.get());
    if (result == CURLE_OK)
        return 0;
    const char *said = reason.front() != '\0' ? reason.data() : curl_easy_strerror(result);
    return fail(QStringLiteral("%1: %2.").arg(QString::fromUtf8(host), QString::fromUtf8(said)));
}
