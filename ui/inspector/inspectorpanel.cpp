// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspectorpanel.h"

#include "client/routes.h"
#include "ui/inspector/filterfield.h"
#include "ui/inspector/inspectorhead.h"
#include "ui/inspector/nodechoice.h"
#include "ui/inspector/requestdetails.h"
#include "ui/inspector/trafficchart.h"
#include "ui/inspector/trafficexport.h"
#include "ui/inspector/trafficmenu.h"
#include "ui/inspector/trafficmodel.h"
#include "ui/inspector/traffictable.h"
#include "ui/inspector/traffictexts.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/foldingrow.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/panes.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QLabel>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>

namespace {

constexpr int LeastHeight = 240; ///< Of what was collapsed at the start.
constexpr char CollapsedKey[] = "inspector/collapsed";
constexpr char OwnKey[] = "inspector/ownRequests";

} // namespace

InspectorPanel::InspectorPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new TrafficModel(theme, this))
    , m_head(new InspectorHead(theme, this))
    , m_chart(new TrafficChart(theme, this))
{
    setObjectName(QStringLiteral("inspector"));
    auto *layout = Layouts::column(this);
    layout->addWidget(Layouts::line(this));
    layout->addWidget(m_head);
    m_body = new QWidget(this);
    layout->addWidget(m_body, 1);
    auto *body = Layouts::column(m_body);
    body->addWidget(m_chart);
    body->addWidget(makeFilterBar());
    body->addWidget(Layouts::line(m_body));
    auto *splitter = new QSplitter(m_body);
    splitter->setHandleWidth(1);
    makeTable();
    splitter->addWidget(m_table);
    m_details = new RequestDetails(theme, splitter);
    splitter->addWidget(m_details);
    m_details->hide(); // until a request is chosen
    connect(m_details, &RequestDetails::keysRequested, this, &InspectorPanel::loadKeys);
    connect(m_details, &RequestDetails::replayRequested, this, &InspectorPanel::askToReplay);
    connect(m_details, &RequestDetails::lineActivated, this,
            [this](const QString &module, int line, int column) {
                if (const Inspector::Record *record = chosen())
                    goToLine(*record, module, line, column);
            });
    connect(m_details, &RequestDetails::testRunRequested, this, &InspectorPanel::openInTestRun);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({680, 400});
    splitter->setChildrenCollapsible(false);
    body->addWidget(splitter, 1);
    connect(m_head, &InspectorHead::collapseRequested, this, &InspectorPanel::setCollapsed);
    connect(m_head, &InspectorHead::undockRequested, this, &InspectorPanel::undockRequested);
    connect(m_head, &InspectorHead::closeRequested, this, &InspectorPanel::closeRequested);
    connect(&m_head->nodes(), &NodeChoice::changed, this, &InspectorPanel::watch);
    connect(&m_head->nodes(), &NodeChoice::keyWanted, this, &InspectorPanel::nodeKeyWanted);
    connect(m_head, &InspectorHead::chartToggled, m_chart, &QWidget::setVisible);
    connect(m_chart, &TrafficChart::minuteActivated, this, &InspectorPanel::showMinute);
    m_chart->setVisible(m_head->isChartWanted());
    setCollapsed(QSettings().value(QLatin1String(CollapsedKey)).toBool());
    connect(&theme, &Theme::changed, this, [this] {
        m_table->viewport()->update();
        showDetails();
    });
    applyFilter();
    updateStatus();
}

void InspectorPanel::setCollapsed(bool isCollapsed)
{
    const bool wasCollapsed = !m_body->isVisibleTo(this);
    if (isCollapsed == wasCollapsed)
        return;
    QSettings().setValue(QLatin1String(CollapsedKey), isCollapsed);
    if (isCollapsed)
        m_wholeHeight = height();
    m_body->setVisible(!isCollapsed);
    setMaximumHeight(isCollapsed ? minimumSizeHint().height() : QWIDGETSIZE_MAX);
    m_head->setCollapsed(isCollapsed);
    if (!isCollapsed)
        emit expanded(std::max(m_wholeHeight, LeastHeight));
}

QToolButton *InspectorPanel::addToggle(QWidget *bar, const QString &name)
{
    auto *button = new QToolButton(bar);
    button->setObjectName(QStringLiteral("level%1").arg(name));
    button->setProperty("level", true);
    button->setCheckable(true);
    button->setChecked(true);
    button->setAccessibleName(tr("Show %1").arg(name));
    Layouts::rowOf(bar)->addWidget(button);
    connect(button, &QToolButton::toggled, this, &InspectorPanel::applyLevels);
    return button;
}

