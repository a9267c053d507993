// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/collection/accesspage.h"

#include "ui/widgets/emptyhint.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include <array>

namespace {

constexpr std::array RoleMethods = {"GET", "POST", "PUT", "PATCH", "DELETE"};

} // namespace

AccessPage::AccessPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_roles(new QTableWidget(0, 1 + int(RoleMethods.size()), this))
    , m_newRole(new QLineEdit(this))
    , m_remove(new QPushButton(theme.icon(QStringLiteral("trash")), tr("Remove"), this))
    , m_private(
          new QCheckBox(tr("Private data: users see and change only what they created"), this))
    , m_keys(new QLabel(this))
    , m_save(new QPushButton(tr("Save access"), this))
{
    setObjectName(QStringLiteral("page"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 12);
    layout->setSpacing(12);
    auto *text =
        new QLabel(tr("Full-access keys may do everything here, web keys what their path "
                      "and methods say (Server > API keys). Users who sign in with a token "
                      "may do what their roles are given; the role * is every user."),
                   this);
    text->setWordWrap(true);
    text->setProperty("muted", true);
    layout->addWidget(text);
    prepareRoles(theme);
    layout->addWidget(m_roles, 1);
    layout->addLayout(makeRoleRow(theme));
    m_private->setObjectName(QStringLiteral("privateData"));
    m_private->setToolTip(tr("The role admin sees all documents"));
    layout->addWidget(m_private);
    m_keys->setObjectName(QStringLiteral("keysThatReach"));
    m_keys->setTextFormat(Qt::PlainText);
    m_keys->setWordWrap(true);
    m_keys->setProperty("muted", true);
    layout->addWidget(m_keys);
    m_save->setObjectName(QStringLiteral("saveAccess"));
    m_save->setProperty("primary", true);
    auto *foot = new QHBoxLayout;
    foot->addStretch();
    foot->addWidget(m_save);
    layout->addLayout(foot);
    connect(m_newRole, &QLineEdit::returnPressed, this, &AccessPage::addRole);
    connect(m_remove, &QPushButton::clicked, this, &AccessPage::removeRole);
    connect(m_private, &QCheckBox::clicked, this, &AccessPage::update);
    connect(m_roles, &QTableWidget::itemChanged, this, &AccessPage::update);
    connect(m_roles, &QTableWidget::itemSelectionChanged, this,
            [this] { m_remove->setEnabled(!m_roles->selectedItems().isEmpty()); });
    connect(m_save, &QPushButton::clicked, this, &AccessPage::saveRequested);
    show({});
}

QLayout *AccessPage::makeRoleRow(const Theme &theme)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_newRole->setObjectName(QStringLiteral("newRole"));
    m_newRole->setPlaceholderText(tr("A role, such as editor"));
    m_newRole->setAccessibleName(tr("New role"));
    auto *add = new QPushButton(theme.icon(QStringLiteral("plus")), tr("Add role"), this);
    add->setObjectName(QStringLiteral("addRole"));
    m_remove->setObjectName(QStringLiteral("removeRole"));
    m_remove->setEnabled(false);
    row->addWidget(m_newRole, 1);
    row->addWidget(add);
    row->addWidget(m_remove);
    connect(add, &QPushButton::clicked, this, &AccessPage::addRole);
    return row;
}

QByteArray AccessPage::toJson() const
{
    Json::ObjectWriter roles;
    for (int row = 0; row < m_roles->rowCount(); ++row) {
        Json::ArrayWriter methods;
        for (int column = 1; column < m_roles->columnCount(); ++column) {
            if (m_roles->item(row, column)->checkState() == Qt::Checked)
                methods.raw(Json::quoted(QByteArrayView(RoleMethods[size_t(column - 1)])));
        }
        roles.raw(m_roles->item(row, 0)->text().toUtf8(), methods.take());
    }
    Json::ObjectWriter access;
    access.raw("roles", roles.take()).boolean("private", m_private->isChecked());
    for (const auto &[name, value] : m_others)
        access.raw(name, value);
    return access.take();
}

void AccessPage::prepareRoles(const Theme &theme)
{
    QStringList header = {tr("Role")};
    for (const char *method : RoleMethods)
        header.append(QLatin1String(method));
    m_roles->setObjectName(QStringLiteral("roles"));
    m_roles->setAccessibleName(tr("Roles and their permissions"));
    m_roles->setHorizontalHeaderLabels(header);
    m_roles->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    Layouts::asList(m_roles, theme.scaled(30));
    new EmptyHint(*m_roles, tr("No role has access yet."));
    for (int column = 1; column < m_roles->columnCount(); ++column) {
        m_roles->setColumnWidth(column, theme.scaled(80));
        m_roles->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignCenter);
    }
}

void AccessPage::show(const Json::Value &access)
{
    {
        const QSignalBlocker blocker(m_roles);
        m_roles->setRowCount(0);
        for (const Json::Member &role : access.value("roles").members())
            addRow(QString::fromUtf8(role.key), role.value.texts());
    }
    m_private->setChecked(access.value("private").toBool());
    m_others.clear();
    for (const Json::Member &member : access.members()) {
        if (member.key != "roles" && member.key != "private")
            m_others.append({member.key.toByteArray(), member.value.toJson()});
    }
    m_saved = toJson();
    update();
}

void AccessPage::edit(const Json::Value &access)
{
    const QByteArray saved = m_saved;
    show(access);
    m_saved = saved;
    update();
}

void AccessPage::setKeys(const Json::Value &keys)
{
    QStringList lines = {tr("Keys that reach it:")};
    for (const Json::Value &key : keys.items()) {
        const bool isFull = key.value("kind").text() == "full";
        QStringList methods;
        for (const QByteArray &method : key.value("methods").texts())
            methods.append(QString::fromLatin1(method));
        const QString path = key.value("path").toString();
        lines.append(QStringLiteral("%1…  %2  %3")
                         .arg(key.value("prefix").toString(),
                              isFull ? tr("all collections")
                                     : QStringLiteral("%1 %2").arg(
                                         methods.isEmpty() ? tr("all methods")
                                                           : methods.join(QLatin1Char(' ')),
                                         path.isEmpty() ? QStringLiteral("/**") : path),
                              key.value("description").toString()));
    }
    m_keys->setText(lines.join(QLatin1Char('\n')));
}

void AccessPage::addRow(const QString &role, const QByteArrayList &methods)
{
    const int row = m_roles->rowCount();
    m_roles->insertRow(row);
    m_roles->setItem(row, 0, new QTableWidgetItem(role));
    for (int column = 1; column < m_roles->columnCount(); ++column) {
        auto *item = new QTableWidgetItem;
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        const bool isAllowed = methods.contains(RoleMethods[size_t(column - 1)]);
        item->setCheckState(isAllowed ? Qt::Checked : Qt::Unchecked);
        m_roles->setItem(row, column, item);
    }
}

void AccessPage::addRole()
{
    const QString role = m_newRole->text().trimmed();
    if (role.isEmpty() || !m_roles->findItems(role, Qt::MatchExactly).isEmpty())
        return;
    m_newRole->clear();
    {
        const QSignalBlocker blocker(m_roles);
        addRow(role, {"GET"});
    }
    m_roles->selectRow(m_roles->rowCount() - 1);
    update();
}

void AccessPage::removeRole()
{
    const auto selected = m_roles->selectedItems();
    if (selected.isEmpty())
        return;
    m_roles->removeRow(selected.first()->row());
    update();
}

void AccessPage::update()
{
    m_save->setEnabled(hasUnsavedChanges());
    emit changed();
}
