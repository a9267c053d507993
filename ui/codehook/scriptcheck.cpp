// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/scriptcheck.h"

#include "client/routes.h"
#include "ui/codehook/codeeditor.h"

#include <QTimer>

#include <chrono>
#include <utility>

namespace {

using namespace std::chrono_literals;

constexpr auto CheckAfter = 300ms; ///< The last key.

} // namespace

ScriptCheck::ScriptCheck(Client &client, CodeEditor &editor, const QByteArray &kind,
                         QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_editor(editor)
    , m_kind(kind)
    , m_timer(new QTimer(this))
{
    connect(&editor, &QsciScintilla::textChanged, this, [this] {
        ++m_revision;
        m_timer->start();
    });
    connect(&editor, &QsciScintilla::SCN_MODIFIED, this,
            [this](int position, int, const char *, int, int linesAdded) {
                if (linesAdded == 0)
                    return;
                const long line =
                    m_editor.SendScintilla(QsciScintilla::SCI_LINEFROMPOSITION, ulong(position));
                const bool isAtItsStart =
                    m_editor.SendScintilla(QsciScintilla::SCI_POSITIONFROMLINE, ulong(line))
                    == position;
                // Scintilla counts from 0. A line stays where it is when it is broken further on.
                m_symbols.moveLines(int(line) + (isAtItsStart ? 1 : 2), linesAdded);
            });
    m_timer->setSingleShot(true);
    m_timer->setInterval(CheckAfter);
    m_timer->callOnTimeout(this, &ScriptCheck::check);
}

void ScriptCheck::check()
{
    m_timer->stop();
    const int revision = ++m_revision;
    if (m_isAsked) // the answer asks again: checks of long scripts would wait for each other
        return;
    m_isAsked = true;
    m_client
        .request("POST", Routes::draftCheck(), m_editor.text().toUtf8(), "kind=" + m_kind,
                 "text/javascript")
        .then(this, [this, revision](const Client::Reply &reply) {
            m_isAsked = false;
            if (revision != m_revision) {
                if (!m_timer->isActive())
                    check();
                return;
            }
            m_checked = revision;
            if (reply.isOk())
                take(reply);
            for (const auto &then : std::exchange(m_waiting, {}))
                then();
        });
}

void ScriptCheck::whenChecked(std::function<void()> then)
{
    if (m_checked == m_revision)
        return then();
    m_waiting.append(std::move(then));
    if (m_timer->isActive())
        check();
}

void ScriptCheck::take(const Client::Reply &reply)
{
    QList<CodeEditor::Problem> problems;
    const auto body = reply.json();
    for (const char *kind : {"errors", "warnings"}) {
        for (const Json::Value &each : body.root().value(kind).items()) {
            const Json::Value open = each.value("open");
            problems.append(
                {int(each.value("line").toInteger()), int(each.value("column").toInteger()),
                 int(each.value("endColumn").toInteger()), each.value("message").toString(),
                 kind[0] == 'e', int(open.value("line").toInteger()),
                 int(open.value("column").toInteger())});
        }
    }
    m_editor.showProblems(problems);
    if (const auto symbols = body.root().find("symbols"))
        m_symbols = ScriptSymbols(*symbols);
    emit checked();
}
