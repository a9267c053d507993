// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/problemspanel.h"

#include "client/routes.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QToolButton>
#include <QTreeWidget>

#include <algorithm>
#include <utility>

namespace {

constexpr int PlaceRole = Qt::UserRole; ///< Of the script in the list.
constexpr int ProblemLineRole = Qt::UserRole + 1;
constexpr int ProblemColumnRole = Qt::UserRole + 2;

} // namespace

ProblemsPanel::ProblemsPanel(Client &client, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_scripts(new AllScripts(client, this))
{
    auto *layout = Layouts::column(this);
    layout->addWidget(makeBar());
    layout->addWidget(Layouts::line(this));
    m_list = new QTreeWidget(this);
    m_list->setObjectName(QStringLiteral("problems"));
    m_list->setAccessibleName(tr("Problems"));
    m_list->setHeaderHidden(true);
    m_list->setUniformRowHeights(true);
    layout->addWidget(m_list, 1);
    m_empty = new QLabel(this);
    m_empty->setObjectName(QStringLiteral("noProblems"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setProperty("muted", true);
    layout->addWidget(m_empty, 1);
    setFocusProxy(m_list);
    connect(m_list, &QTreeWidget::itemActivated, this, &ProblemsPanel::activate);
    connect(m_list, &QTreeWidget::itemClicked, this, &ProblemsPanel::activate);
    connect(&theme, &Theme::changed, this, &ProblemsPanel::showProblems);
    connect(m_scripts, &AllScripts::changed, this, [this] {
        m_waiting.clear();
        for (const AllScripts::Script &each : m_scripts->list()) {
            const auto known = m_checked.constFind(each.path());
            if (known == m_checked.cend() || known->source != each.source)
                m_waiting.append(each);
        }
        checkNext();
    });
    showProblems();
    m_scripts->read();
}

QWidget *ProblemsPanel::makeBar()
{
    QWidget *bar = Layouts::bar(this);
    m_state = new QLabel(tr("Reading the scripts…"), bar);
    m_state->setObjectName(QStringLiteral("problemsState"));
    Layouts::rowOf(bar)->addWidget(m_state, 1);
    m_errors = addSwitch(bar, tr("Show errors"), "showErrors");
    m_warnings = addSwitch(bar, tr("Show warnings"), "showWarnings");
    return bar;
}

QToolButton *ProblemsPanel::addSwitch(QWidget *bar, const QString &tip, const char *name)
{
    QToolButton *button = Layouts::addTool(bar, QIcon(), tip, name);
    button->setCheckable(true);
    button->setChecked(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(button, &QToolButton::toggled, this, &ProblemsPanel::showProblems);
    return button;
}

/// One script after the other, so that the requests of the window are not held up.
void ProblemsPanel::checkNext()
{
    if (m_isChecking)
        return;
    if (m_waiting.isEmpty())
        return showProblems();
    m_isChecking = true;
    const AllScripts::Script script = m_waiting.takeFirst();
    m_state->setText(tr("Checking %1…").arg(script.title()));
    m_client
        .request("POST", Routes::draftCheck(), script.source.toUtf8(), "kind=" + script.word(),
                 "text/javascript")
        .then(this, [this, script](const Client::Reply &reply) {
            m_isChecking = false;
            if (reply.isOk())
                m_checked.insert(script.path(), {script.source, problemsOf(reply)});
            checkNext();
        });
}

QList<ProblemsPanel::Problem> ProblemsPanel::problemsOf(const Client::Reply &reply)
{
    QList<Problem> problems;
    const auto body = reply.json();
    for (const char *kind : {"errors", "warnings"}) {
        for (const Json::Value &each : body.root().value(kind).items()) {
            const Json::Value open = each.value("open");
            problems.append(
                {each.value("message").toString(), kind[0] == 'e',
                 int(each.value("line").toInteger()), int(each.value("column").toInteger()),
                 int(open.value("line").toInteger()), int(open.value("column").toInteger())});
        }
    }
    return problems;
}

void ProblemsPanel::showProblems()
{
    const QTreeWidgetItem *current = m_list->currentItem();
    const int place = current ? current->data(0, PlaceRole).toInt() : -1;
    const int line = current ? current->data(0, ProblemLineRole).toInt() : 0;
    m_list->clear();
    int errors = 0;
    int warnings = 0;
    for (int i = 0; i < m_scripts->list().size(); ++i) {
        const AllScripts::Script &script = m_scripts->list()[i];
        QList<Problem> shown;
        for (const Problem &each : m_checked.value(script.path()).problems) {
            ++(each.isError ? errors : warnings);
            if ((each.isError ? m_errors : m_warnings)->isChecked())
                shown.append(each);
        }
        if (!shown.isEmpty())
            addScript(script, i, shown);
    }
    m_list->expandAll();
    for (QTreeWidgetItemIterator each(m_list); *each; ++each) { // where somebody was
        if ((*each)->data(0, PlaceRole).toInt() == place
            && (*each)->data(0, ProblemLineRole).toInt() == line)
            m_list->setCurrentItem(*each);
    }
    using Role = Theme::Role;
    m_errors->setText(QString::number(errors));
    m_errors->setIcon(m_theme.icon(QStringLiteral("alert-circle"), Role::Error));
    m_warnings->setText(QString::number(warnings));
    m_warnings->setIcon(m_theme.icon(QStringLiteral("alert-triangle"), Role::Warning));
    const int count = int(m_scripts->list().size());
    if (!m_isChecking && !m_checked.isEmpty())
        m_state->setText(tr("%1, %2 in %3")
                             .arg(tr("%Ln error(s)", nullptr, errors),
                                  tr("%Ln warning(s)", nullptr, warnings),
                                  tr("%Ln saved script(s)", nullptr, count)));
    else if (!m_isChecking)
        m_state->setText(tr("No scripts"));
    const bool isEmpty = m_list->topLevelItemCount() == 0;
    m_list->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    m_empty->setText(errors + warnings > 0
                         ? tr("All problems are hidden by the two switches above.")
                         : tr("No problems. What is saved in a codehook, a module or a job is "
                              "checked here."));
}

void ProblemsPanel::addScript(const AllScripts::Script &script, int place,
                              const QList<Problem> &problems)
{
    auto *group = new QTreeWidgetItem(
        m_list, {QStringLiteral("%1  (%2)").arg(script.title()).arg(problems.size())});
    group->setIcon(0, m_theme.icon(QStringLiteral("code")));
    group->setData(0, PlaceRole, place);
    for (const Problem &each : problems) {
        auto *item = new QTreeWidgetItem(group);
        item->setIcon(0,
                      each.isError
                          ? m_theme.icon(QStringLiteral("alert-circle"), Theme::Role::Error)
                          : m_theme.icon(QStringLiteral("alert-triangle"), Theme::Role::Warning));
        item->setText(0, tr("Line %1: %2").arg(each.line).arg(each.message));
        item->setToolTip(0, each.message);
        item->setData(0, Qt::AccessibleDescriptionRole, each.isError ? tr("error") : tr("warning"));
        item->setData(0, PlaceRole, place);
        item->setData(0, ProblemLineRole, each.line);
        item->setData(0, ProblemColumnRole, std::max(1, each.column));
        if (each.openLine > 0)
            addPlace(item, tr("Line %1: here it is opened").arg(each.openLine), place,
                     each.openLine, each.openColumn);
    }
}

/// A place that has to do with the problem @p parent.
void ProblemsPanel::addPlace(QTreeWidgetItem *parent, const QString &text, int place, int line,
                             int column)
{
    auto *item = new QTreeWidgetItem(parent, {text});
    item->setForeground(0, m_theme.color(Theme::Role::Muted));
    item->setData(0, PlaceRole, place);
    item->setData(0, ProblemLineRole, line);
    item->setData(0, ProblemColumnRole, column);
}

void ProblemsPanel::activate(const QTreeWidgetItem *item)
{
    const int place = item->data(0, PlaceRole).toInt();
    if (item->data(0, ProblemLineRole).isValid() && place < m_scripts->list().size())
        emit placeActivated(m_scripts->list()[place], item->data(0, ProblemLineRole).toInt(),
                            item->data(0, ProblemColumnRole).toInt());
}
