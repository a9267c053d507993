// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/replayside.h"

#include "ui/codehook/replaycursor.h"
#include "ui/codehook/stopdialog.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/tallpane.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QTreeWidget>

#include <algorithm>

namespace {

constexpr int StepRole = Qt::UserRole;
constexpr int StopRole = Qt::UserRole + 1; // its index
constexpr int ValuePathRole = Qt::UserRole + 2;
constexpr int MostMembers = 200;

} // namespace

ReplaySide::ReplaySide(const Theme &theme, ReplayCursor &cursor, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_cursor(cursor)
{
    setObjectName(QStringLiteral("replaySide"));
    auto *inside = new QWidget(this);
    auto *pane = new TallPane(inside, this);
    pane->setLeastWidth(220);
    Layouts::column(this)->addWidget(pane);
    auto *column = Layouts::column(inside);
    column->addWidget(makeVariables(), 1);
    for (QWidget *part : {makeWatches(), makeStack(), makeStops()}) {
        column->addWidget(Layouts::line(this));
        column->addWidget(part);
    }
    m_comparison = makeComparison();
    column->insertWidget(0, m_comparison); // it was just asked for
    connect(&cursor, &ReplayCursor::moved, this, &ReplaySide::move);
    connect(&cursor, &ReplayCursor::opened, this, [this] {
        m_comparison->hide();
        showStops();
    });
    connect(&cursor, &ReplayCursor::stopsChanged, this, &ReplaySide::showStops);
    connect(&theme, &Theme::changed, this, [this] {
        move();
        showStops();
    });
    showWatches();
    showStops();
}

/// As high as @p rows need, up to a few; the variables get the rest.
void ReplaySide::fit(QWidget *list, int rows) const
{
    constexpr int MostRows = 5;
    list->setVisible(rows > 0);
    list->setFixedHeight(std::min(rows, MostRows) * m_theme.scaled(19) + 4);
}

QWidget *ReplaySide::makeHead(const QString &title, QWidget *beside)
{
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(10, 5, 8, 5);
    auto *label = new QLabel(title, head);
    label->setProperty("section", true);
    row->addWidget(label);
    row->addStretch();
    if (beside)
        row->addWidget(beside);
    return head;
}

QTreeWidget *ReplaySide::makeTree(const char *name, const QString &title)
{
    auto *tree = new QTreeWidget(this);
    tree->setObjectName(QLatin1String(name));
    tree->setAccessibleName(title);
    tree->setColumnCount(2);
    tree->setHeaderHidden(true);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setUniformRowHeights(true);
    tree->setIndentation(14);
    m_theme.setCodeFont(tree, -1);
    tree->header()->setSectionResizeMode(0, QHeaderView::Interactive);
    tree->header()->resizeSection(0, m_theme.scaled(84));
    tree->header()->setStretchLastSection(true);
    return tree;
}

QListWidget *ReplaySide::makeList(const char *name, const QString &title)
{
    auto *list = new QListWidget(this);
    list->setObjectName(QLatin1String(name));
    list->setAccessibleName(title);
    list->setFrameShape(QFrame::NoFrame);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setTextElideMode(Qt::ElideMiddle); // function and line stand at the ends
    m_theme.setCodeFont(list, -1);
    return list;
}

QWidget *ReplaySide::makeVariables()
{
    auto *part = new QWidget(this);
    auto *column = Layouts::column(part);
    m_changedOnly = new QCheckBox(tr("changed only"), part);
    m_changedOnly->setObjectName(QStringLiteral("replayChangedOnly"));
    column->addWidget(makeHead(tr("Variables"), m_changedOnly));
    m_variables = makeTree("replayVariables", tr("Variables"));
    m_variables->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_variables->setMinimumHeight(m_theme.scaled(60));
    column->addWidget(m_variables, 1);
    connect(m_changedOnly, &QCheckBox::toggled, this, &ReplaySide::showVariables);
    addVariableActions();
    return part;
}

/// They act on the row that is chosen; their keys are those of the replay.
void ReplaySide::addVariableActions()
{
    m_variables->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto add = [this](const char *name, const QString &text, auto act) {
        auto *action = new QAction(text, m_variables);
        action->setObjectName(QLatin1String(name));
        m_variables->addAction(action);
        connect(action, &QAction::triggered, this, [this, act] {
            const QTreeWidgetItem *item = m_variables->currentItem();
            const QString path = item ? item->data(0, ValuePathRole).toString() : QString();
            if (!path.isEmpty())
                act(path);
        });
    };
    add("variableToSetting", tr("Go to where it was set"),
        [this](const QString &path) { m_cursor.toSetting(ReplayExpression::rootOf(path)); });
    add("variableStopOnChange", tr("Stop when it changes, or no longer"),
        [this](const QString &path) { m_cursor.toggleStopOnChange(path); });
    add("variableWatch", tr("Watch"), [this](const QString &path) { addWatch(path); });
}

QString ReplaySide::chosenPath() const
{
    const QTreeWidgetItem *item = m_variables->hasFocus() ? m_variables->currentItem() : nullptr;
    return item ? item->data(0, ValuePathRole).toString() : QString();
}

QWidget *ReplaySide::makeWatches()
{
    auto *part = new QWidget(this);
    auto *column = Layouts::column(part);
    column->addWidget(makeHead(tr("Watches")));
    m_watches = makeTree("replayWatches", tr("Watches"));
    m_watches->setToolTip(tr("Delete removes a watch"));
    column->addWidget(m_watches, 1);
    m_watchLine = new QLineEdit(part);
    m_watchLine->setObjectName(QStringLiteral("replayWatch"));
    m_watchLine->setAccessibleName(tr("Add a watch"));
    m_watchLine->setPlaceholderText(tr("Add a watch: order.lines[0].count > 2"));
    m_theme.setCodeFont(m_watchLine, -1);
    column->addWidget(m_watchLine);
    connect(m_watchLine, &QLineEdit::returnPressed, this, [this] {
        addWatch(m_watchLine->text());
        m_watchLine->clear();
    });
    auto *remove = new QAction(tr("Remove"), m_watches);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_watches->addAction(remove);
    m_watches->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(remove, &QAction::triggered, this, [this] {
        if (const int row = m_watches->indexOfTopLevelItem(m_watches->currentItem()); row >= 0)
            m_watched.removeAt(row);
        showWatches();
    });
    return part;
}

QWidget *ReplaySide::makeStack()
{
    auto *part = new QWidget(this);
    auto *column = Layouts::column(part);
    column->addWidget(makeHead(tr("Call stack")));
    column->addWidget(m_stack = makeList("replayStack", tr("Call stack")), 1);
    const auto go = [this](const QListWidgetItem *item) {
        if (const int step = item->data(StepRole).toInt(); step >= 0)
            m_cursor.goTo(step);
    };
    connect(m_stack, &QListWidget::itemActivated, this, go);
    return part;
}

QWidget *ReplaySide::makeStops()
{
    auto *part = new QWidget(this);
    auto *column = Layouts::column(part);
    column->addWidget(makeHead(tr("Stops and log points")));
    m_stops = makeList("replayStops", tr("Stops and log points"));
    m_stops->setToolTip(
        tr("Click beside a line to stop there; Shift+click for a condition or text"));
    column->addWidget(m_stops, 1);
    connect(m_stops, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        if (const ReplayStop *stop = stopOf(item))
            askFor(*stop);
        else
            m_cursor.goTo(item->data(StepRole).toInt());
    });
    connect(m_stops, &QListWidget::itemChanged, this, [this](const QListWidgetItem *item) {
        const ReplayStop *known = stopOf(item);
        if (!known || known->isEnabled == (item->checkState() == Qt::Checked))
            return;
        ReplayStop stop = *known;
        stop.isEnabled = !stop.isEnabled;
        // The list is filled anew, so not while it tells of its change.
        QMetaObject::invokeMethod(
            this, [this, stop] { m_cursor.setStop(stop); }, Qt::QueuedConnection);
    });
    auto *remove = new QAction(tr("Remove"), m_stops);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_stops->addAction(remove);
    m_stops->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(remove, &QAction::triggered, this, [this] {
        if (const ReplayStop *stop = stopOf(m_stops->currentItem()))
            m_cursor.removeStop(ReplayStop(*stop));
    });
    return part;
}

