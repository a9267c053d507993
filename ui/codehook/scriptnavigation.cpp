// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/scriptnavigation.h"

#include "client/routes.h"
#include "ui/codehook/codeeditor.h"
#include "ui/codehook/scriptcheck.h"
#include "ui/codehook/scriptproblems.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/picker.h"
#include "ui/widgets/theme.h"

#include <QMouseEvent>

#include <utility>

ScriptNavigation::ScriptNavigation(Client &client, const Theme &theme, CodeEditor &editor,
                                   ScriptCheck &check, ScriptProblems &problems,
                                   const QByteArray &kind, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_theme(theme)
    , m_editor(editor)
    , m_check(check)
    , m_problems(problems)
    , m_kind(kind)
{
    editor.viewport()->installEventFilter(this);
    connect(&check, &ScriptCheck::checked, this, [this] {
        if (!m_pendingMember.isEmpty())
            goToMember(std::exchange(m_pendingMember, {}));
    });
}

bool ScriptNavigation::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        const auto &press = static_cast<const QMouseEvent &>(*event);
        const qsizetype character = m_editor.characterAt(press.position().toPoint());
        if (press.button() == Qt::LeftButton && press.modifiers() == Qt::ControlModifier
            && character >= 0) {
            m_editor.select({character, character});
            goToDefinitionAt(character);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

// ---- what it means

void ScriptNavigation::request(const QByteArray &query, Fault fault,
                               std::function<void(const ScriptName &)> then)
{
    const QString script = m_editor.text();
    m_client
        .request("POST", Routes::draftNames(), script.toUtf8(), "kind=" + m_kind + '&' + query,
                 "text/javascript")
        .then(this, [this, script, fault, then = std::move(then)](const Client::Reply &reply) {
            if (!reply.isOk()) {
                if (fault == Fault::Told)
                    m_problems.tell(tr("Names are known once the script has no error. Line %1: %2")
                                        .arg(reply.json().root().value("line").toInteger())
                                        .arg(reply.message()));
                return;
            }
            if (m_editor.text() == script) // else the answer is about another text
                then(ScriptName::fromJson(reply.json().root()));
        });
}

void ScriptNavigation::ask(qsizetype character, Fault fault,
                           std::function<void(const ScriptName &)> then)
{
    request("at=" + QByteArray::number(character), fault, std::move(then));
}

void ScriptNavigation::askModule(const QString &module, const QString &member,
                                 std::function<void(const ScriptName &)> then)
{
    const QByteArray query = "kind=module&member=" + member.toUtf8().toPercentEncoding();
    m_client.request("GET", Routes::module(module))
        .then(this, [this, query, then = std::move(then)](const Client::Reply &reply) {
            m_client.request("POST", Routes::draftNames(), reply.body, query, "text/javascript")
                .then(this, [then](const Client::Reply &answer) {
                    then(answer.isOk() ? ScriptName::fromJson(answer.json().root()) : ScriptName());
                });
        });
}

// ---- definitions

void ScriptNavigation::goToDefinition()
{
    goToDefinitionAt(m_editor.caretCharacter());
}

void ScriptNavigation::goToDefinitionAt(qsizetype character)
{
    ask(character, Fault::Told, [this](const ScriptName &name) { goTo(name); });
}

void ScriptNavigation::goTo(const ScriptName &name)
{
    const bool isAtDefinition =
        name.definition.line > 0 && name.asked.start == name.definition.start;
    const bool isElsewhere = !name.module.isEmpty()
        && (name.definition.line == 0 || isAtDefinition || !name.member.isEmpty());
    if (name.name.isEmpty())
        m_problems.tell(tr("There is no name at the caret."));
    else if (isElsewhere)
        openModule(name.module, name.member);
    else if (isAtDefinition)
        list(name);
    else if (name.definition.line > 0)
        goTo(name.definition);
    else if (!name.path.isEmpty() && name.kind != "property")
        m_problems.tell(tr("%1 is not declared in this script. F1 tells what is offered to all.")
                            .arg(name.name));
    else
        m_problems.tell(tr("The definition of %1 is not known.").arg(name.name));
}

void ScriptNavigation::goTo(const ScriptName::Place &place)
{
    int line = 0;
    int column = 0;
    m_editor.getCursorPosition(&line, &column);
    emit left(line + 1, column + 1);
    m_editor.goToLine(place.line);
    m_editor.select({place.start, place.start});
}

void ScriptNavigation::openModule(const QString &module, const QString &member)
{
    // A module that is not there would be opened as a new one.
    m_client.request("GET", Routes::module(module))
        .then(this, [this, module, member](const Client::Reply &reply) {
            if (!reply.isOk()) {
                m_problems.tell(tr("There is no module lib/%1.").arg(module));
                return;
            }
            int line = 0;
            int column = 0;
            m_editor.getCursorPosition(&line, &column);
            emit left(line + 1, column + 1);
            emit moduleRequested(module, member);
        });
}

void ScriptNavigation::goToMember(const QString &member)
{
    if (m_editor.isReadOnly()) { // it is being loaded
        m_pendingMember = member;
        return;
    }
    request("member=" + member.toUtf8().toPercentEncoding(), Fault::Told,
            [this, member](const ScriptName &name) {
                if (name.definition.line == 0) {
                    m_editor.goToLine(1);
                    m_problems.tell(tr("This module does not export %1.").arg(member));
                    return;
                }
                m_editor.goToLine(name.definition.line);
                m_editor.select({name.definition.start, name.definition.start});
            });
}

// ---- references

void ScriptNavigation::listReferences()
{
    ask(m_editor.caretCharacter(), Fault::Told, [this](const ScriptName &name) { list(name); });
}

/// The lines in which it stands, to pick from.
void ScriptNavigation::list(const ScriptName &name)
{
    if (name.places.isEmpty()) {
        m_problems.tell(name.name.isEmpty()
                            ? tr("There is no name at the caret.")
                            : tr("%1 is no variable of this script.").arg(name.name));
        return;
    }
    QList<Picker::Item> items;
    for (const ScriptName::Place &each : name.places) {
        const QString line = m_editor.text(each.line - 1).trimmed();
        items.append({line, tr("line %1").arg(each.line), m_theme.icon(QStringLiteral("code")),
                      [this, each] { goTo(each); }});
    }
    Picker::open(&m_editor, tr("%1 is in %Ln place(s)", nullptr, int(items.size())).arg(name.name),
                 items);
}

// ---- another name

void ScriptNavigation::rename()
{
    if (m_editor.isReadOnly())
        return;
    ask(m_editor.caretCharacter(), Fault::Told, [this](const ScriptName &name) {
        if (name.isRenamable())
            askForName(name);
        else
            m_problems.tell(whyKept(name));
    });
}

QString ScriptNavigation::whyKept(const ScriptName &name) const
{
    if (name.name.isEmpty())
        return tr("There is no name at the caret.");
    if (name.kept == "hook")
        return tr("%1 is a hook: by its name the server finds it.").arg(name.name);
    if (name.kept == "dynamic")
        return tr("Not renamed: the script uses eval() or with, which may name %1 as well.")
            .arg(name.name);
    if (name.kind == "property" || name.kind == "module")
        return tr("Variables, parameters, functions and classes can be renamed, and %1 is none.")
            .arg(name.name);
    return tr("%1 is not declared in this script.").arg(name.name);
}

void ScriptNavigation::askForName(const ScriptName &name)
{
    const QString before = m_editor.text();
    Ask::forText(&m_editor,
                 {tr("Rename %1").arg(name.name),
                  tr("New name, in %Ln place(s)", nullptr, int(name.places.size())), tr("Rename"),
                  [name](const QString &text) { return name.faultOf(text); }, name.name},
                 [this, name, before](const QString &text) {
                     // What somebody else saved may be shown meanwhile.
                     if (m_editor.text() != before || text == name.name)
                         return;
                     QList<CodeEditor::Edit> edits;
                     for (const ScriptName::Place &each : name.places)
                         edits.append({{each.start, each.end}, each.prefix + text});
                     m_editor.apply(edits);
                     m_editor.setFocus();
                     m_check.check();
                 });
}
