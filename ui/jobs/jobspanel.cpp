// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobspanel.h"

#include "client/routes.h"
#include "ui/jobs/jobdelegate.h"
#include "ui/jobs/jobeditor.h"
#include "ui/jobs/jobmodel.h"
#include "ui/jobs/logpanel.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace {

constexpr int LowHeight = 520; ///< Below it the form does not fit under the table.
constexpr int FormWidth = 420;
constexpr int NarrowTable = 460; ///< Below it the last run takes the room of the jobs' names.

} // namespace

JobsPanel::JobsPanel(Client &client, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_model(new JobModel(client, theme, this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_reload(new QTimer(this))
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterRole(JobModel::SearchRole);
    m_filtered->setFilterKeyColumn(JobModel::NameColumn);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    auto *layout = Layouts::column(this);
    layout->addWidget(makeBar());
    layout->addWidget(Layouts::line(this));
    m_banner = new QLabel(this);
    m_banner->setObjectName(QStringLiteral("jobsBanner"));
    m_banner->setTextFormat(Qt::PlainText);
    m_banner->setWordWrap(true);
    m_banner->hide();
    layout->addWidget(m_banner);
    makeTable();
    m_editor = new JobEditor(client, theme, this);
    m_log = new LogPanel(client, theme, this);
    auto *below = new QSplitter(this);
    below->setHandleWidth(1);
    below->addWidget(m_editor);
    below->addWidget(m_log);
    below->setStretchFactor(1, 1);
    below->setSizes({390, 710});
    below->setChildrenCollapsible(false);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(below);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({250, 330});
    m_splitter->setChildrenCollapsible(false);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_isMoved = true; });
    layout->addWidget(m_splitter, 1);
    connectParts();
    m_reload->setSingleShot(true);
    m_reload->setInterval(100);
    m_reload->callOnTimeout(this, &JobsPanel::reload);
    connect(&m_client, &Client::changed, this, [this](const Store::CommitSummary &changes) {
        // A run that begins or ends writes into both.
        if ((changes.find("system_jobs") || changes.find("system_log")) && !m_reload->isActive())
            m_reload->start();
    });
    connect(&theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    reload();
    updateButtons();
}

void JobsPanel::connectParts()
{
    connect(m_editor, &JobEditor::saved, this, [this](const QByteArray &id) {
        m_pending = id;
        reload();
    });
    connect(m_editor, &JobEditor::unsavedChanged, this, &JobsPanel::unsavedChanged);
    connect(m_editor, &JobEditor::scriptRequested, this, &JobsPanel::scriptRequested);
    connect(m_editor, &JobEditor::compareRequested, this, &JobsPanel::compareRequested);
    connect(m_log, &LogPanel::runActivated, this, &JobsPanel::runActivated);
    connect(m_model, &JobModel::loaded, this, &JobsPanel::showLoaded);
    connect(m_model, &JobModel::failed, this, &JobsPanel::tell);
}

QWidget *JobsPanel::makeBar()
{
    QWidget *bar = Layouts::bar(this);
    m_filter = new QLineEdit(bar);
    m_filter->setObjectName(QStringLiteral("filterJobs"));
    m_filter->setPlaceholderText(tr("Filter jobs"));
    m_filter->setAccessibleName(tr("Filter jobs"));
    m_filter->setProperty("plain", true);
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(260);
    Layouts::addIcon(m_filter, m_theme.icon(QStringLiteral("search")));
    Layouts::rowOf(bar)->addWidget(m_filter, 1);
    Layouts::rowOf(bar)->addStretch();
    m_delete = Layouts::addTool(bar, m_theme.icon(QStringLiteral("trash")),
                                tr("Delete the selected job (Del)"), "deleteJob");
    m_stop = new QPushButton(m_theme.icon(QStringLiteral("player-stop")), tr("Stop"), bar);
    m_stop->setObjectName(QStringLiteral("stopJob"));
    m_stop->setToolTip(tr("Stop the current run"));
    m_run = new QPushButton(m_theme.icon(QStringLiteral("player-play")), tr("Run now"), bar);
    m_run->setObjectName(QStringLiteral("runJob"));
    m_run->setToolTip(tr("Run the selected job now (F9)"));
    auto *add = new QPushButton(m_theme.icon(QStringLiteral("plus"), Theme::Role::OnAccent),
                                tr("New job"), bar);
    add->setObjectName(QStringLiteral("addJob"));
    add->setProperty("primary", true);
    for (QPushButton *button : {m_stop, m_run, add})
        Layouts::rowOf(bar)->addWidget(button);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filtered->setFilterFixedString(text.trimmed());
        showLoaded();
    });
    connect(m_delete, &QToolButton::clicked, this, &JobsPanel::askToDelete);
    connect(m_stop, &QPushButton::clicked, this, &JobsPanel::stop);
    connect(m_run, &QPushButton::clicked, this, &JobsPanel::run);
    connect(add, &QPushButton::clicked, this, &JobsPanel::beginNew);
    return bar;
}

