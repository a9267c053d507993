// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/stopdialog.h"

#include "ui/codehook/replayexpression.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

StopDialog::StopDialog(ReplayStop stop, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_stop(std::move(stop))
    , m_condition(new QLineEdit(m_stop.condition, this))
    , m_log(new QLineEdit(m_stop.log, this))
    , m_fault(new QLabel(this))
{
    setObjectName(QStringLiteral("stopDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(m_stop.isOfVariable() ? tr("Stop when %1 changes").arg(m_stop.variable)
                                         : tr("Stop in line %1").arg(m_stop.line));
    setMinimumWidth(theme.scaled(440));
    auto *form = new QFormLayout(this);
    m_condition->setObjectName(QStringLiteral("stopCondition"));
    m_condition->setPlaceholderText(QStringLiteral("total > 100 && typeof price == \"string\""));
    m_log->setObjectName(QStringLiteral("stopLog"));
    m_log->setPlaceholderText(QStringLiteral("total is {total}"));
    theme.setCodeFont(m_condition);
    theme.setCodeFont(m_log);
    form->addRow(tr("Only when"), m_condition);
    form->addRow(tr("Log instead of stopping"), m_log);
    m_fault->setObjectName(QStringLiteral("stopFault"));
    m_fault->setWordWrap(true);
    m_fault->setTextFormat(Qt::PlainText);
    form->addRow(m_fault);
    auto *buttons = new QDialogButtonBox(this);
    m_accept = buttons->addButton(tr("Set stop"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("stopAccept"));
    m_accept->setProperty("primary", true);
    auto *remove = buttons->addButton(tr("Remove stop"), QDialogButtonBox::DestructiveRole);
    remove->setObjectName(QStringLiteral("stopRemove"));
    buttons->addButton(QDialogButtonBox::Cancel);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        m_stop.condition = m_condition->text().trimmed();
        m_stop.log = m_log->text().trimmed();
        emit decided(m_stop);
        accept();
    });
    connect(remove, &QPushButton::clicked, this, [this] {
        emit removed(m_stop);
        reject();
    });
    connect(m_condition, &QLineEdit::textChanged, this, &StopDialog::check);
    check();
}

void StopDialog::check()
{
    const QString text = m_condition->text().trimmed();
    const auto parsed = text.isEmpty() ? ReplayExpression::parse(QStringLiteral("true"))
                                       : ReplayExpression::parse(text);
    m_fault->setText(parsed ? QString() : parsed.error().message);
    m_fault->setVisible(!parsed);
    m_accept->setEnabled(bool(parsed));
}
