// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/pairreader.h"

#include "client/routes.h"

#include <QRandomGenerator>

#include <array>

namespace {

/// A key for the digests of one comparison: nobody can look them up in a list made before.
QByteArray newNonce()
{
    std::array<quint32, 8> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toHex();
}

} // namespace

void PairReader::cancel()
{
    ++m_round;
    m_isReading = false;
}

void PairReader::read(const CompareSide &source, const CompareSide &target)
{
    cancel();
    m_source.reset();
    m_target.reset();
    m_isReading = true;
    const QByteArray query = "nonce=" + newNonce();
    readSide(source, query, &PairReader::m_source);
    readSide(target, query, &PairReader::m_target);
}

void PairReader::readSide(const CompareSide &side, const QByteArray &query,
                          std::optional<StoredParts> PairReader::*parts)
{
    constexpr int NotFound = 404;
    constexpr int Unauthorized = 401;
    constexpr int Forbidden = 403;
    side.client->request("GET", Routes::deployment(), {}, query)
        .then(this, [this, parts, round = m_round, name = side.name](const Client::Reply &reply) {
            if (round != m_round)
                return;
            if (reply.status == NotFound)
                return fail(
                    tr("%1 runs an older version of Hookdesk that cannot be compared. Update it.")
                        .arg(name));
            if (reply.status == Unauthorized || reply.status == Forbidden)
                return fail(
                    tr("%1 rejected the key. Comparing needs a full-access key.").arg(name));
            auto read = reply.isOk() ? StoredParts::read(reply.json()) : std::nullopt;
            if (!read)
                return fail(tr("%1 cannot be read: %2").arg(name, reply.message()));
            this->*parts = std::move(read);
            if (!m_source || !m_target)
                return;
            m_isReading = false;
            emit finished(*m_source, *m_target);
        });
}

void PairReader::fail(const QString &text)
{
    cancel();
    emit failed(text);
}