void JobsPanel::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("jobsTable"));
    m_table->setAccessibleName(tr("Jobs"));
    m_table->setModel(m_filtered);
    m_table->setItemDelegate(new JobDelegate(m_theme, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setMinimumHeight(120);
    connect(Actions::make("runJob", m_theme, this), &QAction::triggered, m_run,
            &QPushButton::click);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(JobDelegate::RowHeight);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    const std::array<int, JobModel::ColumnCount> widths = {46, 200, 200, 142, 168, 136};
    for (int column = 0; column < JobModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, m_theme.scaled(widths[size_t(column)]));
    for (const int column : {JobModel::NameColumn, JobModel::ScheduleColumn})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    m_empty = new QLabel(m_table);
    m_empty->setObjectName(QStringLiteral("jobsEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setProperty("muted", true);
    (new QVBoxLayout(m_table))->addWidget(m_empty);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &JobsPanel::showChosen);
    const auto onKey = [this](const char *name, auto function) {
        connect(Actions::make(name, m_theme, m_table), &QAction::triggered, this, function);
    };
    onKey("deleteJob", [this] { askToDelete(); });
    // On any column: the switch is the row's.
    onKey("toggleJob", [this] {
        const QModelIndex row = m_table->currentIndex().siblingAtColumn(JobModel::ActiveColumn);
        if (row.isValid())
            m_filtered->setData(row,
                                row.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked
                                                                                    : Qt::Checked,
                                Qt::CheckStateRole);
    });
    connect(m_table, &QTableView::activated, this, [this] {
        const int row = m_model->rowOf(chosen());
        if (row >= 0)
            emit scriptRequested(m_model->job(row).id, m_model->job(row).description);
    });
}

// ---- what is shown

/// Where the page is low, the form stands beside the table and has all of its height; the runs,
/// which have a page of their own, and the columns that tell of them make room.
void JobsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isLow = height() < m_theme.scaled(LowHeight);
    const int form = std::min(m_theme.scaled(FormWidth), width() / 2);
    m_table->setColumnHidden(JobModel::LastColumn,
                             isLow && width() - form < m_theme.scaled(NarrowTable));
    const bool isTurned = isLow != (m_splitter->orientation() == Qt::Horizontal);
    if (!isTurned && (!isLow || m_isMoved))
        return;
    m_isMoved = false;
    m_splitter->setOrientation(isLow ? Qt::Horizontal : Qt::Vertical);
    m_splitter->setSizes(isLow ? QList<int>{width() - form, form} : QList<int>{250, 330});
    m_log->setVisible(!isLow);
    for (const int column : {JobModel::NextColumn, JobModel::RunsColumn})
        m_table->setColumnHidden(column, isLow);
}

void JobsPanel::reload()
{
    m_model->reload();
}

QByteArray JobsPanel::chosen() const
{
    const QModelIndex index = m_filtered->mapToSource(m_table->currentIndex());
    return index.isValid() ? m_model->job(index.row()).id : QByteArray();
}

void JobsPanel::choose(const QByteArray &id)
{
    const int row = m_model->rowOf(id);
    const QModelIndex index = m_filtered->mapFromSource(m_model->index(row, JobModel::NameColumn));
    if (row >= 0 && index.isValid())
        m_table->setCurrentIndex(index);
}

void JobsPanel::showLoaded()
{
    const QByteArray id = m_pending.isEmpty() ? m_editor->id() : m_pending;
    m_pending.clear();
    if (chosen() != id)
        choose(id);
    // What changed elsewhere is shown, what is being written here stays.
    if (const int row = m_model->rowOf(m_editor->id()); row >= 0)
        m_editor->noteStored(m_model->job(row).json);
    else if (!m_editor->id().isEmpty() && !hasUnsavedChanges())
        m_editor->show({});
    m_empty->setVisible(m_filtered->rowCount() == 0);
    m_empty->setText(m_model->rowCount() == 0
                         ? tr("No jobs yet. A job is a script that runs on a schedule: press New "
                              "job, or POST one to /rest/system_jobs.")
                         : tr("No jobs match the filter."));
    updateButtons();
}

void JobsPanel::showChosen()
{
    updateButtons();
    const QByteArray id = chosen();
    const int row = m_model->rowOf(id);
    if (row < 0 || (id == m_editor->id() && hasUnsavedChanges()))
        return;
    const QByteArray json = m_model->job(row).json;
    if (!hasUnsavedChanges()) {
        m_editor->show(json);
        return;
    }
    Ask::aboutUnsaved(this, tr("The job"), [this, json](Ask::Unsaved answer) {
        if (answer == Ask::Unsaved::Discard)
            m_editor->show(json);
        else if (answer == Ask::Unsaved::Save)
            m_editor->save();
        else
            choose(m_editor->id());
    });
}

void JobsPanel::updateButtons()
{
    const int row = m_model->rowOf(chosen());
    const bool isRunning = row >= 0 && m_model->job(row).runningSince.isValid();
    m_run->setEnabled(row >= 0 && !isRunning);
    m_stop->setEnabled(isRunning);
    m_delete->setEnabled(row >= 0);
}

void JobsPanel::tell(const QString &message)
{
    m_banner->setText(message);
    Layouts::restyle(m_banner, "banner", "bad");
    m_banner->setVisible(!message.isEmpty());
}

// ---- what is done

bool JobsPanel::hasUnsavedChanges() const
{
    return m_editor->hasUnsavedChanges();
}

void JobsPanel::save()
{
    m_editor->save();
}

QByteArray JobsPanel::draft() const
{
    return m_editor->draft();
}

void JobsPanel::restore(const DraftStore::Draft &draft)
{
    m_editor->restore(draft);
}

void JobsPanel::beginNew()
{
    const auto begin = [this] {
        m_table->setCurrentIndex({});
        m_editor->beginNew();
        updateButtons();
    };
    if (!hasUnsavedChanges())
        return begin();
    Ask::aboutUnsaved(this, tr("The job"), [this, begin](Ask::Unsaved answer) {
        if (answer == Ask::Unsaved::Discard)
            begin();
        else if (answer == Ask::Unsaved::Save)
            m_editor->save();
    });
}

void JobsPanel::run()
{
    m_client.request("POST", Routes::jobRun(chosen()))
        .then(this, [this](const Client::Reply &reply) {
            tell(reply.isOk() ? QString() : reply.message());
            reload();
        });
}

void JobsPanel::stop()
{
    m_client.request("POST", Routes::jobStop(chosen()))
        .then(this, [this](const Client::Reply &reply) {
            tell(reply.isOk() ? QString() : reply.message());
        });
}

void JobsPanel::askToDelete()
{
    const int row = m_model->rowOf(chosen());
    if (row < 0)
        return;
    const QByteArray id = m_model->job(row).id;
    Ask::toDestroy(this,
                   {tr("Delete the job?"),
                    tr("“%1” will no longer run, and all versions of its script are deleted. Its "
                       "log entries stay in System_log. This cannot be undone.")
                        .arg(m_model->job(row).description),
                    tr("Delete")},
                   [this, id] {
                       m_client.request("DELETE", Routes::document(Routes::JobCollection, id))
                           .then(this, [this](const Client::Reply &reply) {
                               tell(reply.isOk() ? QString() : reply.message());
                               m_editor->show({});
                               reload();
                           });
                   });
}
