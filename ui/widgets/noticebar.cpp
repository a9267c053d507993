// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/noticebar.h"

#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace {

constexpr int IconSize = 16;

} // namespace

NoticeBar::NoticeBar(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_buttons(new QHBoxLayout)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("noticeBar"));
    m_layout->setContentsMargins(12, 6, 8, 6);
    m_layout->setSpacing(8);
    m_buttons->setSpacing(8);
    m_buttons->addStretch();
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    m_layout->addLayout(row, 1);
    m_layout->addLayout(m_buttons);
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
    const bool hasThem = isVisibleTo(parentWidget())
        && std::equal(choices.begin(), choices.end(), m_choices.begin(), m_choices.end(),
                      [](const Choice &a, const Choice &b) {
                          return a.text == b.text && qstrcmp(a.name, b.name) == 0;
                      });
    m_choices = choices;
    if (!hasThem) // else one of them may just be pressed
        makeButtons();
    Layouts::restyle(this, "notice", kind == Kind::Warning ? "warning" : "information");
    paintIcon();
    show();
}

void NoticeBar::makeButtons()
{
    for (QPushButton *button : findChildren<QPushButton *>()) {
        button->hide();
        button->setObjectName(QString());
        button->deleteLater(); // one of them may be what was clicked
    }
    for (qsizetype i = 0; i < m_choices.size(); ++i) {
        auto *button = new QPushButton(m_choices[i].text, this);
        button->setObjectName(QLatin1String(m_choices[i].name));
        m_buttons->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, i] {
            const Choice choice = m_choices[i];
            if (!choice.staysOpen)
                hide();
            choice.run();
        });
    }
}

/// The text keeps half of a line at least.
void NoticeBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    const bool isNarrow = m_buttons->sizeHint().width() > width() / 2;
    m_layout->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void NoticeBar::paintIcon()
{
    const bool isWarning = m_kind == Kind::Warning;
    m_icon->setPixmap(
        m_theme
            .icon(isWarning ? QStringLiteral("alert-triangle") : QStringLiteral("alert-circle"),
                  isWarning ? Theme::Role::Warning : Theme::Role::Info)
            .pixmap(QSize(IconSize, IconSize), devicePixelRatioF()));
}
