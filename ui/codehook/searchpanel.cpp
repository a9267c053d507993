// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/searchpanel.h"

#include "client/routes.h"
#include "ui/codehook/searchoptions.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QTreeWidget>

namespace {

constexpr int ScriptRole = Qt::UserRole; ///< Its place in the list.
constexpr int LineRole = Qt::UserRole + 1;
constexpr int MaximumShown = 2000;
constexpr qsizetype LongestLine = 300;

} // namespace

SearchPanel::SearchPanel(Client &client, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
{
    auto *layout = Layouts::column(this);
    layout->addWidget(makeBar());
    layout->addWidget(Layouts::line(this));
    m_matches = new QTreeWidget(this);
    m_matches->setObjectName(QStringLiteral("searchMatches"));
    m_matches->setAccessibleName(tr("Matches"));
    m_matches->setHeaderHidden(true);
    m_matches->setUniformRowHeights(true);
    layout->addWidget(m_matches, 1);
    connect(m_matches, &QTreeWidget::itemActivated, this, &SearchPanel::activate);
    connect(m_matches, &QTreeWidget::itemClicked, this, &SearchPanel::activate);
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
    Layouts::rowOf(bar)->addWidget(m_count);
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

void SearchPanel::begin()
{
    load();
    m_text->setFocus();
    m_text->selectAll();
}

void SearchPanel::load()
{
    const int round = ++m_round;
    m_client.request("GET", Routes::codehooks())
        .then(this, [this, round](const Client::Reply &reply) {
            QList<Script> scripts;
            const auto sources = reply.json();
            for (const Json::Member &script : sources.root().members()) {
                const QString name = QString::fromUtf8(script.key);
                const QString prefix = QStringLiteral("lib/");
                const auto open = [this, name, prefix](int line) {
                    if (name.startsWith(prefix))
                        emit moduleActivated(name.sliced(prefix.size()), line);
                    else
                        emit codehookActivated(name, line);
                };
                scripts.append({name, script.value.toString(), open});
            }
            loadJobs(scripts, round);
        });
}

void SearchPanel::loadJobs(QList<Script> scripts, int round)
{
    m_client.request("GET", Routes::documents(Routes::JobCollection), {}, "max=10000")
        .then(this, [this, scripts, round](const Client::Reply &reply) mutable {
            const auto jobs = reply.json();
            for (const Json::Value &job : jobs.root().items()) {
                const QByteArray id = job.value("_id").text().toByteArray();
                const QString description = job.value("description").toString();
                scripts.append({tr("Job %1").arg(description.isEmpty() ? QString::fromLatin1(id)
                                                                       : description),
                                job.value("script").toString(), [this, id, description](int line) {
                                    emit jobActivated(id, description, line);
                                }});
            }
            if (round != m_round)
                return;
            m_scripts = scripts;
            search();
        });
}

void SearchPanel::search()
{
    m_matches->clear();
    const SearchTerm term = m_options->termOf(m_text->text());
    const QRegularExpression expression = term.expression();
    Layouts::restyle(m_text, "invalid", !expression.isValid());
    if (term.text.isEmpty() || !expression.isValid()) {
        m_count->setText(term.text.isEmpty() ? QString() : tr("Invalid regular expression"));
        return;
    }
    int count = 0;
    for (const Script &script : std::as_const(m_scripts))
        count += addMatches(script, expression);
    m_matches->expandAll();
    if (count == 0)
        m_count->setText(tr("No matches in %Ln script(s)", nullptr, int(m_scripts.size())));
    else
        m_count->setText(tr("%Ln line(s)", nullptr, count));
}

/// Adds the lines of a script that match. Gives how many.
int SearchPanel::addMatches(const Script &script, const QRegularExpression &expression)
{
    QTreeWidgetItem *group = nullptr;
    int count = 0;
    const QStringList lines = script.source.split(QLatin1Char('\n'));
    for (int line = 0; line < lines.size(); ++line) {
        if (!expression.match(lines[line]).hasMatch())
            continue;
        ++count;
        if (count > MaximumShown)
            continue;
        if (!group) {
            group = new QTreeWidgetItem(m_matches, {script.title});
            group->setIcon(0, m_theme.icon(QStringLiteral("code")));
        }
        auto *item = new QTreeWidgetItem(group,
                                         {QStringLiteral("%1:  %2")
                                              .arg(line + 1, 5)
                                              .arg(lines[line].trimmed().left(LongestLine))});
        item->setFont(0, m_theme.codeFont(-1));
        item->setData(0, ScriptRole, int(&script - m_scripts.constData()));
        item->setData(0, LineRole, line + 1);
    }
    return count;
}

void SearchPanel::activate(const QTreeWidgetItem *item)
{
    if (item->data(0, LineRole).isValid())
        m_scripts[item->data(0, ScriptRole).toInt()].open(item->data(0, LineRole).toInt());
}
