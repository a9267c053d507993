// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/catalog.h"

#include <QByteArray>
#include <QHash>

#include <functional>
#include <mutex>
#include <vector>

namespace Hooks {
class HookPool;
struct CompiledScript;
} // namespace Hooks
namespace Store {
class Database;
}

/// Scripts as they are stored, made ready to run.
namespace Scripts {

/// Compiles stored scripts that another version of the compiler compiled, as after an upgrade of
/// the program. Each is compiled when it is first needed, so that a start does not depend on their
/// number, and its new compiled form is stored.
///
/// A script is compiled once, however many requests wait for it. What this compiler refuses is not
/// compiled again before somebody has saved another source.
/// Thread: any; answers are given in one of the server's threads. Each is given before the pool
/// and the database have ended.
class StoredScripts final
{
public:
    using Answer = std::function<void(Result<Done>)>;
    using CompiledAnswer = std::function<void(Result<QByteArray>)>;

    /// @pre both outlive this object.
    StoredScripts(Store::Database &database, Hooks::HookPool &hooks);

    /// Compiles what is outdated of the script of @p collection and of the modules that it
    /// requires. When it answers, the catalog has the new compiled forms.
    /// @errors HookFailed: one of them does not compile; the message has its name and line.
    void prepareCollection(const QByteArray &collection, Answer answer);
    /// The same for the modules that the script @p compiled requires.
    void prepareModules(const QByteArray &compiled, Answer answer);
    /// Compiles the script @p name, as Store::Reader::script() names it, and gives its new compiled
    /// form. @errors HookFailed, as above.
    void compile(const QByteArray &name, const Store::Script &script, CompiledAnswer answer);

private:
    /// A source that this compiler does not take.
    struct Refusal
    {
        QByteArray source;
        Error error;
    };

    void store(const QByteArray &name, Store::Script script, const Hooks::CompiledScript &compiled);
    void refuse(const QByteArray &name, const QByteArray &source, const Error &error);
    void answerAll(const QByteArray &name, const Result<QByteArray> &result);

    Store::Database &m_database;
    Hooks::HookPool &m_hooks;
    std::mutex m_mutex; ///< Of what follows.
    QHash<QByteArray, std::vector<CompiledAnswer>> m_waiting; ///< By the script that is compiled.
    QHash<QByteArray, Refusal> m_refused; ///< By name.
};

} // namespace Scripts