QWidget *ReplaySide::makeComparison()
{
    auto *part = new QWidget(this);
    auto *column = Layouts::column(part);
    column->addWidget(makeHead(tr("Comparison")));
    m_differences = new QLabel(part);
    m_differences->setObjectName(QStringLiteral("replayDifferences"));
    m_differences->setWordWrap(true);
    m_differences->setTextFormat(Qt::RichText);
    m_differences->setTextInteractionFlags(Qt::LinksAccessibleByMouse
                                           | Qt::LinksAccessibleByKeyboard);
    m_differences->setContentsMargins(10, 0, 10, 8);
    column->addWidget(m_differences);
    connect(m_differences, &QLabel::linkActivated, this,
            [this](const QString &link) { m_cursor.goTo(link.toInt()); });
    part->hide();
    return part;
}

void ReplaySide::showDifferences(const Recording::Difference &value,
                                 const Recording::Difference &way, const Recording &other)
{
    const auto link = [](int step) {
        return QStringLiteral("<a href=\"%1\">%2</a>").arg(step).arg(tr("step %1").arg(step + 1));
    };
    const auto shown = [](const RecordedValue &each) {
        return each.kind() == RecordedValue::Kind::Missing ? tr("missing")
                                                           : each.shown(40).toHtmlEscaped();
    };
    QStringList lines;
    if (value.mine < 0 && way.mine < 0)
        lines.append(tr("Both runs did the same, step by step."));
    if (value.mine >= 0 && !value.name.isEmpty())
        lines.append(tr("First other value at %1: %2 is %3 instead of %4.")
                         .arg(link(value.mine), value.name.toHtmlEscaped(), shown(value.value),
                              shown(value.other)));
    if (way.mine >= 0)
        lines.append(tr("First other line at %1: line %2 instead of line %3.")
                         .arg(link(way.mine))
                         .arg(m_cursor.recording().place(way.mine).line)
                         .arg(other.place(way.theirs).line));
    else if (value.mine >= 0)
        lines.append(tr("Both ran the same lines."));
    m_differences->setText(lines.join(QStringLiteral("<br>")));
    m_comparison->show();
}

