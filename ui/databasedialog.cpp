// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/databasedialog.h"

#include "ui/markform.h"
#include "ui/widgets/layouts.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace {

constexpr int LargestPort = 65535;
constexpr qsizetype LongestDetail = 500;

/// What libpq tells, in English: there is no code for what went wrong while it connected.
bool tells(const QString &detail, const char *words)
{
    return detail.contains(QLatin1String(words), Qt::CaseInsensitive);
}

} // namespace

DatabaseDialog::DatabaseDialog(const DatabaseAddress &address, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("databaseDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Connect to a database of PostgreSQL"));
    Layouts::column(this, 560, 12);
    addFields();
    addButtons();
    fill(address);
    showMark();
    update();
    (address.host.isEmpty() ? m_host : m_password)->setFocus();
}

void DatabaseDialog::addFields()
{
    auto *form = new QFormLayout;
    form->setSpacing(8);
    const auto add = [&](const QString &label, const char *name, const QString &hint) {
        auto *line = new QLineEdit(this);
        line->setObjectName(QLatin1String(name));
        line->setPlaceholderText(hint);
        connect(line, &QLineEdit::textChanged, this, &DatabaseDialog::update);
        form->addRow(label, line);
        return line;
    };
    m_host = add(tr("&Host"), "databaseHost", QStringLiteral("db1.example.com"));
    m_host->setToolTip(tr("Several hosts are separated by commas; a path is the folder of a "
                          "socket on this computer"));
    m_port = new QSpinBox(this);
    m_port->setObjectName(QStringLiteral("databasePort"));
    m_port->setRange(1, LargestPort);
    m_port->setButtonSymbols(QSpinBox::NoButtons);
    form->addRow(tr("&Port"), m_port);
    m_database = add(tr("&Database"), "databaseName", QStringLiteral("app"));
    m_schema = add(tr("&Schema"), "databaseSchema", QStringLiteral("hookdesk"));
    m_user = add(tr("&User"), "databaseUser", tr("Your user name on this computer"));
    m_password =
        add(tr("Pass&word"), "databasePassword", tr("Kept until the connection is closed"));
    m_password->setEchoMode(QLineEdit::Password);
    addTls(form);
    m_mark = new MarkForm(form, this);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addLayout(form);
    m_fault = new QLabel(this);
    m_fault->setObjectName(QStringLiteral("databaseFault"));
    m_fault->setProperty("banner", QStringLiteral("bad"));
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setTextInteractionFlags(Qt::TextSelectableByMouse); // it may hold a command
    m_fault->setWordWrap(true);
    m_fault->hide();
    column->addWidget(m_fault);
    for (const QLineEdit *each : {m_host, m_database, m_schema, m_user})
        connect(each, &QLineEdit::textChanged, this, &DatabaseDialog::showMark);
}

void DatabaseDialog::addTls(QFormLayout *form)
{
    m_tls = new QComboBox(this);
    m_tls->setObjectName(QStringLiteral("databaseTls"));
    m_tls->addItems({tr("Encrypted, certificate is verified"),
                     tr("Encrypted, certificate is not verified"), tr("Not encrypted")});
    form->addRow(tr("&TLS"), m_tls);
    m_authorityRow = new QWidget(this);
    auto *row = new QHBoxLayout(m_authorityRow);
    row->setContentsMargins(0, 0, 0, 0);
    m_authority = new QLineEdit(m_authorityRow);
    m_authority->setObjectName(QStringLiteral("databaseAuthority"));
    m_authority->setAccessibleName(tr("File of the certificate authority"));
    m_authority->setPlaceholderText(tr("Certificate authorities of this computer"));
    auto *browse = new QPushButton(tr("Choose…"), m_authorityRow);
    browse->setObjectName(QStringLiteral("databaseAuthorityChoose"));
    row->addWidget(m_authority, 1);
    row->addWidget(browse);
    form->addRow(QString(), m_authorityRow);
    m_warning = new QLabel(tr("Anybody on the way can read what is sent."), this);
    m_warning->setObjectName(QStringLiteral("databaseWarning"));
    m_warning->setProperty("banner", QStringLiteral("warning"));
    m_warning->setWordWrap(true);
    form->addRow(QString(), m_warning);
    connect(m_tls, &QComboBox::currentIndexChanged, this, &DatabaseDialog::update);
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString path =
            QFileDialog::getOpenFileName(this, tr("The authority that signed the certificate"), {},
                                         tr("Certificates (*.crt *.pem);;All files (*)"));
        if (!path.isEmpty())
            m_authority->setText(path);
    });
}

void DatabaseDialog::addButtons()
{
    m_connect = new QPushButton(tr("Connect"), this);
    m_connect->setObjectName(QStringLiteral("databaseConnect"));
    Layouts::addButtons(this, tr("Cancel"), m_connect);
    connect(m_connect, &QPushButton::clicked, this, &DatabaseDialog::tryIt);
}

void DatabaseDialog::fill(const DatabaseAddress &address)
{
    m_host->setText(address.host);
    m_port->setValue(address.port);
    m_database->setText(address.database);
    m_schema->setText(address.schema);
    m_user->setText(address.user);
    m_tls->setCurrentIndex(int(address.tls));
    m_authority->setText(address.authority);
}

