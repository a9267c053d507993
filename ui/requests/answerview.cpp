// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/answerview.h"

#include "client/requests/requestcode.h"
#include "client/routes.h"
#include "ui/inspector/requestdetails.h"
#include "ui/widgets/bodyview.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/panes.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

#include <algorithm>

using Requests::Header;
using Requests::Outgoing;

namespace {

constexpr char TreeKey[] = "requests/tree";
constexpr qsizetype MostRecords = 200;
constexpr qsizetype LongestShown = 2 * 1024 * 1024; ///< Of a body: a text field lays out all of it.

QByteArray idOf(const Inspector::Record &record)
{
    for (const auto &[name, value] : record.requestHeaders) {
        if (name.compare("x-request-id", Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QString linesOf(const Requests::Headers &headers)
{
    QString text;
    for (const Header &each : headers) {
        const QByteArray name = each.first.toLower();
        const bool isSecret = name == "x-apikey" || name == "authorization" || name == "cookie";
        text += QString::fromUtf8(each.first) + QStringLiteral(": ")
            + (isSecret ? QString(6, QChar(0x2022)) : QString::fromUtf8(each.second))
            + QLatin1Char('\n');
    }
    return text;
}

RequestCode::Request codeOf(const Outgoing &sent)
{
    RequestCode::Request code{sent.method, QString(), QByteArray(), sent.body};
    code.serverUrl = QString::fromUtf8(sent.url);
    code.key = sent.as == Outgoing::As::Headers ? RequestCode::Request::Key::None
                                                : RequestCode::Request::Key::Users;
    for (const Header &each : sent.headers) {
        if (each.first.toLower() == "x-apikey")
            code.key = RequestCode::Request::Key::Users;
        else
            code.headers.append(each);
    }
    return code;
}

QPlainTextEdit *makeFlatText(const Theme &theme, const char *name, const QString &accessibleName,
                             QWidget *parent)
{
    auto *text = new QPlainTextEdit(parent);
    text->setObjectName(QLatin1String(name));
    text->setAccessibleName(accessibleName);
    text->setReadOnly(true);
    text->setProperty("flat", true);
    theme.setCodeFont(text, -1);
    return text;
}

} // namespace

AnswerView::AnswerView(Client &client, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_status(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_tabs(new QTabWidget(m_splitter))
    , m_body(new BodyView(theme, "answerBody", tr("Response"), m_tabs))
    , m_headers(makeFlatText(theme, "answerHeaders", tr("Headers of the response"), m_tabs))
    , m_sent(makeFlatText(theme, "answerSent", tr("Request as it was sent"), m_tabs))
{
    Panes::mark(*this);
    auto *layout = Layouts::column(this);
    layout->addWidget(makeHead(theme));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    layout->addWidget(m_splitter, 1);
    m_tabs->setObjectName(QStringLiteral("answerPages"));
    m_tabs->tabBar()->setObjectName(QStringLiteral("innerBar"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(m_body, tr("Response"));
    m_tabs->addTab(m_headers, tr("Headers"));
    m_tabs->addTab(m_sent, tr("Sent"));
    m_splitter->addWidget(m_tabs);
    m_splitter->addWidget(makeStages(theme));
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({300, 200});
    connect(&client, &Client::recorded, this, &AnswerView::takeRecords);
    connect(&client, &Client::logAdded, this,
            [this](qint64 number, const QList<Inspector::LogLine> &lines) {
                if (number == m_record.number && !m_record.id.isEmpty()) {
                    m_record.log += lines;
                    m_details->showLog(m_record);
                }
            });
    show(nullptr);
}

QWidget *AnswerView::makeHead(const Theme &theme)
{
    QWidget *head = Layouts::bar(this);
    m_status->setObjectName(QStringLiteral("answerStatus"));
    m_status->setTextFormat(Qt::PlainText);
    m_facts->setObjectName(QStringLiteral("answerFacts"));
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setProperty("muted", true);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    theme.setCodeFont(m_facts, -1);
    Layouts::rowOf(head)->addWidget(m_status);
    Layouts::rowOf(head)->addWidget(m_facts, 1);
    QToolButton *tree = Layouts::addTool(head, theme.icon(QStringLiteral("braces")),
                                         tr("Show JSON as a tree"), "answerTree");
    tree->setCheckable(true);
    const bool isTree = QSettings().value(QLatin1String(TreeKey)).toBool();
    tree->setChecked(isTree);
    m_body->setTree(isTree);
    connect(tree, &QToolButton::toggled, this, [this](bool isOn) {
        m_body->setTree(isOn);
        QSettings().setValue(QLatin1String(TreeKey), isOn);
    });
    QToolButton *find = Layouts::addTool(head, theme.icon(QStringLiteral("search")),
                                         tr("Find in the response"), "answerFind");
    connect(find, &QToolButton::clicked, this, [this] {
        m_tabs->setCurrentWidget(m_body);
        m_body->find();
    });
    addCodeMenu(Layouts::addTool(head, theme.icon(QStringLiteral("copy")),
                                 tr("Copy the request as code"), "copyRequestCode"));
    return head;
}

void AnswerView::addCodeMenu(QToolButton *button)
{
    auto *menu = new QMenu(button);
    const auto add = [&](const QString &text, QString (*code)(const RequestCode::Request &)) {
        menu->addAction(text, this, [this, code] {
            QApplication::clipboard()->setText(code(codeOf(m_report.sent)));
        });
    };
    add(tr("Copy as cURL"), &RequestCode::curl);
    add(tr("Copy as fetch"), &RequestCode::fetch);
    add(tr("Copy as Python"), &RequestCode::python);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
}

QWidget *AnswerView::makeStages(const Theme &theme)
{
    m_stages = new QWidget(m_splitter);
    m_stages->setMinimumHeight(theme.scaled(150)); // with a stage or two
    auto *layout = Layouts::column(m_stages);
    layout->addWidget(Layouts::line(m_stages));
    QWidget *head = Layouts::bar(m_stages);
    auto *title = new QLabel(tr("This request in the inspector"), head);
    title->setProperty("title", true);
    Layouts::rowOf(head)->addWidget(title);
    Layouts::rowOf(head)->addStretch();
    m_testRun = Layouts::addTool(head, theme.icon(QStringLiteral("player-play")),
                                 tr("Open in a test run of its codehook"), "answerTestRun");
    m_inInspector = Layouts::addTool(head, theme.icon(QStringLiteral("activity-heartbeat")),
                                     tr("Show it in the inspector"), "answerInInspector");
    layout->addWidget(head);
    m_noRecord = new QLabel(m_stages);
    m_noRecord->setObjectName(QStringLiteral("answerNoRecord"));
    m_noRecord->setProperty("muted", true);
    m_noRecord->setWordWrap(true);
    m_noRecord->setContentsMargins(12, 8, 12, 8);
    m_noRecord->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout->addWidget(m_noRecord, 1);
    m_details = new RequestDetails(theme, m_stages);
    m_details->setObjectName(QStringLiteral("answerDetails"));
    m_details->showStagesAlone();
    layout->addWidget(m_details, 1);
    connect(m_details, &RequestDetails::lineActivated, this,
            [this](const QString &module, int line, int column) {
                if (module.isEmpty())
                    emit lineActivated(QString::fromUtf8(m_record.collection), line, column);
                else
                    emit moduleLineActivated(module.section(u'/', -1).section(u'.', 0, 0), line,
                                             column);
            });
    connect(m_inInspector, &QToolButton::clicked, this,
            [this] { emit recordActivated(m_record.id); });
    connect(m_testRun, &QToolButton::clicked, this, [this] {
        emit testRunRequested(QString::fromUtf8(m_record.collection),
                              RequestDetails::request(m_record));
    });
    return m_stages;
}

void AnswerView::takeRecords(const QList<Inspector::Record> &records)
{
    for (const Inspector::Record &each : records) {
        if (!idOf(each).isEmpty())
            m_records.append(each);
    }
    if (m_records.size() > MostRecords)
        m_records = m_records.last(MostRecords);
    if (!m_id.isEmpty() && m_record.id.isEmpty())
        showRecord();
}

/// The record comes before or after the answer.
void AnswerView::showRecord()
{
    const auto found = std::find_if(m_records.crbegin(), m_records.crend(),
                                    [this](const auto &each) { return idOf(each) == m_id; });
    const bool isThere = !m_id.isEmpty() && found != m_records.crend();
    m_record = isThere ? *found : Inspector::Record();
    m_details->setVisible(isThere);
    m_noRecord->setVisible(!isThere);
    m_inInspector->setEnabled(isThere);
    m_testRun->setEnabled(isThere && Routes::isOfDocuments(m_record.path)
                          && !m_record.collection.isEmpty());
    if (isThere)
        m_details->show(m_record, m_client.url());
    else
        m_noRecord->setText(
            m_id.isEmpty() ? tr("The stages, the log and the hooks of a request to this server "
                                "appear here.")
                           : tr("Waiting for the record of this request…"));
}

void AnswerView::showSending()
{
    m_status->setText(tr("Sending…"));
    Layouts::restyle(m_status, "pill", QStringLiteral("idle"));
    m_facts->clear();
}

void AnswerView::show(const Requests::Report *report)
{
    m_report = report ? *report : Requests::Report();
    m_id = report ? report->answer.id : QByteArray();
    const bool hasAnswer = report && report->error.isEmpty();
    m_status->setText(!report         ? tr("Not sent yet")
                          : hasAnswer ? QString::number(report->answer.status)
                                      : tr("No answer"));
    Layouts::restyle(m_status, "pill",
                     !report                                        ? QStringLiteral("idle")
                         : hasAnswer && report->answer.status < 400 ? QStringLiteral("good")
                                                                    : QStringLiteral("bad"));
    // Of a long run, later bodies are not kept.
    const bool isSizeKnown = hasAnswer && !(report->answer.isCut && report->answer.body.isEmpty());
    m_facts->setText(
        hasAnswer ? tr("%1 ms   %2", "duration and size of a response")
                        .arg(QLocale().toString(double(report->answer.microseconds) / 1000, 'f', 1))
                        .arg(isSizeKnown ? QLocale().formattedDataSize(report->answer.body.size())
                                         : QString())
                  : QString());
    QString body =
        hasAnswer ? PrettyJson::format(report->answer.body.left(LongestShown)) : m_report.error;
    if (hasAnswer && (report->answer.isCut || report->answer.body.size() > LongestShown))
        body += QStringLiteral("\n\n") + tr("[the rest is not shown]");
    m_body->show(body, hasAnswer ? report->answer.body.left(LongestShown) : QByteArray());
    m_headers->setPlainText(linesOf(m_report.answer.headers));
    const Outgoing &sent = m_report.sent;
    m_sent->setPlainText(sent.url.isEmpty() ? QString()
                                            : QString::fromUtf8(sent.method + ' ' + sent.url)
                                 + QLatin1Char('\n') + linesOf(sent.headers) + QLatin1Char('\n')
                                 + QString::fromUtf8(sent.body.left(LongestShown)));
    findChild<QToolButton *>(QStringLiteral("copyRequestCode"))->setEnabled(!sent.url.isEmpty());
    showRecord();
}