QWidget *InspectorPanel::makeFilterBar()
{
    auto *row = new FoldingRow(this);
    Layouts::rowOf(row->addBar(1))->addWidget(m_filter = new FilterField(m_theme, row), 1);
    QWidget *bar = row->addBar();
    connect(m_filter, &FilterField::filterChanged, this, [this](const QString &typed) {
        m_typed = typed;
        applyFilter();
    });
    for (int kind = 0; kind < TrafficModel::StatusCount; ++kind)
        m_statuses[size_t(kind)] = addToggle(bar, TrafficTexts::ofStatus(kind));
    for (int level = 0; level < TrafficModel::LevelCount; ++level)
        m_levels[size_t(level)] = addToggle(bar, TrafficTexts::ofLevel(level));
    m_count = new ElidedLabel(bar);
    m_count->setObjectName(QStringLiteral("inspectorCount"));
    m_theme.setCodeFont(m_count, -1);
    m_count->setProperty("muted", true);
    Layouts::rowOf(bar)->addWidget(m_count, 1, Qt::AlignRight);
    QWidget *tools = row->addTools();
    m_own = Layouts::addTool(tools, m_theme.icon(QStringLiteral("app-window")),
                             tr("Show the requests of this window"), "ownRequests");
    m_own->setCheckable(true);
    m_own->setChecked(QSettings().value(QLatin1String(OwnKey)).toBool());
    connect(m_own, &QToolButton::toggled, this, [this](bool isShown) {
        QSettings().setValue(QLatin1String(OwnKey), isShown);
        applyFilter();
    });
    m_follow = Layouts::addTool(tools, m_theme.icon(QStringLiteral("chevrons-down")),
                                tr("Follow new requests"), "followInspector");
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_pause = Layouts::addTool(tools, m_theme.icon(QStringLiteral("player-pause")),
                               tr("Pause (requests are still recorded)"), "pauseInspector");
    m_pause->setCheckable(true);
    QToolButton *save =
        Layouts::addTool(tools, m_theme.icon(QStringLiteral("file-export")),
                         tr("Export recorded requests (HAR or NDJSON)"), "exportInspector");
    connect(save, &QToolButton::clicked, this, [this] {
        if (Client *client = watched())
            askToExportTraffic(*client, *this);
    });
    QToolButton *clear = Layouts::addTool(tools, m_theme.icon(QStringLiteral("ban")),
                                          tr("Clear the list"), "clearInspector");
    connect(m_pause, &QToolButton::toggled, this, &InspectorPanel::setPaused);
    connect(clear, &QToolButton::clicked, m_model, &TrafficModel::clear);
    connect(clear, &QToolButton::clicked, this, [this] { m_details->clear(); });
    return row;
}

void InspectorPanel::makeTable()
{
    m_table = new TrafficTable(*m_model, m_theme, this);
    m_empty = new QLabel(
        tr("No requests yet. Send one, and it appears here with everything its hooks log."),
        m_table);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setProperty("muted", true);
    (new QVBoxLayout(m_table))->addWidget(m_empty);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &InspectorPanel::showDetails);
    connect(m_model, &TrafficModel::changed, this, &InspectorPanel::updateStatus);
    connect(m_model, &TrafficModel::recordsRead, this, [this] {
        if (m_isDetailed != (chosen() != nullptr))
            showDetails();
    });
    // Older rows are put in front of what is looked at.
    connect(m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                QScrollBar *bar = m_table->verticalScrollBar();
                if (first == 0 && !m_follow->isChecked() && bar->value() > 0)
                    bar->setValue(bar->value() + last + 1);
            });
    connect(m_table, &TrafficTable::rowActivated, this, &InspectorPanel::activateRow);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &InspectorPanel::openMenu);
    Panes::mark(*m_table);
    makeTableActions();
}

void InspectorPanel::makeTableActions()
{
    const auto add = [this](const char *name, auto function) {
        connect(Actions::make(name, m_theme, m_table), &QAction::triggered, this, function);
    };
    add("editAndSend", [this] {
        if (const Inspector::Record *record = chosen(); record && record->kind == "request")
            emit requestWanted(RequestDetails::request(*record));
    });
    add("resend", [this] { askToReplay({}); });
    add("openInTestRun", [this] { openInTestRun(); });
    add("copyRequest", [this] {
        if (const Inspector::Record *record = chosen(); record && m_client)
            QApplication::clipboard()->setText(RequestDetails::curl(*record, m_client->url()));
    });
}

