// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/historydialog.h"

#include "client/routes.h"
#include "ui/codehook/diffview.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timetext.h"

#include <QComboBox>
#include <QDateTime>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>

namespace {

constexpr int VersionRole = Qt::UserRole;
enum Against { WithBefore, WithDraft };

} // namespace

HistoryDialog::HistoryDialog(Client &client, const Theme &theme, const QByteArray &path,
                             Draft draft, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_path(path)
    , m_draft(std::move(draft))
    , m_versions(new QListWidget(this))
    , m_against(new QComboBox(this))
    , m_diff(new DiffView(theme, this))
    , m_state(new QLabel(this))
    , m_restore(new QPushButton(tr("Restore this version"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("History"));
    resize(1080, 620);
    m_versions->setObjectName(QStringLiteral("versions"));
    m_versions->setAccessibleName(tr("Versions"));
    m_versions->setMinimumWidth(190);
    m_versions->setWordWrap(true);
    m_against->setObjectName(QStringLiteral("compareWith"));
    m_against->setAccessibleName(tr("Compare with"));
    m_against->addItems({tr("Changes in this version"), tr("Compare with the draft")});
    // If there are unsaved changes, start by comparing the draft with the saved version.
    m_against->setCurrentIndex(m_draft.isUnsaved ? WithDraft : WithBefore);
    m_state->setObjectName(QStringLiteral("historyState"));
    m_state->setProperty("muted", true);
    m_restore->setObjectName(QStringLiteral("restoreVersion"));
    m_restore->setProperty("primary", true);
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("askCancel"));
    QWidget *bar = Layouts::bar(this);
    Layouts::rowOf(bar)->addWidget(m_against);
    Layouts::rowOf(bar)->addWidget(m_state, 1);
    Layouts::rowOf(bar)->addWidget(close);
    Layouts::rowOf(bar)->addWidget(m_restore);
    auto *splitter = new QSplitter(this);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_versions);
    splitter->addWidget(m_diff);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({220, 860});
    splitter->setChildrenCollapsible(false);
    auto *layout = Layouts::column(this);
    layout->addWidget(splitter, 1);
    layout->addWidget(Layouts::line(this));
    layout->addWidget(bar);
    connect(m_versions, &QListWidget::currentRowChanged, this, &HistoryDialog::compare);
    connect(m_against, &QComboBox::currentIndexChanged, this, &HistoryDialog::compare);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_restore, &QPushButton::clicked, this, &HistoryDialog::askToRestore);
    m_restore->setEnabled(false);
    load();
}

void HistoryDialog::load()
{
    m_client.request("GET", Routes::scriptVersions(m_path))
        .then(this, [this](const Client::Reply &reply) {
            const auto body = reply.json();
            m_versions->clear();
            for (const Json::Value &version : body.root().items()) {
                const QDateTime time =
                    QDateTime::fromString(version.value("time").toString(), Qt::ISODateWithMs)
                        .toLocalTime();
                const QString message = version.value("message").toString();
                auto *item = new QListWidgetItem(
                    tr("Version %1\n%2, %3")
                            .arg(version.value("version").toInteger())
                            .arg(timeText(time), version.value("by").toString())
                        + (message.isEmpty() ? QString() : QLatin1Char('\n') + message),
                    m_versions);
                item->setData(VersionRole, int(version.value("version").toInteger()));
            }
            if (m_versions->count() == 0)
                m_state->setText(reply.isOk() ? tr("No versions yet.") : reply.message());
            else
                m_versions->setCurrentRow(0);
        });
}

int HistoryDialog::chosen() const
{
    const QListWidgetItem *item = m_versions->currentItem();
    return item ? item->data(VersionRole).toInt() : 0;
}

/// Shows the chosen version beside another once both are read.
void HistoryDialog::compare()
{
    const int version = chosen();
    if (version == 0)
        return;
    const bool isAgainstDraft = m_against->currentIndex() == WithDraft;
    QList<int> missing;
    for (const int each : {version, isAgainstDraft ? version : version - 1}) {
        if (each > 0 && !m_sources.contains(each))
            missing.append(each);
    }
    if (!missing.isEmpty()) {
        const int wanted = missing.first();
        m_client.request("GET", Routes::scriptVersion(m_path, wanted))
            .then(this, [this, wanted](const Client::Reply &reply) {
                m_sources.insert(wanted,
                                 QString::fromUtf8(reply.isOk() ? reply.body : QByteArray()));
                compare();
            });
        return;
    }
    const DiffView::Side side{tr("Version %1").arg(version), m_sources.value(version)};
    if (isAgainstDraft)
        m_diff->show(side, {tr("The draft in the editor"), m_draft.text});
    else
        m_diff->show({version > 1 ? tr("Version %1").arg(version - 1) : tr("Empty"),
                      m_sources.value(version - 1)},
                     side);
    m_state->setText(m_diff->differences() == 0
                         ? tr("No differences")
                         : tr("%n line(s) changed", nullptr, m_diff->differences()));
    m_restore->setEnabled(m_versions->currentRow() > 0);
}

void HistoryDialog::askToRestore()
{
    if (!m_draft.isUnsaved)
        return restore();
    Ask::toConfirm(
        this, tr("Replace the draft?"),
        tr("The editor has unsaved changes. Restoring version %1 replaces them.").arg(chosen()),
        tr("Replace"), [this] { restore(); });
}

void HistoryDialog::restore()
{
    m_client.request("POST", Routes::scriptRestore(m_path, chosen()))
        .then(this, [this](const Client::Reply &reply) {
            if (!reply.isOk()) {
                m_state->setText(reply.message());
                return;
            }
            emit restored();
            accept();
        });
}
