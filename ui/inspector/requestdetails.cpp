// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/requestdetails.h"

#include "ui/inspector/timingbars.h"
#include "ui/widgets/curl.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/linediff.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

namespace {

QString headersText(const Inspector::Record::Headers &headers)
{
    QString text;
    for (const auto &[name, value] : headers)
        text.append(QString::fromUtf8(name) + QStringLiteral(": ") + QString::fromUtf8(value)
                    + QLatin1Char('\n'));
    return text;
}

QString logText(const Inspector::Record &record)
{
    QString text;
    if (!record.error.isEmpty())
        text = QString::fromUtf8(record.error) + QStringLiteral("\n\n");
    for (const Inspector::LogLine &line : record.log) {
        text.append(QStringLiteral("%1 %2:%3  %4\n")
                        .arg(QString::fromUtf8(line.level), -5)
                        .arg(QString::fromUtf8(line.hook))
                        .arg(line.line)
                        .arg(QString::fromUtf8(line.message)));
    }
    return text;
}

/// What the hooks of @p record changed, as differences, then their calls with their times.
QString hooksText(const Inspector::Record &record)
{
    QStringList parts;
    for (const Inspector::ChangeLine &line : record.changes)
        parts.append(QStringLiteral("%1: %2\n%3")
                         .arg(QString::fromUtf8(line.hook), QString::fromUtf8(line.what),
                              LineDiff::text(PrettyJson::format(line.before),
                                             PrettyJson::format(line.after))));
    QStringList calls;
    for (const Inspector::CallLine &line : record.calls)
        calls.append(QStringLiteral("%1  %2  %3 ms%4")
                         .arg(QString::fromUtf8(line.operation), QString::fromUtf8(line.target))
                         .arg(double(line.microseconds) / 1000, 0, 'f', 1)
                         .arg(line.error.isEmpty()
                                  ? QString()
                                  : QStringLiteral("  ") + QString::fromUtf8(line.error)));
    if (!calls.isEmpty())
        parts.append(calls.join(QLatin1Char('\n')));
    return parts.isEmpty() ? RequestDetails::tr("No hook changed or called anything.")
                           : parts.join(QStringLiteral("\n\n"));
}

} // namespace