// ---- what is shown

void ReplaySide::move()
{
    showVariables();
    showWatches();
    showStack();
}

void ReplaySide::fillRow(QTreeWidgetItem *item, const QString &name,
                         const RecordedValue &value) const
{
    item->setText(0, name);
    item->setText(1, value.shown(80));
    item->setToolTip(1, value.shown(600));
    using Kind = RecordedValue::Kind;
    const Theme::Role role = value.kind() == Kind::Text                   ? Theme::Role::String
        : value.kind() == Kind::Number || value.kind() == Kind::Bool      ? Theme::Role::Number
        : value.kind() == Kind::Undefined || value.kind() == Kind::Hidden ? Theme::Role::Muted
                                                                          : Theme::Role::Text;
    item->setForeground(1, m_theme.color(role));
}

void ReplaySide::addMembers(QTreeWidgetItem *item, const RecordedValue &value) const
{
    const QString path = item->data(0, ValuePathRole).toString();
    const bool isList = value.kind() == RecordedValue::Kind::Array;
    for (const auto &[name, member] : value.members()) {
        if (item->childCount() >= MostMembers)
            break;
        auto *child = new QTreeWidgetItem(item);
        child->setData(0, ValuePathRole,
                       path
                           + (isList ? QStringLiteral("[%1]").arg(name) : QLatin1Char('.') + name));
        fillRow(child, name, member);
        addMembers(child, member);
        child->setExpanded(m_open.contains(child->data(0, ValuePathRole).toString()));
    }
    if (value.hasMore() && !value.members().isEmpty())
        (new QTreeWidgetItem(item))->setText(0, tr("… of %1").arg(value.count()));
}

/// What is unfolded stays so from step to step.
void ReplaySide::rememberOpen()
{
    m_open.clear();
    QList<QTreeWidgetItem *> open;
    for (int i = 0; i < m_variables->topLevelItemCount(); ++i)
        open.append(m_variables->topLevelItem(i));
    while (!open.isEmpty()) {
        const QTreeWidgetItem *item = open.takeLast();
        if (!item->isExpanded())
            continue;
        m_open.insert(item->data(0, ValuePathRole).toString());
        for (int i = 0; i < item->childCount(); ++i)
            open.append(item->child(i));
    }
}

void ReplaySide::showVariables()
{
    if (!m_cursor.isOpen())
        return;
    rememberOpen();
    m_variables->clear();
    const Recording &recording = m_cursor.recording();
    const int step = m_cursor.step();
    QList<Recording::Variable> variables = recording.variables(step);
    if (recording.kind(step) == Recording::StepKind::Return) {
        Recording::Variable returned;
        returned.name = tr("(returns)");
        returned.value = recording.returned(step);
        returned.isChanged = true;
        variables.prepend(returned);
    }
    for (const Recording::Variable &each : variables) {
        if (m_changedOnly->isChecked() && !each.isChanged)
            continue;
        auto *item = new QTreeWidgetItem(m_variables);
        item->setData(0, ValuePathRole, each.name);
        fillRow(item, each.name, each.value);
        addMembers(item, each.value);
        item->setExpanded(m_open.contains(each.name));
        if (each.isOuter) {
            item->setForeground(0, m_theme.color(Theme::Role::Muted));
            item->setToolTip(0, tr("Of a function around this one"));
        }
        if (!each.isChanged)
            continue;
        for (int column = 0; column < 2; ++column)
            item->setBackground(column, m_theme.color(Theme::Role::WarningSoft));
        if (each.before.kind() == RecordedValue::Kind::Missing)
            continue;
        QString text =
            each.value.shown(60) + QStringLiteral("   ") + tr("was %1").arg(each.before.shown(30));
        const QByteArray type = each.value.typeName();
        const QByteArray old = each.before.typeName();
        if (type != old && old != "undefined" && old != "object")
            text.append(
                QStringLiteral("   ")
                + tr("%1 became %2").arg(QString::fromLatin1(old), QString::fromLatin1(type)));
        item->setText(1, text);
    }
}

