// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/quickreads.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <utility>

namespace Store::Postgres {

namespace {

using namespace std::chrono_literals;
/// While one is answered the next one fills up: larger ones cost less for each read.
constexpr size_t MostUnderWay = 2;
constexpr size_t MostInGroup = 64; ///< Asks.
/// An ask that others in its group keep from an answer is sent again, but not for ever.
constexpr int MostTries = 3;
/// The database ends by itself what takes longer than a quick read may (Purpose::Quick), so one
/// that is silent for so long is not there.
constexpr auto PatienceForAnswer = 1s;
constexpr auto PatienceForConnection = 5s; ///< When it restarts, or another machine takes over.
constexpr auto BetweenWaits = 50ms;
constexpr auto BetweenOpenings = 250ms;

const QEvent::Type MustSend = QEvent::User;
const QEvent::Type HasOpened = QEvent::Type(QEvent::User + 1);

Outcome notHere()
{
    Outcome outcome;
    outcome.trouble = Trouble{false, "57014", {}, {}};
    return outcome;
}

} // namespace

/// What an ask is about.
struct QuickReads::Asked final : QuickAsk::Content
{
    std::vector<Command> commands;
    std::optional<Outcome> outcome; ///< Nothing: not there, or given already.
    std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
    int tries = 0;
};

/// A connection that is being opened. Shared by the two threads.
struct QuickReads::Opening
{
    std::mutex mutex; ///< Guards what follows.
    QuickReads *home = nullptr; ///< Null once nobody wants it any more.
    std::unique_ptr<Wire> wire; ///< Null until it is open, and after a failure.
};

/// Opens a connection in a thread of the queue. It deletes itself.
class QuickReads::OpeningJob final : public ReadJob
{
public:
    OpeningJob(Address address, StopFlag stop, std::shared_ptr<Opening> opening)
        : ReadJob(m_nobody)
        , m_address(std::move(address))
        , m_stop(std::move(stop))
        , m_opening(std::move(opening))
    {
    }
    void perform(Store::Reader &) override
    {
        auto opened = Connection::open(m_address, Connection::Purpose::Quick, m_stop);
        const std::lock_guard lock(m_opening->mutex);
        if (opened)
            m_opening->wire = (*opened)->takeWire();
    }
    void fail(Failure) override { }
    void answer() override
    {
        {
            const std::lock_guard lock(m_opening->mutex);
            if (m_opening->home)
                QCoreApplication::postEvent(m_opening->home, new QEvent(HasOpened));
        }
        delete this;
    }

private:
    const Asker m_nobody;
    const Address m_address;
    const StopFlag m_stop;
    const std::shared_ptr<Opening> m_opening;
};

/// What a Connection takes for its wire: it waits for nothing.
class QuickReads::Front final : public Wire
{
public:
    explicit Front(QuickReads &reads)
        : m_reads(reads)
    {
    }
    bool isOpen() const override { return true; }
    void send(const std::vector<Command> &commands) override
    {
        m_outcome = m_reads.arrivedFor(commands);
    }
    void copyIn(const QByteArray &, const QByteArray &) override { m_outcome = notHere(); }
    std::optional<Outcome> receive() override { return std::exchange(m_outcome, std::nullopt); }
    bool waitForNotice(int, std::chrono::milliseconds) override { return false; }
    int socket() const override { return -1; }
    bool hasUnsent() const override { return false; }
    void drop() override { }

private:
    QuickReads &m_reads;
    std::optional<Outcome> m_outcome;
};

QuickReads::QuickReads(Address address, ReadQueue &queue, StopFlag stop)
    : m_address(std::move(address))
    , m_queue(queue)
    , m_stop(std::move(stop))
    , m_front(std::make_unique<Front>(*this))
{
    m_patience.setInterval(BetweenWaits);
    connect(&m_patience, &QTimer::timeout, this, [this] { look(); });
}

QuickReads::~QuickReads()
{
    if (!m_opening)
        return;
    const std::lock_guard lock(m_opening->mutex);
    m_opening->home = nullptr;
}

Outcome QuickReads::arrivedFor(const std::vector<Command> &commands)
{
    if (!m_served)
        return notHere();
    auto *asked = static_cast<Asked *>(m_served->content.get());
    const bool isThere = m_served->state == QuickAsk::State::Arrived && asked->outcome
        && asked->commands == commands;
    if (isThere)
        return *std::exchange(asked->outcome, std::nullopt);
    take(commands);
    return notHere();
}

void QuickReads::take(const std::vector<Command> &commands)
{
    // Cursors, whose statements are not kept, take several turns.
    const bool isQuick = m_served->state == QuickAsk::State::Untouched
        && std::all_of(commands.begin(), commands.end(),
                       [](const Command &each) { return each.isKept; });
    if (!isQuick) {
        m_served->state = QuickAsk::State::NotQuick;
        return;
    }
    auto asked = std::make_unique<Asked>();
    asked->commands = commands;
    m_served->content = std::move(asked);
    m_served->state = QuickAsk::State::Asked;
    m_waiting.push_back(m_served);
    // Behind the requests that this turn of the event loop has still to read.
    if (!std::exchange(m_isPosted, true))
        QCoreApplication::postEvent(this, new QEvent(MustSend));
}

bool QuickReads::event(QEvent *event)
{
    if (event->type() == MustSend) {
        m_isPosted = false;
        sendGroup();
        return true;
    }
    if (event->type() == HasOpened) {
        takeOpened();
        return true;
    }
    return QObject::event(event);
}

void QuickReads::sendGroup()
{
    if (!m_waiting.empty() && !m_patience.isActive())
        m_patience.start();
    if (!m_wire && !m_waiting.empty())
        open();
    if (!m_wire || m_waiting.empty() || m_sent.size() >= MostUnderWay)
        return;
    Group group;
    const auto end = m_waiting.begin() + qsizetype(std::min(m_waiting.size(), MostInGroup));
    group.asks.assign(m_waiting.begin(), end);
    m_waiting.erase(m_waiting.begin(), end);
    group.sent = Clock::now();
    std::vector<Command> all;
    for (QuickAsk *ask : group.asks) {
        auto &asked = static_cast<Asked &>(*ask->content);
        ++asked.tries;
        all.insert(all.end(), asked.commands.begin(), asked.commands.end());
    }
    m_sent.push_back(std::move(group));
    m_wire->send(all);
    m_writable->setEnabled(m_wire->hasUnsent());
}

void QuickReads::receive()
{
    while (m_wire) {
        auto outcome = m_wire->receive();
        if (!outcome)
            break;
        const Group group = std::move(m_sent.front());
        m_sent.pop_front();
        deliver(group, std::move(*outcome));
    }
    if (m_wire && m_wire->isOpen())
        m_writable->setEnabled(m_wire->hasUnsent());
    else
        close();
    sendGroup();
}

void QuickReads::deliver(const Group &group, Outcome outcome)
{
    const bool isLost = outcome.trouble && outcome.trouble->isLost;
    size_t next = 0;
    bool isOver = isLost; // the rest of the group was not carried out
    for (QuickAsk *ask : group.asks) {
        auto &asked = static_cast<Asked &>(*ask->content);
        const size_t end = next + asked.commands.size();
        if (end <= outcome.answers.size() && !isLost) {
            const auto from = outcome.answers.begin() + qsizetype(next);
            asked.outcome.emplace();
            std::move(from, from + qsizetype(asked.commands.size()),
                      std::back_inserter(asked.outcome->answers));
            ask->state = QuickAsk::State::Arrived;
        } else if (isOver && asked.tries < MostTries) {
            asked.tries -= isLost;
            m_waiting.push_back(ask);
            continue;
        } else {
            ask->state = QuickAsk::State::NotQuick;
            isOver = true;
        }
        next = end;
        ask->arrived();
    }
}

// ---- the connection

void QuickReads::open()
{
    if (m_opening || Clock::now() - m_lastOpening < BetweenOpenings)
        return;
    m_lastOpening = Clock::now();
    m_opening = std::make_shared<Opening>();
    m_opening->home = this;
    m_queue.submit(*new OpeningJob(m_address, m_stop, m_opening));
}

void QuickReads::takeOpened()
{
    {
        const std::lock_guard lock(m_opening->mutex);
        m_wire = std::move(m_opening->wire);
    }
    m_opening.reset();
    if (!m_wire)
        return; // look() tries again
    m_readable = std::make_unique<QSocketNotifier>(m_wire->socket(), QSocketNotifier::Read);
    m_writable = std::make_unique<QSocketNotifier>(m_wire->socket(), QSocketNotifier::Write);
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, [this] { receive(); });
    connect(m_writable.get(), &QSocketNotifier::activated, this, [this] { receive(); });
    sendGroup();
}

