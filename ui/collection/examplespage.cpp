// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/collection/examplespage.h"

#include "client/routes.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/requestcode.h"
#include "ui/widgets/jsonhighlighter.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>

namespace {

enum Request { List, Search, One, Add, Change, Delete };
enum Language { Shell, JavaScript, Python };

QPlainTextEdit *makeText(const Theme &theme, const char *name, const QString &accessibleName,
                         QWidget *parent)
{
    auto *text = new QPlainTextEdit(parent);
    text->setObjectName(QLatin1String(name));
    text->setAccessibleName(accessibleName);
    text->setReadOnly(true);
    text->setProperty("flat", true);
    theme.setCodeFont(text, -0.5);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    return text;
}

} // namespace

ExamplesPage::ExamplesPage(Client &client, const Theme &theme, const QString &collection,
                           QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_path(Routes::documents(collection))
{
    setObjectName(QStringLiteral("page"));
    auto *layout = Layouts::column(this);
    layout->addWidget(makeBar());
    layout->addWidget(Layouts::line(this));
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setHandleWidth(1);
    m_text = makeText(theme, "examples", tr("Example request"), splitter);
    splitter->addWidget(m_text);
    auto *pane = new QWidget(splitter);
    auto *below = Layouts::column(pane);
    m_status = new QLabel(tr("Sends this request from this window"), pane);
    m_status->setObjectName(QStringLiteral("exampleStatus"));
    m_status->setProperty("muted", true);
    m_status->setContentsMargins(12, 6, 12, 6);
    m_status->setWordWrap(true);
    below->addWidget(m_status);
    m_answer = makeText(theme, "exampleAnswer", tr("Response"), pane);
    new JsonHighlighter(theme, m_answer->document());
    below->addWidget(m_answer, 1);
    splitter->addWidget(pane);
    layout->addWidget(splitter, 1);
    connect(&client, &Client::reachableChanged, this, &ExamplesPage::update);
    update();
}

/// Reading a sample runs the collection's hooks, so it waits until somebody looks.
void ExamplesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_sample.isEmpty())
        loadSample();
}

QWidget *ExamplesPage::makeBar()
{
    QWidget *bar = Layouts::bar(this);
    const auto add = [&](const char *name, const QString &accessibleName,
                         const QStringList &entries) {
        auto *box = new QComboBox(bar);
        box->setObjectName(QLatin1String(name));
        box->setAccessibleName(accessibleName);
        box->addItems(entries);
        Layouts::rowOf(bar)->addWidget(box);
        connect(box, &QComboBox::currentIndexChanged, this, &ExamplesPage::update);
        return box;
    };
    m_request =
        add("exampleRequest", tr("Operation"),
            {tr("List"), tr("Search"), tr("Get one"), tr("Add"), tr("Update"), tr("Delete")});
    m_language =
        add("exampleLanguage", tr("Language"),
            {QStringLiteral("curl"), QStringLiteral("JavaScript"), QStringLiteral("Python")});
    m_key = add("exampleKey", tr("API key for the request"), {tr("Full access (this window)")});
    Layouts::rowOf(bar)->addStretch();
    QToolButton *copy = Layouts::addTool(bar, m_theme.icon(QStringLiteral("copy")),
                                         tr("Copy example"), "copyExample");
    connect(copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_text->toPlainText()); });
    m_run = new QPushButton(m_theme.icon(QStringLiteral("player-play"), Theme::Role::Surface),
                            tr("Run"), bar);
    m_run->setObjectName(QStringLiteral("runExample"));
    m_run->setProperty("primary", true);
    Layouts::rowOf(bar)->addWidget(m_run);
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_request->currentIndex() != Delete)
            return run();
        Ask::toDestroy(this,
                       {tr("Delete?"),
                        tr("The request is sent to the server and deletes the document."),
                        tr("Delete")},
                       [this] { run(); });
    });
    return bar;
}

void ExamplesPage::setKeys(const Json::Value &keys)
{
    const QString before = m_key->currentData().toString();
    while (m_key->count() > 1)
        m_key->removeItem(1);
    for (const Json::Value &key : keys.items()) {
        const QString description = key.value("description").toString();
        m_key->addItem(tr("Key %1… %2", "first characters and description of a key")
                           .arg(key.value("prefix").toString(), description)
                           .trimmed(),
                       key.value("id").toString());
    }
    m_key->setCurrentIndex(std::max(0, m_key->findData(before)));
}

/// The newest document gives the examples an id and fields that are there.
void ExamplesPage::loadSample()
{
    m_client.request("GET", m_path, {}, "max=1&h=%7B%22%24orderby%22%3A%7B%22_id%22%3A-1%7D%7D")
        .then(this, [this](const Client::Reply &reply) {
            const auto documents = reply.json();
            const auto items = documents.root().items();
            m_sample = reply.isOk() && !items.empty() ? items.front().toJson() : QByteArray();
            update();
        });
}

ExamplesPage::Example ExamplesPage::chosen() const
{
    const auto sample = Json::Document::parseKnown(m_sample.isEmpty() ? "{}" : m_sample);
    const QByteArray id = sample->root().value("_id").text().toByteArray();
    const QByteArray one = m_path + '/' + (id.isEmpty() ? QByteArray("ID") : id);
    QByteArray field = R"("name":"Jane")";
    Json::ObjectWriter body;
    bool isFirst = true;
    for (const Json::Member &member : sample->root().members()) {
        if (member.key.startsWith('_'))
            continue;
        body.value(member.key, member.value);
        const bool isPlain = !member.value.isArray() && !member.value.isObject();
        if (isFirst && isPlain)
            field = Json::quoted(member.key) + ':' + member.value.toJson();
        isFirst = isFirst && !isPlain;
    }
    const QByteArray whole = m_sample.isEmpty() ? QByteArray(R"({"name":"Jane"})") : body.take();
    switch (m_request->currentIndex()) {
    case Search:
        return {"GET", m_path, "q={" + field + "}&max=10", {}};
    case One:
        return {"GET", one, {}, {}};
    case Add:
        return {"POST", m_path, {}, whole};
    case Change:
        return {"PUT", one, {}, '{' + field + '}'};
    case Delete:
        return {"DELETE", one, {}, {}};
    default:
        return {"GET", m_path, "max=10", {}};
    }
}

