// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/replayview.h"

#include "ui/codehook/codeeditor.h"
#include "ui/codehook/replaycode.h"
#include "ui/codehook/replaycursor.h"
#include "ui/codehook/replayside.h"
#include "ui/codehook/replayslider.h"
#include "ui/codehook/replaysteps.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/panes.h"
#include "ui/widgets/theme.h"

#include <QFile>
#include <QFileDialog>
#include <QFontMetrics>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QSaveFile>
#include <QSplitter>
#include <QToolButton>

ReplayView::ReplayView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_cursor(new ReplayCursor(this))
{
    setObjectName(QStringLiteral("replay"));
    auto *column = Layouts::column(this);
    column->addWidget(makeBar());
    column->addWidget(Layouts::line(this));
    column->addWidget(new ReplaySlider(theme, *m_cursor, this));
    column->addWidget(Layouts::line(this));
    m_beyond = new QLabel(this);
    m_beyond->setObjectName(QStringLiteral("replayBeyond"));
    Layouts::restyle(m_beyond, "banner", "warning");
    m_beyond->setWordWrap(true);
    m_beyond->hide();
    column->addWidget(m_beyond);
    column->addWidget(makeMiddle(), 1);
    setFocusProxy(&m_code->editor());
    connect(m_cursor, &ReplayCursor::opened, this, &ReplayView::showHead);
    connect(m_cursor, &ReplayCursor::moved, this, &ReplayView::move);
    connect(m_code, &ReplayCode::watchWanted, m_side, &ReplaySide::addWatch);
    connect(m_code, &ReplayCode::stopWanted, m_side, &ReplaySide::editStop);
}

QAction *ReplayView::addAction(const char *name, const std::function<void()> &act)
{
    QAction *action = Actions::make(name, m_theme, this);
    connect(action, &QAction::triggered, this, act);
    return action;
}

/// A button for an action, with its key in the tip.
void ReplayView::addTool(QWidget *bar, const char *name, const QString &icon,
                         const std::function<void()> &act)
{
    QAction *action = addAction(name, act);
    const QString text = Actions::text(Actions::named(name)).remove(QLatin1Char('&'));
    const QString key = action->shortcut().toString(QKeySequence::NativeText);
    QToolButton *button =
        Layouts::addTool(bar, m_theme.icon(icon),
                         key.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, key), name);
    button->setObjectName(QLatin1String(name) + QLatin1String("Button"));
    button->setAccessibleName(text);
    connect(button, &QToolButton::clicked, action, &QAction::trigger);
}

QWidget *ReplayView::makeBar()
{
    QWidget *bar = Layouts::bar(this);
    auto *pill = new QLabel(tr("Replay"), bar);
    Layouts::restyle(pill, "pill", "accent");
    m_title = new ElidedLabel(bar);
    m_title->setObjectName(QStringLiteral("replayTitle"));
    m_title->setProperty("title", true);
    m_status = new QLabel(bar);
    m_status->setObjectName(QStringLiteral("replayStatus"));
    Layouts::restyle(m_status, "pill", "idle");
    m_place = new QLabel(bar);
    m_place->setObjectName(QStringLiteral("replayPlace"));
    m_place->setProperty("muted", true);
    for (QLabel *label : {pill, m_title, m_status, m_place}) {
        label->setTextFormat(Qt::PlainText);
        Layouts::rowOf(bar)->addWidget(label);
    }
    m_title->setMinimumWidth(40);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    Layouts::rowOf(bar)->setStretchFactor(m_title, 1);
    addStepActions(bar);
    addMenu(bar);
    return bar;
}

void ReplayView::addStepActions(QWidget *bar)
{
    Layouts::rowOf(bar)->setSpacing(4);
    addTool(bar, "replayFirst", QStringLiteral("replay-first"), [this] { m_cursor->first(); });
    addTool(bar, "replayPreviousStop", QStringLiteral("replay-stop-back"),
            [this] { m_cursor->toStop(Direction::Backwards); });
    addTool(bar, "replayOutBack", QStringLiteral("replay-out-back"),
            [this] { m_cursor->out(Direction::Backwards); });
    addTool(bar, "replayOverBack", QStringLiteral("replay-over-back"),
            [this] { m_cursor->over(Direction::Backwards); });
    addTool(bar, "replayIntoBack", QStringLiteral("replay-into-back"),
            [this] { m_cursor->into(Direction::Backwards); });
    Layouts::rowOf(bar)->addSpacing(8);
    addTool(bar, "replayInto", QStringLiteral("replay-into"),
            [this] { m_cursor->into(Direction::Forwards); });
    addTool(bar, "replayOver", QStringLiteral("replay-over"),
            [this] { m_cursor->over(Direction::Forwards); });
    addTool(bar, "replayOut", QStringLiteral("replay-out"),
            [this] { m_cursor->out(Direction::Forwards); });
    addTool(bar, "replayNextStop", QStringLiteral("replay-stop"),
            [this] { m_cursor->toStop(Direction::Forwards); });
    addTool(bar, "replayLast", QStringLiteral("replay-last"), [this] { m_cursor->last(); });
    Layouts::rowOf(bar)->addSpacing(8);
    addTool(bar, "replayFirstError", QStringLiteral("alert-circle"),
            [this] { m_cursor->toFirstError(); });
}

