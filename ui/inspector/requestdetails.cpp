// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/requestdetails.h"

#include "client/routes.h"
#include "ui/widgets/bodyview.h"
#include "ui/inspector/timingbars.h"
#include "client/requests/requestcode.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/panes.h"
#include "ui/widgets/linediff.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/sentheaders.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timetext.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSettings>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTextBrowser>
#include <QToolButton>

#include <utility>

namespace {

constexpr char TreeKey[] = "inspector/tree";

QString headersText(const Inspector::Record::Headers &headers)
{
    QString text;
    for (const auto &[name, value] : headers)
        text.append(QString::fromUtf8(name) + QStringLiteral(": ") + QString::fromUtf8(value)
                    + QLatin1Char('\n'));
    return text;
}

/// A link to a line of a script: `lib/x.js#4`, or `#12` for the script of the hook itself.
QString linkTo(const QByteArray &module, int line, int column, const QString &text,
               const QColor &color)
{
    return QStringLiteral("<a style=\"color:%1\" href=\"%2#%3:%4\">%5</a>")
        .arg(color.name(), QString::fromUtf8(module).toHtmlEscaped())
        .arg(line)
        .arg(column)
        .arg(text.toHtmlEscaped());
}

/// `beforePOST:3:14`; records of earlier versions have no columns.
QString placeText(const QByteArray &script, int line, int column)
{
    const QString place = QStringLiteral("%1:%2").arg(QString::fromUtf8(script)).arg(line);
    return column > 0 ? QStringLiteral("%1:%2").arg(place).arg(column) : place;
}

/// A body as it is kept: with a word about the rest, when there is one.
QString bodyText(const QByteArray &body, qint64 size)
{
    const QString text = PrettyJson::format(body);
    if (size <= body.size() || size == 0)
        return text;
    const QString note = body.isEmpty()
        ? RequestDetails::tr("[%Ln byte(s), not stored]", nullptr, int(size))
        : RequestDetails::tr("[truncated; %Ln byte(s) in total]", nullptr, int(size));
    return text.isEmpty() ? note : text + QStringLiteral("\n\n") + note;
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
        calls.append(QStringLiteral("%1  %2  %3%4")
                         .arg(QString::fromUtf8(line.operation), QString::fromUtf8(line.target),
                              durationText(std::chrono::microseconds(line.microseconds)),
                              line.error.isEmpty()
                                  ? QString()
                                  : QStringLiteral("  ") + QString::fromUtf8(line.error)));
    if (!calls.isEmpty())
        parts.append(calls.join(QLatin1Char('\n')));
    return parts.isEmpty() ? RequestDetails::tr("The hooks changed and called nothing.")
                           : parts.join(QStringLiteral("\n\n"));
}

} // namespace

QString RequestDetails::placeOf(const Inspector::LogLine &line)
{
    const QByteArray &script = line.module.isEmpty() ? line.hook : line.module;
    return line.line > 0 ? placeText(script, line.line, line.column) : QString::fromUtf8(script);
}

