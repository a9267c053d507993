// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/hookoutline.h"

#include "client/routes.h"
#include "ui/codehook/codeeditor.h"
#include "ui/codehook/hookapi.h"
#include "ui/codehook/scriptcheck.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timetext.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace {

constexpr int HookRole = Qt::UserRole;

QString phaseTitle(HookApi::Phase phase)
{
    switch (phase) {
    case HookApi::Phase::Before:
        return HookOutline::tr("Before the database");
    case HookApi::Phase::After:
        return HookOutline::tr("After the database");
    case HookApi::Phase::Background:
        break;
    }
    return HookOutline::tr("Background");
}

} // namespace

HookOutline::HookOutline(Client &client, const Theme &theme, CodeEditor &editor, ScriptCheck &check,
                         const QByteArray &collection, QWidget *parent)
    : QListWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_editor(editor)
    , m_check(check)
    , m_collection(collection)
{
    setObjectName(QStringLiteral("hookOutline"));
    setAccessibleName(tr("Hooks"));
    setMinimumWidth(150);
    setIconSize(QSize(14, 14));
    auto phase = HookApi::Phase::Background;
    for (const HookApi::Hook &hook : HookApi::hooks()) {
        if (count() == 0 || hook.phase != phase) {
            auto *title = new QListWidgetItem(phaseTitle(hook.phase), this);
            title->setFlags(Qt::NoItemFlags);
            phase = hook.phase;
        }
        auto *item = new QListWidgetItem(hook.name, this);
        item->setData(HookRole, hook.name);
    }
    const auto activate = [this](const QListWidgetItem *item) {
        activateHook(item->data(HookRole).toString());
    };
    connect(this, &QListWidget::itemClicked, this, activate);
    connect(this, &QListWidget::itemActivated, this, activate);
    connect(&check, &ScriptCheck::checked, this, &HookOutline::updateHooks);
    connect(&theme, &Theme::changed, this, &HookOutline::updateHooks);
    updateHooks();
    if (collection.isEmpty())
        return; // a module or a job has no hooks that could have failed
    connect(&client, &Client::recorded, this, &HookOutline::noteRuns);
    connect(&check, &ScriptCheck::checked, this, [this] {
        const auto &symbols = m_check.symbols().list();
        const bool hasHooks = std::any_of(symbols.begin(), symbols.end(),
                                          [](const auto &each) { return each.isHook; });
        if (hasHooks && !std::exchange(m_hasAsked, true))
            loadFailures();
    });
}

QString HookOutline::hookAtCaret() const
{
    int line = 0;
    int column = 0;
    m_editor.getCursorPosition(&line, &column);
    return m_check.symbols().hookAt(line + 1);
}

/// What keeps the script from being compiled, where it is in @p hook; empty: nothing.
QString HookOutline::faultOf(const QString &hook) const
{
    for (const CodeEditor::Problem &problem : m_editor.problems()) {
        const int line = problem.openLine > 0 ? problem.openLine : problem.line;
        const auto holdsIt = [&](const ScriptSymbols::Symbol &each) {
            return each.isHook && each.name == hook && each.line <= line && line <= each.endLine;
        };
        const auto &symbols = m_check.symbols().list();
        if (problem.isError && std::any_of(symbols.begin(), symbols.end(), holdsIt))
            return tr("Line %1: %2").arg(problem.line).arg(problem.message);
    }
    return {};
}

