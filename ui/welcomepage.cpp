// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcomepage.h"

#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

WelcomePage::WelcomePage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    // Scrolls, so that a small window need not be as high as this page.
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    Layouts::column(this)->addWidget(scroll);
    auto *page = new QWidget(scroll);
    page->setObjectName(QStringLiteral("page"));
    scroll->setWidget(page);
    auto *outer = new QHBoxLayout(page);
    auto *column = new QVBoxLayout;
    column->setSpacing(16);
    outer->addStretch();
    outer->addLayout(column);
    outer->addStretch();
    auto *title = new QLabel(tr("Welcome"), this);
    title->setProperty("heading", true);
    auto *text = new QLabel(
        tr("A JSON database with a REST API on this computer, shaped by your codehooks."), this);
    text->setProperty("muted", true);
    auto *cards = new QHBoxLayout;
    cards->setSpacing(12);
    addCard(cards, "sparkles", tr("Sample database"),
            tr("Customers, orders and tickets with working hooks."), tr("Open the sample"),
            "openSample", &WelcomePage::sampleRequested);
    addCard(cards, "file-plus", tr("Empty database"),
            tr("The first steps lead to a collection, a request and a hook."),
            tr("Create database"), "createDatabase", &WelcomePage::newRequested);
    addCard(cards, "folder-open", tr("Your database"), tr("Open an existing .hookdesk file."),
            tr("Open file"), "openDatabase", &WelcomePage::openRequested);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(text);
    column->addLayout(cards);
    column->addStretch(3);
}

void WelcomePage::addCard(QHBoxLayout *row, const char *icon, const QString &title,
                          const QString &text, const QString &action, const char *name,
                          void (WelcomePage::*requested)())
{
    auto *card = new QFrame(this);
    card->setProperty("card", true);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    auto *picture = new QLabel(card);
    const auto paint = [this, card, picture, icon] {
        card->setFixedWidth(m_theme.scaled(226));
        card->setMinimumHeight(m_theme.scaled(188));
        picture->setPixmap(m_theme.icon(QLatin1String(icon), Theme::Role::Accent)
                               .pixmap(QSize(26, 26), devicePixelRatioF()));
    };
    paint();
    connect(&m_theme, &Theme::changed, picture, paint);
    auto *head = new QLabel(title, card);
    head->setProperty("title", true);
    auto *body = new QLabel(text, card);
    body->setWordWrap(true);
    body->setProperty("muted", true);
    auto *button = new QPushButton(action, card);
    button->setObjectName(QLatin1String(name));
    button->setProperty("primary", row->count() == 0);
    column->addWidget(picture);
    column->addWidget(head);
    column->addWidget(body);
    column->addStretch();
    column->addWidget(button);
    row->addWidget(card);
    connect(button, &QPushButton::clicked, this, requested);
}
