// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/collection/examplespage.h"

#include "client/routes.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>

namespace {

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
    , m_collection(collection.toUtf8())
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
    auto *open = new QPushButton(m_theme.icon(QStringLiteral("send"), Theme::Role::OnAccent),
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
    m_client
        .request("GET", Routes::documents(m_collection), {},
                 "max=1&h=%7B%22%24orderby%22%3A%7B%22_id%22%3A-1%7D%7D")
        .then(this, [this](const Client::Reply &reply) {
            const auto documents = reply.json();
            const auto items = documents.root().items();
            m_sample = reply.isOk() && !items.empty() ? items.front().toJson() : QByteArray();
            update();
        });
}

ExampleCode::Request ExamplesPage::chosen() const
{
    using Kind = ExampleCode::Request::Kind;
    const auto sample = Json::Document::parseKnown(m_sample.isEmpty() ? "{}" : m_sample);
    const QByteArray id = sample->root().value("_id").text().toByteArray();
    QByteArray field = R"({"name":"Jane"})";
    Json::ObjectWriter whole;
    bool isFirst = true;
    for (const Json::Member &member : sample->root().members()) {
        if (member.key.startsWith('_'))
            continue;
        whole.value(member.key, member.value);
        const bool isPlain = !member.value.isArray() && !member.value.isObject();
        if (isFirst && isPlain)
            field = Json::ObjectWriter().value(member.key, member.value).take();
        isFirst = isFirst && !isPlain;
    }
    const Kind kind = Kind(m_request->currentIndex());
    return {kind, m_collection, id.isEmpty() ? QByteArray("ID") : id,
            kind == Kind::Add && !m_sample.isEmpty() ? whole.take() : field};
}

QString ExamplesPage::textOf(const ExampleCode::Request &request) const
{
    const QString server =
        m_client.url().isEmpty() ? QStringLiteral("http://127.0.0.1:8788") : m_client.url();
    switch (m_language->currentIndex()) {
    case JavaScript:
        return ExampleCode::javaScript(request, server);
    case Python:
        return ExampleCode::python(request, server);
    default:
        return ExampleCode::curl(request, server);
    }
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
    const ExampleCode::Request request = chosen();
    QByteArrayList parameters;
    for (const auto &[name, value] : ExampleCode::parametersOf(request))
        parameters.append(name + '=' + value.toPercentEncoding());
    Json::ObjectWriter wanted;
    wanted.text("method", QByteArrayView(ExampleCode::methodOf(request)))
        .text("path", QByteArrayView(ExampleCode::pathOf(request)))
        .text("query", QByteArrayView(parameters.join('&')));
    if (const QByteArray body = ExampleCode::bodyOf(request); !body.isEmpty())
        wanted.text("body", QByteArrayView(body));
    emit requestWanted(wanted.take());
}
