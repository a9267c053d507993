// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/collection/webhookpage.h"

#include "ui/widgets/layouts.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace {

constexpr std::array Events = {"create", "update", "delete"};

} // namespace

WebhookPage::WebhookPage(QWidget *parent)
    : QWidget(parent)
    , m_url(new QLineEdit(this))
    , m_events{new QCheckBox(tr("Documents are created"), this),
               new QCheckBox(tr("Documents are changed"), this),
               new QCheckBox(tr("Documents are deleted"), this)}
    , m_active(new QCheckBox(tr("Active"), this))
    , m_fault(new QLabel(this))
    , m_save(new QPushButton(tr("Save webhook"), this))
{
    setObjectName(QStringLiteral("page"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 12);
    layout->setSpacing(12);
    auto *text = new QLabel(
        tr("After a write the server POSTs its documents to this URL, in the background. The "
           "outcome stands in the REST inspector under the request. A webhook that fails five "
           "times in turn is switched off. Addresses of this machine and of private networks "
           "need to be allowed (Server > Settings, request.allow)."),
        this);
    text->setWordWrap(true);
    text->setProperty("muted", true);
    layout->addWidget(text);
    m_fault->setObjectName(QStringLiteral("webhookFault"));
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setWordWrap(true);
    Layouts::restyle(m_fault, "banner", QStringLiteral("bad"));
    layout->addWidget(m_fault);
    auto *form = new QFormLayout;
    form->setSpacing(10);
    m_url->setObjectName(QStringLiteral("webhookUrl"));
    m_url->setPlaceholderText(QStringLiteral("https://example.com/hook"));
    form->addRow(tr("&URL"), m_url);
    for (size_t i = 0; i < Events.size(); ++i) {
        m_events[i]->setObjectName(QLatin1String("webhook_") + QLatin1String(Events[i]));
        form->addRow(i == 0 ? tr("When") : QString(), m_events[i]);
        connect(m_events[i], &QCheckBox::toggled, this, &WebhookPage::update);
    }
    m_active->setObjectName(QStringLiteral("webhookActive"));
    form->addRow(QString(), m_active);
    layout->addLayout(form);
    layout->addStretch();
    m_save->setObjectName(QStringLiteral("saveWebhook"));
    m_save->setProperty("primary", true);
    auto *foot = new QHBoxLayout;
    foot->addStretch();
    foot->addWidget(m_save);
    layout->addLayout(foot);
    connect(m_url, &QLineEdit::textChanged, this, &WebhookPage::update);
    connect(m_active, &QCheckBox::toggled, this, &WebhookPage::update);
    connect(m_save, &QPushButton::clicked, this, &WebhookPage::saveRequested);
    show({});
}

void WebhookPage::show(const Json::Value &webhook)
{
    m_url->setText(webhook.value("url").toString());
    const QByteArrayList events = webhook.value("events").texts();
    for (size_t i = 0; i < Events.size(); ++i)
        m_events[i]->setChecked(webhook.isNull() || events.contains(Events[i]));
    m_active->setChecked(webhook.value("active").toBool());
    const QString fault = webhook.value("fault").toString();
    m_fault->setText(fault);
    m_fault->setVisible(!fault.isEmpty());
    m_saved = toJson();
    update();
}

void WebhookPage::edit(const Json::Value &webhook)
{
    const QByteArray saved = m_saved;
    show(webhook);
    m_saved = saved;
    update();
}

/// Without the fault: what was wrong before is forgotten with a save.
QByteArray WebhookPage::toJson() const
{
    Json::ArrayWriter events;
    for (size_t i = 0; i < Events.size(); ++i) {
        if (m_events[i]->isChecked())
            events.raw(Json::quoted(QByteArrayView(Events[i])));
    }
    return Json::ObjectWriter()
        .text("url", m_url->text().trimmed())
        .raw("events", events.take())
        .boolean("active", m_active->isChecked())
        .take();
}

void WebhookPage::update()
{
    m_save->setEnabled(hasUnsavedChanges());
    emit changed();
}