/// The menu of the row at @p at in the table, else of the current one.
void InspectorPanel::openMenu(const QPoint &at)
{
    if (const QModelIndex under = m_table->indexAt(at); under.isValid())
        m_table->setCurrentIndex(under);
    const Inspector::Record *record = chosen();
    if (!record || !m_client)
        return;
    const int row = m_table->currentIndex().row();
    auto *menu = new TrafficMenu(m_theme, *record, m_model->lineOf(row), *m_client,
                                 m_table->actions(), m_table);
    connect(menu, &TrafficMenu::scriptRequested, this, [this, row] { activateRow(row); });
    connect(menu, &TrafficMenu::filterRequested, m_filter, &FilterField::add);
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void InspectorPanel::setClient(Client *client)
{
    m_client = client;
    m_head->nodes().setClient(client);
}

void InspectorPanel::watchNode(const RemoteClient::Address &address)
{
    m_head->nodes().choose(address);
}

/// The client of the server whose records are shown; requests are sent by that of setClient().
Client *InspectorPanel::watched() const
{
    return m_head->nodes().chosen();
}

void InspectorPanel::watch()
{
    Client *client = watched();
    m_wanted = 0;
    m_details->clear();
    m_table->setCurrentIndex({}); // another server has other records of that number
    m_model->setClient(client);
    m_chart->setClient(client);
    if (client)
        connect(client, &Client::reachableChanged, this, &InspectorPanel::showState,
                Qt::UniqueConnection);
    showState();
}

void InspectorPanel::showState()
{
    const Client *client = watched();
    const bool isLive = !m_pause->isChecked() && (!client || client->isReachable());
    m_head->setState(TrafficTexts::ofState(client, isLive, m_model->waitingCount()), isLive);
}

void InspectorPanel::showMinute(qint64 from, const QString &collection)
{
    constexpr qint64 MillisecondsOfMinute = 60'000;
    const auto text = [](qint64 time) {
        return QDateTime::fromMSecsSinceEpoch(time, Qt::UTC).toString(Qt::ISODateWithMs);
    };
    QString filter =
        QStringLiteral("since:%1 until:%2").arg(text(from), text(from + MillisecondsOfMinute - 1));
    if (!collection.isEmpty())
        filter.prepend(QStringLiteral("collection:%1 ").arg(collection));
    m_filter->setText(filter);
}

void InspectorPanel::setPaused(bool paused)
{
    m_pause->setIcon(
        m_theme.icon(paused ? QStringLiteral("player-play") : QStringLiteral("player-pause")));
    m_model->setPaused(paused);
}

void InspectorPanel::applyLevels()
{
    std::array<bool, TrafficModel::LevelCount> levels{};
    for (size_t i = 0; i < levels.size(); ++i)
        levels[i] = m_levels[i]->isChecked();
    std::array<bool, TrafficModel::StatusCount> statuses{};
    for (size_t i = 0; i < statuses.size(); ++i)
        statuses[i] = m_statuses[i]->isChecked();
    m_model->setShown(statuses, levels);
}

void InspectorPanel::applyFilter()
{
    m_model->setFilter(m_own->isChecked() ? m_typed : FilterField::withoutWindow(m_typed));
}

/// Updates the counters and labels around the table.
void InspectorPanel::updateStatus()
{
    const auto label = [](QToolButton *button, const QString &name, int count) {
        button->setText(count == 0 ? name : QStringLiteral("%1 %2").arg(name).arg(count));
    };
    for (int kind = 0; kind < TrafficModel::StatusCount; ++kind)
        label(m_statuses[size_t(kind)], TrafficTexts::ofStatus(kind),
              m_model->statusCounts()[size_t(kind)]);
    for (int level = 0; level < TrafficModel::LevelCount; ++level)
        label(m_levels[size_t(level)], TrafficTexts::ofLevel(level),
              m_model->lineCounts()[size_t(level)]);
    QString text = tr("%Ln row(s)", nullptr, m_model->rowCount());
    if (m_model->isLoading())
        text.append(QStringLiteral(" …"));
    if (m_model->droppedCount() > 0)
        text.append(tr(", %Ln lost", nullptr, int(m_model->droppedCount())));
    m_count->setText(text);
    showState();
    m_empty->setVisible(m_model->rowCount() == 0 && !m_model->isLoading());
    m_empty->setText(
        m_model->isEmpty() && m_filter->text().isEmpty()
            ? tr("No requests yet. Send one, and it appears here with everything its hooks log.")
            : tr("No requests match the filter."));
    if (m_follow->isChecked())
        m_table->scrollToBottom();
    if (const Inspector::Record *record = m_isDetailed ? chosen() : nullptr)
        m_details->showLog(*record);
    showWanted();
}

void InspectorPanel::showDetails()
{
    const Inspector::Record *record = chosen();
    m_isDetailed = record != nullptr;
    // Without a request there is more room for the list; one that is read yet comes soon.
    m_details->setVisible(m_table->currentIndex().isValid());
    if (!record) {
        m_details->clear();
        return;
    }
    m_details->show(*record, m_client ? m_client->url() : QString());
}

void InspectorPanel::loadKeys()
{
    if (m_client)
        m_client->read(Routes::keys()).then(this, [this](const Client::Reply &reply) {
            m_details->setKeys(reply.json().root());
        });
}

const Inspector::Record *InspectorPanel::chosen() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? m_model->record(current.row()) : nullptr;
}

