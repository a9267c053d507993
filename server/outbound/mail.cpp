// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/outbound/mail.h"

#include "server/core/headtext.h"
#include "server/core/helperprogram.h"

#include <QDateTime>
#include <QLocale>
#include <QTimer>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace Outbound {

namespace {

constexpr int MaximumRecipients = 100;

/// The addresses of a text with commas, or of an array of texts.
QByteArrayList addressesOf(const Json::Value &value)
{
    QByteArrayList addresses;
    for (const QByteArray &text : value.texts()) {
        for (const QByteArray &part : text.split(',')) {
            if (const QByteArray address = part.trimmed(); !address.isEmpty())
                addresses.append(address);
        }
    }
    return addresses;
}

/// `Jane <jane@example.com>` → `jane@example.com`
QByteArray bareAddress(const QByteArray &address)
{
    const qsizetype open = address.lastIndexOf('<');
    const qsizetype close = address.lastIndexOf('>');
    return open >= 0 && close > open ? address.mid(open + 1, close - open - 1).trimmed() : address;
}

/// Not the whole of RFC 5321, but nothing that an SMTP command or a header could be broken with.
bool isAddress(const QByteArray &address)
{
    const QByteArray bare = bareAddress(address);
    const qsizetype at = bare.lastIndexOf('@');
    return at > 0 && at < bare.size() - 1 && address.size() <= 320 && isHeadText(address)
        && std::none_of(bare.begin(), bare.end(),
                        [](char c) { return c == ' ' || c == '<' || c == '>' || c == '"'; });
}

/// Whether @p text needs no encoding: it is ASCII, and folded() finds blanks where it wants them.
bool isPlain(const QByteArray &text)
{
    constexpr qsizetype LongestWord = 66; // beside the name of a header in one line
    const QByteArrayList words = text.split(' ');
    const bool isFoldable = text.size() <= LongestWord
        || std::all_of(words.begin(), words.end(), [](const QByteArray &word) {
                                return !word.isEmpty() && word.size() <= LongestWord;
                            });
    return isFoldable
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f; });
}

/// @p header in lines of 78 bytes, as far as its blanks allow. More than 998 are not taken by mail
/// servers. Source: RFC 5322, sections 2.1.1 and 2.2.3.
QByteArray folded(const QByteArray &header)
{
    constexpr qsizetype LongestLine = 78;
    const QByteArrayList words = header.split(' ');
    QByteArray lines = words.first(); // the name; a line of it alone would be lost on some readers
    qsizetype begin = 0;
    for (qsizetype i = 1; i < words.size(); ++i) {
        const bool isFull = lines.size() - begin + 1 + words[i].size() > LongestLine;
        if (i > 1 && isFull && !words[i].isEmpty()) {
            lines.append("\r\n");
            begin = lines.size();
        }
        lines.append(' ').append(words[i]);
    }
    return lines;
}

/// A header's text in ASCII. Source: RFC 2047; an encoded word has 75 characters at most.
QByteArray encodedWords(const QByteArray &text)
{
    if (isPlain(text))
        return text;
    constexpr qsizetype BytesOfWord = 39; // 64 characters, which fit beside the name of a header
    QByteArray words;
    QString rest = QString::fromUtf8(text);
    while (!rest.isEmpty()) {
        qsizetype count = std::min<qsizetype>(rest.size(), BytesOfWord);
        while (rest.left(count).toUtf8().size() > BytesOfWord
               || (count < rest.size() && rest.at(count).isLowSurrogate()))
            --count;
        words.append(words.isEmpty() ? "" : " ")
            .append("=?UTF-8?B?" + rest.left(count).toUtf8().toBase64() + "?=");
        rest.remove(0, count);
    }
    return words;
}

QByteArray encodedAddress(const QByteArray &address, const QByteArray &otherName = {})
{
    const QByteArray bare = bareAddress(address);
    QByteArray name = otherName;
    if (name.isEmpty() && bare.size() != address.size())
        name = address.first(address.lastIndexOf('<')).trimmed();
    if (name.startsWith('"') && name.endsWith('"') && name.size() > 1)
        name = name.sliced(1, name.size() - 2);
    if (name.isEmpty())
        return bare;
    const QByteArray encoded = encodedWords(name);
    return (encoded == name
                ? '"' + QByteArray(name).replace('\\', "\\\\").replace('"', "\\\"") + '"'
                : encoded)
        + " <" + bare + '>';
}

QByteArray encodedList(const QByteArrayList &addresses)
{
    QByteArrayList list;
    for (const QByteArray &address : addresses)
        list.append(encodedAddress(address));
    return list.join(", ");
}

QByteArray textList(const QByteArrayList &texts)
{
    Json::ArrayWriter list;
    for (const QByteArray &text : texts)
        list.raw(Json::quoted(QByteArrayView(text)));
    return list.take();
}

} // namespace

