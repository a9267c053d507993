// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markform.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

MarkForm::MarkForm(QFormLayout *form, QWidget *parent)
    : QObject(parent)
    , m_name(new QLineEdit(parent))
    , m_colors(new QButtonGroup(this))
    , m_production(new QCheckBox(
          tr("&Production: type the name before actions that cannot be undone"), parent))
{
    m_name->setObjectName(QStringLiteral("markName"));
    m_name->setMaxLength(60);
    form->addRow(tr("&Name"), m_name);
    const QStringList names = {tr("Indigo"), tr("Teal"), tr("Amber"),
                               tr("Red"),    tr("Blue"), tr("Purple")};
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    for (int i = 0; i < names.size(); ++i) {
        auto *button = new QToolButton(parent);
        button->setObjectName(QStringLiteral("markColor%1").arg(i));
        button->setIcon(Mark{{}, QString::fromLatin1(Mark::Colors[size_t(i)])}.icon());
        button->setCheckable(true);
        button->setToolTip(names[i]);
        button->setAccessibleName(names[i]);
        m_colors->addButton(button, i);
        row->addWidget(button);
    }
    row->addStretch();
    form->addRow(tr("Color"), row);
    m_production->setObjectName(QStringLiteral("markProduction"));
    form->addRow(QString(), m_production);
}

void MarkForm::show(const Mark &mark, const QString &usualName)
{
    m_name->setText(mark.name);
    m_name->setPlaceholderText(usualName);
    for (QAbstractButton *each : m_colors->buttons())
        each->setChecked(mark.color == QLatin1String(Mark::Colors[size_t(m_colors->id(each))]));
    m_production->setChecked(mark.isProduction);
}

void MarkForm::showKnown(const QString &identity, const QString &usualName)
{
    const Mark known = Mark::load(identity);
    Mark shown = mark();
    if (shown == m_known)
        shown = known;
    else
        shown.isProduction = shown.isProduction || known.isProduction;
    m_known = known;
    show(shown, usualName);
}

Mark MarkForm::mark() const
{
    Mark mark;
    mark.name = m_name->text().simplified();
    if (m_colors->checkedId() >= 0)
        mark.color = QString::fromLatin1(Mark::Colors[size_t(m_colors->checkedId())]);
    mark.isProduction = m_production->isChecked();
    return mark;
}
