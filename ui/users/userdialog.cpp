// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/users/userdialog.h"

#include "ui/widgets/layouts.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

UserDialog::UserDialog(const Json::Value &user, const QStringList &roles, QWidget *parent)
    : QDialog(parent)
    , m_known(roles)
    , m_email(new QLineEdit(user.value("email").toString(), this))
    , m_roles(new QLineEdit(this))
    , m_active(new QCheckBox(tr("May sign in"), this))
    , m_note(new QLabel(this))
    , m_accept(new QPushButton(tr("Save user"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(user.isNull() ? tr("New user") : tr("User"));
    auto *layout = Layouts::column(this, 460, 12);
    auto *form = new QFormLayout;
    form->setSpacing(10);
    m_email->setObjectName(QStringLiteral("userEmail"));
    m_email->setPlaceholderText(QStringLiteral("jane@example.com"));
    form->addRow(tr("&E-mail"), m_email);
    QStringList names;
    for (const QByteArray &role : user.value("roles").texts())
        names.append(QString::fromUtf8(role));
    m_roles->setText(names.join(QStringLiteral(", ")));
    m_roles->setObjectName(QStringLiteral("userRoles"));
    m_roles->setPlaceholderText(tr("Roles, comma-separated"));
    form->addRow(tr("&Roles"), m_roles);
    m_note->setObjectName(QStringLiteral("userNote"));
    m_note->setProperty("muted", true);
    m_note->setWordWrap(true);
    form->addRow(QString(), m_note);
    const auto active = user.find("active");
    m_active->setObjectName(QStringLiteral("userActive"));
    m_active->setChecked(!active || !active->isBool() || active->toBool());
    form->addRow(QString(), m_active);
    layout->addLayout(form);
    m_accept->setObjectName(QStringLiteral("saveUser"));
    Layouts::addButtons(this, tr("Cancel"), m_accept);
    connect(m_email, &QLineEdit::textChanged, this, &UserDialog::check);
    connect(m_roles, &QLineEdit::textChanged, this, &UserDialog::check);
    connect(m_accept, &QPushButton::clicked, this, &UserDialog::save);
    check();
}

void UserDialog::save()
{
    Json::ArrayWriter roles;
    for (const QString &role : this->roles())
        roles.raw(Json::quoted(role));
    emit chosen(Json::ObjectWriter()
                    .text("email", m_email->text().trimmed())
                    .raw("roles", roles.take())
                    .boolean("active", m_active->isChecked())
                    .take());
    accept();
}

QStringList UserDialog::roles() const
{
    QStringList names;
    for (const QString &role : m_roles->text().split(QLatin1Char(','))) {
        if (const QString name = role.trimmed(); !name.isEmpty() && !names.contains(name))
            names.append(name);
    }
    return names;
}

/// A role that no collection names may be meant, but is more likely mistyped.
void UserDialog::check()
{
    QStringList unknown;
    for (const QString &role : roles()) {
        if (!m_known.contains(role) && role != QLatin1String("admin"))
            unknown.append(role);
    }
    if (!unknown.isEmpty())
        m_note->setText(
            tr("No collection grants permissions to: %1").arg(unknown.join(QStringLiteral(", "))));
    else
        m_note->setText(
            m_known.isEmpty()
                ? tr("No collection grants permissions to roles yet; see its Access tab.")
                : tr("Existing roles: %1").arg(m_known.join(QStringLiteral(", "))));
    const QString email = m_email->text().trimmed();
    const qsizetype at = email.indexOf(QLatin1Char('@'));
    m_accept->setEnabled(at > 0 && at + 1 < email.size());
}
