// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookchildren.h"

#include "server/core/json.h"
#include "server/hooks/zygoteclient.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace Hooks {

namespace {

using namespace std::chrono_literals;

constexpr auto IdleTime = 30s;
constexpr int MaximumIdle = 8;
constexpr int CompilerMegabytes = 256; ///< See MaximumScriptBytes.

} // namespace

HookChildren::HookChildren()
{
    m_zygotes.setParent(this); // moves to the hooks' thread with this
    connect(&m_zygotes, &ZygoteKeeper::childForked, this, [this](quint32 serial, int process) {
        if (HookChild *child = find(serial)) {
            child->process = process;
            child->memory.begin(process);
        }
    });
}

HookChild *HookChildren::find(quint32 serial) const
{
    const auto found = m_children.find(serial);
    return found == m_children.end() ? nullptr : found->second.get();
}

void HookChildren::retireOlder(const HookRun &run)
{
    for (const auto &[serial, child] : m_children) {
        // The draft of a test run is no newer script, nor is one that is recorded: the saved one is
        // still in use.
        if (child->hasScript && child->collection == run.collection && child->script != run.script
            && !child->isRetired && !run.isTest() && !run.recording)
            retire(*child);
    }
}

HookChild *HookChildren::makeFor(const Work &work)
{
    // Each compilation has a child of its own: the text of one must not reach that of another.
    if (!work.run())
        return fork(CompilerMegabytes, false);
    retireOlder(work.run()->what);
    return forkFor(work.run()->what);
}

HookChild *HookChildren::forkFor(const HookRun &run)
{
    m_zygotes.require(CompiledHead::of(run.script.compiled).libraries);
    for (const auto &module : run.script.modules)
        m_zygotes.require(CompiledHead::of(module.compiled).libraries);
    return fork(run.childMegabytes(), run.isFresh);
}

HookChild *HookChildren::fork(int heapMegabytes, bool isOpen)
{
    const quint32 serial = ++m_lastSerial;
    auto end = m_zygotes.zygote()->forkChild(serial, heapMegabytes,
                                             isOpen ? ZygoteClient::Isolation::Open
                                                    : ZygoteClient::Isolation::Frozen);
    if (!end)
        return nullptr;
    auto child = std::make_unique<HookChild>();
    child->serial = serial;
    child->isOpen = isOpen;
    child->heapMegabytes = heapMegabytes;
    child->socket = std::make_unique<ChildSocket>(end->socket);
    child->page = std::move(end->page);
    HookChild *made = child.get();
    // The child owns the socket, and letGo() disconnects it, so `made` is valid whenever this is
    // called.
    connect(made->socket.get(), &ChildSocket::received, this,
            [this, made](const HookFrame::Frame &frame) { emit received(made, frame); });
    // A broken stream means that the child is compromised: kill it; childExited() follows.
    connect(made->socket.get(), &ChildSocket::closed, this, [this, serial] { kill(serial); });
    m_children.emplace(serial, std::move(child));
    return made;
}

void HookChildren::loadScript(HookChild &child, const HookRun &run)
{
    if (child.hasScript)
        return;
    child.collection = run.collection;
    child.script = run.script;
    child.hasScript = true;
    Json::ArrayWriter modules;
    for (const auto &module : run.script.modules) {
        modules.raw(Json::ObjectWriter()
                        .text("name", QByteArrayView(module.name))
                        .text("compiled", QByteArrayView(module.compiled))
                        .take());
    }
    const QByteArray payload = Json::ObjectWriter()
                                   .text("name", QByteArrayView(run.collection))
                                   .text("compiled", QByteArrayView(run.script.compiled))
                                   .raw("modules", modules.take())
                                   .take();
    child.socket->send({HookFrame::Type::Load, 0, payload});
}

void HookChildren::takeSettings(HookChild &child, const HookRun &run)
{
    // The texts are nearly always one and the same, of one catalog.
    if (child.settings.constData() == run.settings.constData() || child.settings == run.settings)
        return;
    child.settings = run.settings;
    child.socket->send({HookFrame::Type::Settings, 0, run.settings});
}

void HookChildren::makeSpare(const HookRun &run)
{
    int idle = 0;
    bool isThere = false;
    for (const auto &[serial, child] : m_children) {
        idle += child->isIdle() ? 1 : 0;
        isThere = isThere || (child->isIdle() && child->isFor(run));
    }
    if (isThere || idle >= MaximumIdle || !m_zygotes.zygote())
        return;
    if (HookChild *child = forkFor(run))
        loadScript(*child, run);
}

void HookChildren::retire(HookChild &child)
{
    child.isRetired = true;
    if (child.works.empty())
        letGo(child);
}

/// It is killed, because it may be busy with its script although no run of it is
/// under way. The socket goes later, because it may be speaking.
void HookChildren::letGo(HookChild &child)
{
    if (!child.socket)
        return;
    kill(child.serial);
    child.socket->disconnect(this);
    child.socket.release()->deleteLater();
}

void HookChildren::kill(quint32 serial)
{
    if (ZygoteClient *zygote = m_zygotes.zygote())
        zygote->killChild(serial);
}

void HookChildren::lower(HookChild &child)
{
    child.isLowered = true;
    if (ZygoteClient *zygote = m_zygotes.zygote())
        zygote->lowerChild(child.serial);
}

void HookChildren::trim()
{
    const auto now = HookChild::Time::now();
    std::vector<HookChild *> idle;
    for (const auto &[serial, child] : m_children) {
        if (child->isIdle())
            idle.push_back(child.get());
    }
    // Those that worked last are most likely to be needed next.
    std::sort(idle.begin(), idle.end(),
              [](const HookChild *a, const HookChild *b) { return a->idleSince > b->idleSince; });
    for (size_t i = 0; i < idle.size(); ++i) {
        if (i >= size_t(MaximumIdle) || now - idle[i]->idleSince > IdleTime)
            retire(*idle[i]);
    }
}

std::unique_ptr<HookChild> HookChildren::take(quint32 serial)
{
    const auto found = m_children.find(serial);
    if (found == m_children.end())
        return nullptr;
    letGo(*found->second);
    auto child = std::move(found->second);
    m_children.erase(found);
    return child;
}

HookChildren::Map HookChildren::takeAll()
{
    for (const auto &[serial, child] : m_children)
        letGo(*child);
    return std::exchange(m_children, {});
}

} // namespace Hooks
