// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/answerbody.h"

#include <QFile>

#include <cerrno>

#include <sys/statvfs.h>
#include <unistd.h>

namespace Api {

namespace {

/// Stays free for the writes of the database.
constexpr quint64 FreeForDatabase = 64 * 1024 * 1024;
constexpr qint64 Recorded = 8 * 1024; ///< Bytes of a file that inspectors may show.

Failure noRoomOnDisk()
{
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("The disk of the database has no room for an answer of this "
                                  "size. Ask for fewer documents with max, or make room."));
}

} // namespace

void AnswerBody::append(QByteArrayView piece)
{
    if (!m_state)
        return;
    if (m_memory.isEmpty())
        m_memory.reserve(m_file ? InMemory + piece.size() : 8 * 1024); // a page of usual documents
    m_memory.append(piece);
    if (m_memory.size() < InMemory)
        return;
    if (!m_room.beside.isEmpty())
        m_state = writeOut();
    else if (m_memory.size() > m_room.most)
        m_state = failure(Error::Kind::TooLarge,
                          QStringLiteral("The answer is larger than %1 MiB. Ask for fewer "
                                         "documents with max, and for others with skip.")
                              .arg(m_room.most / 1024 / 1024));
    if (!m_state)
        m_memory.clear();
}

Result<Done> AnswerBody::writeOut()
{
    if (!m_file) {
        auto file = PartFile::create(m_room.beside);
        if (!file)
            return noRoomOnDisk();
        m_file = std::move(*file);
    }
    struct statvfs disk = {};
    const bool hasRoom = ::fstatvfs(m_file->descriptor(), &disk) == 0
        && quint64(disk.f_bavail) * disk.f_frsize >= FreeForDatabase + quint64(m_memory.size());
    if (!hasRoom)
        return noRoomOnDisk();
    QByteArrayView rest = m_memory;
    while (!rest.isEmpty()) {
        const ssize_t written = ::write(m_file->descriptor(), rest.data(), size_t(rest.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return noRoomOnDisk();
        rest = rest.sliced(written);
    }
    m_memory.resize(0);
    return Done();
}

Result<Done> AnswerBody::moveTo(Http::Response &response)
{
    if (m_state && m_file)
        m_state = writeOut();
    if (!m_state)
        return m_state;
    if (!m_file) {
        response.body = std::move(m_memory);
        return Done();
    }
    response.file = m_file->openWithoutName();
    if (!response.file)
        return noRoomOnDisk();
    response.body = response.file->peek(Recorded);
    return Done();
}

} // namespace Api