void ReplayView::addMenu(QWidget *bar)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("replayMenu"));
    menu->addAction(addAction("replayToCursor", [this] { goToLine(); }));
    menu->addAction(addAction("replayToSetting", [this] {
        m_cursor->toSetting(ReplayExpression::rootOf(nameWanted()));
    }));
    menu->addAction(addAction("replayToggleStop", [this] { m_code->toggleStop(); }));
    menu->addAction(
        addAction("replayStopOnChange", [this] { m_cursor->toggleStopOnChange(nameWanted()); }));
    menu->addAction(addAction("replayWatchName", [this] { m_side->addWatch(nameWanted()); }));
    menu->addSeparator();
    menu->addAction(tr("Compare with a recording…"), this, &ReplayView::compare);
    m_comparePrevious = menu->addAction(tr("Compare with the recording before"), this, [this] {
        if (const auto done = compareWith(m_previous); !done)
            Ask::toAcknowledge(this, tr("Not compared"), done.error().message);
    });
    m_comparePrevious->setObjectName(QStringLiteral("replayComparePrevious"));
    m_comparePrevious->setEnabled(false);
    menu->addSeparator();
    menu->addAction(tr("Save as file…"), this, &ReplayView::exportRecording);
    menu->addAction(tr("Open a recording…"), this, &ReplayView::openRequested);
    auto *more =
        Layouts::addTool(bar, m_theme.icon(QStringLiteral("dots")), tr("More"), "replayMore");
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    addTool(bar, "replayClose", QStringLiteral("x"), [this] { emit closed(); });
}

QWidget *ReplayView::makeMiddle()
{
    auto *splitter = new QSplitter(this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    auto *left = new QSplitter(Qt::Vertical, splitter);
    left->setHandleWidth(1);
    left->setChildrenCollapsible(false);
    m_code = new ReplayCode(m_theme, *m_cursor, left);
    auto *steps = new ReplaySteps(m_theme, *m_cursor, left);
    left->addWidget(m_code);
    left->addWidget(steps);
    left->setStretchFactor(0, 3);
    left->setSizes({420, 150});
    m_side = new ReplaySide(m_theme, *m_cursor, splitter);
    splitter->addWidget(left);
    splitter->addWidget(m_side);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({760, 320});
    for (QWidget *pane : {static_cast<QWidget *>(m_code), static_cast<QWidget *>(steps),
                          static_cast<QWidget *>(m_side)})
        Panes::mark(*pane);
    return splitter;
}

Result<Done> ReplayView::open(const QByteArray &document)
{
    auto recording = Recording::parse(document);
    if (!recording)
        return failure(recording);
    if (m_cursor->isOpen())
        m_previous = m_cursor->recording().document();
    m_comparePrevious->setEnabled(!m_previous.isEmpty());
    m_cursor->open(std::move(*recording));
    return Done();
}

void ReplayView::showHead()
{
    const Recording &recording = m_cursor->recording();
    m_title->setText(recording.title());
    m_title->setToolTip(recording.title() + QLatin1Char('\n') + recording.time());
    m_status->setText(recording.status() > 0 ? QString::number(recording.status()) : QString());
    m_status->setVisible(recording.status() > 0);
    Layouts::restyle(m_status, "pill", recording.status() < 400 ? "good" : "bad");
    m_beyond->setVisible(recording.stepsBeyond() > 0);
    m_beyond->setText(
        tr("%1 more steps were not kept: a recording has 100,000 steps or 16 MiB. Its "
           "last calls, log lines and end are there.")
            .arg(QLocale().toString(recording.stepsBeyond())));
}

void ReplayView::move()
{
    const Recording &recording = m_cursor->recording();
    const int step = m_cursor->step();
    m_place->setText(tr("step %1 of %2, %3 ms")
                         .arg(QLocale().toString(step + 1),
                              QLocale().toString(recording.stepCount()),
                              QLocale().toString(recording.milliseconds(step))));
}

/// The variable that is chosen in its list, or the name at the caret of the script.
QString ReplayView::nameWanted() const
{
    const QString chosen = m_side->chosenPath();
    return chosen.isEmpty() ? m_code->nameAtCaret() : chosen;
}

void ReplayView::goToLine()
{
    m_cursor->toLine(m_code->caret());
}

// ---- files

Result<Done> ReplayView::saveAs(const QString &path) const
{
    QSaveFile file(path);
    const QByteArray &document = m_cursor->recording().document();
    if (file.open(QIODevice::WriteOnly) && file.write(document) == document.size() && file.commit())
        return Done();
    return failure(Error::Kind::Unavailable, file.errorString());
}

void ReplayView::exportRecording()
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save the recording"), QStringLiteral("run.hookrun"),
                                     tr("Recordings (*.hookrun);;All files (*)"));
    if (path.isEmpty())
        return;
    if (const auto saved = saveAs(path); !saved)
        Ask::toAcknowledge(this, tr("The file could not be written"), saved.error().message);
}

void ReplayView::compare()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Compare with a recording"), {},
                                                      tr("Recordings (*.hookrun);;All files (*)"));
    if (path.isEmpty())
        return;
    QFile file(path);
    const QByteArray document =
        file.open(QIODevice::ReadOnly) ? file.read(LargestFile) : QByteArray();
    if (const auto done = compareWith(document); !done)
        Ask::toAcknowledge(this, tr("Not compared"), done.error().message);
}

Result<Done> ReplayView::compareWith(const QByteArray &document)
{
    const auto other = Recording::parse(document);
    if (!other)
        return failure(other);
    const Recording &mine = m_cursor->recording();
    const auto value = mine.differenceTo(*other, false);
    m_side->showDifferences(value, mine.differenceTo(*other, true), *other);
    if (value.mine >= 0)
        m_cursor->goTo(value.mine);
    return Done();
}
