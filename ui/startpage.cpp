// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/startpage.h"

#include "client/routes.h"
#include "ui/widgets/layouts.h"
#include "client/requests/requestcode.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace {

constexpr int PageWidth = 720;
constexpr int MarkSize = 22;

} // namespace

StartPage::StartPage(Client &client, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    Layouts::column(this)->addWidget(scroll);
    auto *page = new QWidget(scroll);
    page->setObjectName(QStringLiteral("page"));
    scroll->setWidget(page);
    auto *outer = new QHBoxLayout(page);
    auto *middle = new QWidget(page);
    middle->setMaximumWidth(m_theme.scaled(PageWidth));
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 16);
    column->setSpacing(12);
    outer->addStretch(1);
    outer->addWidget(middle, 100); // as wide as it may be, and in the middle
    outer->addStretch(1);
    auto *title = new QLabel(tr("First steps"), page);
    title->setProperty("heading", true);
    column->addStretch(2);
    column->addWidget(title);
    m_collection = addStep(column, tr("Create a collection"),
                           tr("It holds JSON documents of any shape, and has a REST API at once."),
                           tr("New collection"), "startCollection");
    m_request = addStep(column, tr("Send a request"), {}, tr("API keys"), "startKeys");
    addCommand(column);
    m_codehook =
        addStep(column, tr("Shape the API with a codehook"),
                tr("A JavaScript function that handles each request, before and "
                   "after the database. Select a hook in the list to the left of the editor."),
                tr("Open the editor"), "startCodehook");
    column->addStretch(3);
    connect(m_collection.act, &QPushButton::clicked, this, &StartPage::collectionRequested);
    connect(m_request.act, &QPushButton::clicked, this, &StartPage::keysRequested);
    connect(m_codehook.act, &QPushButton::clicked, this,
            [this] { emit settingsRequested(m_first); });
    connect(&client, &Client::reachableChanged, this, [this] {
        update();
        if (m_isStale)
            readIfSeen();
    });
    connect(&client, &Client::recorded, this, &StartPage::noteRequests);
    connect(&client, &Client::changed, this, [this](const Store::CommitSummary &changes) {
        if (!changes.definitions.empty())
            readIfSeen();
    });
    connect(&client, &Client::changesMissed, this, &StartPage::readIfSeen);
    connect(&theme, &Theme::changed, this, &StartPage::update);
    update();
}

void StartPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        readIfSeen();
}

StartPage::Step StartPage::addStep(QVBoxLayout *column, const QString &title, const QString &text,
                                   const QString &action, const char *name)
{
    auto *card = new QFrame(this);
    card->setProperty("card", true);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(16, 12, 12, 12);
    row->setSpacing(12);
    Step step;
    step.mark = new QLabel(card);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    auto *head = new QLabel(title, card);
    head->setProperty("title", true);
    step.text = new QLabel(text, card);
    step.text->setObjectName(QLatin1String(name) + QStringLiteral("Text"));
    step.text->setTextFormat(Qt::PlainText);
    step.text->setProperty("muted", true);
    step.text->setWordWrap(true);
    words->addWidget(head);
    words->addWidget(step.text);
    step.act = new QPushButton(action, card);
    step.act->setObjectName(QLatin1String(name));
    row->addWidget(step.mark, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(step.act);
    column->addWidget(card);
    return step;
}

void StartPage::addCommand(QVBoxLayout *column)
{
    m_try = new QFrame(this);
    m_try->setProperty("card", true);
    auto *row = new QHBoxLayout(m_try);
    row->setContentsMargins(16, 8, 12, 8);
    m_command = new QLabel(m_try);
    m_command->setObjectName(QStringLiteral("startCommand"));
    m_command->setTextFormat(Qt::PlainText);
    m_theme.setCodeFont(m_command, -1);
    m_command->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_command->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *copy = new QPushButton(m_theme.icon(QStringLiteral("copy")), tr("Copy"), m_try);
    copy->setObjectName(QStringLiteral("copyCommand"));
    copy->setToolTip(tr("Copy command"));
    row->addWidget(m_command, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
    connect(copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_command->text()); });
    column->addWidget(m_try);
}

void StartPage::setKey(const QByteArray &key)
{
    m_key = key;
    update();
}

void StartPage::readIfSeen()
{
    m_isStale = !isVisible();
    if (m_isStale)
        return;
    m_client.read(Routes::collections(), "counts=false")
        .then(this, [this](const Client::Reply &reply) {
            if (!reply.isOk()) {
                m_isStale = true; // it is asked again once the server answers
                return;
            }
            const auto list = reply.json();
            const auto collections = list.root().items();
            const auto hooksOf = [](const Json::Value &collection) {
                return collection.value("codehook").value("hooks").items().size();
            };
            m_first =
                collections.empty() ? QString() : collections.front().value("name").toString();
            m_hasHooks = !collections.empty() && hooksOf(collections.front()) > 0;
            m_collection.isDone = !collections.empty();
            m_codehook.isDone = std::any_of(
                collections.begin(), collections.end(),
                [&hooksOf](const Json::Value &collection) { return hooksOf(collection) > 0; });
            update();
        });
}

void StartPage::noteRequests(const QList<Inspector::Record> &records)
{
    for (const Inspector::Record &record : records) {
        if (m_request.isDone || record.kind != "request" || record.isOfWindow()
            || record.isOfHook())
            continue;
        m_request.isDone = true;
        m_request.text->setText(
            tr("%1 %2 was answered with %3. The REST inspector lists all requests.")
                .arg(QString::fromLatin1(record.method), QString::fromUtf8(record.path),
                     QString::number(record.status)));
        update();
    }
}

void StartPage::update()
{
    const QString url = m_client.url();
    for (const Step *step : {&m_collection, &m_request, &m_codehook}) {
        const auto role = step->isDone ? Theme::Role::Success : Theme::Role::Faint;
        const QString icon =
            step->isDone ? QStringLiteral("circle-check") : QStringLiteral("circle");
        step->mark->setPixmap(
            m_theme.icon(icon, role).pixmap(QSize(MarkSize, MarkSize), devicePixelRatioF()));
        step->mark->setAccessibleName(step->isDone ? tr("Done") : tr("To do"));
    }
    m_codehook.act->setEnabled(!m_first.isEmpty());
    m_try->setVisible(!m_first.isEmpty() && !url.isEmpty());
    const QByteArray path = Routes::documents(m_first);
    QString command = m_hasHooks ? RequestCode::curl({"GET", url, path + "?max=3"})
                                 : RequestCode::curl({"POST", url, path, R"({"name":"Ann"})"});
    if (!m_key.isEmpty())
        command.replace(QLatin1String("$KEY"), QString::fromLatin1(m_key));
    m_command->setText(command.trimmed());
    if (m_request.isDone)
        return;
    if (url.isEmpty())
        m_request.text->setText(tr("The server is stopped. Start it in the menu Server."));
    else if (m_first.isEmpty())
        m_request.text->setText(tr("Create a collection first."));
    else if (m_key.isEmpty())
        m_request.text->setText(
            tr("Run the command in a terminal, and replace $KEY with an API key."));
    else
        m_request.text->setText(tr("Run the command in a terminal: it has your key."));
}
