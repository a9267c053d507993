// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/collection/examplespage.h"

#include "client/routes.h"
#include "client/requests/requestcode.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>

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
    m_text = makeText(theme, "examples", tr("Example request"), this);
    layout->addWidget(m_text, 1);
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
    Layouts::rowOf(bar)->addStretch();
    QToolButton *copy = Layouts::addTool(bar, m_theme.icon(QStringLiteral("copy")),
                                         tr("Copy example"), "copyExample");
    connect(copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_text->toPlainText()); });
    auto *open = new QPushButton(m_theme.icon(QStringLiteral("send"), Theme::Role::Surface),
                                 tr("Open in requests"), bar);
    open->setObjectName(QStringLiteral("openExample"));
    open->setProperty("primary", true);
    Layouts::rowOf(bar)->addWidget(open);
    connect(open, &QPushButton::clicked, this, &ExamplesPage::openInRequests);
    return bar;
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

/// There it is sent, with the rights of a key or a user of choice.
void ExamplesPage::openInRequests()
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
        wanted.text("body", QByteArrayView(example.body));
    emit requestWanted(wanted.take());
}