Result<Mail> Mail::fromOptions(const Json::Value &options)
{
    if (!options.isObject())
        return badInput(QStringLiteral("sendMail takes an object with to, subject and html."));
    const auto text = [&](const char *name) { return options.value(name).text().toByteArray(); };
    Mail mail;
    mail.to = addressesOf(options.value("to"));
    mail.cc = addressesOf(options.value("cc"));
    mail.bcc = addressesOf(options.value("bcc"));
    mail.replyTo = text(options.find("replyTo") ? "replyTo" : "replyto");
    mail.from = text("from");
    mail.senderName = text("sendername");
    mail.subject = text("subject");
    mail.html = text("html");
    mail.text = text("text");
    mail.company = text("company");
    QByteArrayList all = mail.to + mail.cc + mail.bcc;
    if (mail.to.isEmpty())
        return badInput(QStringLiteral("sendMail: \"to\" is missing."));
    if (all.size() > MaximumRecipients)
        return badInput(
            QStringLiteral("sendMail: a mail has %1 recipients at most.").arg(MaximumRecipients));
    if (!mail.replyTo.isEmpty())
        all.append(mail.replyTo);
    if (!mail.from.isEmpty())
        all.append(mail.from);
    for (const QByteArray &address : std::as_const(all)) {
        if (!isAddress(address))
            return badInput(QStringLiteral("sendMail: \"%1\" is no mail address.")
                                .arg(QString::fromUtf8(address).simplified().left(100)));
    }
    if (mail.html.isEmpty() && mail.text.isEmpty())
        return badInput(QStringLiteral("sendMail: the mail has neither \"html\" nor \"text\"."));
    return mail;
}

Result<QByteArray> Mail::toJob(const Model::Settings::Mail &settings,
                               std::chrono::milliseconds timeout) const
{
    if (settings.host.isEmpty())
        return badInput(
            QStringLiteral("No mail can be sent: the setting mail.smtp names no host."));
    const QByteArray sender = from.isEmpty() ? settings.from : from;
    if (!isAddress(sender))
        return badInput(
            QStringLiteral("No mail can be sent: the setting mail.from is no mail address."));
    if (!isHeadText(subject) || !isHeadText(senderName))
        return badInput(QStringLiteral("sendMail: \"%1\" holds a line break or another control "
                                       "character.")
                            .arg(isHeadText(subject) ? QStringLiteral("sendername")
                                                     : QStringLiteral("subject")));
    const int usualPort = settings.security == "tls" ? 465 : 587;
    const QByteArray domain = bareAddress(sender).mid(bareAddress(sender).lastIndexOf('@') + 1);
    const QByteArray date =
        QLocale::c()
            .toString(QDateTime::currentDateTimeUtc(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss"))
            .toLatin1()
        + " +0000";
    QByteArrayList headers = {
        "Date: " + date,
        "From: " + encodedAddress(sender, senderName),
        "To: " + encodedList(to),
        "Subject: " + encodedWords(subject),
        "Message-ID: <" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces) + '@' + domain
            + '>',
    };
    if (!cc.isEmpty())
        headers.append("Cc: " + encodedList(cc));
    if (!replyTo.isEmpty())
        headers.append("Reply-To: " + encodedAddress(replyTo));
    for (QByteArray &header : headers)
        header = folded(header);
    QByteArrayList recipients;
    for (const QByteArray &address : to + cc + bcc)
        recipients.append(bareAddress(address));
    return Json::ObjectWriter()
        .text("host", QByteArrayView(settings.host))
        .number("port", settings.port > 0 ? settings.port : usualPort)
        .text("security", QByteArrayView(settings.security))
        .text("username", QByteArrayView(settings.username))
        .text("password", QByteArrayView(settings.password))
        .text("ca", QByteArrayView(settings.authority))
        .number("timeout", timeout.count())
        .text("from", QByteArrayView(bareAddress(sender)))
        .raw("recipients", textList(recipients))
        .raw("headers", textList(headers))
        .text("text", QByteArrayView(text))
        .text("html", QByteArrayView(html))
        .take();
}

QByteArray Mail::toDocument(const Model::Settings::Mail &settings, const QString &error) const
{
    const QByteArray sender = from.isEmpty() ? settings.from : from;
    Json::ObjectWriter document;
    document.text("to", QByteArrayView(to.join(", ")))
        .text("status", error.isEmpty() ? "sent" : "failed")
        .text("transport", "smtp")
        .text("from", QByteArrayView(sender))
        .text("sendername", QByteArrayView(senderName))
        .text("subject", QByteArrayView(subject))
        .text("company", QByteArrayView(company))
        .text("body", QByteArrayView(html.isEmpty() ? text : html));
    if (!error.isEmpty())
        document.text("error", error);
    return document.take();
}

MailProcess::MailProcess(const QByteArray &job, std::chrono::milliseconds timeout, Answer answer)
    : m_answer(std::move(answer))
{
    connect(&m_process, &QProcess::finished, this, &MailProcess::finish);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish();
    });
    // It keeps the time itself; this is for one that hangs.
    QTimer::singleShot(timeout + std::chrono::seconds(2), &m_process, &QProcess::kill);
    m_process.start(helperProgram(QStringLiteral("hookdesk-mailer")), QStringList());
    m_process.write(job);
    m_process.closeWriteChannel();
}

MailProcess::~MailProcess()
{
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished(1000);
}

void MailProcess::finish()
{
    if (!m_answer)
        return;
    Result<Done> result = Done();
    if (m_process.exitStatus() != QProcess::NormalExit || m_process.exitCode() != 0
        || m_process.error() == QProcess::FailedToStart) {
        const QString said = QString::fromUtf8(m_process.readAllStandardError()).trimmed();
        result = failure(Error::Kind::Unavailable,
                         said.isEmpty() ? QStringLiteral("The mail could not be sent: "
                                                         "hookdesk-mailer does not run.")
                                        : said);
    }
    deleteLater();
    std::exchange(m_answer, nullptr)(std::move(result));
}

} // namespace Outbound
