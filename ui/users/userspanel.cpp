// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/users/userspanel.h"

#include "client/routes.h"
#include "ui/users/userdialog.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/entitytag.h"
#include "ui/widgets/emptyhint.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QTableWidget>

namespace {

enum UserColumn { EmailColumn, RolesColumn, ActiveColumn, UserColumns };
enum RoleColumn { RoleNameColumn, CollectionColumn, MethodsColumn, RoleColumns };
constexpr int DocumentRole = Qt::UserRole;
/// More than these are looked for in the grid of their collection.
constexpr int MostUsers = 1000;

void addHead(QVBoxLayout *layout, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setProperty("title", true);
    label->setContentsMargins(12, 10, 12, 6);
    layout->addWidget(label);
}

} // namespace

UsersPanel::UsersPanel(Client &client, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
{
    auto *layout = Layouts::column(this);
    layout->addWidget(makeBar());
    layout->addWidget(Layouts::line(this));
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("usersNote"));
    m_note->setWordWrap(true);
    m_note->setProperty("muted", true);
    m_note->setContentsMargins(12, 8, 12, 8);
    m_make = new QPushButton(tr("Create the collection"), this);
    m_make->setObjectName(QStringLiteral("makeUsers"));
    m_openSettings = new QPushButton(tr("Open settings"), this);
    m_openSettings->setObjectName(QStringLiteral("openTokenSettings"));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(m_note, 1);
    row->addWidget(m_make);
    row->addWidget(m_openSettings);
    layout->addLayout(row);
    m_message = new QLabel(this);
    m_message->setObjectName(QStringLiteral("usersMessage"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    Layouts::restyle(m_message, "banner", QStringLiteral("bad"));
    m_message->hide();
    layout->addWidget(m_message);
    makeUsers();
    layout->addWidget(m_users, 2);
    addHead(layout, tr("Role permissions"), this);
    makeRoles();
    layout->addWidget(m_roles, 1);
    connect(m_make, &QPushButton::clicked, this, &UsersPanel::makeCollection);
    connect(m_openSettings, &QPushButton::clicked, this, &UsersPanel::settingsRequested);
    load();
}

QWidget *UsersPanel::makeBar()
{
    QWidget *bar = Layouts::bar(this);
    auto *title = new QLabel(tr("Users"), bar);
    title->setProperty("title", true);
    m_delete = new QPushButton(m_theme.icon(QStringLiteral("trash")), tr("Delete"), bar);
    m_delete->setObjectName(QStringLiteral("deleteUser"));
    m_edit = new QPushButton(m_theme.icon(QStringLiteral("pencil")), tr("Edit…"), bar);
    m_edit->setObjectName(QStringLiteral("editUser"));
    m_add = new QPushButton(m_theme.icon(QStringLiteral("plus"), Theme::Role::OnAccent),
                            tr("New user…"), bar);
    m_add->setObjectName(QStringLiteral("newUser"));
    m_add->setProperty("primary", true);
    m_delete->setEnabled(false);
    m_edit->setEnabled(false);
    Layouts::rowOf(bar)->addWidget(title);
    Layouts::rowOf(bar)->addStretch();
    Layouts::rowOf(bar)->addWidget(m_delete);
    Layouts::rowOf(bar)->addWidget(m_edit);
    Layouts::rowOf(bar)->addWidget(m_add);
    connect(m_add, &QPushButton::clicked, this, &UsersPanel::askForNew);
    connect(m_edit, &QPushButton::clicked, this, &UsersPanel::edit);
    connect(m_delete, &QPushButton::clicked, this, &UsersPanel::askToDelete);
    return bar;
}

void UsersPanel::makeUsers()
{
    m_users = new QTableWidget(0, UserColumns, this);
    m_users->setObjectName(QStringLiteral("users"));
    m_users->setAccessibleName(tr("Users"));
    m_users->setHorizontalHeaderLabels({tr("E-mail"), tr("Roles"), tr("May sign in")});
    m_users->horizontalHeader()->setSectionResizeMode(RolesColumn, QHeaderView::Stretch);
    m_users->setColumnWidth(EmailColumn, m_theme.scaled(280));
    m_users->horizontalHeader()->setSectionResizeMode(ActiveColumn, QHeaderView::ResizeToContents);
    Layouts::asList(m_users, m_theme.scaled(30));
    new EmptyHint(*m_users, tr("No users yet."));
    connect(m_users, &QTableWidget::itemSelectionChanged, this, [this] {
        m_edit->setEnabled(!m_users->selectedItems().isEmpty());
        m_delete->setEnabled(!m_users->selectedItems().isEmpty());
    });
    connect(m_users, &QTableWidget::itemActivated, this, &UsersPanel::edit);
    connect(new QShortcut(QKeySequence::Delete, m_users, nullptr, nullptr, Qt::WidgetShortcut),
            &QShortcut::activated, this, &UsersPanel::askToDelete);
}

void UsersPanel::makeRoles()
{
    m_roles = new QTableWidget(0, RoleColumns, this);
    m_roles->setObjectName(QStringLiteral("roleRights"));
    m_roles->setAccessibleName(tr("Role permissions"));
    m_roles->setHorizontalHeaderLabels({tr("Role"), tr("Collection"), tr("Methods")});
    m_roles->horizontalHeader()->setSectionResizeMode(MethodsColumn, QHeaderView::Stretch);
    m_roles->setColumnWidth(RoleNameColumn, m_theme.scaled(200));
    m_roles->setColumnWidth(CollectionColumn, m_theme.scaled(200));
    Layouts::asList(m_roles, m_theme.scaled(28));
    new EmptyHint(*m_roles,
                  tr("No role has permissions yet. Grant them in the Access tab of a collection."));
    m_roles->setToolTip(tr("Press Enter to open the collection's access settings"));
    connect(m_roles, &QTableWidget::itemActivated, this, [this](const QTableWidgetItem *item) {
        emit accessRequested(m_roles->item(item->row(), CollectionColumn)->text());
    });
}

void UsersPanel::load()
{
    m_client.request("GET", Routes::settings()).then(this, [this](const Client::Reply &reply) {
        const auto settings = reply.json();
        const Json::Value tokens = settings.root().value("auth").value("jwt");
        const QString users = tokens.value("users").toString();
        m_collection = users.isEmpty() ? QStringLiteral("users") : users;
        const bool areTaken = !tokens.value("secret").toString().isEmpty()
            || !tokens.value("publicKey").toString().isEmpty();
        m_openSettings->setVisible(!areTaken);
        m_note->setText(
            areTaken
                ? tr("A token with a user's address signs them in. Users are documents of %1.")
                      .arg(m_collection)
                : tr("Tokens are not accepted yet: set a secret for user tokens in the settings."));
        loadUsers();
    });
    m_client.request("GET", Routes::collections(), {}, "counts=false")
        .then(this, [this](const Client::Reply &reply) { showRoles(reply.json().root()); });
}

void UsersPanel::loadUsers()
{
    m_client
        .request("GET", Routes::documents(m_collection), {},
                 QByteArray(Client::MetaFields) + "&max=" + QByteArray::number(MostUsers)
                     + "&sort=email")
        .then(this, [this](const Client::Reply &reply) {
            constexpr int NotFound = 404;
            m_make->setVisible(reply.status == NotFound);
            m_add->setEnabled(reply.isOk());
            if (reply.status == NotFound)
                m_note->setText(tr("The user collection %1 does not exist yet.").arg(m_collection));
            const auto users = reply.json();
            showUsers(reply.isOk() ? users.root() : Json::Value());
        });
}

void UsersPanel::showUsers(const Json::Value &users)
{
    const auto items = users.items();
    m_users->setRowCount(int(items.size()));
    for (int row = 0; row < m_users->rowCount(); ++row) {
        const Json::Value &user = items[size_t(row)];
        QStringList roles;
        for (const QByteArray &role : user.value("roles").texts())
            roles.append(QString::fromUtf8(role));
        const auto active = user.find("active");
        const bool isActive = !active || !active->isBool() || active->toBool();
        const QStringList texts = {user.value("email").toString(), roles.join(QStringLiteral(", ")),
                                   isActive ? tr("yes") : tr("no")};
        for (int column = 0; column < UserColumns; ++column) {
            auto *item = new QTableWidgetItem(texts[column]);
            item->setData(DocumentRole, user.toJson());
            if (!isActive)
                item->setForeground(m_theme.color(Theme::Role::Faint));
            m_users->setItem(row, column, item);
        }
    }
}

void UsersPanel::showRoles(const Json::Value &collections)
{
    m_roles->setRowCount(0);
    m_roleNames.clear();
    for (const Json::Value &collection : collections.items()) {
        for (const Json::Member &role : collection.value("access").value("roles").members()) {
            const QString name = QString::fromUtf8(role.key);
            if (name != QLatin1String("*") && !m_roleNames.contains(name))
                m_roleNames.append(name);
            QStringList methods;
            for (const QByteArray &method : role.value.texts())
                methods.append(QString::fromLatin1(method));
            const int row = m_roles->rowCount();
            m_roles->insertRow(row);
            m_roles->setItem(
                row, RoleNameColumn,
                new QTableWidgetItem(name == QLatin1String("*") ? tr("every user") : name));
            m_roles->setItem(row, CollectionColumn,
                             new QTableWidgetItem(collection.value("name").toString()));
            m_roles->setItem(row, MethodsColumn,
                             new QTableWidgetItem(methods.join(QStringLiteral(", "))));
        }
    }
    m_roles->sortItems(RoleNameColumn);
}

void UsersPanel::makeCollection()
{
    // Two users of one address would be one and the same.
    m_client
        .request("PUT", Routes::collection(m_collection),
                 R"({"fields":[{"name":"email","type":"email","required":true,"unique":true},)"
                 R"({"name":"roles","type":"json"},{"name":"active","type":"bool"}]})")
        .then(this, [this](const Client::Reply &reply) {
            if (!reply.isOk())
                return tell(reply.explanation());
            load();
        });
}

QByteArray UsersPanel::chosen() const
{
    const auto selected = m_users->selectedItems();
    return selected.isEmpty() ? QByteArray() : selected.first()->data(DocumentRole).toByteArray();
}

void UsersPanel::askForNew()
{
    auto *dialog = new UserDialog({}, m_roleNames, this);
    connect(dialog, &UserDialog::chosen, this,
            [this](const QByteArray &user) { save({}, user, {}); });
    dialog->open();
}

void UsersPanel::edit()
{
    if (chosen().isEmpty())
        return;
    const auto user = Json::Document::parseKnown(chosen());
    const QByteArray id = user->root().value("_id").text().toByteArray();
    auto *dialog = new UserDialog(user->root(), m_roleNames, this);
    connect(dialog, &UserDialog::chosen, this,
            [this, id, tag = EntityTag::of(chosen())](const QByteArray &changed) {
                save(id, changed, tag);
            });
    dialog->open();
}

/// Stores what was chosen in the dialog, unless somebody else has changed the user meanwhile.
void UsersPanel::save(const QByteArray &id, const QByteArray &user, const QByteArray &tag)
{
    m_client
        .requestIfMatch(id.isEmpty() ? "POST" : "PUT",
                        id.isEmpty() ? Routes::documents(m_collection)
                                     : Routes::document(m_collection, id),
                        tag, user)
        .then(this, [this](const Client::Reply &reply) {
            tell(reply.isOk() ? QString() : reply.explanation());
            loadUsers();
        });
}

void UsersPanel::askToDelete()
{
    if (chosen().isEmpty())
        return;
    const auto user = Json::Document::parseKnown(chosen());
    const QByteArray id = user->root().value("_id").text().toByteArray();
    Ask::toDestroy(
        this,
        {tr("Delete the user?"),
         tr("%1 cannot sign in any more; the documents they created stay. To keep a user out for a "
            "while, take “May sign in” away instead.")
             .arg(user->root().value("email").toString()),
         tr("Delete")},
        [this, id] {
            m_client.request("DELETE", Routes::document(m_collection, id))
                .then(this, [this](const Client::Reply &reply) {
                    tell(reply.isOk() ? QString() : reply.explanation());
                    loadUsers();
                });
        });
}

void UsersPanel::tell(const QString &text)
{
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
}
