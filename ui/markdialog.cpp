// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdialog.h"

#include "ui/markform.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>

MarkDialog::MarkDialog(const Mark &mark, const QString &usualName, QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Name and color"));
    setMinimumWidth(440);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    auto *form = new QFormLayout;
    form->setSpacing(8);
    m_form = new MarkForm(form, this);
    layout->addLayout(form);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *accept = new QPushButton(tr("Save"), this);
    accept->setObjectName(QStringLiteral("saveMark"));
    accept->setProperty("primary", true);
    accept->setDefault(true);
    row->addWidget(cancel);
    row->addWidget(accept);
    layout->addLayout(row);
    m_form->show(mark, usualName);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(accept, &QPushButton::clicked, this, &QDialog::accept);
    connect(this, &QDialog::accepted, this, [this] { emit chosen(m_form->mark()); });
}
