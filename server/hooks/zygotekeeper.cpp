// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/zygotekeeper.h"

#include "server/hookwire/zygotemessage.h"
#include "server/hooks/zygoteclient.h"

#include <QLoggingCategory>

#include <algorithm>
#include <utility>

namespace Hooks {

namespace {

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcZygote, "server.hooks")

constexpr auto FirstPause = 50ms;
constexpr auto LongestPause = 5s;
constexpr auto StableTime = 10s; ///< A zygote that lived so long is started again at once.

} // namespace

ZygoteKeeper::ZygoteKeeper()
{
    m_pause.setParent(this); // moves to the hooks' thread with this
    m_pause.setSingleShot(true);
    m_pause.callOnTimeout(this, &ZygoteKeeper::launch);
}

ZygoteKeeper::~ZygoteKeeper() = default;

void ZygoteKeeper::start(std::function<void(Result<Done>)> done)
{
    m_startAnswer = std::move(done);
    launch();
}

ZygoteClient *ZygoteKeeper::zygote() const
{
    return m_zygote && m_zygote->isReady() ? m_zygote.get() : nullptr;
}

void ZygoteKeeper::launch()
{
    if (m_isStopped)
        return;
    m_launched = Time::now();
    auto started = ZygoteClient::start();
    if (!started) {
        answerStart(failure(started));
        restart();
        return;
    }
    m_zygote = std::move(*started);
    connect(m_zygote.get(), &ZygoteClient::begun, this, [this] { answerStart(Done()); });
    connect(m_zygote.get(), &ZygoteClient::ready, this, &ZygoteKeeper::becomeReady);
    connect(m_zygote.get(), &ZygoteClient::childForked, this, &ZygoteKeeper::childForked);
    connect(m_zygote.get(), &ZygoteClient::childExited, this, &ZygoteKeeper::childExited);
    // Queued, because the zygote's client is deleted then.
    connect(m_zygote.get(), &ZygoteClient::died, this, &ZygoteKeeper::restart,
            Qt::QueuedConnection);
}

void ZygoteKeeper::becomeReady()
{
    // Before any child is forked: it has what the zygote has by then.
    for (const int library : m_libraries)
        m_zygote->loadLibrary(library);
    emit ready();
}

void ZygoteKeeper::restart()
{
    if (m_isStopped)
        return;
    if (m_zygote)
        qCWarning(lcZygote, "hookdesk-hookhost ended by itself; it is started again");
    m_zygote.reset();
    answerStart(failure(Error::Kind::Unavailable, QStringLiteral("The hook host does not start.")));
    emit lost();
    if (Time::now() - m_launched > StableTime)
        m_nextPause = 0ms;
    m_pause.start(m_nextPause);
    m_nextPause = std::clamp<std::chrono::milliseconds>(m_nextPause * 2, FirstPause, LongestPause);
}

void ZygoteKeeper::answerStart(const Result<Done> &result)
{
    if (const auto answer = std::exchange(m_startAnswer, nullptr))
        answer(result);
}

void ZygoteKeeper::require(const QByteArrayList &names)
{
    for (size_t i = 0; i < Zygote::Libraries.size(); ++i) {
        const int library = int(i);
        const bool isKnown =
            std::find(m_libraries.begin(), m_libraries.end(), library) != m_libraries.end();
        if (isKnown || !names.contains(Zygote::Libraries[i]))
            continue;
        m_libraries.push_back(library);
        if (zygote())
            m_zygote->loadLibrary(library);
    }
}

void ZygoteKeeper::stop()
{
    m_isStopped = true;
    m_pause.stop();
    m_zygote.reset();
    answerStart(failure(Error::Kind::Unavailable, QStringLiteral("The server is stopping.")));
}

} // namespace Hooks
