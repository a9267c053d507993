// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/comparepanel.h"

#include "ui/codehook/diffview.h"
#include "ui/compare/deploytask.h"
#include "ui/compare/differencedelegate.h"
#include "ui/compare/differencemodel.h"
#include "ui/compare/pairreader.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace {

constexpr int DifferenceHeight = 27;
constexpr int FilterWidth = 240;

} // namespace

ComparePanel::ComparePanel(const Theme &theme, Sides sides, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_sides(std::move(sides))
    , m_reader(new PairReader(this))
    , m_task(new DeployTask(this))
    , m_model(new DifferenceModel(theme, this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_notice(new NoticeBar(theme, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_diff(new DiffView(theme, this))
{
    auto *column = Layouts::column(this);
    column->addWidget(makeSidesBar());
    column->addWidget(Layouts::line(this));
    column->addWidget(m_notice);
    column->addWidget(m_stack, 1);
    auto *state = new QWidget(m_stack);
    auto *stateColumn = new QVBoxLayout(state);
    m_stateTitle = new QLabel(state);
    m_stateTitle->setObjectName(QStringLiteral("compareState"));
    m_stateTitle->setAlignment(Qt::AlignCenter);
    m_stateTitle->setProperty("title", true);
    m_stateText = new QLabel(state);
    m_stateText->setObjectName(QStringLiteral("compareStateText"));
    m_stateText->setAlignment(Qt::AlignCenter);
    m_stateText->setProperty("muted", true);
    m_stateText->setWordWrap(true);
    m_stateText->setTextFormat(Qt::PlainText);
    stateColumn->addStretch(1);
    stateColumn->addWidget(m_stateTitle);
    stateColumn->addWidget(m_stateText);
    stateColumn->addStretch(2);
    m_stack->addWidget(state);
    makeTable();
    m_listPage = new QWidget(m_stack);
    auto *splitter = new QSplitter(Qt::Vertical, m_listPage);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_diff);
    splitter->setSizes({300, 260});
    auto *listColumn = Layouts::column(m_listPage);
    listColumn->addWidget(makeListBar());
    listColumn->addWidget(Layouts::line(m_listPage));
    listColumn->addWidget(splitter, 1);
    m_stack->addWidget(m_listPage);
    connectParts();
    updateSides();
}

QToolButton *ComparePanel::makeSide(QWidget *bar, const char *name, const QString &accessible)
{
    auto *button = new QToolButton(bar);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(accessible);
    button->setToolTip(accessible);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setMenu(new QMenu(button));
    Layouts::rowOf(bar)->addWidget(button);
    const bool isSource = qstrcmp(name, "compareSource") == 0;
    connect(button->menu(), &QMenu::aboutToShow, this,
            [this, button, isSource] { offerSides(button, isSource); });
    return button;
}

QWidget *ComparePanel::makeSidesBar()
{
    QWidget *bar = Layouts::bar(this);
    m_sourceButton = makeSide(bar, "compareSource", tr("Deploy from"));
    auto *arrow = new QLabel(QStringLiteral("→"), bar);
    Layouts::rowOf(bar)->addWidget(arrow);
    m_targetButton = makeSide(bar, "compareTarget", tr("Deploy to"));
    m_production = new QLabel(tr("production"), bar);
    m_production->setObjectName(QStringLiteral("compareProduction"));
    m_production->setProperty("pill", QStringLiteral("bad"));
    Layouts::rowOf(bar)->addWidget(m_production);
    m_swap = Layouts::addTool(bar, m_theme.icon(QStringLiteral("arrows-exchange")),
                              tr("Swap the sides"), "compareSwap");
    m_swap->setFocusPolicy(Qt::StrongFocus);
    m_refresh = new QPushButton(m_theme.icon(QStringLiteral("refresh")), tr("Refresh"), bar);
    m_refresh->setObjectName(QStringLiteral("compareRefresh"));
    m_refresh->setToolTip(tr("Refresh (F5)"));
    m_deploy = new QPushButton(bar);
    m_deploy->setObjectName(QStringLiteral("deploy"));
    m_deploy->setProperty("primary", true);
    Layouts::rowOf(bar)->addWidget(m_refresh);
    m_undo = new QPushButton(m_theme.icon(QStringLiteral("arrow-back-up")), tr("Undo"), bar);
    m_undo->setObjectName(QStringLiteral("undoDeployment"));
    Layouts::rowOf(bar)->addStretch();
    Layouts::rowOf(bar)->addWidget(m_undo);
    Layouts::rowOf(bar)->addWidget(m_deploy);
    return bar;
}

QWidget *ComparePanel::makeListBar()
{
    QWidget *bar = Layouts::bar(this);
    m_all = new QCheckBox(tr("Select all new and changed"), bar);
    m_all->setObjectName(QStringLiteral("compareAll"));
    m_filter = new QLineEdit(bar);
    m_filter->setObjectName(QStringLiteral("compareFilter"));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(m_theme.scaled(FilterWidth));
    Layouts::addIcon(m_filter, m_theme.icon(QStringLiteral("search")));
    m_count = new QLabel(bar);
    m_count->setObjectName(QStringLiteral("compareCount"));
    m_count->setProperty("muted", true);
    Layouts::rowOf(bar)->addWidget(m_all);
    Layouts::rowOf(bar)->addWidget(m_filter, 1);
    Layouts::rowOf(bar)->addWidget(m_count);
    Layouts::rowOf(bar)->addStretch();
    return bar;
}

void ComparePanel::makeTable()
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterRole(DifferenceModel::SearchRole);
    m_filtered->setFilterKeyColumn(DifferenceModel::NameColumn);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setObjectName(QStringLiteral("differences"));
    m_table->setAccessibleName(tr("Differences"));
    m_table->setModel(m_filtered);
    m_table->setItemDelegate(new DifferenceDelegate(m_theme, m_table));
    Layouts::asList(m_table, m_theme.scaled(DifferenceHeight));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->installEventFilter(this);
    using Model = DifferenceModel;
    m_table->horizontalHeader()->setMinimumSectionSize(m_theme.scaled(30));
    m_table->setColumnWidth(Model::ChosenColumn, m_theme.scaled(30));
    m_table->setColumnWidth(Model::KindColumn, m_theme.scaled(130));
    m_table->setColumnWidth(Model::NameColumn, m_theme.scaled(220));
    m_table->setColumnWidth(Model::SourceColumn, m_theme.scaled(200));
    m_table->setColumnWidth(Model::TargetColumn, m_theme.scaled(200));
    m_table->horizontalHeader()->setStretchLastSection(true);
    setFocusProxy(m_table);
}

void ComparePanel::connectParts()
{
    connect(m_reader, &PairReader::finished, this, &ComparePanel::take);
    connect(m_reader, &PairReader::failed, this,
            [this](const QString &text) { showState(tr("Cannot compare"), text); });
    connect(m_refresh, &QPushButton::clicked, this, &ComparePanel::read);
    connect(m_swap, &QToolButton::clicked, this, [this] { setSides(m_target, m_source); });
    connect(m_deploy, &QPushButton::clicked, this, &ComparePanel::deploy);
    connect(m_undo, &QPushButton::clicked, m_task, &DeployTask::undo);
    connect(Actions::make("refresh", m_theme, this), &QAction::triggered, this,
            &ComparePanel::read);
    connect(m_all, &QCheckBox::clicked, m_model, &DifferenceModel::chooseAll);
    connect(m_filter, &QLineEdit::textChanged, m_filtered,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(m_model, &DifferenceModel::chosenChanged, this, &ComparePanel::updateChosen);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ComparePanel::showCurrent);
    connect(m_task, &DeployTask::busyChanged, this, &ComparePanel::updateChosen);
    connect(m_task, &DeployTask::remarked, m_model, &DifferenceModel::setNote);
    connect(m_task, &DeployTask::deployed, this, &ComparePanel::tellDeployed);
    connect(m_task, &DeployTask::undone, this, [this] {
        m_notice->tell(NoticeBar::Kind::Information, tr("The deployment was undone."),
                       {{tr("Close"), "closeNotice", [] {}}});
        emit changed();
        read();
    });
    connect(m_task, &DeployTask::refused, this, [this](const QString &text) {
        m_notice->tell(NoticeBar::Kind::Warning, text,
                       {{tr("Refresh"), "readAgain", [this] { read(); }},
                        {tr("Close"), "closeNotice", [] {}}});
    });
}

// ---- the sides

QString ComparePanel::title() const
{
    return m_source.isOpen() && m_target.isOpen()
        ? tr("Compare %1 → %2").arg(m_source.name, m_target.name)
        : tr("Compare");
}

QByteArray ComparePanel::draft() const
{
    return m_task->draft();
}

void ComparePanel::restore(const QByteArray &draft)
{
    m_task->restore(draft);
    updateSides();
}

void ComparePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    updateSides();
}

/// Others may have been opened, closed or renamed while this was not seen.
void ComparePanel::updateSides()
{
    const QList<CompareSide> all = m_sides();
    m_task->findTarget(all);
    const auto present = [&all](const CompareSide &side) {
        const auto found = std::find_if(all.begin(), all.end(), [&](const CompareSide &each) {
            return side.client && each.client == side.client;
        });
        return found == all.end() ? CompareSide() : *found;
    };
    CompareSide source = present(m_source);
    CompareSide target = present(m_target);
    for (const CompareSide &each : all) {
        if (!target.isOpen() && each.client != source.client)
            target = each;
        else if (!source.isOpen() && each.client != target.client)
            source = each;
    }
    const bool areOthers = source.client != m_source.client || target.client != m_target.client;
    if (areOthers || !source.isOpen())
        return setSides(source, target);
    m_source = source;
    m_target = target;
    showSides();
    updateChosen();
    emit changed();
}

/// By value: who swaps the sides gives this its own.
void ComparePanel::setSides(CompareSide source, CompareSide target)
{
    m_source = std::move(source);
    m_target = std::move(target);
    for (const CompareSide &side : {m_source, m_target}) {
        if (side.client)
            connect(side.client, &QObject::destroyed, this, &ComparePanel::updateSides,
                    Qt::ConnectionType(Qt::QueuedConnection | Qt::UniqueConnection));
    }
    showSides();
    m_notice->hide();
    m_model->show({}, {}, {});
    emit changed();
    read();
}

void ComparePanel::showSides()
{
    const auto show = [](QToolButton *button, const CompareSide &side) {
        button->setText(side.isOpen() ? side.name : tr("Choose…"));
        button->setIcon(side.icon);
    };
    show(m_sourceButton, m_source);
    show(m_targetButton, m_target);
    m_production->setVisible(m_target.isProduction);
}

void ComparePanel::offerSides(QToolButton *button, bool isSource)
{
    QMenu *menu = button->menu();
    menu->clear();
    for (const CompareSide &each : m_sides()) {
        QAction *action = menu->addAction(each.icon, each.name, this, [this, each, isSource] {
            const CompareSide &other = isSource ? m_target : m_source;
            if (each.client == other.client)
                return setSides(m_target, m_source);
            setSides(isSource ? each : m_source, isSource ? m_target : each);
        });
        action->setCheckable(true);
        action->setChecked(each.client == (isSource ? m_source : m_target).client);
    }
}

// ---- what differs

void ComparePanel::read()
{
    m_reader->cancel();
    if (!m_source.isOpen() || !m_target.isOpen())
        return showState(
            tr("Nothing to compare with"),
            tr("Open another database or connect to a server: Compare shows the differences "
               "between two that are open."));
    if (m_model->differences().isEmpty())
        showState(tr("Reading…"), {});
    m_reader->read(m_source, m_target);
    updateChosen();
}

void ComparePanel::take(const StoredParts &source, const StoredParts &target)
{
    m_targetParts = target;
    const int row = m_table->currentIndex().row();
    m_model->show(Comparison::between(source, target), m_source.name, m_target.name);
    if (m_model->differences().isEmpty())
        return showState(tr("Nothing differs"),
                         tr("%1 and %2 have the same definitions, scripts, modules, jobs and "
                            "settings. Documents, keys and users are not compared.")
                             .arg(m_source.name, m_target.name));
    const bool isFirst = m_stack->currentWidget() != m_listPage;
    m_stack->setCurrentWidget(m_listPage);
    if (isFirst && isVisible())
        m_table->setFocus();
    m_table->selectRow(std::clamp(row, 0, std::max(0, m_filtered->rowCount() - 1)));
    showCurrent();
    updateChosen();
}

void ComparePanel::showState(const QString &title, const QString &text)
{
    m_model->show({}, {}, {});
    m_stateTitle->setText(title);
    m_stateText->setText(text);
    m_stack->setCurrentIndex(0);
    updateChosen();
}

void ComparePanel::updateChosen()
{
    const int count = int(m_model->chosen().size());
    const int all = int(m_model->differences().size());
    m_count->setText(tr("%n difference(s)", nullptr, all) + QStringLiteral(", ")
                     + tr("%n chosen", nullptr, count));
    m_deploy->setText(m_task->isBusy() ? tr("Waiting for %1…").arg(m_target.name)
                          : count > 0
                          ? tr("Deploy %1 to %2…").arg(QString::number(count), m_target.name)
                          : tr("Deploy…"));
    m_deploy->setEnabled(count > 0 && !m_task->isBusy() && !m_reader->isReading());
    m_undo->setVisible(m_task->canUndo());
    m_undo->setEnabled(!m_task->isBusy());
    m_undo->setToolTip(tr("Undo the last deployment to %1").arg(m_task->undoName()));
    const bool canRead = m_source.isOpen() && m_target.isOpen() && !m_task->isBusy();
    for (QWidget *each : {static_cast<QWidget *>(m_refresh), static_cast<QWidget *>(m_swap)})
        each->setEnabled(canRead);
    const QSignalBlocker blocker(m_all);
    m_all->setChecked(m_model->areAllChosen());
}

void ComparePanel::showCurrent()
{
    const QModelIndex current = m_filtered->mapToSource(m_table->currentIndex());
    if (!current.isValid())
        return m_diff->show({}, {});
    const Difference &difference = m_model->differences()[current.row()];
    const auto side = [](const CompareSide &of, const QString &summary, const QString &text) {
        return DiffView::Side{summary.isEmpty() ? tr("%1: does not exist").arg(of.name)
                                                : QStringLiteral("%1: %2").arg(of.name, summary),
                              text};
    };
    m_diff->show(side(m_target, difference.targetSummary, difference.targetText),
                 side(m_source, difference.sourceSummary, difference.sourceText));
}

/// Space chooses all rows that are selected, or none where all of them are.
void ComparePanel::toggleSelected()
{
    QList<int> rows;
    bool isAnyLeft = false;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows()) {
        const QModelIndex source = m_filtered->mapToSource(index);
        rows.append(source.row());
        const QVariant state = source.data(Qt::CheckStateRole);
        isAnyLeft = isAnyLeft || (state.isValid() && state.toInt() == Qt::Unchecked);
    }
    for (const int row : std::as_const(rows))
        m_model->choose(row, isAnyLeft);
}

bool ComparePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space) {
        toggleSelected();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

// ---- deploying

void ComparePanel::deploy()
{
    m_notice->hide();
    m_model->clearNotes();
    m_task->begin(m_source, m_target, m_targetParts, m_model->chosen());
}

void ComparePanel::tellDeployed(int count)
{
    m_notice->tell(NoticeBar::Kind::Information,
                   tr("%n change(s) were deployed to %1.", nullptr, count).arg(m_target.name),
                   {{tr("Close"), "closeNotice", [] {}}});
    emit changed();
    read();
}
