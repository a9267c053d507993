// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferencesdialog.h"

#include "ui/widgets/layouts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHostAddress>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace {

/// `ADDR:PORT`, the address of an interface of this machine.
bool isAddress(const QString &text)
{
    const QString port = text.section(QLatin1Char(':'), -1);
    bool isNumber = false;
    const uint number = port.toUInt(&isNumber);
    QString host = text.left(text.size() - port.size() - 1);
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    return isNumber && number <= 65535 && text.contains(QLatin1Char(':'))
        && !QHostAddress(host).isNull();
}

} // namespace

PreferencesDialog::PreferencesDialog(const Preferences &preferences, bool hasTray, QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Preferences"));
    Layouts::column(this, 480, 12);
    addFields(preferences, hasTray);
    m_accept = new QPushButton(tr("Apply"), this);
    m_accept->setObjectName(QStringLiteral("preferencesAccept"));
    Layouts::addButtons(this, tr("Cancel"), m_accept)
        ->setObjectName(QStringLiteral("preferencesCancel"));
    connect(m_accept, &QPushButton::clicked, this, [this] {
        const Preferences preferences = wanted();
        accept();
        emit chosen(preferences);
    });
    check();
}

void PreferencesDialog::addFields(const Preferences &preferences, bool hasTray)
{
    auto *form = new QFormLayout;
    form->setSpacing(10);
    m_scheme = new QComboBox(this);
    m_scheme->setObjectName(QStringLiteral("preferencesTheme"));
    m_scheme->addItems({tr("Follow system"), tr("Light"), tr("Dark")});
    m_scheme->setCurrentIndex(int(preferences.scheme));
    form->addRow(tr("&Theme"), m_scheme);
    m_textSize = new QDoubleSpinBox(this);
    m_textSize->setObjectName(QStringLiteral("preferencesTextSize"));
    m_textSize->setRange(Preferences::SmallestText, Preferences::LargestText);
    m_textSize->setSingleStep(0.5);
    m_textSize->setDecimals(2);
    m_textSize->setSuffix(tr(" pt"));
    m_textSize->setValue(preferences.textSize);
    form->addRow(tr("&Text size"), m_textSize);
    m_language = new QComboBox(this);
    m_language->setObjectName(QStringLiteral("preferencesLanguage"));
    m_language->addItem(tr("Follow system"), QString());
    // Each in its own words, so that it is found by who reads no other.
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("Deutsch"), QStringLiteral("de"));
    m_language->addItem(QStringLiteral("Norsk bokmål"), QStringLiteral("nb"));
    m_language->setCurrentIndex(std::max(0, m_language->findData(preferences.language)));
    form->addRow(tr("&Language"), m_language);
    m_address = new QLineEdit(preferences.address, this);
    m_address->setObjectName(QStringLiteral("preferencesAddress"));
    form->addRow(tr("&Server address"), m_address);
    m_addressNote = new QLabel(this);
    m_addressNote->setObjectName(QStringLiteral("preferencesAddressNote"));
    m_addressNote->setProperty("muted", true);
    m_addressNote->setWordWrap(true);
    form->addRow(QString(), m_addressNote);
    m_tray = new QCheckBox(tr("Closing the window leaves the server running, with an icon in the "
                              "tray"),
                           this);
    m_tray->setObjectName(QStringLiteral("preferencesTray"));
    m_tray->setChecked(preferences.staysInTray);
    m_tray->setEnabled(hasTray);
    if (!hasTray)
        m_tray->setToolTip(tr("This desktop has no system tray."));
    form->addRow(QString(), m_tray);
    static_cast<QVBoxLayout *>(layout())->addLayout(form);
    connect(m_address, &QLineEdit::textChanged, this, &PreferencesDialog::check);
}

void PreferencesDialog::check()
{
    const QString address = m_address->text().trimmed();
    const bool isValid = isAddress(address);
    const bool isLocal =
        address.startsWith(QLatin1String("127.")) || address.startsWith(QLatin1String("[::1]"));
    if (!isValid)
        m_addressNote->setText(
            tr("Address and port, for example 127.0.0.1:8787; port 0 uses a free port."));
    else
        m_addressNote->setText(isLocal ? tr("Reachable only from this computer.")
                                       : tr("Reachable from the network: clients need a key, and "
                                            "the connection is not encrypted."));
    m_accept->setEnabled(isValid);
}

Preferences PreferencesDialog::wanted() const
{
    Preferences preferences;
    preferences.scheme = Preferences::Scheme(m_scheme->currentIndex());
    preferences.textSize = m_textSize->value();
    preferences.language = m_language->currentData().toString();
    preferences.address = m_address->text().trimmed();
    preferences.staysInTray = m_tray->isChecked();
    return preferences;
}
