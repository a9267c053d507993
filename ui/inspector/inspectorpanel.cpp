// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspectorpanel.h"

#include "ui/inspector/requestdetails.h"
#include "ui/inspector/trafficdelegate.h"
#include "ui/inspector/trafficfilter.h"
#include "ui/inspector/trafficmodel.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QSaveFile>
#include <QScrollBar>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace {

constexpr int HistorySize = 200;
constexpr char FiltersKey[] = "inspector/filters";
constexpr char HiddenColumnsKey[] = "inspector/hiddenColumns";
constexpr qsizetype MaximumHeld = 20'000;

QString levelText(int level)
{
    static constexpr std::array names = {
        QT_TRANSLATE_NOOP("InspectorPanel", "Debug"), QT_TRANSLATE_NOOP("InspectorPanel", "Info"),
        QT_TRANSLATE_NOOP("InspectorPanel", "Warn"), QT_TRANSLATE_NOOP("InspectorPanel", "Error"),
        QT_TRANSLATE_NOOP("InspectorPanel", "Fatal")};
    return InspectorPanel::tr(names[size_t(level)]);
}

} // namespace

InspectorPanel::InspectorPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new TrafficModel(theme, this))
{
    setObjectName(QStringLiteral("inspector"));
    auto *layout = Layouts::column(this);
    layout->addWidget(Layouts::line(this));
    layout->addWidget(makeHead());
    layout->addWidget(makeFilterBar());
    layout->addWidget(Layouts::line(this));
    auto *splitter = new QSplitter(this);
    splitter->setHandleWidth(1);
    makeTable();
    splitter->addWidget(m_table);
    m_details = new RequestDetails(theme, splitter);
    splitter->addWidget(m_details);
    connect(m_details, &RequestDetails::replayRequested, this, &InspectorPanel::replay);
    connect(m_details, &RequestDetails::testRunRequested, this, &InspectorPanel::openInTestRun);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({680, 400});
    splitter->setChildrenCollapsible(false);
    layout->addWidget(splitter, 1);
    connect(&theme, &Theme::changed, this, [this] { m_table->viewport()->update(); });
    updateCounts();
}

QWidget *InspectorPanel::makeHead()
{
    QWidget *head = Layouts::bar(this);
    auto *title = new QLabel(tr("REST inspector"), head);
    title->setProperty("title", true);
    m_live = new QLabel(head);
    m_live->setObjectName(QStringLiteral("inspectorLive"));
    Layouts::rowOf(head)->addWidget(title);
    Layouts::rowOf(head)->addWidget(m_live);
    Layouts::rowOf(head)->addStretch();
    QToolButton *undock =
        Layouts::addTool(head, m_theme.icon(QStringLiteral("layout-sidebar-right")),
                         tr("A window of its own, or back (Ctrl+Alt+J)"), "undockInspector");
    connect(undock, &QToolButton::clicked, this, &InspectorPanel::undockRequested);
    QToolButton *close = Layouts::addTool(head, m_theme.icon(QStringLiteral("x")),
                                          tr("Hide the inspector (Ctrl+J)"), "closeInspector");
    connect(close, &QToolButton::clicked, this, &InspectorPanel::closeRequested);
    return head;
}

void InspectorPanel::addLevelButton(QWidget *bar, int level)
{
    auto *button = new QToolButton(bar);
    button->setObjectName(QStringLiteral("level%1").arg(levelText(level)));
    button->setProperty("level", true);
    button->setCheckable(true);
    button->setChecked(true);
    Layouts::rowOf(bar)->addWidget(button);
    m_levels[size_t(level)] = button;
    connect(button, &QToolButton::toggled, this, &InspectorPanel::applyFilter);
}

