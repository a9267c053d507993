// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/keydialog.h"

#include "client/routes.h"
#include "ui/widgets/layouts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace {

enum KindIndex { FullIndex, WebIndex }; ///< As they stand in the dialog.

constexpr std::array Methods = {"GET", "POST", "PUT", "PATCH", "DELETE"};

} // namespace

KeyDialog::KeyDialog(Client &client, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New API key"));
    auto *layout = Layouts::column(this, 480, 12);
    addFields();
    m_fault = new QLabel(this);
    m_fault->setObjectName(QStringLiteral("keyFault"));
    m_fault->setProperty("banner", QStringLiteral("bad"));
    m_fault->setWordWrap(true);
    m_fault->hide();
    layout->addWidget(m_fault);
    m_create = new QPushButton(tr("Create"), this);
    m_create->setObjectName(QStringLiteral("createKey"));
    Layouts::addButtons(this, tr("Cancel"), m_create);
    connect(m_create, &QPushButton::clicked, this, &KeyDialog::create);
    updateKind();
}

void KeyDialog::addFields()
{
    auto *form = new QFormLayout;
    form->setSpacing(8);
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("keyKind"));
    m_kind->addItem(tr("Full access, for servers and administrators"), QByteArray("full"));
    m_kind->addItem(tr("Web, for pages and apps, with limits"), QByteArray("web"));
    form->addRow(tr("&Kind"), m_kind);
    m_description = new QLineEdit(this);
    m_description->setObjectName(QStringLiteral("keyDescription"));
    m_description->setPlaceholderText(tr("What it is used for"));
    form->addRow(tr("&Description"), m_description);
    static_cast<QVBoxLayout *>(layout())->addLayout(form);
    m_limits = new QWidget(this);
    auto *limits = new QFormLayout(m_limits);
    limits->setContentsMargins(0, 0, 0, 0);
    limits->setSpacing(8);
    auto *methods = new QHBoxLayout;
    methods->setSpacing(12);
    for (const char *method : Methods) {
        auto *box = new QCheckBox(QLatin1String(method), m_limits);
        box->setObjectName(QStringLiteral("key%1").arg(QLatin1String(method)));
        box->setChecked(qstrcmp(method, "GET") == 0);
        methods->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &KeyDialog::updateKind);
        m_methods.append(box);
    }
    methods->addStretch();
    limits->addRow(tr("Methods"), methods);
    m_path = new QLineEdit(QStringLiteral("/**"), m_limits);
    m_path->setObjectName(QStringLiteral("keyPath"));
    m_path->setToolTip(tr("After /rest: /customers/** is a collection and everything in it, * is "
                          "one part of a path"));
    limits->addRow(tr("&Path"), m_path);
    m_origin = new QLineEdit(m_limits);
    m_origin->setObjectName(QStringLiteral("keyOrigin"));
    m_origin->setPlaceholderText(QStringLiteral("https://app.example"));
    limits->addRow(tr("Only from &origin"), m_origin);
    m_originRequired = new QCheckBox(tr("Reject requests without an origin"), m_limits);
    m_originRequired->setObjectName(QStringLiteral("keyOriginRequired"));
    m_originRequired->setChecked(true);
    limits->addRow(QString(), m_originRequired);
    layout()->addWidget(m_limits);
    m_kind->setCurrentIndex(WebIndex); // the least right first
    connect(m_kind, &QComboBox::currentIndexChanged, this, &KeyDialog::updateKind);
    connect(m_origin, &QLineEdit::textChanged, this, &KeyDialog::updateKind);
}

void KeyDialog::updateKind()
{
    m_limits->setVisible(m_kind->currentIndex() == WebIndex);
    m_originRequired->setEnabled(!m_origin->text().isEmpty());
    // No method at all would mean any.
    m_create->setEnabled(m_kind->currentIndex() == FullIndex
                         || std::any_of(m_methods.begin(), m_methods.end(),
                                        [](const QCheckBox *box) { return box->isChecked(); }));
    adjustSize();
}

QByteArray KeyDialog::wanted() const
{
    Json::ObjectWriter key;
    key.text("kind", QByteArrayView(m_kind->currentData().toByteArray()));
    key.text("description", m_description->text().trimmed());
    if (m_kind->currentIndex() == FullIndex)
        return key.take();
    Json::ArrayWriter methods;
    for (const QCheckBox *box : m_methods) {
        if (box->isChecked())
            methods.raw(Json::quoted(box->text()));
    }
    key.raw("methods", methods.take());
    if (const QString path = m_path->text().trimmed(); !path.isEmpty())
        key.text("path", path);
    if (const QString origin = m_origin->text().trimmed(); !origin.isEmpty())
        key.text("origin", origin);
    key.boolean("originRequired", m_originRequired->isChecked());
    return key.take();
}

void KeyDialog::create()
{
    m_create->setEnabled(false);
    m_client.request("POST", Routes::keys(), wanted())
        .then(this, [this](const Client::Reply &reply) {
            updateKind();
            m_fault->setVisible(!reply.isOk());
            m_fault->setText(reply.message());
            if (!reply.isOk())
                return;
            emit created(reply.json().root().value("key").text().toByteArray());
            accept();
        });
}
