// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/testrunpanel.h"

#include "client/routes.h"
#include "ui/codehook/requestform.h"
#include "ui/codehook/testcasespage.h"
#include "ui/codehook/testrunwidgets.h"
#include "ui/widgets/jsonhighlighter.h"
#include "ui/widgets/foldingrow.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/linediff.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/tallpane.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timetext.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

#include <algorithm>

namespace {

constexpr int LogLineRole = Qt::UserRole;
constexpr int LogColumnRole = Qt::UserRole + 1;

/// @p duration is in milliseconds.
QString timeOf(const Json::Value &duration)
{
    return durationText(std::chrono::duration<double, std::milli>(duration.toDouble()));
}

} // namespace

TestRunPanel::TestRunPanel(Client &client, const Theme &theme, const QString &collection,
                           QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_collection(collection)
{
    setObjectName(QStringLiteral("testRun"));
    auto *inside = new QWidget(this);
    auto *pane = new TallPane(inside, this);
    Layouts::column(this)->addWidget(pane);
    const auto widen = [this, pane] { pane->setLeastWidth(m_theme.scaled(290)); };
    widen();
    connect(&theme, &Theme::changed, this, widen);
    auto *layout = Layouts::column(inside);
    layout->addWidget(makeHead());
    if (!m_collection.isEmpty()) { // a job has no request
        m_request = new RequestForm(client, theme, collection, this);
        layout->addWidget(m_request->address());
        connect(m_request, &RequestForm::changed, this, &TestRunPanel::inputChanged);
    }
    layout->addWidget(makeState());
    m_pages = TestRunWidgets::makeTabs(this);
    m_pages->setObjectName(QStringLiteral("testPages"));
    m_pages->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    if (m_request)
        m_pages->addTab(m_request->page(), tr("Request"));
    m_pages->addTab(makeResult(), tr("Result"));
    m_pages->tabBar()->setVisible(m_request);
    if (m_request) {
        m_cases = new TestCasesPage(client, theme, collection, this);
        m_pages->addTab(m_cases, tr("Cases"));
        connect(m_cases, &TestCasesPage::activated, this, &TestRunPanel::fillFrom);
    }
    layout->addWidget(m_pages, 1);
    connect(m_run, &QPushButton::clicked, this, [this] {
        m_isToBeRecorded = false;
        emit runRequested();
    });
    connect(m_outbound, &QComboBox::currentIndexChanged, this, &TestRunPanel::inputChanged);
}

QWidget *TestRunPanel::makeHead()
{
    auto *row = new FoldingRow(this);
    QWidget *head = row->addBar(1);
    QWidget *acts = row->addBar();
    auto *title = new QLabel(tr("Test run"), head);
    title->setProperty("title", true);
    m_outbound = new QComboBox(head);
    m_outbound->setObjectName(QStringLiteral("testOutbound"));
    m_outbound->setAccessibleName(tr("Outgoing calls"));
    m_outbound->setToolTip(tr("How request, slack and sendMail are handled"));
    m_outbound->addItem(tr("Calls: not sent"), QByteArray("record"));
    m_outbound->addItem(tr("Calls: sent"), QByteArray("live"));
    m_outbound->addItem(tr("Calls: refused"), QByteArray("refuse"));
    m_run = new QPushButton(m_theme.icon(QStringLiteral("player-play"), Theme::Role::OnAccent),
                            tr("Run"), acts);
    m_run->setObjectName(QStringLiteral("runTest"));
    m_run->setProperty("primary", true);
    m_run->setToolTip(tr("Run the draft; nothing is saved (Ctrl+Return)"));
    Layouts::rowOf(head)->addWidget(title);
    Layouts::rowOf(head)->addStretch();
    Layouts::rowOf(head)->addWidget(m_outbound);
    Layouts::rowOf(acts)->addStretch();
    Layouts::rowOf(acts)->addWidget(makeRecord(acts));
    Layouts::rowOf(acts)->addWidget(m_run);
    return row;
}

/// Runs and records; beside it what else can be recorded.
QToolButton *TestRunPanel::makeRecord(QWidget *head)
{
    m_record = new QToolButton(head);
    m_record->setObjectName(QStringLiteral("recordTest"));
    m_record->setIcon(m_theme.icon(QStringLiteral("player-record"), Theme::Role::Error));
    m_record->setToolTip(tr("Run and record each step, to replay it"));
    m_record->setAccessibleName(tr("Record"));
    m_record->setPopupMode(QToolButton::MenuButtonPopup);
    auto *menu = new QMenu(m_record);
    if (!m_collection.isEmpty())
        menu->addAction(tr("Record the next request"), this, &TestRunPanel::recordNext)
            ->setObjectName(QStringLiteral("recordNext"));
    menu->addAction(tr("Open a recording…"), this, &TestRunPanel::openRecordingRequested);
    m_record->setMenu(menu);
    connect(m_record, &QToolButton::clicked, this, [this] {
        m_isToBeRecorded = true;
        emit runRequested();
    });
    return m_record;
}

QWidget *TestRunPanel::makeState()
{
    auto *pane = new QWidget(this);
    auto *column = Layouts::column(pane);
    QWidget *bar = Layouts::bar(pane);
    m_status = new QLabel(tr("Not run yet"), bar);
    m_status->setObjectName(QStringLiteral("testStatus"));
    m_time = new QLabel(bar);
    m_time->setObjectName(QStringLiteral("testTime"));
    m_time->setProperty("muted", true);
    Layouts::restyle(m_status, "pill", "idle");
    m_keep = new QPushButton(tr("Save as test case…"), bar);
    m_keep->setObjectName(QStringLiteral("keepCase"));
    m_keep->setToolTip(tr("Save this request with its response to see later what a change breaks"));
    m_keep->setEnabled(false); // until there is an answer
    m_keep->setVisible(!m_collection.isEmpty());
    connect(m_keep, &QPushButton::clicked, this, &TestRunPanel::keepAsCase);
    Layouts::rowOf(bar)->addWidget(m_status);
    Layouts::rowOf(bar)->addStretch();
    Layouts::rowOf(bar)->addWidget(m_keep);
    column->addWidget(bar);
    m_time->setWordWrap(true); // several hooks have their times there
    m_time->setContentsMargins(8, 0, 8, 6);
    m_time->hide();
    column->addWidget(m_time);
    m_error = new QLabel(pane);
    m_error->setObjectName(QStringLiteral("testError"));
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    Layouts::restyle(m_error, "banner", "bad");
    m_error->hide();
    column->addWidget(m_error);
    return pane;
}

QWidget *TestRunPanel::makeResult()
{
    m_tabs = TestRunWidgets::makeTabs(this);
    m_response = TestRunWidgets::makeText(m_theme, m_tabs, "testResponse", tr("Response"));
    m_changes =
        TestRunWidgets::makeText(m_theme, m_tabs, "testChanges", tr("What the hooks changed"));
    for (QPlainTextEdit *text : {m_response, m_changes})
        text->setReadOnly(true);
    new JsonHighlighter(m_theme, m_response->document());
    m_log = new QListWidget(m_tabs);
    m_log->setObjectName(QStringLiteral("testLog"));
    m_log->setAccessibleName(tr("Log"));
    m_calls = new QListWidget(m_tabs);
    m_calls->setObjectName(QStringLiteral("testCalls"));
    m_calls->setAccessibleName(tr("Calls"));
    m_tabs->addTab(m_response, m_collection.isEmpty() ? tr("Result") : tr("Response"));
    m_tabs->addTab(m_changes, tr("Changes"));
    m_tabs->addTab(m_log, tr("Log"));
    m_tabs->addTab(m_calls, tr("Calls"));
    m_tabs->setTabVisible(1, !m_collection.isEmpty());
    const auto activate = [this](const QListWidgetItem *item) {
        if (const int line = item->data(LogLineRole).toInt(); line > 0)
            emit lineActivated(line, item->data(LogColumnRole).toInt());
    };
    connect(m_log, &QListWidget::itemActivated, this, activate);
    connect(m_log, &QListWidget::itemClicked, this, activate);
    return m_tabs;
}

// ---- the request

bool TestRunPanel::isFilled() const
{
    return !m_request || m_request->isFilled();
}

void TestRunPanel::prefill(const QString &hook)
{
    if (m_request)
        m_request->prefill(hook);
}

void TestRunPanel::fillFrom(const TestCase &testCase)
{
    if (!m_request)
        return;
    m_request->show(testCase.request);
    m_pages->setCurrentWidget(m_request->page());
    m_outbound->setCurrentIndex(std::max(0, m_outbound->findData(testCase.outbound)));
}

QByteArray TestRunPanel::draft() const
{
    const QByteArray request = m_request ? m_request->draft() : QByteArray();
    if (request.isEmpty() && m_outbound->currentIndex() == 0)
        return {};
    Json::ObjectWriter draft;
    draft.text("outbound", QByteArrayView(m_outbound->currentData().toByteArray()));
    if (!request.isEmpty())
        draft.raw("request", request);
    return draft.take();
}

void TestRunPanel::restore(const QByteArray &draft)
{
    const auto parsed = Json::Document::parse(draft);
    if (!parsed)
        return;
    const QByteArray outbound = parsed->root().value("outbound").text().toByteArray();
    m_outbound->setCurrentIndex(std::max(0, m_outbound->findData(outbound)));
    if (const auto request = parsed->root().find("request"); request && m_request)
        m_request->restore(request->toJson());
}

void TestRunPanel::keepAsCase()
{
    m_cases->keep(m_last);
}

void TestRunPanel::run(const QString &source)
{
    if (std::exchange(m_isRunning, true))
        return;
    m_run->setEnabled(false);
    m_status->setText(tr("Running…"));
    Layouts::restyle(m_status, "pill", "idle");
    m_time->hide();
    QElapsedTimer timer;
    timer.start();
    const QByteArray path = Routes::codehookTest(
        m_collection.isEmpty() ? QLatin1String(Routes::JobCollection) : m_collection);
    m_last.request = m_request ? m_request->request() : QByteArray();
    m_last.outbound = m_outbound->currentData().toByteArray();
    QByteArray wanted = m_collection.isEmpty()
        ? Json::ObjectWriter()
              .text("source", source)
              .text("outbound", QByteArrayView(m_last.outbound))
              .text("hook", "runJob")
              .take()
        : m_last.run(source);
    if (std::exchange(m_isToBeRecorded, false))
        wanted.replace(0, 1, R"({"record":true,)");
    m_client.request("POST", path, wanted).then(this, [this, timer](const Client::Reply &reply) {
        show(reply, timer.elapsed());
    });
}

/// The next request that a client sends, with the saved script; the window stays as it is
/// meanwhile.
void TestRunPanel::recordNext()
{
    if (std::exchange(m_isRunning, true))
        return;
    m_record->setEnabled(false);
    m_run->setEnabled(false);
    m_status->setText(tr("Waiting for a request, up to a minute…"));
    Layouts::restyle(m_status, "pill", "accent");
    m_client.request("POST", Routes::codehookRecord(m_collection), R"({"seconds":60})")
        .then(this, [this](const Client::Reply &reply) {
            m_isRunning = false;
            m_record->setEnabled(true);
            m_run->setEnabled(true);
            const bool isFine = reply.status == 200;
            m_status->setText(isFine                    ? tr("Recorded")
                                  : reply.status == 204 ? tr("No request came")
                                                        : tr("Not recorded"));
            Layouts::restyle(m_status, "pill", isFine ? "good" : "idle");
            m_error->setText(reply.isOk() ? QString() : reply.message());
            m_error->setVisible(!reply.isOk());
            if (isFine)
                emit recorded(reply.body);
        });
}

// ---- what came of it

void TestRunPanel::show(const Client::Reply &reply, qint64 milliseconds)
{
    m_isRunning = false;
    m_run->setEnabled(true);
    m_log->clear();
    m_calls->clear();
    m_changes->clear();
    m_response->clear();
    if (!reply.isOk()) {
        m_keep->setEnabled(false);
        m_status->setText(tr("Not run"));
        Layouts::restyle(m_status, "pill", "bad");
        m_error->setText(reply.message());
        m_error->show();
        emit refused(reply);
        return;
    }
    const auto document = reply.json();
    const Json::Value report = document.root();
    const qint64 status = report.value("status").toInteger();
    const QString error = report.value("error").toString();
    const bool isFine = error.isEmpty() && status < 400;
    m_last.status = status;
    m_last.body = report.value("response").value("body").toJson();
    m_keep->setEnabled(!m_collection.isEmpty());
    m_status->setText(status > 0 ? QString::number(status) : (isFine ? tr("ok") : tr("failed")));
    Layouts::restyle(m_status, "pill", isFine ? "good" : "bad");
    QStringList times;
    for (const Json::Value &hook : report.value("hooks").items())
        times.append(QStringLiteral("%1 %2").arg(hook.value("hook").toString(),
                                                 timeOf(hook.value("duration"))));
    times.append(tr("%1 in total").arg(durationText(std::chrono::milliseconds(milliseconds))));
    m_time->setText(times.join(QStringLiteral(", ")));
    m_time->show();
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
    m_pages->setCurrentWidget(m_tabs);
    const Json::Value answer =
        m_collection.isEmpty() ? report.value("result") : report.value("response").value("body");
    m_response->setPlainText(answer.isString() ? answer.toString()
                                               : PrettyJson::format(answer.toJson()));
    showChanges(report);
    showLog(report);
    showCalls(report);
    QList<CodeEditor::RunLine> lines;
    for (const Json::Value &line : report.value("lines").items()) {
        QList<std::pair<QString, QString>> values;
        for (const Json::Member &value : line.value("values").members())
            values.append({QString::fromUtf8(value.key), value.value.toString()});
        lines.append(
            {int(line.value("line").toInteger()), int(line.value("count").toInteger()), values});
    }
    emit ran(lines);
    if (const auto recording = report.find("recording"))
        emit recorded(recording->toJson());
}

/// The body or query as it was sent beside what each before-hook made of it.
void TestRunPanel::showChanges(const Json::Value &report)
{
    QStringList texts;
    for (const Json::Value &hook : report.value("hooks").items()) {
        const Json::Value result = hook.value("result");
        const auto data = result.find("data");
        const auto query = result.find("query");
        if (!data && !query)
            continue;
        const QString name = hook.value("hook").toString();
        const bool isAfter = name.startsWith(QStringLiteral("after"));
        const auto sent =
            Json::Document::parse(m_request ? m_request->body().toUtf8() : QByteArray());
        QString before;
        if (data && isAfter)
            before = QString(); // what it replaces is the answer itself
        else if (data && sent)
            before = PrettyJson::format(sent->root().toJson());
        texts.append(
            QStringLiteral("%1: %2\n%3")
                .arg(name, data ? tr("body") : tr("query"),
                     LineDiff::text(before,
                                    PrettyJson::format(data ? data->toJson() : query->toJson()))));
    }
    m_changes->setPlainText(texts.isEmpty() ? tr("The hooks changed nothing.")
                                            : texts.join(QStringLiteral("\n\n")));
}

void TestRunPanel::showLog(const Json::Value &report)
{
    for (const Json::Value &line : report.value("log").items()) {
        const QString level = line.value("level").toString();
        const int number = int(line.value("line").toInteger());
        const int column = int(line.value("column").toInteger());
        const QString module = line.value("module").toString();
        auto *item = new QListWidgetItem(
            QStringLiteral("%1  %2:%3:%4  %5")
                .arg(level, module.isEmpty() ? line.value("hook").toString() : module)
                .arg(number)
                .arg(column)
                .arg(line.value("message").toString()),
            m_log);
        item->setFont(m_theme.codeFont(-1));
        if (module.isEmpty()) { // the script beside it is the only one to go to
            item->setData(LogLineRole, number);
            item->setData(LogColumnRole, column);
            item->setToolTip(tr("Go to line %1").arg(number));
        }
        const bool isBad = level == QLatin1String("error") || level == QLatin1String("fatal");
        item->setForeground(m_theme.color(isBad ? Theme::Role::Error
                                              : level == QLatin1String("warn")
                                              ? Theme::Role::Warning
                                              : Theme::Role::Text));
    }
    m_tabs->setTabText(2, m_log->count() == 0 ? tr("Log") : tr("Log %1").arg(m_log->count()));
}

void TestRunPanel::showCalls(const Json::Value &report)
{
    for (const Json::Value &call : report.value("calls").items()) {
        const QString error = call.value("error").toString();
        auto *item = new QListWidgetItem(
            QStringLiteral("%1  %2  %3%4")
                .arg(call.value("operation").toString(), call.value("target").toString(),
                     timeOf(call.value("duration")),
                     error.isEmpty() ? QString() : QStringLiteral("  ") + error),
            m_calls);
        item->setFont(m_theme.codeFont(-1));
        item->setForeground(
            m_theme.color(error.isEmpty() ? Theme::Role::Text : Theme::Role::Error));
    }
    m_tabs->setTabText(3,
                       m_calls->count() == 0 ? tr("Calls") : tr("Calls %1").arg(m_calls->count()));
}
