// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>

#include <coroutine>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

/// A function that may wait in the middle: a C++20 coroutine that gives a T once.
///
/// It starts when it is awaited or handed to start(), and stays in the thread that started it.
/// No exceptions of ours pass through it; an escaping one ends the program.
///
/// GCC 12 destroys twice what a lambda inside a co_await expression captures by value (GCC bug
/// 99576): such a lambda captures references alone, which the waiting frame keeps alive.
template<typename T>
class [[nodiscard]] Task
{
public:
    /// What the compiler calls in a coroutine; the language gives the names. Source: C++20, section
    /// 9.5.4 [dcl.fct.def.coroutine].
    struct promise_type
    {
        Task get_return_object() { return Task(Handle::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        auto final_suspend() noexcept { return Finish(); } // goes on with who waits, on this stack
        void return_value(T result) { value.emplace(std::move(result)); }
        void unhandled_exception() { std::terminate(); }

        std::optional<T> value; ///< Nothing before `co_return`.
        std::coroutine_handle<> waiter; ///< Who awaits the task; null before somebody does.
    };

    Task(Task &&other) noexcept
        : m_handle(std::exchange(other.m_handle, nullptr))
    {
    }
    Task(const Task &) = delete;
    Task &operator=(const Task &) = delete;
    /// Frees the frame. @pre the task has ended, or has not begun: what it waits for would go on
    /// with a frame that is gone.
    ~Task()
    {
        if (m_handle)
            m_handle.destroy();
    }

    bool await_ready() const noexcept { return false; }
    /// Begins it at once: the handle that is given is what runs next.
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiter)
    {
        m_handle.promise().waiter = waiter;
        return m_handle;
    }
    /// The value, which can be taken once.
    T await_resume() { return std::move(*m_handle.promise().value); }

private:
    using Handle = std::coroutine_handle<promise_type>;

    /// Hands over to the waiter instead of calling it, so that a long chain of tasks that end one
    /// after the other needs no deep stack.
    struct Finish
    {
        bool await_ready() const noexcept { return false; }
        std::coroutine_handle<> await_suspend(Handle finished) noexcept
        {
            const auto waiter = finished.promise().waiter;
            return waiter ? waiter : std::noop_coroutine();
        }
        void await_resume() const noexcept { }
    };

    explicit Task(Handle handle)
        : m_handle(handle)
    {
    }

    Handle m_handle; ///< The frame, which this owns; null once it was moved from.
};

/// The frame of a coroutine that nobody awaits; see start().
/// It does not stop at its end, so the frame frees itself there.
struct DetachedTask
{
    struct promise_type
    {
        DetachedTask get_return_object() { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() { }
        void unhandled_exception() { std::terminate(); }
    };
};

/// Runs @p task in this thread until it first waits; @p done gets its value, in the same thread.
template<typename T>
DetachedTask start(Task<T> task, std::function<void(T)> done)
{
    T value = co_await task;
    done(std::move(value));
}

/// Awaits a value that another thread delivers: `begin` hands out a function that may be called
/// once, from any thread; the coroutine goes on in the thread of `home`.
/// @pre home lives until the value has come.
/// It cannot be cancelled: whoever begins the work must deliver a value, which may be an error.
template<typename T>
class Async
{
public:
    using Deliver = std::function<void(T)>;

    Async(QObject *home, std::function<void(Deliver)> begin)
        : m_home(home)
        , m_begin(std::move(begin))
        , m_value(std::make_shared<std::optional<T>>())
    {
    }

    bool await_ready() const noexcept { return false; }
    /// Calls `begin` in this thread.
    void await_suspend(std::coroutine_handle<> waiter)
    {
        // The value is shared with the delivering thread, which may outrun this one.
        m_begin([home = m_home, value = m_value, waiter](T delivered) {
            value->emplace(std::move(delivered));
            QMetaObject::invokeMethod(
                home, [waiter] { waiter.resume(); }, Qt::QueuedConnection);
        });
    }
    T await_resume() { return std::move(**m_value); }

private:
    QObject *m_home; ///< The coroutine goes on in its thread.
    std::function<void(Deliver)> m_begin;
    std::shared_ptr<std::optional<T>> m_value; ///< Nothing until it is delivered.
};