/// What may change documents, or send mails, is not sent again by mistake.
void InspectorPanel::askToReplay(const QByteArray &key)
{
    const Inspector::Record *record = chosen();
    if (!record)
        return;
    if (record->method == "GET" || record->method == "HEAD" || record->method == "OPTIONS")
        return replay(key);
    Ask::toDestroy(this,
                   {tr("Send this request again?"),
                    tr("%1 %2 is sent again: it may change documents, and its hooks run again.")
                        .arg(QString::fromLatin1(record->method), QString::fromUtf8(record->path)),
                    tr("Send again")},
                   [this, key, id = record->id] {
                       if (const Inspector::Record *now = chosen(); now && now->id == id)
                           replay(key);
                   });
}

/// The server finds out what the key may; nobody here knows the key itself.
void InspectorPanel::replay(const QByteArray &key)
{
    const Inspector::Record *record = chosen();
    if (!record || !m_client)
        return;
    const QByteArray id = record->id;
    const auto request = Json::Document::parseKnown(RequestDetails::request(*record));
    Json::ObjectWriter wanted;
    for (const Json::Member &member : request->root().members())
        wanted.value(member.key, member.value);
    if (!key.isEmpty())
        wanted.text("key", QByteArrayView(key));
    m_client->request("POST", Routes::requests(), wanted.take())
        .then(this, [this, id](const Client::Reply &reply) {
            if (const Inspector::Record *now = chosen(); now && now->id == id)
                m_details->showReplay(reply);
        });
}

void InspectorPanel::openInTestRun()
{
    const Inspector::Record *record = chosen();
    if (record && record->kind == "request" && !record->collection.isEmpty())
        emit testRunRequested(QString::fromUtf8(record->collection),
                              RequestDetails::request(*record));
}

void InspectorPanel::activateRow(int row)
{
    const Inspector::Record *record = m_model->record(row);
    const int place = m_model->lineOf(row);
    if (record && place < 0 && !record->stack.isEmpty()) {
        const Inspector::Frame &frame = record->stack.first(); // where it failed
        return goToLine(*record, QString::fromUtf8(frame.module), frame.line, frame.column);
    }
    if (!record || place < 0 || place >= record->log.size())
        return;
    const Inspector::LogLine &line = record->log[place];
    if (line.line > 0)
        goToLine(*record, QString::fromUtf8(line.module), line.line, line.column);
}

/// Opens the script that @p record is about, or @p module of those that it used.
void InspectorPanel::goToLine(const Inspector::Record &record, const QString &module, int line,
                              int column)
{
    if (!module.isEmpty())
        emit moduleLineActivated(module.section(QLatin1Char('/'), 1).chopped(3), line, column);
    else if (record.kind == "job")
        emit jobLineActivated(record.path.mid(record.path.lastIndexOf('/') + 1), line, column);
    else
        emit lineActivated(QString::fromUtf8(record.collection), line, column);
}

void InspectorPanel::showRecord(const QByteArray &id)
{
    Client *client = watched();
    if (!client)
        return;
    client->request("GET", Routes::inspector(), {}, "max=1&id=" + id)
        .then(this, [this, id, isOwn = client == m_client](const Client::Reply &reply) {
            const auto body = reply.json();
            const auto records = body.root().items();
            if (records.empty() && !isOwn) {
                m_head->nodes().chooseOwn();
                showRecord(id);
                return;
            }
            if (records.empty()) {
                emit recordMissing();
                return;
            }
            m_wanted = Inspector::Record::fromJson(records.front()).number;
            setCollapsed(false);
            m_pause->setChecked(false);
            m_follow->setChecked(false);
            if (m_model->rowOf(m_wanted) < 0) {
                for (QToolButton *level : m_levels)
                    level->setChecked(true);
                for (QToolButton *status : m_statuses)
                    status->setChecked(true);
                m_own->setChecked(true);
                m_filter->setText({});
                m_model->restore();
            }
            showWanted();
        });
}

/// Chooses the wanted record as soon as it has a row.
void InspectorPanel::showWanted()
{
    const int row = m_wanted > 0 ? m_model->rowOf(m_wanted) : -1;
    if (row < 0)
        return;
    m_wanted = 0;
    m_table->setCurrentIndex(m_model->index(row, TrafficModel::MessageColumn));
    m_table->scrollTo(m_table->currentIndex(), QAbstractItemView::PositionAtCenter);
    m_table->setFocus();
}

void InspectorPanel::focusFilter()
{
    setCollapsed(false);
    m_filter->begin();
}
