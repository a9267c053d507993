// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/comparedialog.h"

#include "ui/widgets/layouts.h"

#include <QPushButton>

CompareDialog::CompareDialog(const Theme &theme, const DiffView::Side &before,
                             const DiffView::Side &after, QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Compare"));
    resize(QSize(960, 560).boundedTo(parent->window()->size()));
    auto *diff = new DiffView(theme, this);
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("askCancel"));
    close->setDefault(true);
    QWidget *bar = Layouts::bar(this);
    Layouts::rowOf(bar)->addStretch();
    Layouts::rowOf(bar)->addWidget(close);
    auto *layout = Layouts::column(this);
    layout->addWidget(diff, 1);
    layout->addWidget(Layouts::line(this));
    layout->addWidget(bar);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    diff->show(before, after);
}