RequestDetails::RequestDetails(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_status(new QLabel(this))
    , m_title(new ElidedLabel(this))
    , m_duration(new QLabel(this))
    , m_error(new QLabel(this))
    , m_tabs(new QTabWidget(this))
    , m_timing(new TimingBars(theme, this))
    , m_log(makeLog())
    , m_request(new BodyView(theme, "detailsRequest", tr("Request"), this))
    , m_response(new BodyView(theme, "detailsResponse", tr("Response"), this))
    , m_hooks(makeText("detailsHooks", tr("Changes and calls of the hooks")))
    , m_curl(makeText("detailsCurl", tr("Request as a curl command")))
    , m_replay(makeText("detailsReplay", tr("Comparison of both responses")))
    , m_keys(new QMenu(this))
{
    setMinimumWidth(260);
    setMinimumHeight(1); // else a line more here moves the rows beside it
    Panes::mark(*this);
    auto *layout = Layouts::column(this);
    QWidget *head = Layouts::bar(this);
    theme.setCodeFont(m_title, -1);
    m_title->setTextFormat(Qt::PlainText);
    theme.setCodeFont(m_duration, -1);
    m_duration->setProperty("muted", true);
    m_status->setObjectName(QStringLiteral("detailsStatus"));
    m_status->setAlignment(Qt::AlignCenter);
    m_status->setMinimumWidth(44);
    Layouts::rowOf(head)->addWidget(m_status);
    Layouts::rowOf(head)->addWidget(m_title, 1);
    Layouts::rowOf(head)->addWidget(m_duration);
    addViewTools(head);
    addActions(head);
    layout->addWidget(head);
    m_error->setObjectName(QStringLiteral("detailsError"));
    m_error->setTextFormat(Qt::PlainText);
    m_error->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addWidget(m_error);
    m_tabs->setObjectName(QStringLiteral("inner"));
    m_tabs->tabBar()->setObjectName(QStringLiteral("innerBar"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(makeTimingPage(), tr("Timing"));
    m_tabs->addTab(m_log, tr("Log"));
    m_tabs->addTab(m_request, tr("Request"));
    m_tabs->addTab(m_response, tr("Response"));
    m_tabs->addTab(m_hooks, tr("Hooks"));
    m_tabs->addTab(m_curl, QStringLiteral("cURL"));
    m_tabs->addTab(m_replay, tr("Compare"));
    layout->addWidget(m_tabs, 1);
    clear();
}

void RequestDetails::showStagesAlone()
{
    m_title->parentWidget()->hide();
    for (QWidget *each : {static_cast<QWidget *>(m_request), static_cast<QWidget *>(m_response),
                          static_cast<QWidget *>(m_curl)})
        m_tabs->setTabVisible(m_tabs->indexOf(each), false);
}

QWidget *RequestDetails::makeTimingPage()
{
    auto *page = new QScrollArea(m_tabs);
    page->setWidget(m_timing);
    page->setWidgetResizable(true);
    page->setFrameShape(QFrame::NoFrame);
    page->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return page;
}

QTextBrowser *RequestDetails::makeLog()
{
    auto *log = new QTextBrowser(this);
    log->setObjectName(QStringLiteral("detailsLog"));
    log->setAccessibleName(tr("Log"));
    log->setProperty("flat", true);
    m_theme.setCodeFont(log, -1);
    log->setOpenLinks(false);
    connect(log, &QTextBrowser::anchorClicked, this, [this](const QUrl &place) {
        const QStringList numbers = place.fragment().split(QLatin1Char(':'));
        emit lineActivated(place.path(), numbers.first().toInt(), numbers.last().toInt());
    });
    return log;
}

/// The error with the functions that led to it, then the lines; each leads to its script.
QString RequestDetails::logHtml(const Inspector::Record &record) const
{
    const auto colored = [this](const QByteArray &text, Theme::Role role) {
        return QStringLiteral("<span style=\"color:%1\">%2</span>")
            .arg(m_theme.color(role).name(), QString::fromUtf8(text).toHtmlEscaped());
    };
    const QColor link = m_theme.color(Theme::Role::Accent);
    QStringList lines;
    if (!record.error.isEmpty())
        lines.append(colored(record.error, Theme::Role::Error));
    for (const Inspector::Frame &frame : record.stack) {
        const QByteArray script =
            frame.module.isEmpty() ? record.hook.split(',').last() : frame.module;
        lines.append(QStringLiteral("    at %1 %2")
                         .arg(QString::fromUtf8(frame.function).toHtmlEscaped(),
                              linkTo(frame.module, frame.line, frame.column,
                                     placeText(script, frame.line, frame.column), link)));
    }
    if (!lines.isEmpty() && !record.log.isEmpty())
        lines.append(QString());
    for (const Inspector::LogLine &line : record.log) {
        const auto level = Inspector::levelOf(line.level);
        const auto role = level >= Inspector::Level::Error ? Theme::Role::Error
            : level == Inspector::Level::Warn              ? Theme::Role::Warning
            : level == Inspector::Level::Info              ? Theme::Role::Info
                                                           : Theme::Role::Muted;
        const QString place = placeOf(line);
        lines.append(QStringLiteral("%1 %2  %3")
                         .arg(colored(line.level.leftJustified(5), role),
                              line.line > 0
                                  ? linkTo(line.module, line.line, line.column, place, link)
                                  : place.toHtmlEscaped(),
                              QString::fromUtf8(line.message).toHtmlEscaped()));
    }
    return QStringLiteral("<div style=\"white-space:pre-wrap\">%1</div>")
        .arg(lines.join(QLatin1Char('\n')));
}

void RequestDetails::addActions(QWidget *head)
{
    m_testRun =
        Layouts::addTool(head, m_theme.icon(QStringLiteral("player-play")),
                         tr("Open in a test run of its codehook (Ctrl+T)"), "openInTestRun");
    connect(m_testRun, &QToolButton::clicked, this, &RequestDetails::testRunRequested);
    m_again = Layouts::addTool(head, m_theme.icon(QStringLiteral("send")),
                               tr("Send again and compare the responses (Ctrl+Shift+R)"),
                               "replayRequest");
    m_again->setPopupMode(QToolButton::MenuButtonPopup);
    m_again->setMenu(m_keys);
    connect(m_keys, &QMenu::aboutToShow, this, &RequestDetails::keysRequested);
    connect(m_again, &QToolButton::clicked, this, [this] { emit replayRequested({}); });
    setKeys({});
}

/// Request and response as text or as a tree, and what is looked for in them.
void RequestDetails::addViewTools(QWidget *head)
{
    QToolButton *tree = Layouts::addTool(head, m_theme.icon(QStringLiteral("braces")),
                                         tr("Show JSON as a tree"), "detailsTree");
    tree->setCheckable(true);
    tree->setChecked(QSettings().value(QLatin1String(TreeKey)).toBool());
    QToolButton *find = Layouts::addTool(head, m_theme.icon(QStringLiteral("search")),
                                         tr("Find (Ctrl+F)"), "detailsFind");
    const auto showTree = [this](bool isTree) {
        m_request->setTree(isTree);
        m_response->setTree(isTree);
        QSettings().setValue(QLatin1String(TreeKey), isTree);
    };
    showTree(tree->isChecked());
    connect(tree, &QToolButton::toggled, this, showTree);
    const auto findIn = [this] {
        auto *body = qobject_cast<BodyView *>(m_tabs->currentWidget());
        if (!body) // the answer is what is mostly looked into
            m_tabs->setCurrentWidget(body = m_response);
        body->find();
    };
    connect(find, &QToolButton::clicked, this, findIn);
    connect(Actions::make("find", m_theme, this), &QAction::triggered, this, findIn);
}

void RequestDetails::setKeys(const Json::Value &keys)
{
    m_keys->clear();
    m_keys->addAction(tr("Full access (this window)"), this, [this] { emit replayRequested({}); });
    for (const Json::Value &key : keys.items()) {
        const QByteArray id = key.value("id").text().toByteArray();
        m_keys->addAction(
            tr("Key %1… %2", "first characters and description of a key")
                .arg(key.value("prefix").toString(), key.value("description").toString())
                .trimmed(),
            this, [this, id] { emit replayRequested(id); });
    }
}

QByteArray RequestDetails::request(const Inspector::Record &record)
{
    Json::ObjectWriter headers;
    for (const auto &[name, value] : record.requestHeaders) {
        if (SentHeaders::isKept(name))
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

void RequestDetails::showReplay(const Client::Reply &reply)
{
    const auto report = reply.json();
    if (!reply.isOk()) {
        m_replay->setPlainText(reply.explanation());
    } else {
        const qint64 status = report.root().value("status").toInteger();
        const QString after = PrettyJson::format(report.root().value("body").toJson());
        const QString head =
            tr("Status %1 before, %2 now; %3 ms now.")
                .arg(m_status->text())
                .arg(status)
                .arg(report.root().value("microseconds").toDouble() / 1000, 0, 'f', 1);
        m_replay->setPlainText(head + QStringLiteral("\n\n")
                               + (m_body == after ? tr("The responses are identical.")
                                                  : LineDiff::text(m_body, after)));
    }
    m_tabs->setTabVisible(m_tabs->indexOf(m_replay), true);
    m_tabs->setCurrentWidget(m_replay);
}

QPlainTextEdit *RequestDetails::makeText(const char *name, const QString &accessibleName)
{
    auto *text = new QPlainTextEdit(this);
    text->setObjectName(QLatin1String(name));
    text->setAccessibleName(accessibleName);
    text->setReadOnly(true);
    text->setProperty("flat", true);
    m_theme.setCodeFont(text, -1);
    return text;
}

void RequestDetails::clear()
{
    m_status->hide();
    m_error->hide();
    m_tabs->setTabVisible(m_tabs->indexOf(m_replay), false);
    m_title->setText(tr("Select a request"));
    m_duration->clear();
    m_timing->clear();
    m_log->clear();
    for (QPlainTextEdit *text : {m_hooks, m_curl, m_replay})
        text->clear();
    m_request->clear();
    m_response->clear();
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
    const QString error = QString::fromUtf8(record.error).section(QLatin1Char('\n'), 0, 0);
    m_error->setText(error);
    m_error->setToolTip(error);
    m_error->setVisible(!error.isEmpty());
    m_duration->setText(durationText(std::chrono::microseconds(record.microseconds)));
}

void RequestDetails::showLog(const Inspector::Record &record)
{
    if (std::exchange(m_lines, record.log.size()) == record.log.size())
        return;
    const int scrolled = m_log->verticalScrollBar()->value();
    m_log->setHtml(logHtml(record));
    m_log->verticalScrollBar()->setValue(scrolled);
}

void RequestDetails::show(const Inspector::Record &record, const QString &serverUrl)
{
    showHead(record);
    m_replay->clear();
    m_tabs->setTabVisible(m_tabs->indexOf(m_replay), false);
    const bool isRequest = record.kind == "request";
    m_again->setEnabled(isRequest);
    m_testRun->setEnabled(isRequest && Routes::isOfDocuments(record.path)
                          && !record.collection.isEmpty());
    m_timing->show(record);
    m_lines = -1;
    showLog(record);
    m_log->verticalScrollBar()->setValue(0);
    QString request = QString::fromUtf8(record.method + ' ' + record.path);
    if (!record.query.isEmpty())
        request.append(QLatin1Char('?') + QString::fromUtf8(record.query));
    request.append(QLatin1Char('\n') + headersText(record.requestHeaders) + QLatin1Char('\n'));
    m_request->show(request + bodyText(record.requestBody, record.requestSize), record.requestBody);
    const QString headers = headersText(record.responseHeaders);
    m_body = bodyText(record.responseBody, record.responseSize);
    m_response->show((headers.isEmpty() ? QString() : headers + QLatin1Char('\n')) + m_body,
                     record.responseBody);
    m_hooks->setPlainText(hooksText(record));
    m_curl->setPlainText(curl(record, serverUrl));
}

namespace {

RequestCode::Request codeOf(const Inspector::Record &record, const QString &serverUrl)
{
    const QByteArray query = record.query.isEmpty() ? QByteArray() : '?' + record.query;
    RequestCode::Request request{record.method, serverUrl, record.path + query, record.requestBody};
    for (const auto &header : record.requestHeaders) {
        if (SentHeaders::isKept(header.first))
            request.headers.append(header);
    }
    return request;
}

} // namespace

QString RequestDetails::curl(const Inspector::Record &record, const QString &serverUrl)
{
    return RequestCode::curl(codeOf(record, serverUrl));
}

QString RequestDetails::fetch(const Inspector::Record &record, const QString &serverUrl)
{
    return RequestCode::fetch(codeOf(record, serverUrl));
}
