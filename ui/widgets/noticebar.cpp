// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/noticebar.h"

#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QPushButton>

namespace {

constexpr int IconSize = 16;

} // namespace

NoticeBar::NoticeBar(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_row(new QHBoxLayout(this))
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("noticeBar"));
    m_row->setContentsMargins(12, 5, 8, 5);
    m_row->setSpacing(8);
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_row->addWidget(m_icon);
    m_row->addWidget(m_text, 1);
    connect(&theme, &Theme::changed, this, &NoticeBar::paintIcon);
    hide();
}

QString NoticeBar::text() const
{
    return m_text->text();
}

void NoticeBar::tell(Kind kind, const QString &text, const QList<Choice> &choices)
{
    m_kind = kind;
    m_text->setText(text);
    for (QPushButton *button : findChildren<QPushButton *>()) {
        button->hide();
        button->setObjectName(QString());
        button->deleteLater(); // one of them may be what was clicked
    }
    for (const Choice &choice : choices) {
        auto *button = new QPushButton(choice.text, this);
        button->setObjectName(QLatin1String(choice.name));
        m_row->addWidget(button);
        connect(button, &QPushButton::clicked, this,
                [this, run = choice.run, staysOpen = choice.staysOpen] {
                    if (!staysOpen)
                        hide();
                    run();
                });
    }
    Layouts::restyle(this, "notice", kind == Kind::Warning ? "warning" : "information");
    paintIcon();
    show();
}

void NoticeBar::paintIcon()
{
    const bool isWarning = m_kind == Kind::Warning;
    m_icon->setPixmap(
        m_theme
            .icon(isWarning ? QStringLiteral("alert-triangle") : QStringLiteral("history"),
                  isWarning ? Theme::Role::Warning : Theme::Role::Info)
            .pixmap(QSize(IconSize, IconSize), devicePixelRatioF()));
}