QWidget *InspectorPanel::makeFilterBar()
{
    QWidget *bar = Layouts::bar(this);
    m_filter = new QLineEdit(bar);
    m_filter->setObjectName(QStringLiteral("inspectorFilter"));
    m_filter->setPlaceholderText(tr("Words, or status:>=400 path:/rest/* took:>50ms"));
    m_filter->setAccessibleName(tr("Filter the inspector"));
    m_filter->setProperty("plain", true);
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(140);
    m_filter->setMaximumWidth(m_theme.scaled(380));
    m_filter->setToolTip(TrafficFilter::fieldNames());
    Layouts::addIcon(m_filter, m_theme.icon(QStringLiteral("search")));
    Layouts::rowOf(bar)->addWidget(m_filter, 1);
    QToolButton *saved = Layouts::addTool(bar, m_theme.icon(QStringLiteral("bookmark")),
                                          tr("Kept filters"), "savedFilters");
    m_filters = new QMenu(saved);
    saved->setMenu(m_filters);
    saved->setPopupMode(QToolButton::InstantPopup);
    connect(m_filters, &QMenu::aboutToShow, this, &InspectorPanel::fillFilterMenu);
    for (int level = 0; level < TrafficModel::LevelCount; ++level)
        addLevelButton(bar, level);
    Layouts::rowOf(bar)->addStretch();
    m_count = new QLabel(bar);
    m_count->setObjectName(QStringLiteral("inspectorCount"));
    m_count->setFont(m_theme.codeFont(-1));
    m_count->setProperty("muted", true);
    Layouts::rowOf(bar)->addWidget(m_count);
    m_follow = Layouts::addTool(bar, m_theme.icon(QStringLiteral("arrow-bar-to-down")),
                                tr("Follow new requests"), "followInspector");
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_pause = Layouts::addTool(bar, m_theme.icon(QStringLiteral("player-pause")),
                               tr("Pause; requests are still recorded"), "pauseInspector");
    m_pause->setCheckable(true);
    QToolButton *save =
        Layouts::addTool(bar, m_theme.icon(QStringLiteral("file-export")),
                         tr("Export what is recorded (HAR or NDJSON)"), "exportInspector");
    connect(save, &QToolButton::clicked, this, &InspectorPanel::askForExport);
    QToolButton *clear = Layouts::addTool(bar, m_theme.icon(QStringLiteral("eraser")),
                                          tr("Clear the list"), "clearInspector");
    connect(m_filter, &QLineEdit::textChanged, this, &InspectorPanel::applyFilter);
    connect(m_pause, &QToolButton::toggled, this, &InspectorPanel::setPaused);
    connect(clear, &QToolButton::clicked, this, [this] {
        m_model->clear();
        m_details->clear();
        m_dropped = 0;
        updateCounts();
    });
    return bar;
}

void InspectorPanel::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("inspectorTable"));
    m_table->setAccessibleName(tr("Requests and log lines"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new TrafficDelegate(m_theme, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(m_theme.scaled(24));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->horizontalHeader()->setSectionResizeMode(TrafficModel::MessageColumn,
                                                      QHeaderView::Stretch);
    const std::array<int, TrafficModel::ColumnCount> widths = {108, 76, 260, 66, 80, 72, 120};
    for (int column = 0; column < TrafficModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, m_theme.scaled(widths[size_t(column)]));
    m_table->horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table->horizontalHeader(), &QWidget::customContextMenuRequested, this,
            &InspectorPanel::openColumnMenu);
    showColumns();
    m_empty = new QLabel(
        tr("No requests yet. Send one, and it appears here with all that its hooks log."), m_table);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setProperty("muted", true);
    (new QVBoxLayout(m_table))->addWidget(m_empty);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &InspectorPanel::showDetails);
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { activateRow(index.row()); });
    connect(new QShortcut(QKeySequence(tr("R")), m_table, nullptr, nullptr, Qt::WidgetShortcut),
            &QShortcut::activated, this, [this] { replay({}); });
    connect(new QShortcut(QKeySequence(tr("T")), m_table, nullptr, nullptr, Qt::WidgetShortcut),
            &QShortcut::activated, this, &InspectorPanel::openInTestRun);
    connect(new QShortcut(QKeySequence::Copy, m_table, nullptr, nullptr, Qt::WidgetShortcut),
            &QShortcut::activated, this, [this] {
                if (m_table->currentIndex().isValid() && m_admin)
                    QApplication::clipboard()->setText(RequestDetails::curl(
                        m_model->record(m_table->currentIndex().row()), m_admin->url()));
            });
}

void InspectorPanel::setAdmin(Admin *admin)
{
    if (m_admin)
        m_admin->disconnect(this);
    m_admin = admin;
    m_model->clear();
    m_details->clear();
    m_held.clear();
    m_dropped = 0;
    updateCounts();
    if (!admin)
        return;
    connect(admin, &Admin::recorded, this, &InspectorPanel::take);
    connect(admin, &Admin::logAdded, this,
            [this](const QByteArray &id, const QList<Inspector::LogLine> &lines) {
                m_model->appendLog(id, lines);
                updateCounts();
            });
    loadHistory();
}

