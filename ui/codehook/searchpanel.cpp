// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/searchpanel.h"

#include "ui/codehook/matchdelegate.h"
#include "ui/codehook/searchoptions.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/emptyhint.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QTreeWidget>

#include <algorithm>
#include <utility>

namespace {

constexpr int ScriptRole = Qt::UserRole; ///< Its place in the list.
constexpr int LineRole = Qt::UserRole + 1;
constexpr int ColumnRole = Qt::UserRole + 2;
constexpr int MaximumShown = 2000;
constexpr qsizetype LongestLine = 300;

using MatchLooks = MatchDelegate::Looks;

} // namespace

SearchPanel::SearchPanel(Client &client, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_scripts(new AllScripts(client, this))
    , m_replacement(new Replacement(client, this))
{
    auto *layout = Layouts::column(this);
    layout->addWidget(makeBar());
    m_replaceBar = makeReplaceBar();
    layout->addWidget(m_replaceBar);
    layout->addWidget(Layouts::line(this));
    m_notice = new NoticeBar(theme, this);
    layout->addWidget(m_notice);
    m_matches = new QTreeWidget(this);
    m_matches->setObjectName(QStringLiteral("searchMatches"));
    m_matches->setAccessibleName(tr("Matches"));
    m_matches->setHeaderHidden(true);
    m_matches->setUniformRowHeights(true);
    m_matches->setItemDelegate(new MatchDelegate(theme, m_matches));
    layout->addWidget(m_matches, 1);
    m_hint = new EmptyHint(*m_matches, QString());
    setReplacing(false);
    connect(m_matches, &QTreeWidget::itemActivated, this, &SearchPanel::activate);
    connect(m_matches, &QTreeWidget::itemClicked, this, &SearchPanel::activate);
    connect(m_matches, &QTreeWidget::itemChanged, this, &SearchPanel::noteChoice);
    connect(m_scripts, &AllScripts::changed, this, &SearchPanel::search);
    connect(m_replacement, &Replacement::finished, this, &SearchPanel::showResult);
    connect(&theme, &Theme::changed, this, &SearchPanel::search);
}

QWidget *SearchPanel::makeBar()
{
    QWidget *bar = Layouts::bar(this);
    m_text = new QLineEdit(bar);
    m_text->setObjectName(QStringLiteral("searchText"));
    m_text->setPlaceholderText(tr("Find in all saved scripts"));
    m_text->setClearButtonEnabled(true);
    m_options = new SearchOptions(bar);
    m_count = new QLabel(bar);
    m_count->setObjectName(QStringLiteral("searchCount"));
    m_count->setProperty("muted", true);
    Layouts::rowOf(bar)->addWidget(m_text, 1);
    Layouts::rowOf(bar)->addWidget(m_options);
    m_replacing = Layouts::addTool(bar, m_theme.icon(QStringLiteral("pencil")),
                                   tr("Replace in all scripts (Ctrl+H)"), "searchReplacing");
    m_replacing->setCheckable(true);
    connect(Actions::make("replace", m_theme, this), &QAction::triggered, m_replacing,
            &QToolButton::toggle);
    Layouts::rowOf(bar)->addWidget(m_count);
    connect(m_replacing, &QToolButton::toggled, this, &SearchPanel::setReplacing);
    connect(m_text, &QLineEdit::textChanged, this, &SearchPanel::search);
    connect(m_options, &SearchOptions::changed, this, &SearchPanel::search);
    connect(m_text, &QLineEdit::returnPressed, this, [this] {
        if (m_matches->topLevelItemCount() > 0) {
            m_matches->setCurrentItem(m_matches->topLevelItem(0)->child(0));
            m_matches->setFocus();
        }
    });
    return bar;
}

QWidget *SearchPanel::makeReplaceBar()
{
    QWidget *bar = Layouts::bar(this);
    m_with = new QLineEdit(bar);
    m_with->setObjectName(QStringLiteral("searchWith"));
    m_with->setPlaceholderText(tr("Replace with"));
    m_with->setAccessibleName(tr("Replace with"));
    m_replace = new QPushButton(bar);
    m_replace->setObjectName(QStringLiteral("searchReplace"));
    m_replace->setProperty("primary", true);
    Layouts::rowOf(bar)->addWidget(m_with, 1);
    Layouts::rowOf(bar)->addWidget(m_replace);
    connect(m_with, &QLineEdit::textChanged, this, &SearchPanel::search);
    connect(m_replace, &QPushButton::clicked, this, &SearchPanel::replace);
    return bar;
}

void SearchPanel::setReplacing(bool replacing)
{
    m_replaceBar->setVisible(replacing);
    if (replacing)
        m_with->setFocus();
    search();
}

void SearchPanel::begin()
{
    m_scripts->read();
    m_text->setFocus();
    m_text->selectAll();
}

// ---- what is found

void SearchPanel::search()
{
    const QSignalBlocker blocker(m_matches);
    m_matches->clear();
    const SearchTerm term = m_options->termOf(m_text->text());
    const QRegularExpression expression = term.expression();
    Layouts::restyle(m_text, "invalid", !expression.isValid());
    int count = 0;
    m_hint->setText(
        term.text.isEmpty()
            ? tr("Finds text in the saved scripts of all collections, modules and jobs.")
            : (expression.isValid() ? tr("No matches") : tr("Invalid regular expression")));
    if (term.text.isEmpty() || !expression.isValid()) {
        m_count->setText(term.text.isEmpty() ? QString() : tr("Invalid regular expression"));
        return updateReplace();
    }
    for (int place = 0; place < m_scripts->list().size(); ++place)
        count += addMatches(place, expression);
    m_matches->expandAll();
    if (count == 0)
        m_count->setText(tr("No matches in %Ln script(s)", nullptr, int(m_scripts->list().size())));
    else
        m_count->setText(tr("%Ln line(s)", nullptr, count));
    updateReplace();
}

/// What is found in a line, and what becomes of it; without ranges where nothing is.
SearchPanel::Line SearchPanel::lineOf(const QString &text,
                                      const QRegularExpression &expression) const
{
    Line line;
    line.before = text;
    const SearchTerm term = m_options->termOf(m_text->text());
    qsizetype end = 0;
    for (auto each = expression.globalMatch(text); each.hasNext();) {
        const QRegularExpressionMatch match = each.next();
        const QString made = term.replaced(match, m_with->text());
        line.after += QStringView(text).sliced(end, match.capturedStart() - end);
        line.found += {int(match.capturedStart()), int(match.capturedLength())};
        line.made += {int(line.after.size()), int(made.size())};
        line.after += made;
        end = match.capturedEnd();
    }
    line.after += QStringView(text).sliced(end);
    return line;
}

/// Adds the lines of a script that match. Gives how many.
int SearchPanel::addMatches(int place, const QRegularExpression &expression)
{
    const AllScripts::Script &script = m_scripts->list()[place];
    QTreeWidgetItem *group = nullptr;
    int count = 0;
    const QStringList lines = script.source.split(QLatin1Char('\n'));
    for (int number = 0; number < lines.size(); ++number) {
        Line line = lineOf(lines[number], expression);
        if (line.found.isEmpty())
            continue;
        ++count;
        if (count > MaximumShown)
            continue;
        if (!group) {
            group = new QTreeWidgetItem(m_matches, {script.title()});
            group->setIcon(0, m_theme.icon(QStringLiteral("code")));
            group->setData(0, ScriptRole, place);
            if (m_replacing->isChecked())
                group->setCheckState(0,
                                     m_left.contains(script.path()) ? Qt::Unchecked : Qt::Checked);
        }
        line.number = number + 1;
        addLine(group, line, place);
    }
    return count;
}

void SearchPanel::addLine(QTreeWidgetItem *group, const Line &line, int place)
{
    const bool isReplacing = m_replacing->isChecked();
    const auto add = [&](const QString &sign, const QString &text, const QList<int> &ranges,
                         MatchLooks looks) {
        const QString head = QStringLiteral("%1:  %2").arg(line.number, 5).arg(sign);
        qsizetype indentation = 0;
        while (indentation < text.size() && text[indentation].isSpace())
            ++indentation;
        QList<int> moved = ranges;
        for (qsizetype i = 0; i < moved.size(); i += 2)
            moved[i] += int(head.size() - indentation);
        QTreeWidgetItem *item =
            addText(group, head + text.sliced(indentation).left(LongestLine), moved, int(looks));
        item->setData(0, ScriptRole, place);
        item->setData(0, LineRole, line.number);
        item->setData(0, ColumnRole, ranges.value(0) + 1);
    };
    add(isReplacing ? QStringLiteral("\u2212 ") : QString(), line.before, line.found,
        isReplacing ? MatchLooks::Removed : MatchLooks::Found);
    if (isReplacing)
        add(QStringLiteral("+ "), line.after, line.made, MatchLooks::Added);
}

QTreeWidgetItem *SearchPanel::addText(QTreeWidgetItem *parent, const QString &text,
                                      const QList<int> &ranges, int looks)
{
    auto *item = new QTreeWidgetItem(parent, {text});
    item->setFont(0, m_theme.codeFont(-1));
    item->setData(0, MatchDelegate::RangesRole, QVariant::fromValue(ranges));
    item->setData(0, MatchDelegate::LooksRole, looks);
    return item;
}

void SearchPanel::activate(const QTreeWidgetItem *item)
{
    const int place = item->data(0, ScriptRole).toInt();
    if (item->data(0, LineRole).isValid() && place < m_scripts->list().size())
        emit placeActivated(m_scripts->list()[place], item->data(0, LineRole).toInt(),
                            item->data(0, ColumnRole).toInt());
}

// ---- replacing

/// A script was chosen, or left out.
void SearchPanel::noteChoice(QTreeWidgetItem *item)
{
    if (item->parent() || !m_replacing->isChecked())
        return;
    const QByteArray path = m_scripts->list()[item->data(0, ScriptRole).toInt()].path();
    if (item->checkState(0) == Qt::Checked)
        m_left.remove(path);
    else
        m_left.insert(path);
    updateReplace();
}

void SearchPanel::updateReplace()
{
    if (!m_replacing->isChecked())
        return;
    const int count = int(changes().size());
    m_replace->setText(count == 0 ? tr("Replace") : tr("Replace in %Ln script(s)", nullptr, count));
    m_replace->setEnabled(count > 0 && !m_replacement->isRunning());
}

/// The scripts that are chosen and become another text.
QList<Replacement::Change> SearchPanel::changes() const
{
    QList<Replacement::Change> changes;
    const QRegularExpression expression = m_options->termOf(m_text->text()).expression();
    if (m_text->text().isEmpty() || !expression.isValid())
        return changes;
    for (const AllScripts::Script &script : m_scripts->list()) {
        if (m_left.contains(script.path()))
            continue;
        QStringList lines = script.source.split(QLatin1Char('\n'));
        for (QString &line : lines)
            line = lineOf(line, expression).after;
        if (const QString text = lines.join(QLatin1Char('\n')); text != script.source)
            changes.append({script, text});
    }
    return changes;
}

void SearchPanel::replace()
{
    const QList<Replacement::Change> wanted = changes();
    if (wanted.isEmpty() || m_replacement->isRunning())
        return;
    Ask::toConfirm(
        this, tr("Replace in %Ln script(s)?", nullptr, int(wanted.size())),
        tr("Each is saved as a new version and used from then on. You can take all of it "
           "back together."),
        tr("Replace"), [this, wanted] {
            if (m_replacement->isRunning())
                return;
            m_isUndoing = false;
            m_notice->hide(); // what it offers to undo is about to be something else
            m_replacement->run(wanted);
            updateReplace();
        });
}

void SearchPanel::showResult(int stored, const QList<Replacement::Refusal> &refusals)
{
    QStringList lines{m_isUndoing ? tr("Restored in %Ln script(s).", nullptr, stored)
                                  : tr("Replaced in %Ln script(s).", nullptr, stored)};
    for (const Replacement::Refusal &each : refusals)
        lines.append(tr("Not saved: %1. %2").arg(each.title, each.why));
    QList<NoticeBar::Choice> choices;
    if (m_replacement->canUndo())
        choices.append({m_isUndoing ? tr("Redo") : tr("Undo"), "undoReplace", [this] {
                            m_isUndoing = !m_isUndoing;
                            m_replacement->undo();
                        }});
    choices.append({tr("Close"), "closeReplaced", [] {}});
    m_notice->tell(refusals.isEmpty() ? NoticeBar::Kind::Information : NoticeBar::Kind::Warning,
                   lines.join(QLatin1Char('\n')), choices);
    m_scripts->read();
}