void ReplaySide::addWatch(const QString &expression)
{
    const QString text = expression.trimmed();
    if (text.isEmpty() || m_watched.contains(text))
        return;
    m_watched.append(text);
    showWatches();
}

void ReplaySide::showWatches()
{
    m_watches->clear();
    fit(m_watches, int(m_watched.size()));
    for (const QString &each : m_watched) {
        auto *item = new QTreeWidgetItem(m_watches);
        item->setData(0, ValuePathRole, each);
        if (!m_cursor.isOpen()) {
            item->setText(0, each);
            continue;
        }
        const auto value = m_cursor.evaluate(each, m_cursor.step());
        fillRow(item, each, value ? *value : RecordedValue());
        if (!value || value->kind() == RecordedValue::Kind::Missing) {
            item->setText(1, value ? tr("not set here") : value.error().message);
            item->setForeground(1, m_theme.color(value ? Theme::Role::Muted : Theme::Role::Error));
            continue;
        }
        addMembers(item, *value);
        const int before =
            m_cursor.recording().over(m_cursor.step(), Recording::Direction::Backwards);
        const auto old = m_cursor.evaluate(each, before);
        if (old && before != m_cursor.step() && !old->equals(*value)) {
            for (int column = 0; column < 2; ++column)
                item->setBackground(column, m_theme.color(Theme::Role::WarningSoft));
        }
    }
}

void ReplaySide::showStack()
{
    m_stack->clear();
    if (!m_cursor.isOpen())
        return;
    const Recording &recording = m_cursor.recording();
    for (const Recording::Caller &each : recording.stack(m_cursor.step())) {
        QString text = each.name.isEmpty() ? tr("(anonymous)") : each.name;
        if (each.isAsync)
            text.prepend((each.name.contains(u' ') ? tr("after") : tr("begun in")) + u' ');
        if (each.place.file >= 0)
            text.append(QStringLiteral("   %1:%2")
                            .arg(recording.files()[each.place.file].name)
                            .arg(each.place.line));
        auto *item = new QListWidgetItem(text, m_stack);
        item->setToolTip(text);
        item->setData(StepRole, each.step);
        item->setForeground(m_theme.color(each.isAsync ? Theme::Role::Muted : Theme::Role::Text));
    }
    auto *root = new QListWidgetItem(recording.title(), m_stack);
    root->setData(StepRole, -1);
    root->setForeground(m_theme.color(Theme::Role::Muted));
    m_stack->setCurrentRow(0);
    fit(m_stack, m_stack->count());
}

void ReplaySide::showStops()
{
    const QSignalBlocker blocker(m_stops); // or each new row would seem to be switched off
    m_stops->clear();
    for (int i = 0; i < m_cursor.stops().size(); ++i) {
        const ReplayStop &stop = m_cursor.stops()[i];
        QString text = stop.isOfVariable()
            ? tr("%1 changes").arg(stop.variable) + QStringLiteral("   ") + stop.function
            : QStringLiteral("%1:%2").arg(stop.file).arg(stop.line);
        if (!stop.condition.isEmpty())
            text.append(QStringLiteral("   ") + tr("when %1").arg(stop.condition));
        if (!stop.log.isEmpty())
            text.append(QStringLiteral("   ") + tr("log \"%1\"").arg(stop.log));
        auto *item = new QListWidgetItem(text, m_stops);
        item->setData(StopRole, i);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(stop.isEnabled ? Qt::Checked : Qt::Unchecked);
    }
    for (const ReplayCursor::Told &told : m_cursor.told()) {
        auto *item = new QListWidgetItem(QStringLiteral("%1  %2").arg(told.step + 1).arg(told.text),
                                         m_stops);
        item->setData(StepRole, told.step);
        item->setForeground(m_theme.color(Theme::Role::Accent));
    }
    fit(m_stops, m_stops->count());
}

const ReplayStop *ReplaySide::stopOf(const QListWidgetItem *item) const
{
    const QVariant index = item ? item->data(StopRole) : QVariant();
    return index.isValid() ? &m_cursor.stops()[index.toInt()] : nullptr;
}

void ReplaySide::editStop(const QString &file, int line)
{
    const ReplayStop *known = m_cursor.stopIn(file, line);
    askFor(known ? *known : ReplayStop{file, line, {}, {}, true});
}

void ReplaySide::askFor(const ReplayStop &stop)
{
    auto *dialog = new StopDialog(stop, m_theme, this);
    connect(dialog, &StopDialog::decided, &m_cursor, &ReplayCursor::setStop);
    connect(dialog, &StopDialog::removed, &m_cursor, &ReplayCursor::removeStop);
    dialog->open();
}
