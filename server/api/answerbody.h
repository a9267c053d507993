// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/partfile.h"
#include "server/core/result.h"
#include "server/http/message.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace Api {

/// The body of an answer of unknown length, while it is made piece by piece: in memory, and from
/// InMemory on in a file without a name, so that many long answers, and clients that read them
/// slowly, take no memory. The file belongs to this user alone and is gone with the answer.
/// Thread: one at a time.
class AnswerBody final
{
public:
    static constexpr qsizetype InMemory = 1024 * 1024; ///< Bytes.

    /// Where a body may go. A value.
    struct Room
    {
        /// Long bodies lie beside this file, the database; empty: all of the body is in memory.
        QString beside = {};
        qsizetype most = 0; ///< Bytes that may be in memory, where no file takes them.
    };

    explicit AnswerBody(Room room)
        : m_room(std::move(room))
    {
    }

    /// After an error, which moveTo() gives, nothing more is kept.
    void append(QByteArrayView piece);
    /// Makes it the body of @p response. @errors Unavailable: the disk has no room for it.
    /// TooLarge: the memory.
    Result<Done> moveTo(Http::Response &response);

private:
    /// Writes what is in memory into the file.
    Result<Done> writeOut();

    const Room m_room;
    QByteArray m_memory;
    std::unique_ptr<PartFile> m_file; ///< Null: all is in memory.
    Result<Done> m_state = Done(); ///< The first error.
};

} // namespace Api
