// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptyhint.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QVBoxLayout>

EmptyHint::EmptyHint(QAbstractScrollArea &area, const QString &text)
    : QLabel(text, area.viewport())
{
    setObjectName(QStringLiteral("emptyHint"));
    setTextFormat(Qt::PlainText);
    setAlignment(Qt::AlignCenter);
    setWordWrap(true);
    setProperty("muted", true);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    (new QVBoxLayout(area.viewport()))->addWidget(this); // beneath the heads of columns
    hide();
}

EmptyHint::EmptyHint(QAbstractItemView &view, const QString &text)
    : EmptyHint(static_cast<QAbstractScrollArea &>(view), text)
{
    const QAbstractItemModel *model = view.model();
    const auto follow = [this, model] { setVisible(model->rowCount() == 0); };
    connect(model, &QAbstractItemModel::rowsInserted, this, follow);
    connect(model, &QAbstractItemModel::rowsRemoved, this, follow);
    connect(model, &QAbstractItemModel::modelReset, this, follow);
    follow();
}