void HookOutline::updateHooks()
{
    const auto &problems = m_editor.problems();
    // While the script has an error no hook is known to be right.
    const bool hasError = std::any_of(problems.begin(), problems.end(),
                                      [](const auto &each) { return each.isError; });
    for (int i = 0; i < count(); ++i) {
        QListWidgetItem *item = this->item(i);
        const QString hook = item->data(HookRole).toString();
        if (hook.isEmpty()) {
            QFont font = this->font();
            font.setPointSizeF(font.pointSizeF() - 1);
            font.setWeight(QFont::DemiBold);
            item->setFont(font);
            item->setForeground(m_theme.color(Theme::Role::Muted));
            continue;
        }
        const int line = m_check.symbols().lineOfHook(hook);
        item->setFont(m_theme.codeFont(-1));
        item->setForeground(m_theme.color(line > 0 ? Theme::Role::Text : Theme::Role::Faint));
        const QString fault = line > 0 ? faultOf(hook) : QString();
        const QString failure = fault.isEmpty() && line > 0 ? m_failures.value(hook) : fault;
        if (!fault.isEmpty())
            item->setIcon(m_theme.icon(QStringLiteral("alert-circle"), Theme::Role::Error));
        else if (!failure.isEmpty())
            item->setIcon(m_theme.icon(QStringLiteral("alert-triangle"), Theme::Role::Error));
        else
            item->setIcon(
                m_theme.icon(line > 0 ? QStringLiteral("circle-check") : QStringLiteral("plus"),
                             line > 0 && !hasError ? Theme::Role::Success : Theme::Role::Faint));
        const QString place = line > 0 ? tr("Go to line %1").arg(line) : tr("Insert");
        item->setToolTip(failure.isEmpty() ? place : failure + QLatin1Char('\n') + place);
        item->setData(Qt::AccessibleDescriptionRole, item->toolTip());
    }
}

// ---- hooks that failed lately

void HookOutline::noteRun(const QByteArray &hooks, int status, qint64 time, const QString &error)
{
    QByteArrayList names = hooks.split(',');
    names.removeAll("webhook");
    for (const QByteArray &name : std::as_const(names))
        m_failures.remove(QString::fromLatin1(name));
    constexpr int ServerError = 500; // a hook's own refusals are below
    if (status < ServerError || names.isEmpty())
        return;
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(time);
    m_failures.insert(QString::fromLatin1(names.last()),
                      tr("Failed at %1: %2").arg(timeText(when), error));
}

void HookOutline::noteRuns(const QList<Inspector::Record> &records)
{
    const auto before = m_failures;
    for (const Inspector::Record &record : records) {
        if (record.collection == m_collection && record.kind == "request" && !record.hook.isEmpty())
            noteRun(record.hook, record.status, record.time, QString::fromUtf8(record.error));
    }
    if (m_failures != before)
        updateHooks();
}

/// What the inspector still has of them.
void HookOutline::loadFailures()
{
    m_client
        .request("GET", Routes::inspector(), {},
                 "level=error&max=50&collection=" + m_collection.toPercentEncoding())
        .then(this, [this](const Client::Reply &reply) {
            const auto list = reply.json();
            auto records = list.root().items();
            std::reverse(records.begin(), records.end()); // the newest come first
            for (const Json::Value &record : records)
                noteRun(record.value("hook").text().toByteArray(),
                        int(record.value("status").toInteger()),
                        Inspector::Record::fromJson(record).time, record.value("error").toString());
            updateHooks();
        });
}

void HookOutline::activateHook(const QString &name)
{
    if (name.isEmpty())
        return; // a title
    // What was typed a moment ago counts: a hook is not inserted a second time.
    m_check.whenChecked([this, name] {
        if (const int line = m_check.symbols().lineOfHook(name); line > 0)
            m_editor.goToLine(line);
        else
            insertHook(name);
    });
}

void HookOutline::insertHook(const QString &name)
{
    const auto &hooks = HookApi::hooks();
    const auto hook = std::find_if(hooks.begin(), hooks.end(),
                                   [&](const HookApi::Hook &each) { return each.name == name; });
    const bool needsBlank = !m_editor.text().trimmed().isEmpty();
    const QString before = needsBlank ? QStringLiteral("\n") : QString();
    const auto line = (m_editor.text() + before).count(QLatin1Char('\n')) + 1;
    m_editor.append(before
                    + QStringLiteral("function %1(req, res) {\n%2}\n").arg(name, hook->newBody));
    m_editor.goToLine(int(line));
}
