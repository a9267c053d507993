// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <utility>
#include <variant>

/// What went wrong for a reason outside the program. A value; any thread.
///
/// The message is one English sentence that names the offending part and holds no secret: the API
/// client sees it as it is. Only errorResponse() turns a kind into a status code.
struct Error
{
    enum class Kind {
        BadInput, ///< The request itself is wrong.
        Validation, ///< The data breaks a rule; `list` says which.
        Unauthorized, ///< Nobody, or somebody unknown, asks.
        Forbidden, ///< Somebody known asks for what they may not have.
        NotFound,
        MethodNotAllowed, ///< `allow` names the methods that are.
        Conflict, ///< Something with that name or id exists already.
        PreconditionFailed, ///< The stored version is not the one that the client knows.
        TooLarge, ///< A body, a script or an answer exceeds its limit.
        UnsupportedMediaType, ///< The body is neither JSON nor a form.
        UnsupportedCoding, ///< The body is compressed in a way that is not known.
        TooManyRequests, ///< `retryAfter` says when again.
        Unprocessable, ///< A script that cannot be compiled; `line` and `column` say where.
        Refused, ///< A codehook refused with `status`.
        HookFailed, ///< A codehook threw, timed out or died.
        HookInterrupted, ///< A codehook ended with its process, for the fault of another run.
        Unavailable, ///< Cannot be done now: suspended, stopping, disk full.
        QueryTimeout, ///< A query took longer than the setting limits.queryTime allows.
        Unprepared, ///< A write would hold up others; whoever asks for it prepares it first.
        Internal, ///< Our own mistake, or data that is damaged.
    };

    Kind kind = Kind::Internal;
    QString message;
    QByteArray list = {}; ///< JSON array of `{field, message}`; empty when there is none.
    QByteArray allow = {}; ///< For MethodNotAllowed: the header `Allow`.
    int retryAfter = 0; ///< For TooManyRequests and Unavailable: seconds; 0: it is not told.
    /// 400 to 599: that of a Refused, and of a HookFailed whose hook let the error of a call pass.
    /// 0: that of the kind.
    int status = 0;
    QByteArray code = {}; ///< For calls that leave the machine: Node's word, such as ECONNREFUSED.
    int line = 0; ///< For Unprocessable and HookFailed: 1-based; 0 when it is not known.
    int column = 0; ///< As the line.
    int openLine = 0; ///< For Unprocessable: that of a bracket which is not closed; 0: it is not.
    int openColumn = 0; ///< As that line.
};

/// Wraps an error on its way into a Result.
/// A type of its own, so that a Result tells an error from a value whatever its T is.
struct Failure
{
    Error error;
};

inline Failure failure(Error error)
{
    return {std::move(error)};
}

/// For `return failure(Error::Kind::NotFound, …);` in a function that gives a Result.
inline Failure failure(Error::Kind kind, QString message)
{
    return {Error{kind, std::move(message)}};
}

inline Failure badInput(QString message)
{
    return failure(Error::Kind::BadInput, std::move(message));
}

/// Either a T or the Error that kept us from having one. A value; any thread.
template<typename T>
class [[nodiscard]] Result
{
public:
    using Value = T;

    /// Both conversions are implicit, so that a function returns a value or a failure() as it is.
    Result(T value)
        : m_content(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Failure failure)
        : m_content(std::in_place_index<1>, std::move(failure.error))
    {
    }

    explicit operator bool() const { return m_content.index() == 0; }
    bool hasValue() const { return m_content.index() == 0; }

    /// @pre it holds a value.
    T &operator*() { return std::get<0>(m_content); }
    const T &operator*() const { return std::get<0>(m_content); }
    T *operator->() { return &std::get<0>(m_content); }
    const T *operator->() const { return &std::get<0>(m_content); }

    /// @pre it holds an error.
    const Error &error() const { return std::get<1>(m_content); }

private:
    std::variant<T, Error> m_content;
};

/// Passes the error of @p result on: `if (!x) return failure(x);`
template<typename T>
Failure failure(const Result<T> &result)
{
    return {result.error()};
}

/// The value of a Result that carries none.
struct Done
{
};

/// Whether @p result has a value, of which nothing is needed but that it is there.
template<typename T>
Result<Done> doneOf(const Result<T> &result)
{
    return result ? Result<Done>(Done()) : failure(result);
}
