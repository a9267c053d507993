// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

/// A value that is still to come, for one who waits in an event loop. Unlike QFuture::then() of
/// Qt 6.4, what follows never runs inside of then(), and not at all once its context is gone.
/// Copies are the same one. Thread: that of the event loop.
template<typename T>
class Pending
{
public:
    /// Calls @p follow once the value is there, unless @p context has gone.
    /// Only the last call counts: one follower at a time.
    void then(QObject *context, std::function<void(const T &)> follow) const
    {
        m_state->context = context;
        m_state->follow = std::move(follow);
        if (m_state->value)
            QMetaObject::invokeMethod(
                context, [state = m_state] { state->deliver(); }, Qt::QueuedConnection);
    }
    /// Gives the value. Call it from the event loop.
    void set(T value) const
    {
        m_state->value = std::move(value);
        m_state->deliver();
    }

private:
    /// What all copies share.
    struct State
    {
        std::optional<T> value; ///< Nothing before set().
        std::function<void(const T &)> follow; ///< Empty before then() and once it was called.
        QPointer<QObject> context; ///< Null once it has gone.

        void deliver()
        {
            // What follows may drop the last copy of this.
            const auto call = std::exchange(follow, {});
            const T given = *value;
            if (call && context)
                call(given);
        }
    };

    std::shared_ptr<State> m_state = std::make_shared<State>();
};
