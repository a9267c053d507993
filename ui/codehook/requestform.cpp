// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/requestform.h"

#include "client/routes.h"
#include "ui/codehook/testrunwidgets.h"
#include "ui/widgets/jsonhighlighter.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/sentheaders.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timetext.h"

#include <QComboBox>
#include <QDateTime>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTabWidget>
#include <QToolButton>

#include <utility>

namespace {

/// What of a record of the inspector is sent again.
QByteArray requestOf(const Json::Value &record)
{
    Json::ObjectWriter headers;
    for (const Json::Member &header : record.value("request").value("headers").members()) {
        if (SentHeaders::isKept(QByteArray(header.key.data(), header.key.size())))
            headers.raw(header.key, header.value.toJson());
    }
    Json::ObjectWriter request;
    request.text("method", record.value("method").text())
        .text("path", record.value("path").text())
        .text("query", record.value("query").text())
        .raw("headers", headers.take());
    if (const auto body = record.value("request").value("body").text(); !body.isEmpty())
        request.text("body", body);
    return request.take();
}

} // namespace

RequestForm::RequestForm(Client &client, const Theme &theme, const QString &collection,
                         QWidget *parent)
    : QObject(parent)
    , m_client(client)
    , m_theme(theme)
    , m_collection(collection)
{
    m_address = makeAddress(parent);
    m_page = makePage(parent);
    m_filled = state();
    connectFields();
}

void RequestForm::connectFields()
{
    connect(m_method, &QComboBox::currentTextChanged, this, &RequestForm::changed);
    for (const QLineEdit *line : {m_path, m_query})
        connect(line, &QLineEdit::textChanged, this, &RequestForm::changed);
    for (const QPlainTextEdit *text : {m_headers, m_body})
        connect(text, &QPlainTextEdit::textChanged, this, &RequestForm::changed);
}

QWidget *RequestForm::makeAddress(QWidget *parent)
{
    QWidget *bar = Layouts::bar(parent);
    m_method = new QComboBox(bar);
    m_method->setObjectName(QStringLiteral("testMethod"));
    m_method->setAccessibleName(tr("Method"));
    m_method->addItems({QStringLiteral("GET"), QStringLiteral("POST"), QStringLiteral("PUT"),
                        QStringLiteral("PATCH"), QStringLiteral("DELETE")});
    m_path = new QLineEdit(bar);
    m_path->setObjectName(QStringLiteral("testPath"));
    m_path->setAccessibleName(tr("Path"));
    m_theme.setCodeFont(m_path, -1);
    Layouts::rowOf(bar)->addWidget(m_method);
    Layouts::rowOf(bar)->addWidget(m_path, 1);
    addSources(bar);
    return bar;
}

/// A button with what the request can be filled with.
void RequestForm::addSources(QWidget *bar)
{
    QToolButton *button =
        Layouts::addTool(bar, m_theme.icon(QStringLiteral("history")),
                         tr("Fill with a recorded request or a document"), "testSources");
    m_sources = new QMenu(button);
    button->setMenu(m_sources);
    button->setPopupMode(QToolButton::InstantPopup);
    connect(m_sources, &QMenu::aboutToShow, this, &RequestForm::fillSources);
}

void RequestForm::fillSources()
{
    m_sources->clear();
    m_sources->addAction(tr("Newest document"), this,
                         [this] { fillFromDocument(m_method->currentText()); });
    m_sources->addSeparator();
    const QPointer<QAction> wait = m_sources->addAction(tr("Reading the last requests…"));
    wait->setEnabled(false);
    constexpr int Offered = 10;
    readRequests(Offered, [this, wait](const QList<Json::Value> &records) {
        if (!wait)
            return; // it was opened again
        wait->setVisible(records.isEmpty());
        wait->setText(m_hook.isEmpty() ? tr("No requests were recorded")
                                       : tr("No requests of %1 were recorded").arg(m_hook));
        for (const Json::Value &record : records) {
            const QDateTime time =
                QDateTime::fromString(record.value("time").toString(), Qt::ISODateWithMs);
            const QString title =
                QStringLiteral("%1 %2  %3  %4")
                    .arg(record.value("method").toString(), record.value("path").toString())
                    .arg(record.value("status").toInteger())
                    .arg(timeText(time.toLocalTime()));
            m_sources->addAction(title, this,
                                 [this, request = requestOf(record)] { show(request); });
        }
    });
}

/// The last @p max requests of the collection that ran the hook, the newest first.
void RequestForm::readRequests(int max, std::function<void(const QList<Json::Value> &)> then)
{
    QByteArray query = "kind=request&max=" + QByteArray::number(max)
        + "&collection=" + m_collection.toUtf8().toPercentEncoding();
    if (!m_hook.isEmpty())
        query += "&hook=" + m_hook.toUtf8();
    m_client.request("GET", Routes::inspector(), {}, query)
        .then(this, [then = std::move(then)](const Client::Reply &reply) {
            const auto body = reply.json(); // outlives the values
            QList<Json::Value> records;
            for (const Json::Value &each : body.root().items())
                records.append(each);
            then(reply.isOk() ? records : QList<Json::Value>());
        });
}