void QuickReads::close()
{
    if (!m_wire)
        return;
    for (auto *notifier : {&m_readable, &m_writable}) {
        (*notifier)->setEnabled(false);
        notifier->release()->deleteLater(); // it may have called this
    }
    m_wire.reset();
}

void QuickReads::look()
{
    if (m_stop->load(std::memory_order_relaxed)) {
        Error stopping{Error::Kind::Unavailable, QStringLiteral("The server is stopping.")};
        fail(Clock::now(), stopping);
    }
    if (m_wire && !m_sent.empty() && Clock::now() - m_sent.front().sent > PatienceForAnswer) {
        m_wire->drop();
        receive();
    }
    Error silent{Error::Kind::Unavailable,
                 QStringLiteral("The database does not answer; try again.")};
    silent.retryAfter = 2;
    fail(Clock::now() - PatienceForConnection, silent);
    sendGroup();
    if (m_sent.empty() && m_waiting.empty())
        m_patience.stop();
}

void QuickReads::fail(Clock::time_point before, const Error &error)
{
    const auto isLate = [&](QuickAsk *ask) {
        return static_cast<Asked &>(*ask->content).since <= before;
    };
    const auto late = std::stable_partition(m_waiting.begin(), m_waiting.end(),
                                            [&](QuickAsk *ask) { return !isLate(ask); });
    const std::vector<QuickAsk *> failed(late, m_waiting.end());
    m_waiting.erase(late, m_waiting.end());
    for (QuickAsk *ask : failed) {
        ask->state = QuickAsk::State::Failed;
        ask->error = error;
        ask->arrived();
    }
}

} // namespace Store::Postgres
