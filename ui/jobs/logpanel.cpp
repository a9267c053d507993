// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/logpanel.h"

#include "client/routes.h"
#include "ui/jobs/logmodel.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>

#include <algorithm>
#include <array>

namespace {

struct StatusFilter
{
    const char *text;
    const char *query; ///< The condition of `q`; empty: any.
};

constexpr std::array StatusFilters = {
    StatusFilter{QT_TRANSLATE_NOOP("LogPanel", "All results"), ""},
    StatusFilter{QT_TRANSLATE_NOOP("LogPanel", "Ok"), R"("OK")"},
    StatusFilter{QT_TRANSLATE_NOOP("LogPanel", "All failures"),
                 R"({"$in":["ERROR","TIMEOUT","KILLED"]})"},
    StatusFilter{QT_TRANSLATE_NOOP("LogPanel", "Timed out"), R"("TIMEOUT")"},
    StatusFilter{QT_TRANSLATE_NOOP("LogPanel", "Stopped"), R"("KILLED")"},
    StatusFilter{QT_TRANSLATE_NOOP("LogPanel", "Skipped"), R"("SKIPPED")"},
};

/// Whether jobs were made, changed or deleted; what a run writes into its job is computed.
bool changesJobs(const Store::CommitSummary::OfCollection &jobs)
{
    return jobs.documents.empty()
        || std::any_of(jobs.documents.begin(), jobs.documents.end(), [](const Store::Change &each) {
               return each.kind != Store::Change::Kind::Computed;
           });
}

} // namespace

LogPanel::LogPanel(Client &client, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_model(new LogModel(client, theme, this))
    , m_reload(new QTimer(this))
{
    auto *layout = Layouts::column(this);
    layout->addWidget(makeBar());
    layout->addWidget(Layouts::line(this));
    makeTable();
    layout->addWidget(m_table, 1);
    m_reload->setSingleShot(true);
    m_reload->setInterval(150);
    m_reload->callOnTimeout(this, &LogPanel::applyFilter);
    connect(&m_client, &Client::changed, this, [this](const Store::CommitSummary &changes) {
        if (const auto *jobs = changes.find("system_jobs"); jobs && changesJobs(*jobs))
            loadJobs();
        if (changes.find("system_log") && !m_reload->isActive())
            m_reload->start();
    });
    connect(m_model, &LogModel::loaded, this, &LogPanel::showLoaded);
    connect(m_model, &LogModel::failed, m_empty, [this](const QString &message) {
        m_empty->setText(message);
        m_empty->show();
    });
    loadJobs();
    applyFilter();
}

QWidget *LogPanel::makeBar()
{
    QWidget *bar = Layouts::bar(this);
    auto *title = new QLabel(QStringLiteral("System_log"), bar);
    title->setProperty("title", true);
    m_job = new QComboBox(bar);
    m_job->setObjectName(QStringLiteral("logJob"));
    m_job->setAccessibleName(tr("Runs of"));
    m_job->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_job->setMinimumContentsLength(8);
    m_job->addItem(tr("All jobs"), QByteArray());
    m_status = new QComboBox(bar);
    m_status->setObjectName(QStringLiteral("logStatus"));
    m_status->setAccessibleName(tr("Finished runs"));
    for (const StatusFilter &filter : StatusFilters)
        m_status->addItem(tr(filter.text), QByteArray(filter.query));
    Layouts::rowOf(bar)->addWidget(title);
    Layouts::rowOf(bar)->addStretch();
    Layouts::rowOf(bar)->addWidget(m_job);
    Layouts::rowOf(bar)->addWidget(m_status);
    QToolButton *refresh = Layouts::addTool(bar, m_theme.icon(QStringLiteral("refresh")),
                                            tr("Refresh (F5)"), "refreshLog");
    QToolButton *open = Layouts::addTool(bar, m_theme.icon(QStringLiteral("activity-heartbeat")),
                                         tr("Show the run in the inspector (Enter)"), "openRun");
    connect(m_job, &QComboBox::activated, this, &LogPanel::applyFilter);
    connect(m_status, &QComboBox::activated, this, &LogPanel::applyFilter);
    connect(refresh, &QToolButton::clicked, this, &LogPanel::applyFilter);
    connect(open, &QToolButton::clicked, this, [this] {
        if (m_table->currentIndex().isValid())
            emit runActivated(m_model->id(m_table->currentIndex().row()));
    });
    return bar;
}

void LogPanel::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("logTable"));
    m_table->setAccessibleName(tr("Job runs"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setIconSize(QSize(14, 14));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(m_theme.scaled(26));
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    Layouts::setWidths(m_table, m_theme, {148, 150, 92, 76, 80, 80});
    m_empty = new QLabel(m_table);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setProperty("muted", true);
    (new QVBoxLayout(m_table))->addWidget(m_empty);
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { emit runActivated(m_model->id(index.row())); });
    connect(Actions::make("refresh", m_theme, this), &QAction::triggered, this,
            &LogPanel::applyFilter);
}

/// The names of the jobs, for the filter.
void LogPanel::loadJobs()
{
    m_client
        .request("GET", Routes::documents(Routes::JobCollection), {},
                 "max=5000&h=" + QByteArray(R"({"$fields":{"description":1}})").toPercentEncoding())
        .then(this, [this](const Client::Reply &reply) {
            if (!reply.isOk())
                return;
            const QByteArray chosen = m_job->currentData().toByteArray();
            m_job->clear();
            m_job->addItem(tr("All jobs"), QByteArray());
            const auto body = reply.json();
            for (const Json::Value &job : body.root().items())
                m_job->addItem(job.value("description").toString(),
                               job.value("_id").text().toByteArray());
            m_job->setCurrentIndex(std::max(0, m_job->findData(chosen)));
        });
}

void LogPanel::applyFilter()
{
    const QByteArray job = m_job->currentData().toByteArray();
    const QByteArray status = m_status->currentData().toByteArray();
    Json::ObjectWriter query;
    if (!job.isEmpty())
        query.text("job", QByteArrayView(job));
    if (!status.isEmpty())
        query.raw("status", status);
    const QModelIndex current = m_table->currentIndex();
    m_chosen = current.isValid() ? m_model->id(current.row()) : QByteArray();
    m_model->setQuery(query.take());
}

void LogPanel::showLoaded()
{
    const bool isFiltered = m_job->currentIndex() > 0 || m_status->currentIndex() > 0;
    m_empty->setVisible(m_model->rowCount() == 0);
    m_empty->setText(isFiltered ? tr("No runs match the filter.")
                                : tr("No job has run yet. Each run adds a line here."));
    if (const int row = m_chosen.isEmpty() ? -1 : m_model->rowOf(m_chosen); row >= 0)
        m_table->selectRow(row);
}
