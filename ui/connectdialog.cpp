// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connectdialog.h"

#include "client/routes.h"
#include "ui/markform.h"
#include "ui/widgets/layouts.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHostAddress>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

namespace {

constexpr qsizetype LongestMessage = 500; ///< Of a server that may be none of ours.

bool isThisMachine(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

/// What was typed as the address of a server; not valid where it is none. Without a scheme it is
/// https, and http on this machine.
QUrl serverOf(const QString &typed)
{
    QString text = typed.trimmed();
    if (!text.contains(QLatin1String("://"))) {
        const QString http = QStringLiteral("http://");
        const bool isNear = isThisMachine(QUrl(http + text, QUrl::StrictMode).host());
        text.prepend(isNear ? http : QStringLiteral("https://"));
    }
    QUrl url(text, QUrl::StrictMode);
    const bool isServer =
        (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"))
        && !url.host().isEmpty() && url.userInfo().isEmpty() && url.port() != 0 && !url.hasQuery()
        && !url.hasFragment() && (url.path().isEmpty() || url.path() == QLatin1String("/"));
    url.setPath(QString());
    // The same server is not to be known by two addresses.
    if (url.port() == (url.scheme() == QLatin1String("https") ? 443 : 80))
        url.setPort(-1);
    return isServer ? url : QUrl();
}

/// The digits of a certificate's digest in pairs, as other programs show it.
QString spaced(const QByteArray &digest)
{
    return QString::fromLatin1(QByteArray::fromHex(digest).toHex(':').toUpper());
}

} // namespace

ConnectDialog::ConnectDialog(const RemoteClient::Address &address, QWidget *parent)
    : QDialog(parent)
    , m_given(address)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(address.node.isEmpty()
                       ? tr("Connect to a server")
                       : tr("Requests of %1").arg(QString::fromUtf8(address.node)));
    Layouts::column(this, 520, 12);
    addFields();
    addButtons();
    m_url->setText(address.url);
    m_key->setText(QString::fromUtf8(address.key));
    showMark();
    update();
    (address.url.isEmpty() ? m_url : m_key)->setFocus();
}

ConnectDialog::~ConnectDialog() = default;

void ConnectDialog::addFields()
{
    auto *form = new QFormLayout;
    form->setSpacing(8);
    m_url = new QLineEdit(this);
    m_url->setObjectName(QStringLiteral("connectUrl"));
    m_url->setPlaceholderText(QStringLiteral("https://api.example.com"));
    form->addRow(tr("&Address"), m_url);
    m_key = new QLineEdit(this);
    m_key->setObjectName(QStringLiteral("connectKey"));
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setPlaceholderText(tr("A full-access key"));
    form->addRow(tr("API &key"), m_key);
    m_warning =
        new QLabel(tr("http:// sends the key unencrypted: anybody on the way can read it."), this);
    m_warning->setObjectName(QStringLiteral("connectWarning"));
    m_warning->setProperty("banner", QStringLiteral("warning"));
    m_warning->setWordWrap(true);
    form->addRow(QString(), m_warning);
    if (m_given.node.isEmpty()) {
        m_keeps = new QCheckBox(tr("&Store the key in the desktop keychain"), this);
        m_keeps->setObjectName(QStringLiteral("connectKeeps"));
        m_keeps->setChecked(true);
        form->addRow(QString(), m_keeps);
        m_mark = new MarkForm(form, this);
    }
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addLayout(form);
    m_fault = new QLabel(this);
    m_fault->setObjectName(QStringLiteral("connectFault"));
    m_fault->setProperty("banner", QStringLiteral("bad"));
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setWordWrap(true);
    m_fault->hide();
    column->addWidget(m_fault);
    m_believe = new QCheckBox(tr("&Trust this certificate"), this);
    m_believe->setObjectName(QStringLiteral("connectBelieve"));
    m_believe->hide();
    column->addWidget(m_believe);
    connect(m_url, &QLineEdit::textChanged, this, [this] {
        showMark();
        m_believe->hide(); // the certificate was that of another server
        m_believe->setChecked(false);
        update();
    });
    connect(m_key, &QLineEdit::textChanged, this, &ConnectDialog::update);
    connect(m_believe, &QCheckBox::toggled, this, &ConnectDialog::update);
}

void ConnectDialog::addButtons()
{
    m_connect = new QPushButton(tr("Connect"), this);
    m_connect->setObjectName(QStringLiteral("connect"));
    Layouts::addButtons(this, tr("Cancel"), m_connect);
    connect(m_connect, &QPushButton::clicked, this, &ConnectDialog::tryIt);
}

void ConnectDialog::showMark()
{
    if (m_mark)
        m_mark->showKnown(serverOf(m_url->text()).toString(), tr("The name of the host"));
}

void ConnectDialog::update()
{
    const QUrl server = serverOf(m_url->text());
    m_warning->setVisible(server.scheme() == QLatin1String("http")
                          && !isThisMachine(server.host()));
    m_connect->setEnabled(!m_client && server.isValid() && !m_key->text().trimmed().isEmpty());
    m_connect->setText(m_client ? tr("Connecting…") : tr("Connect"));
}

void ConnectDialog::tryIt()
{
    RemoteClient::Address address{
        serverOf(m_url->text()).toString(), m_key->text().trimmed().toUtf8(), {}};
    if (m_believe->isChecked())
        address.certificate = m_offered;
    else if (address.url == m_given.url)
        address.certificate = m_given.certificate;
    m_fault->hide();
    m_client = std::make_unique<RemoteClient>(address, nullptr);
    update();
    m_client->request("GET", Routes::collections(), {}, "counts=false")
        .then(this, [this](const Client::Reply &reply) { judge(reply); });
}

void ConnectDialog::judge(const Client::Reply &reply)
{
    const std::unique_ptr<RemoteClient> tried = std::move(m_client);
    update();
    const bool isHookdesk = reply.isOk() && reply.json().root().isArray();
    if (isHookdesk) {
        RemoteClient::Address address = tried->address();
        address.node = m_given.node;
        emit chosen({address, m_mark ? m_mark->mark() : Mark(), m_keeps && m_keeps->isChecked()});
        accept();
        return;
    }
    m_offered = tried->unknownCertificate();
    m_believe->setVisible(!m_offered.isEmpty());
    m_believe->setChecked(false);
    if (!m_offered.isEmpty())
        showFault(
            tr("The certificate of this server is not signed by an authority that this computer "
               "trusts. Compare its SHA-256 fingerprint with the one that the owner of the "
               "server gives you:\n%1")
                .arg(spaced(m_offered)));
    else if (reply.status == 401 || reply.status == 403)
        showFault(tr("The server rejected this key. It needs a key with full access."));
    else if (reply.status == 404 || (reply.status >= 200 && reply.status < 400))
        showFault(tr("There is no Hookdesk server at this address."));
    else
        showFault(reply.message().isEmpty() ? tr("The server answered %1.").arg(reply.status)
                                            : reply.message().left(LongestMessage));
}

void ConnectDialog::showFault(const QString &text)
{
    m_fault->setText(text);
    m_fault->show();
    adjustSize();
}
