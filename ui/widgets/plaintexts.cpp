// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plaintexts.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>

PlainTexts::PlainTexts(QApplication &application)
{
    application.installEventFilter(this);
}

bool PlainTexts::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Polish) // it comes before a label is laid out
        return false;
    auto *label = qobject_cast<QLabel *>(watched); // a tool tip is one, too
    if (label && label->textFormat() == Qt::AutoText)
        label->setTextFormat(Qt::PlainText);
    return false;
}