RequestDetails::RequestDetails(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_status(new QLabel(this))
    , m_title(new QLabel(this))
    , m_duration(new QLabel(this))
    , m_tabs(new QTabWidget(this))
    , m_timing(new TimingBars(theme, this))
    , m_log(makeText("detailsLog", tr("Log of the request")))
    , m_request(makeText("detailsRequest", tr("Request")))
    , m_response(makeText("detailsResponse", tr("Response")))
    , m_hooks(makeText("detailsHooks", tr("What the hooks changed and called")))
    , m_curl(makeText("detailsCurl", tr("Request as a curl command")))
    , m_replay(makeText("detailsReplay", tr("Both answers compared")))
    , m_keys(new QMenu(this))
{
    setMinimumWidth(260);
    auto *layout = Layouts::column(this);
    QWidget *head = Layouts::bar(this);
    m_title->setFont(theme.codeFont(-1));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_duration->setFont(theme.codeFont(-1));
    m_duration->setProperty("muted", true);
    m_status->setObjectName(QStringLiteral("detailsStatus"));
    m_status->setAlignment(Qt::AlignCenter);
    m_status->setMinimumWidth(44);
    Layouts::rowOf(head)->addWidget(m_status);
    Layouts::rowOf(head)->addWidget(m_title, 1);
    Layouts::rowOf(head)->addWidget(m_duration);
    addActions(head);
    layout->addWidget(head);
    auto *timing = new QWidget(this);
    auto *column = Layouts::column(timing);
    column->addWidget(m_timing);
    column->addWidget(m_log, 1);
    m_tabs->setObjectName(QStringLiteral("inner"));
    m_tabs->tabBar()->setObjectName(QStringLiteral("innerBar"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(timing, tr("Timing"));
    m_tabs->addTab(m_request, tr("Request"));
    m_tabs->addTab(m_response, tr("Response"));
    m_tabs->addTab(m_hooks, tr("Hooks"));
    m_tabs->addTab(m_curl, QStringLiteral("cURL"));
    m_tabs->addTab(m_replay, tr("Compare"));
    layout->addWidget(m_tabs, 1);
    clear();
}

void RequestDetails::addActions(QWidget *head)
{
    m_testRun = Layouts::addTool(head, m_theme.icon(QStringLiteral("player-play")),
                                 tr("Open in a test run of its codehook (T)"), "openInTestRun");
    connect(m_testRun, &QToolButton::clicked, this, &RequestDetails::testRunRequested);
    m_again = Layouts::addTool(head, m_theme.icon(QStringLiteral("send")),
                               tr("Send again and compare the answers (R)"), "replayRequest");
    m_again->setPopupMode(QToolButton::MenuButtonPopup);
    m_again->setMenu(m_keys);
    connect(m_again, &QToolButton::clicked, this, [this] { emit replayRequested({}); });
    setKeys({});
}

void RequestDetails::setKeys(const Json::Value &keys)
{
    m_keys->clear();
    m_keys->addAction(tr("With all rights of this window"), this,
                      [this] { emit replayRequested({}); });
    for (const Json::Value &key : keys.items()) {
        const QByteArray id = key.value("id").text().toByteArray();
        m_keys->addAction(
            tr("As key %1… %2", "first characters and description of a key")
                .arg(key.value("prefix").toString(), key.value("description").toString())
                .trimmed(),
            this, [this, id] { emit replayRequested(id); });
    }
}

QByteArray RequestDetails::request(const Inspector::Record &record)
{
    // What is masked cannot be sent; the rest a client sets itself.
    static const QByteArrayList left = {
        "authorization", "x-apikey",         "cookie",         "proxy-authorization",
        "host",          "connection",       "content-length", "accept-encoding",
        "user-agent",    "transfer-encoding"};
    Json::ObjectWriter headers;
    for (const auto &[name, value] : record.requestHeaders) {
        if (!left.contains(name.toLower()))
            headers.text(name, QByteArrayView(value));
    }
    Json::ObjectWriter request;
    request.text("method", QByteArrayView(record.method))
        .text("path", QByteArrayView(record.path))
        .text("query", QByteArrayView(record.query))
        .raw("headers", headers.take());
    if (!record.requestBody.isEmpty())
        request.text("body", QByteArrayView(record.requestBody));
    return request.take();
}

void RequestDetails::showReplay(const Admin::Reply &reply)
{
    const auto report = reply.json();
    if (!reply.isOk()) {
        m_replay->setPlainText(reply.explanation());
    } else {
        const qint64 status = report.root().value("status").toInteger();
        const QString before = m_response->toPlainText();
        const QString after = PrettyJson::format(report.root().value("body").toJson());
        const QString head =
            tr("Status %1 before, %2 now; %3 ms now.")
                .arg(m_status->text())
                .arg(status)
                .arg(report.root().value("microseconds").toDouble() / 1000, 0, 'f', 1);
        m_replay->setPlainText(
            head + QStringLiteral("\n\n")
            + (before == after ? tr("The answers are the same.") : LineDiff::text(before, after)));
    }
    m_tabs->setCurrentWidget(m_replay);
}

QPlainTextEdit *RequestDetails::makeText(const char *name, const QString &accessibleName)
{
    auto *text = new QPlainTextEdit(this);
    text->setObjectName(QLatin1String(name));
    text->setAccessibleName(accessibleName);
    text->setReadOnly(true);
    text->setProperty("flat", true);
    text->setFont(m_theme.codeFont(-1));
    return text;
}

void RequestDetails::clear()
{
    m_status->hide();
    m_title->setText(tr("Choose a request"));
    m_duration->clear();
    m_timing->clear();
    for (QPlainTextEdit *text : {m_log, m_request, m_response, m_hooks, m_curl, m_replay})
        text->clear();
    m_again->setEnabled(false);
    m_testRun->setEnabled(false);
}

void RequestDetails::showHead(const Inspector::Record &record)
{
    m_status->show();
    m_status->setText(QString::number(record.status));
    Layouts::restyle(m_status, "pill", record.status < 400 ? "good" : "bad");
    const QString title =
        QString::fromUtf8(record.method + ' ' + QByteArray::fromPercentEncoding(record.path));
    m_title->setText(title);
    m_title->setToolTip(title);
    m_duration->setText(QStringLiteral("%1 ms").arg(double(record.microseconds) / 1000, 0, 'f', 1));
}

void RequestDetails::show(const Inspector::Record &record, const QString &serverUrl)
{
    showHead(record);
    m_replay->clear();
    const bool isRequest = record.kind == "request";
    m_again->setEnabled(isRequest);
    m_testRun->setEnabled(isRequest && record.path.startsWith("/rest/")
                          && !record.collection.isEmpty());
    m_timing->show(record);
    m_log->setPlainText(logText(record));
    QString request = QString::fromUtf8(record.method + ' ' + record.path);
    if (!record.query.isEmpty())
        request.append(QLatin1Char('?') + QString::fromUtf8(record.query));
    request.append(QLatin1Char('\n') + headersText(record.requestHeaders) + QLatin1Char('\n'));
    m_request->setPlainText(request + PrettyJson::format(record.requestBody));
    m_response->setPlainText(PrettyJson::format(record.responseBody));
    m_hooks->setPlainText(hooksText(record));
    m_curl->setPlainText(curl(record, serverUrl));
}

QString RequestDetails::curl(const Inspector::Record &record, const QString &serverUrl)
{
    QByteArray target = record.path;
    if (!record.query.isEmpty())
        target.append('?').append(record.query);
    return Curl::command(record.method, serverUrl, target, record.requestBody);
}
