// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/outbound/outboundcalls.h"

#include "server/core/json.h"
#include "server/outbound/httpclient.h"
#include "server/outbound/mail.h"

#include <algorithm>

namespace {

constexpr char SentMails[] = "email_outbound";

} // namespace

OutboundCalls::OutboundCalls(CatalogNow catalog, Ask ask, Outbound::HttpClient &http)
    : m_catalog(std::move(catalog))
    , m_ask(std::move(ask))
    , m_http(http)
{
}

void OutboundCalls::carryOut(Hooks::HookCall call, Hooks::AnswerCall answer)
{
    QMetaObject::invokeMethod(
        this,
        [this, call = std::move(call), answer = std::move(answer)] {
            if (call.operation == "request")
                request(call, answer);
            else if (call.operation == "slack")
                slack(call, answer);
            else
                mail(call, answer);
        },
        Qt::QueuedConnection);
}

void OutboundCalls::request(const Hooks::HookCall &call, const Hooks::AnswerCall &answer)
{
    const auto catalog = m_catalog();
    const Json::Value given = call.first();
    const auto made = Outbound::HttpCall::fromOptions(given);
    if (!made) {
        answer(failure(made));
        return;
    }
    Outbound::HttpCall http = *made;
    if (!given.find("timeout"))
        http.timeout = catalog->settings.requestTimeout;
    http.timeout = std::min(http.timeout, call.timeLeft);
    m_http.send(http, catalog->settings.requestRules, catalog->settings.bodyLimit,
                [http, answer](const Result<Outbound::HttpAnswer> &result) {
                    answer(result ? Result<QByteArray>(result->toJson(http)) : failure(result));
                });
}

void OutboundCalls::slack(const Hooks::HookCall &call, const Hooks::AnswerCall &answer)
{
    const auto catalog = m_catalog();
    const Json::Value given = call.first();
    const auto text = [&](const char *name, const char *other) {
        const auto value = given.find(name);
        return (value ? *value : given.value(other)).toString();
    };
    QString url = text("slackhookurl", "url");
    if (url.isEmpty())
        url = QString::fromUtf8(catalog->settings.slackUrl);
    const QString message = text("message", "text");
    if (url.isEmpty() || message.isEmpty()) {
        answer(badInput(url.isEmpty()
                            ? QStringLiteral("slack: \"slackhookurl\" is missing, and the settings "
                                             "have no slack.url.")
                            : QStringLiteral("slack: \"message\" is missing.")));
        return;
    }
    Json::ObjectWriter body;
    body.text("text", message);
    if (const QString channel = text("channel", "channel"); !channel.isEmpty())
        body.text("channel", channel);
    Hooks::HookCall posted = call;
    posted.operation = "request";
    const auto options =
        Json::Document::parse('['
                              + Json::ObjectWriter()
                                    .text("url", url)
                                    .text("method", "POST")
                                    .raw("headers", R"({"Content-Type":"application/json"})")
                                    .text("body", QByteArrayView(body.take()))
                                    .take()
                              + ']');
    if (!options) {
        answer(failure(options));
        return;
    }
    posted.arguments = *options;
    request(posted, [answer](const Result<QByteArray> &result) {
        const auto response =
            result ? Json::Document::parseKnown(*result) : Result<Json::Document>(failure(result));
        const qint64 status = response ? response->root().value("statusCode").toInteger() : 0;
        if (response && status >= 400) {
            Error error{Error::Kind::Unavailable,
                        QStringLiteral("Slack answers %1: %2")
                            .arg(status)
                            .arg(response->root().value("body").toString().left(200))};
            error.status = int(status);
            answer(failure(error));
            return;
        }
        answer(result);
    });
}

void OutboundCalls::mail(const Hooks::HookCall &call, const Hooks::AnswerCall &answer)
{
    const auto catalog = m_catalog();
    const Json::Value given = call.first();
    const auto mail = Outbound::Mail::fromOptions(given);
    if (!mail) {
        answer(failure(mail));
        return;
    }
    const auto job = mail->toJob(catalog->settings.mail, call.timeLeft);
    if (!job) {
        answer(failure(job));
        return;
    }
    auto *process = new Outbound::MailProcess(
        *job, call.timeLeft, [this, mail = *mail, catalog, answer](const Result<Done> &sent) {
            keepMail(
                mail.toDocument(catalog->settings.mail, sent ? QString() : sent.error().message),
                sent, answer);
        });
    process->setParent(this);
}

/// A mail that was sent and could not be kept was sent all the same.
void OutboundCalls::keepMail(const QByteArray &document, const Result<Done> &sent,
                             const Hooks::AnswerCall &answer)
{
    const auto keep = [this, document, sent, answer] {
        Http::Request post;
        post.method = "POST";
        post.path = QByteArray("/rest/") + SentMails;
        post.body = document;
        m_ask(post, [sent, answer](const Http::Response &response) {
            if (!sent) {
                answer(failure(sent));
                return;
            }
            const auto kept = Json::Document::parse(response.body);
            const QByteArray id = kept ? kept->root().value("_id").toJson() : QByteArray("null");
            Json::ObjectWriter result;
            result.raw("result",
                       '[' + Json::ObjectWriter().raw("email_outbound_id", id).take() + ']');
            if (response.status >= 400)
                result.text("warning", "The mail was sent, but could not be kept.");
            answer(result.take());
        });
    };
    if (m_catalog()->find(SentMails)) {
        keep();
        return;
    }
    Http::Request create;
    create.method = "PUT";
    create.path = QByteArray("/admin/v1/collections/") + SentMails;
    create.body = R"({"description":"Mails that codehooks have sent"})";
    m_ask(create, [keep](const Http::Response &) { keep(); });
}
