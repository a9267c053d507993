// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/scripts/storedscripts.h"

#include "server/hooks/hookpool.h"
#include "server/hookwire/compiledscript.h"
#include "server/store/database.h"

#include <QLoggingCategory>

#include <utility>

namespace Scripts {

namespace {

Q_LOGGING_CATEGORY(lcScripts, "server.scripts")

Failure otherVersion()
{
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("hookdesk-hookhost is of another version than this program. "
                                  "Install Hookdesk again."));
}

} // namespace

StoredScripts::StoredScripts(Store::Database &database, Hooks::HookPool &hooks)
    : m_database(database)
    , m_hooks(hooks)
{
}

void StoredScripts::prepareCollection(const QByteArray &collection, Answer answer)
{
    const auto catalog = m_database.catalog();
    const Store::Collection *found = catalog->find(collection);
    if (!found || !found->codehook.isOutdated) {
        answer(Done());
        return;
    }
    const Store::Script &script = found->codehook;
    if (CompiledHead::of(script.compiled).isCurrent()) {
        prepareModules(script.compiled, std::move(answer));
        return;
    }
    // Which modules it requires is known once it is compiled.
    compile(collection, script,
            [this, answer = std::move(answer)](const Result<QByteArray> &compiled) {
                if (compiled)
                    prepareModules(*compiled, answer);
                else
                    answer(failure(compiled));
            });
}

void StoredScripts::prepareModules(const QByteArray &compiled, Answer answer)
{
    const auto catalog = m_database.catalog();
    const QByteArray name = catalog->outdatedModuleOf(compiled);
    if (name.isEmpty()) {
        answer(Done());
        return;
    }
    const qsizetype prefix = qsizetype(qstrlen(Store::ModulePrefix));
    compile(name, catalog->modules.value(name.sliced(prefix)),
            [this, compiled, answer = std::move(answer)](const Result<QByteArray> &module) {
                // The new catalog tells whether another one is outdated.
                if (module)
                    prepareModules(compiled, answer);
                else
                    answer(failure(module));
            });
}

void StoredScripts::compile(const QByteArray &name, const Store::Script &script,
                            CompiledAnswer answer)
{
    {
        std::unique_lock lock(m_mutex);
        const auto refused = m_refused.constFind(name);
        if (refused != m_refused.cend() && refused->source == script.source) {
            const Error error = refused->error;
            lock.unlock();
            answer(failure(error));
            return;
        }
        // The compilation that the first one begins answers all of them.
        std::vector<CompiledAnswer> &waiting = m_waiting[name];
        waiting.push_back(std::move(answer));
        if (waiting.size() > 1)
            return;
    }
    Hooks::Compilation wanted;
    wanted.source = script.source;
    wanted.isModule = name.startsWith(Store::ModulePrefix);
    m_hooks.compile(wanted, [this, name, script](const Result<Hooks::CompiledScript> &compiled) {
        if (!compiled)
            refuse(name, script.source, compiled.error());
        else if (!CompiledHead::of(compiled->compiled).isCurrent())
            answerAll(name, otherVersion());
        else
            store(name, script, *compiled);
    });
}

void StoredScripts::store(const QByteArray &name, Store::Script script,
                          const Hooks::CompiledScript &compiled)
{
    script.compiled = compiled.compiled;
    script.hooks = compiled.hooks;
    m_database.change<Done>(
        [name, script](Store::Transaction &transaction) {
            return transaction.saveCompiled(name, script);
        },
        [this, name, script](const Result<Done> &saved) {
            answerAll(name, saved ? Result<QByteArray>(script.compiled) : failure(saved));
        });
}

void StoredScripts::refuse(const QByteArray &name, const QByteArray &source, const Error &error)
{
    if (error.kind != Error::Kind::Unprocessable && error.kind != Error::Kind::TooLarge) {
        answerAll(name, failure(error));
        return;
    }
    const bool isLocated = error.line > 0;
    const Error refusal{
        Error::Kind::HookFailed,
        QStringLiteral("The script %1 does not compile any more: %2%3")
            .arg(QString::fromUtf8(name), error.message,
                 isLocated ? QStringLiteral(" (%1)").arg(Hooks::placeText(error)) : QString())};
    qCWarning(lcScripts, "%s", qPrintable(refusal.message));
    // What had no place may have been the machine's fault: it is tried again.
    if (isLocated) {
        const std::lock_guard lock(m_mutex);
        m_refused.insert(name, {source, refusal});
    }
    answerAll(name, failure(refusal));
}

void StoredScripts::answerAll(const QByteArray &name, const Result<QByteArray> &result)
{
    std::vector<CompiledAnswer> waiting;
    {
        const std::lock_guard lock(m_mutex);
        waiting = m_waiting.take(name);
    }
    // Without the lock: an answer may ask for the next script.
    for (const CompiledAnswer &answer : waiting)
        answer(result);
}

} // namespace Scripts
