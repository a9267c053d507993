// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keybanner.h"

#include "ui/widgets/foldingrow.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

KeyBanner::KeyBanner(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_key(new QLabel(this))
{
    setProperty("notice", "information");
    m_key->setObjectName(QStringLiteral("firstKey"));
    theme.setCodeFont(m_key);
    m_key->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *copy = new QPushButton(theme.icon(QStringLiteral("copy")), tr("Copy"), this);
    auto *close = new QPushButton(tr("Done"), this);
    close->setObjectName(QStringLiteral("closeKey"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 12, 8);
    auto *words = new FoldingRow(this);
    words->add(new QLabel(tr("Your full-access key. It is shown only once:") + u' ', words));
    words->add(m_key, 1);
    row->addWidget(words, 1);
    row->addWidget(copy);
    row->addWidget(close);
    hide();
    connect(copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_key->text()); });
    connect(close, &QPushButton::clicked, this, &KeyBanner::forgetKey);
}

void KeyBanner::showKey(const QByteArray &key)
{
    m_key->setText(QString::fromLatin1(key));
    show();
}

void KeyBanner::forgetKey()
{
    hide();
    m_key->clear();
    emit forgotten();
}