QWidget *RequestForm::makePage(QWidget *parent)
{
    auto *page = new QWidget(parent);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(8, 8, 8, 0);
    column->setSpacing(4);
    m_query = new QLineEdit(page);
    m_query->setObjectName(QStringLiteral("testQuery"));
    m_query->setAccessibleName(tr("Query"));
    m_query->setPlaceholderText(tr("Query, for example q={\"active\":true}&max=10"));
    m_theme.setCodeFont(m_query, -1);
    column->addWidget(m_query);
    QTabWidget *tabs = TestRunWidgets::makeTabs(page);
    m_body = TestRunWidgets::makeText(m_theme, tabs, "testBody", tr("Body"));
    m_body->setPlaceholderText(tr("Body, as JSON"));
    new JsonHighlighter(m_theme, m_body->document());
    m_headers = TestRunWidgets::makeText(m_theme, tabs, "testHeaders", tr("Headers"));
    m_headers->setPlaceholderText(tr("One per line: name: value"));
    tabs->addTab(m_body, tr("Body"));
    tabs->addTab(m_headers, tr("Headers"));
    column->addWidget(tabs, 1);
    return page;
}

bool RequestForm::isFilled() const
{
    return !m_path->text().isEmpty();
}

void RequestForm::prefill(const QString &hook)
{
    if (state() != m_filled)
        return;
    QString method = hook;
    method.remove(QStringLiteral("before")).remove(QStringLiteral("after"));
    if (m_method->findText(method) < 0)
        method = QStringLiteral("POST");
    m_hook = hook;
    fill(method, {}, QString());
    if (hook.isEmpty())
        return fillFromDocument(method);
    readRequests(1, [this, method](const QList<Json::Value> &records) {
        if (state() != m_filled)
            return; // somebody has typed meanwhile
        if (records.isEmpty())
            return fillFromDocument(method);
        show(requestOf(records.first()));
        m_filled = state();
    });
}

void RequestForm::fillFromDocument(const QString &method)
{
    const QByteArray before = state();
    m_client.request("GET", Routes::documents(m_collection), {}, "max=1&sort=_id&dir=-1")
        .then(this, [this, method, before](const Client::Reply &reply) {
            const auto body = reply.json();
            const auto documents = body.root().items();
            if (!reply.isOk() || documents.empty() || state() != before)
                return;
            Json::ObjectWriter fields;
            for (const Json::Member &member : documents.front().members()) {
                if (!member.key.startsWith('_'))
                    fields.raw(member.key, member.value.toJson());
            }
            fill(method, documents.front().value("_id").text().toByteArray(),
                 PrettyJson::format(fields.take()));
        });
}

void RequestForm::fill(const QString &method, const QByteArray &id, const QString &body)
{
    const bool isOfOne = method != QLatin1String("GET") && method != QLatin1String("POST");
    const bool hasBody = method != QLatin1String("GET") && method != QLatin1String("DELETE");
    m_method->setCurrentText(method);
    m_path->setText(QString::fromLatin1(isOfOne && !id.isEmpty()
                                            ? Routes::document(m_collection, id)
                                            : Routes::documents(m_collection)));
    m_body->setPlainText(!hasBody ? QString() : body.isEmpty() ? QStringLiteral("{\n  \n}") : body);
    m_filled = state();
}

void RequestForm::show(const QByteArray &request)
{
    const auto parsed = Json::Document::parseKnown(request);
    m_method->setCurrentText(parsed->root().value("method").toString());
    m_path->setText(parsed->root().value("path").toString());
    m_query->setText(parsed->root().value("query").toString());
    QStringList headers;
    for (const Json::Member &header : parsed->root().value("headers").members())
        headers.append(
            QStringLiteral("%1: %2").arg(QString::fromUtf8(header.key), header.value.toString()));
    m_headers->setPlainText(headers.join(QLatin1Char('\n')));
    m_body->setPlainText(PrettyJson::format(parsed->root().value("body").text().toByteArray()));
}

QByteArray RequestForm::request() const
{
    Json::ObjectWriter headers;
    for (const QString &line : m_headers->toPlainText().split(QLatin1Char('\n'))) {
        const qsizetype colon = line.indexOf(QLatin1Char(':'));
        if (colon > 0)
            headers.text(line.first(colon).trimmed().toLower().toUtf8(),
                         line.sliced(colon + 1).trimmed());
    }
    Json::ObjectWriter request;
    request.text("method", m_method->currentText())
        .text("path", m_path->text().trimmed())
        .text("query", m_query->text().trimmed())
        .raw("headers", headers.take());
    // A body that is no JSON goes as it is: how the server takes it is worth a test too.
    if (const QString body = m_body->toPlainText().trimmed(); !body.isEmpty())
        request.text("body", body);
    return request.take();
}

QString RequestForm::body() const
{
    return m_body->toPlainText();
}

// ---- drafts

/// The fields as they are typed: request() leaves out what is no header yet.
QByteArray RequestForm::state() const
{
    return Json::ObjectWriter()
        .text("method", m_method->currentText())
        .text("path", m_path->text())
        .text("query", m_query->text())
        .text("headers", m_headers->toPlainText())
        .text("body", m_body->toPlainText())
        .take();
}

QByteArray RequestForm::draft() const
{
    const QByteArray now = state();
    return now == m_filled ? QByteArray() : now;
}

void RequestForm::restore(const QByteArray &draft)
{
    const auto parsed = Json::Document::parse(draft);
    if (!parsed)
        return;
    const Json::Value fields = parsed->root();
    m_method->setCurrentText(fields.value("method").toString());
    m_path->setText(fields.value("path").toString());
    m_query->setText(fields.value("query").toString());
    m_headers->setPlainText(fields.value("headers").toString());
    m_body->setPlainText(fields.value("body").toString());
}
