// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/collection/generalpage.h"

#include "ui/widgets/theme.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace {

QLabel *addWrappedText(QVBoxLayout *layout, const QString &text, const char *property)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setProperty(property, true);
    layout->addWidget(label);
    return label;
}

} // namespace

GeneralPage::GeneralPage(const Theme &theme, const QString &collection, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("page"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    addWrappedText(layout, collection, "heading");
    m_facts = addWrappedText(layout, QString(), "muted");
    auto *form = new QFormLayout;
    m_description = new QLineEdit(this);
    m_description->setObjectName(QStringLiteral("description"));
    m_description->setPlaceholderText(tr("What this collection is for"));
    form->addRow(tr("&Description"), m_description);
    layout->addLayout(form);
    layout->addLayout(makeButtons(theme));
    m_dependents = addWrappedText(layout, QString(), "muted");
    m_dependents->setObjectName(QStringLiteral("dependents"));
    m_dependents->setTextFormat(Qt::PlainText);
    layout->addStretch();
    connect(m_description, &QLineEdit::textEdited, this, &GeneralPage::changed);
    connect(m_description, &QLineEdit::returnPressed, this, &GeneralPage::saveRequested);
}

QLayout *GeneralPage::makeButtons(const Theme &theme)
{
    auto *save = new QPushButton(tr("Save description"), this);
    save->setObjectName(QStringLiteral("saveDescription"));
    auto *rename = new QPushButton(theme.icon(QStringLiteral("pencil")), tr("Rename…"), this);
    rename->setObjectName(QStringLiteral("renameCollection"));
    auto *drop = new QPushButton(theme.icon(QStringLiteral("trash")), tr("Delete…"), this);
    drop->setObjectName(QStringLiteral("dropCollection"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(rename);
    row->addWidget(drop);
    row->addStretch();
    row->addWidget(save);
    connect(rename, &QPushButton::clicked, this, &GeneralPage::renameRequested);
    connect(drop, &QPushButton::clicked, this, &GeneralPage::dropRequested);
    connect(save, &QPushButton::clicked, this, &GeneralPage::saveRequested);
    return row;
}

void GeneralPage::show(const QString &description)
{
    m_description->setText(description); // it is not modified then
}

void GeneralPage::edit(const QString &description)
{
    m_description->setText(description);
    m_description->setModified(true);
}

bool GeneralPage::hasUnsavedChanges() const
{
    return m_description->isModified();
}

QString GeneralPage::description() const
{
    return m_description->text();
}

void GeneralPage::setFacts(const QString &facts)
{
    m_facts->setText(facts);
}

void GeneralPage::setDependents(const QString &dependents)
{
    m_dependents->setText(dependents);
}
