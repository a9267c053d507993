// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/keyspanel.h"

#include "client/routes.h"
#include "ui/keys/keydialog.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timetext.h"

#include <QDateTime>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QTableWidget>

namespace {

enum Column {
    KeyColumn,
    KindColumn,
    RightsColumn,
    OriginColumn,
    DescriptionColumn,
    MadeColumn,
    ColumnCount
};

constexpr int IdRole = Qt::UserRole;
constexpr int FullRole = Qt::UserRole + 1;

QString rightsOf(const Json::Value &key, bool isFull)
{
    if (isFull)
        return KeysPanel::tr("all collections");
    QStringList methods;
    for (const Json::Value &method : key.value("methods").items())
        methods.append(method.toString());
    return KeysPanel::tr("%1 on %2", "methods, path")
        .arg(methods.join(QStringLiteral(", ")), key.value("path").toString());
}

} // namespace

KeysPanel::KeysPanel(Client &client, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
{
    auto *layout = Layouts::column(this);
    layout->addWidget(makeBar());
    layout->addWidget(Layouts::line(this));
    m_message = new QLabel(this);
    m_message->setObjectName(QStringLiteral("keysMessage"));
    m_message->setProperty("banner", QStringLiteral("bad"));
    m_message->setWordWrap(true);
    m_message->hide();
    layout->addWidget(m_message);
    makeTable();
    layout->addWidget(m_table, 1);
    load();
}

QWidget *KeysPanel::makeBar()
{
    QWidget *bar = Layouts::bar(this);
    auto *title = new QLabel(tr("API keys"), bar);
    title->setProperty("title", true);
    auto *hint = new ElidedLabel(bar);
    hint->setText(tr("A key is shown only once, when it is created."));
    hint->setProperty("muted", true);
    m_revoke = new QPushButton(m_theme.icon(QStringLiteral("trash")), tr("Revoke"), bar);
    m_revoke->setObjectName(QStringLiteral("revokeKey"));
    m_revoke->setToolTip(tr("Requests with this key are rejected from then on (Del)"));
    m_revoke->setEnabled(false);
    auto *add = new QPushButton(m_theme.icon(QStringLiteral("plus"), Theme::Role::OnAccent),
                                tr("New key…"), bar);
    add->setObjectName(QStringLiteral("newKey"));
    add->setProperty("primary", true);
    Layouts::rowOf(bar)->addWidget(title);
    Layouts::rowOf(bar)->addWidget(hint);
    Layouts::rowOf(bar)->addStretch();
    Layouts::rowOf(bar)->addWidget(m_revoke);
    Layouts::rowOf(bar)->addWidget(add);
    connect(m_revoke, &QPushButton::clicked, this, &KeysPanel::askToRevoke);
    connect(add, &QPushButton::clicked, this, &KeysPanel::askForNew);
    return bar;
}

void KeysPanel::makeTable()
{
    m_table = new QTableWidget(0, ColumnCount, this);
    m_table->setObjectName(QStringLiteral("keys"));
    m_table->setAccessibleName(tr("API keys"));
    m_table->setHorizontalHeaderLabels(
        {tr("Key"), tr("Kind"), tr("Permissions"), tr("Origin"), tr("Description"), tr("Created")});
    Layouts::asList(m_table, m_theme.scaled(32));
    m_table->horizontalHeader()->setSectionResizeMode(DescriptionColumn, QHeaderView::Stretch);
    // In the order of the columns; what is left is for the rights and the description.
    Layouts::setWidths(m_table, m_theme, {110, 70, 0, 0, 0, 150});
    m_table->horizontalHeader()->setSectionResizeMode(RightsColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(OriginColumn, QHeaderView::ResizeToContents);
    connect(m_table, &QTableWidget::itemSelectionChanged, this,
            [this] { m_revoke->setEnabled(!m_table->selectedItems().isEmpty()); });
    connect(new QShortcut(QKeySequence::Delete, m_table, nullptr, nullptr, Qt::WidgetShortcut),
            &QShortcut::activated, this, &KeysPanel::askToRevoke);
}

void KeysPanel::load()
{
    m_client.request("GET", Routes::keys()).then(this, [this](const Client::Reply &reply) {
        m_message->setVisible(!reply.isOk());
        m_message->setText(reply.message());
        const auto body = reply.json();
        if (reply.isOk())
            show(body.root());
    });
}

void KeysPanel::show(const Json::Value &keys)
{
    const auto items = keys.items();
    m_table->setRowCount(int(items.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const Json::Value &key = items[size_t(row)];
        const bool isFull = key.value("kind").text() == "full";
        const auto made = QDateTime::fromString(key.value("created").toString(), Qt::ISODateWithMs);
        const QStringList texts = {key.value("prefix").toString() + QStringLiteral("…"),
                                   isFull ? tr("full") : tr("web"),
                                   rightsOf(key, isFull),
                                   key.value("origin").toString(),
                                   key.value("description").toString(),
                                   timeText(made.toLocalTime())};
        for (int column = 0; column < ColumnCount; ++column) {
            auto *item = new QTableWidgetItem(texts[column]);
            item->setToolTip(texts[column]);
            if (column == KeyColumn)
                item->setFont(m_theme.codeFont(-1));
            item->setData(IdRole, key.value("id").text().toByteArray());
            item->setData(FullRole, isFull);
            m_table->setItem(row, column, item);
        }
    }
}

void KeysPanel::askForNew()
{
    auto *dialog = new KeyDialog(m_client, this);
    connect(dialog, &KeyDialog::created, this, [this](const QByteArray &key) {
        emit keyCreated(key);
        load();
    });
    dialog->open();
}

void KeysPanel::askToRevoke()
{
    const auto selected = m_table->selectedItems();
    if (selected.isEmpty())
        return;
    int fullKeys = 0;
    for (int row = 0; row < m_table->rowCount(); ++row)
        fullKeys += m_table->item(row, KeyColumn)->data(FullRole).toBool() ? 1 : 0;
    const QTableWidgetItem *key = m_table->item(selected.first()->row(), KeyColumn);
    const bool isLast = key->data(FullRole).toBool() && fullKeys == 1;
    const QString text =
        tr("Requests with the key %1 are rejected from then on. This cannot be undone.")
            .arg(key->text())
        + (isLast ? tr("\n\nIt is the only key of full access: until you make another, only this "
                       "window and hookdeskd key can administer the database.")
                  : QString());
    Ask::toDestroy(this, {tr("Revoke the key?"), text, tr("Revoke")},
                   [this, id = key->data(IdRole).toByteArray()] { revoke(id); });
}

void KeysPanel::revoke(const QByteArray &id)
{
    m_client.request("DELETE", Routes::key(id)).then(this, [this](const Client::Reply &reply) {
        if (reply.isOk())
            return load();
        m_message->setText(reply.message());
        m_message->show();
    });
}
