// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdialog.h"

#include "ui/markform.h"
#include "ui/widgets/layouts.h"

#include <QFormLayout>
#include <QPushButton>

MarkDialog::MarkDialog(const Mark &mark, const QString &usualName, QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Name and color"));
    auto *layout = Layouts::column(this, 440, 16);
    auto *form = new QFormLayout;
    form->setSpacing(8);
    m_form = new MarkForm(form, this);
    layout->addLayout(form);
    auto *accept = new QPushButton(tr("Save"), this);
    accept->setObjectName(QStringLiteral("saveMark"));
    Layouts::addButtons(this, tr("Cancel"), accept);
    m_form->show(mark, usualName);
    connect(accept, &QPushButton::clicked, this, &QDialog::accept);
    connect(this, &QDialog::accepted, this, [this] { emit chosen(m_form->mark()); });
}
