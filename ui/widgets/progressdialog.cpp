// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/progressdialog.h"

#include "ui/widgets/layouts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace {

constexpr int Steps = 1000;
constexpr int AppearsAfter = 300; // ms

} // namespace

ProgressDialog::ProgressDialog(const QString &title, const QString &text, QWidget *parent)
    : QDialog(parent)
    , m_text(new QLabel(text, this))
    , m_bar(new QProgressBar(this))
{
    setWindowTitle(title);
    setWindowModality(Qt::WindowModal);
    auto *layout = Layouts::column(this, 420, 12);
    m_text->setTextFormat(Qt::PlainText);
    layout->addWidget(m_text);
    m_bar->setRange(0, Steps);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    layout->addWidget(m_bar);
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *cancelButton = new QPushButton(tr("Cancel"), this);
    cancelButton->setObjectName(QStringLiteral("progressCancel"));
    row->addWidget(cancelButton);
    layout->addLayout(row);
    connect(cancelButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::rejected, this, &ProgressDialog::cancelled);
    QTimer::singleShot(AppearsAfter, this, &QDialog::open);
}

void ProgressDialog::show(double part, const QString &text)
{
    m_text->setText(text);
    m_bar->setValue(int(part * Steps));
}