void InspectorPanel::loadHistory()
{
    m_admin->request("GET", "/admin/v1/inspector", {}, "max=" + QByteArray::number(HistorySize))
        .then(this, [this](const Admin::Reply &reply) {
            QList<Inspector::Record> records;
            const auto body = reply.json();
            for (const Json::Value &record : body.root().items())
                records.prepend(Inspector::Record::fromJson(record));
            // What came live meanwhile is in the history as well.
            if (m_model->requestCount() == 0)
                take(records, 0);
        });
}

void InspectorPanel::take(const QList<Inspector::Record> &records, int dropped)
{
    m_dropped += dropped;
    if (m_pause->isChecked()) {
        m_held.append(records.mid(0, std::max<qsizetype>(0, MaximumHeld - m_held.size())));
        updateCounts();
        return;
    }
    m_model->append(records);
    updateCounts();
    if (m_follow->isChecked())
        m_table->scrollToBottom();
}

void InspectorPanel::setPaused(bool paused)
{
    m_pause->setIcon(
        m_theme.icon(paused ? QStringLiteral("player-play") : QStringLiteral("player-pause")));
    if (!paused)
        take(std::exchange(m_held, {}), 0);
    updateCounts();
}

void InspectorPanel::applyFilter()
{
    std::array<bool, TrafficModel::LevelCount> levels{};
    for (size_t i = 0; i < levels.size(); ++i)
        levels[i] = m_levels[i]->isChecked();
    const TrafficFilter filter(m_filter->text());
    Layouts::restyle(m_filter, "invalid", !filter.fault().isEmpty());
    m_filter->setToolTip(filter.fault().isEmpty() ? TrafficFilter::fieldNames() : filter.fault());
    m_model->setFilter(levels, filter);
    updateCounts();
    if (m_follow->isChecked())
        m_table->scrollToBottom();
}

void InspectorPanel::updateCounts()
{
    for (int level = 0; level < TrafficModel::LevelCount; ++level) {
        m_levels[size_t(level)]->setText(
            QStringLiteral("%1 %2").arg(levelText(level)).arg(m_model->counts()[size_t(level)]));
        m_levels[size_t(level)]->setAccessibleName(tr("Show level %1").arg(levelText(level)));
    }
    QString text = tr("%Ln row(s)", nullptr, m_model->rowCount());
    if (m_dropped > 0)
        text.append(tr(", %Ln lost", nullptr, int(m_dropped)));
    m_count->setText(text);
    const bool isPaused = m_pause->isChecked();
    m_live->setText(isPaused ? tr("paused, %Ln waiting", nullptr, int(m_held.size())) : tr("live"));
    Layouts::restyle(m_live, "pill", isPaused ? "idle" : "good");
    m_live->setVisible(m_admin);
    m_empty->setVisible(m_model->rowCount() == 0);
    m_empty->setText(
        m_model->requestCount() == 0
            ? tr("No requests yet. Send one, and it appears here with all that its hooks log.")
            : tr("Nothing matches the filter."));
}

void InspectorPanel::showDetails()
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid() && m_admin)
        m_admin->request("GET", "/admin/v1/keys").then(this, [this](const Admin::Reply &reply) {
            m_details->setKeys(reply.json().root());
        });
    if (current.isValid())
        m_details->show(m_model->record(current.row()), m_admin ? m_admin->url() : QString());
    else
        m_details->clear();
}

/// The server finds out what the key may; nobody here knows the key itself.
void InspectorPanel::replay(const QByteArray &key)
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid() || !m_admin)
        return;
    const QByteArray id = m_model->record(current.row()).id;
    const auto request =
        Json::Document::parseKnown(RequestDetails::request(m_model->record(current.row())));
    Json::ObjectWriter wanted;
    for (const Json::Member &member : request->root().members())
        wanted.value(member.key, member.value);
    if (!key.isEmpty())
        wanted.text("key", QByteArrayView(key));
    m_admin->request("POST", "/admin/v1/requests", wanted.take())
        .then(this, [this, id](const Admin::Reply &reply) {
            const QModelIndex now = m_table->currentIndex();
            if (now.isValid() && m_model->record(now.row()).id == id)
                m_details->showReplay(reply);
        });
}

