// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/searchoptions.h"

#include <QHBoxLayout>
#include <QToolButton>

SearchOptions::SearchOptions(QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_case = add(QStringLiteral("Aa"), tr("Match case"), "findCase");
    m_word = add(QStringLiteral("\"w\""), tr("Whole words"), "findWord");
    m_expression = add(QStringLiteral(".*"), tr("Regular expression ($1 is the first group)"),
                       "findExpression");
}

QToolButton *SearchOptions::add(const QString &text, const QString &tip, const char *name)
{
    auto *button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setCheckable(true);
    button->setProperty("level", true);
    layout()->addWidget(button);
    connect(button, &QToolButton::toggled, this, &SearchOptions::changed);
    return button;
}

SearchTerm SearchOptions::termOf(const QString &text) const
{
    return {text, m_case->isChecked(), m_word->isChecked(), m_expression->isChecked()};
}
