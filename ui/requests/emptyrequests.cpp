// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/emptyrequests.h"

#include "ui/requests/requestfileactions.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

EmptyRequests::EmptyRequests(RequestFileActions &files, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addStretch(2);
    auto *title = new QLabel(tr("No requests yet"), this);
    title->setProperty("heading", true);
    title->setAlignment(Qt::AlignCenter);
    layout->addWidget(title);
    auto *text = new QLabel(
        tr("Write a request, send it, and see its stages, log and hooks beside the response.\n"
           "Requests are kept as text, so they can live in git, and run with "
           "hookdeskd requests run."),
        this);
    text->setProperty("muted", true);
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    layout->addWidget(text);
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *first = new QPushButton(tr("New request"), this);
    first->setObjectName(QStringLiteral("firstRequest"));
    first->setProperty("primary", true);
    auto *more = new QPushButton(tr("Import"), this);
    more->setObjectName(QStringLiteral("importRequests"));
    auto *menu = new QMenu(more);
    files.fillNewMenu(menu);
    more->setMenu(menu);
    row->addWidget(first);
    row->addWidget(more);
    row->addStretch();
    layout->addLayout(row);
    layout->addStretch(3);
    connect(first, &QPushButton::clicked, &files, &RequestFileActions::addNewRequest);
}