/// Filters that are kept on this machine, for all databases.
void InspectorPanel::fillFilterMenu()
{
    m_filters->clear();
    const QString typed = m_filter->text().trimmed();
    QStringList kept = QSettings().value(QLatin1String(FiltersKey)).toStringList();
    for (const QString &filter : std::as_const(kept))
        m_filters->addAction(filter, this, [this, filter] { m_filter->setText(filter); });
    m_filters->addSeparator();
    const bool isKept = kept.contains(typed);
    QAction *keep = m_filters->addAction(
        isKept ? tr("Forget this filter") : tr("Keep this filter"), this, [typed, kept, isKept] {
            QStringList changed = kept;
            if (isKept)
                changed.removeAll(typed);
            else
                changed.append(typed);
            QSettings().setValue(QLatin1String(FiltersKey), changed);
        });
    keep->setEnabled(!typed.isEmpty());
}

void InspectorPanel::openColumnMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("inspectorColumns"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < TrafficModel::ColumnCount; ++column) {
        const QString name =
            m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        QAction *action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(!m_table->isColumnHidden(column));
        action->setEnabled(column != TrafficModel::MessageColumn); // what a row is about
        connect(action, &QAction::toggled, this, [this, column](bool isShown) {
            QStringList hidden = QSettings().value(QLatin1String(HiddenColumnsKey)).toStringList();
            hidden.removeAll(QString::number(column));
            if (!isShown)
                hidden.append(QString::number(column));
            QSettings().setValue(QLatin1String(HiddenColumnsKey), hidden);
            showColumns();
        });
    }
    menu->popup(m_table->horizontalHeader()->mapToGlobal(at));
}

void InspectorPanel::showColumns()
{
    const QStringList hidden = QSettings().value(QLatin1String(HiddenColumnsKey)).toStringList();
    for (int column = 0; column < TrafficModel::ColumnCount; ++column)
        m_table->setColumnHidden(column, hidden.contains(QString::number(column)));
}

void InspectorPanel::askForExport()
{
    if (!m_admin)
        return;
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export what is recorded"), QStringLiteral("hookdesk.har"),
        tr("HTTP archives (*.har);;A record a line (*.ndjson)"));
    if (!path.isEmpty())
        exportTo(path);
}

void InspectorPanel::exportTo(const QString &path)
{
    const bool isLines = path.endsWith(QLatin1String(".ndjson"), Qt::CaseInsensitive);
    m_admin
        ->request("GET", "/admin/v1/inspector/export", {},
                  isLines ? QByteArray("format=ndjson") : QByteArray("format=har"))
        .then(this, [this, path](const Admin::Reply &reply) {
            QSaveFile file(path);
            const bool isWritten = reply.isOk() && file.open(QIODevice::WriteOnly)
                && file.write(reply.body) == reply.body.size() && file.commit();
            if (!isWritten)
                Ask::toAcknowledge(this, tr("The file cannot be written"),
                                   reply.isOk() ? file.errorString() : reply.explanation());
        });
}

void InspectorPanel::openInTestRun()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return;
    const Inspector::Record &record = m_model->record(current.row());
    if (record.kind == "request" && !record.collection.isEmpty())
        emit testRunRequested(QString::fromUtf8(record.collection),
                              RequestDetails::request(record));
}

void InspectorPanel::activateRow(int row)
{
    const Inspector::Record &record = m_model->record(row);
    const QString place = m_model->index(row, TrafficModel::HookColumn).data().toString();
    const int line = place.section(QLatin1Char(':'), 1).toInt();
    if (line > 0 && record.kind == "job")
        emit jobLineActivated(record.path.mid(record.path.lastIndexOf('/') + 1), line);
    else if (line > 0)
        emit lineActivated(QString::fromUtf8(record.collection), line);
}

bool InspectorPanel::showRecord(const QByteArray &id)
{
    m_pause->setChecked(false);
    if (m_model->rowOf(id) < 0) {
        m_filter->clear();
        for (QToolButton *level : m_levels)
            level->setChecked(true);
    }
    const int row = m_model->rowOf(id);
    if (row < 0)
        return false;
    m_follow->setChecked(false);
    m_table->setCurrentIndex(m_model->index(row, TrafficModel::MessageColumn));
    m_table->scrollTo(m_table->currentIndex(), QAbstractItemView::PositionAtCenter);
    m_table->setFocus();
    return true;
}

void InspectorPanel::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}