QString ExamplesPage::textOf(const Example &example) const
{
    const QString base =
        m_client.url().isEmpty() ? QStringLiteral("http://127.0.0.1:8788") : m_client.url();
    const QString url = base + QString::fromUtf8(example.path);
    const QString query = QString::fromUtf8(example.query);
    const QString method = QString::fromLatin1(example.method);
    const QString body = QString::fromUtf8(example.body);
    if (m_language->currentIndex() == Shell) {
        QString command = QStringLiteral("KEY=…\ncurl -g -X %1 -H \"x-apikey: $KEY\"").arg(method);
        if (!body.isEmpty())
            command.append(QStringLiteral(" -H 'content-type: application/json' \\\n  --data %1")
                               .arg(RequestCode::quoted(body)));
        command.append(QStringLiteral(" \\\n  %1").arg(RequestCode::quoted(url)));
        for (const QString &pair : query.split(QLatin1Char('&'), Qt::SkipEmptyParts))
            command.append(QStringLiteral(" \\\n  %1 %2")
                               .arg(pair == query.section(QLatin1Char('&'), 0, 0)
                                        ? QStringLiteral("-G --data-urlencode")
                                        : QStringLiteral("--data-urlencode"),
                                    RequestCode::quoted(pair)));
        return command + QLatin1Char('\n');
    }
    if (m_language->currentIndex() == JavaScript) {
        const QString target = query.isEmpty()
            ? QStringLiteral("'%1'").arg(url)
            : QStringLiteral("'%1?' + new URLSearchParams(%2)").arg(url, [&] {
                  QStringList pairs;
                  for (const QString &pair : query.split(QLatin1Char('&')))
                      pairs.append(QStringLiteral("%1: %2").arg(
                          pair.section(QLatin1Char('='), 0, 0),
                          QString::fromUtf8(Json::quoted(pair.section(QLatin1Char('='), 1)))));
                  return QStringLiteral("{ %1 }").arg(pairs.join(QStringLiteral(", ")));
              }());
        return QStringLiteral("const KEY = '…';\nconst response = await fetch(%1, {\n"
                              "  method: '%2',\n  headers: { 'x-apikey': KEY%3 },\n%4});\n"
                              "console.log(response.status, await response.json());\n")
            .arg(target, method,
                 body.isEmpty() ? QString()
                                : QStringLiteral(", 'content-type': 'application/json'"),
                 body.isEmpty() ? QString()
                                : QStringLiteral("  body: JSON.stringify(%1),\n").arg(body));
    }
    QStringList arguments = {QStringLiteral("'%1'").arg(url),
                             QStringLiteral("headers={'x-apikey': KEY}")};
    QStringList parameters;
    for (const QString &pair : query.split(QLatin1Char('&'), Qt::SkipEmptyParts))
        parameters.append(QStringLiteral("%1: %2").arg(
            QString::fromUtf8(Json::quoted(pair.section(QLatin1Char('='), 0, 0))),
            QString::fromUtf8(Json::quoted(pair.section(QLatin1Char('='), 1)))));
    if (!parameters.isEmpty())
        arguments.append(QStringLiteral("params={%1}").arg(parameters.join(QStringLiteral(", "))));
    // A JSON text in a string is right in Python, whose True, False and None are others.
    if (!body.isEmpty())
        arguments.append(QStringLiteral("json=json.loads(r'''%1''')").arg(body));
    return QStringLiteral("import json\nimport requests\n\nKEY = '…'\nresponse = "
                          "requests.%1(\n    %2)\nprint(response.status_code, response.json())\n")
        .arg(method.toLower(), arguments.join(QStringLiteral(",\n    ")));
}

void ExamplesPage::update()
{
    if (!m_text)
        return;
    m_text->setPlainText(textOf(chosen()));
}

void ExamplesPage::run()
{
    const Example example = chosen();
    QByteArrayList parameters;
    for (const QByteArray &pair : example.query.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0)
            parameters.append(pair.first(equals + 1) + pair.mid(equals + 1).toPercentEncoding());
    }
    Json::ObjectWriter wanted;
    wanted.text("method", QByteArrayView(example.method))
        .text("path", QByteArrayView(example.path))
        .text("query", QByteArrayView(parameters.join('&')));
    if (!example.body.isEmpty())
        wanted.raw("body", example.body);
    if (const QString key = m_key->currentData().toString(); !key.isEmpty())
        wanted.text("key", key);
    m_run->setEnabled(false);
    m_client.request("POST", Routes::requests(), wanted.take())
        .then(this, [this](const Client::Reply &reply) {
            m_run->setEnabled(true);
            const auto report = reply.json();
            if (!reply.isOk()) {
                m_status->setText(reply.explanation());
                return;
            }
            const qint64 status = report.root().value("status").toInteger();
            m_status->setText(
                tr("Response: %1 after %2 ms")
                    .arg(status)
                    .arg(report.root().value("microseconds").toDouble() / 1000, 0, 'f', 1));
            Layouts::restyle(m_status, "fault", status >= 400);
            m_answer->setPlainText(PrettyJson::format(report.root().value("body").toJson()));
            loadSample();
        });
}