DatabaseAddress DatabaseDialog::address() const
{
    DatabaseAddress address;
    address.host = m_host->text().trimmed();
    address.port = m_port->value();
    address.database = m_database->text().trimmed();
    if (const QString schema = m_schema->text().trimmed(); !schema.isEmpty())
        address.schema = schema;
    address.user = m_user->text().trimmed();
    address.tls = DatabaseAddress::Tls(m_tls->currentIndex());
    address.authority = m_authority->text().trimmed();
    return address;
}

void DatabaseDialog::showMark()
{
    m_mark->showKnown(address().uri(), tr("The names of database and host"));
}

void DatabaseDialog::update()
{
    if (!m_connect)
        return; // fields are still being made
    const DatabaseAddress wanted = address();
    const bool isSocket = wanted.host.startsWith(QLatin1Char('/'));
    m_tls->setEnabled(!isSocket);
    m_authorityRow->setVisible(!isSocket && wanted.tls == DatabaseAddress::Tls::Verified);
    m_warning->setVisible(!wanted.isHere() && wanted.tls == DatabaseAddress::Tls::None);
    m_connect->setEnabled(!m_isTrying && !wanted.host.isEmpty() && !wanted.database.isEmpty());
    m_connect->setText(m_isTrying ? tr("Connecting…") : tr("Connect"));
}

void DatabaseDialog::tryIt()
{
    m_fault->hide();
    m_isTrying = true;
    update();
    tryDatabase(address().uri(m_password->text()))
        .then(this, [this](const Store::Standing &standing) { judge(standing); });
}

void DatabaseDialog::judge(const Store::Standing &standing)
{
    m_isTrying = false;
    update();
    if (standing.state == Store::Standing::State::Ready) {
        emit chosen({address(), m_password->text(), m_mark->mark()});
        accept();
        return;
    }
    m_fault->setText(adviceOn(standing, address()));
    m_fault->show();
    adjustSize();
}

namespace {

/// What to do where the host cannot be reached or lets nobody in.
QString adviceOnConnecting(const QString &detail, const DatabaseAddress &address)
{
    if (tells(detail, "password authentication failed"))
        return DatabaseDialog::tr("PostgreSQL rejected this user or this password. Check both.");
    if (tells(detail, "no password supplied"))
        return DatabaseDialog::tr("PostgreSQL requires a password for this user. Type it above.");
    if (tells(detail, "could not translate host name"))
        return DatabaseDialog::tr("There is no host named %1. Check its spelling, and whether this "
                                  "computer is in its network.")
            .arg(address.host);
    if (tells(detail, "database \"") && tells(detail, "does not exist"))
        return DatabaseDialog::tr("There is no database %1 at this host. Check its name, or have "
                                  "it created there: createdb %1")
            .arg(address.database);
    if (tells(detail, "role \"") && tells(detail, "does not exist"))
        return DatabaseDialog::
            tr("PostgreSQL has no user %1. Check the name, or have it created there: createuser %1")
                .arg(address.user);
    if (tells(detail, "no pg_hba.conf entry") && tells(detail, "no encryption"))
        return DatabaseDialog::tr("PostgreSQL accepts this user over encrypted "
                                  "connections only. Choose one that is encrypted.");
    if (tells(detail, "no pg_hba.conf entry"))
        return DatabaseDialog::tr("PostgreSQL does not accept this user from this computer. Its "
                                  "file pg_hba.conf needs a line for it.");
    if (tells(detail, "does not match host name"))
        return DatabaseDialog::tr("The certificate of this host was made for another name, so it "
                                  "may be another host. Take the name that is in it as the host. "
                                  "PostgreSQL says: %1")
            .arg(detail);
    if (tells(detail, "certificate") || tells(detail, "SSL"))
        return DatabaseDialog::tr("The connection could not be encrypted as chosen above. Choose "
                                  "the file of the authority that signed the host's certificate, "
                                  "or another kind of encryption. PostgreSQL says: %1")
            .arg(detail);
    if (tells(detail, "connection refused") || tells(detail, "no such file")
        || tells(detail, "timeout") || tells(detail, "no route"))
        return DatabaseDialog::tr("Nothing answers at %1, port %2. Check both, and whether "
                                  "PostgreSQL runs there and takes connections from this computer.")
            .arg(address.host)
            .arg(address.port);
    return DatabaseDialog::tr("The database could not be reached. PostgreSQL says: %1").arg(detail);
}

} // namespace

QString DatabaseDialog::adviceOn(const Store::Standing &standing, const DatabaseAddress &address)
{
    using State = Store::Standing::State;
    switch (standing.state) {
    case State::Ready:
        return {};
    case State::NoModule:
        return tr("This computer has no module for PostgreSQL of this version. Install the package "
                  "hookdesk-postgres: apt install ./hookdesk-postgres_*.deb");
    case State::Missing:
        return tr("The schema %1 has no tables of Hookdesk. Check its name. The first server "
                  "creates them: hookdeskd serve --database '%2'")
            .arg(address.schema, address.uri());
    case State::Older:
        return tr("The schema %1 was written by an older version, and a window does not update it. "
                  "Once all its servers have the new version, run: hookdeskd migrate --database "
                  "'%2'")
            .arg(address.schema, address.uri());
    case State::Newer:
        return tr("The schema %1 was written by a newer version of Hookdesk. Install that one to "
                  "open it.")
            .arg(address.schema);
    case State::BadAddress:
        return standing.detail;
    case State::NotReached:
        break;
    }
    return adviceOnConnecting(standing.detail.left(LongestDetail), address);
}
