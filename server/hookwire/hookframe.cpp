// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookwire/hookframe.h"

#include <QtEndian>

#include <algorithm>

namespace HookFrame {

namespace {

constexpr qsizetype LengthBytes = 4;
constexpr qsizetype HeadBytes = 5; // type and run

bool isType(quint8 type)
{
    return (type >= quint8(Type::Run) && type <= quint8(Type::Abandon))
        || (type >= quint8(Type::Call) && type <= quint8(Type::Recorded));
}

} // namespace

QByteArray encode(const Frame &frame)
{
    QByteArray bytes(LengthBytes + HeadBytes, Qt::Uninitialized);
    qToBigEndian(quint32(HeadBytes + frame.payload.size()), bytes.data());
    bytes[LengthBytes] = char(frame.type);
    qToBigEndian(frame.run, bytes.data() + LengthBytes + 1);
    return bytes.append(frame.payload);
}

QByteArray joined(std::initializer_list<QByteArrayView> parts)
{
    qsizetype size = 0;
    for (const QByteArrayView part : parts)
        size += LengthBytes + part.size();
    QByteArray payload(size, Qt::Uninitialized);
    char *end = payload.data();
    for (const QByteArrayView part : parts) {
        qToBigEndian(quint32(part.size()), end);
        end = std::copy(part.begin(), part.end(), end + LengthBytes);
    }
    return payload;
}

QList<QByteArrayView> partsOf(QByteArrayView payload)
{
    QList<QByteArrayView> parts;
    while (payload.size() >= LengthBytes) {
        const qsizetype size = qFromBigEndian<quint32>(payload.data());
        if (size > payload.size() - LengthBytes)
            return {};
        parts.append(payload.sliced(LengthBytes, size));
        payload = payload.sliced(LengthBytes + size);
    }
    return payload.isEmpty() ? parts : QList<QByteArrayView>();
}

std::optional<Line> lineOf(QByteArrayView payload)
{
    const qsizetype id = payload.indexOf(' ');
    const qsizetype word = id < 0 ? -1 : payload.indexOf(' ', id + 1);
    if (word < 0)
        return std::nullopt;
    return Line{payload.first(id).toLongLong(), payload.sliced(id + 1, word - id - 1),
                payload.sliced(word + 1)};
}

std::optional<Frame> Reader::next()
{
    const qsizetype available = m_buffer.size() - m_position;
    if (m_broken || available < LengthBytes + HeadBytes)
        return std::nullopt;
    const char *head = m_buffer.constData() + m_position;
    const qsizetype length = qFromBigEndian<quint32>(head);
    const auto type = quint8(head[LengthBytes]);
    if (length < HeadBytes || length > HeadBytes + MaximumPayload || !isType(type)) {
        m_broken = true;
        return std::nullopt;
    }
    if (available < LengthBytes + length)
        return std::nullopt;
    Frame frame;
    frame.type = Type(type);
    frame.run = qFromBigEndian<quint32>(head + LengthBytes + 1);
    if (m_position == 0 && m_buffer.size() == LengthBytes + length) { // a large frame is not copied
        frame.payload = std::move(m_buffer).sliced(LengthBytes + HeadBytes);
        m_buffer.clear();
        return frame;
    }
    frame.payload = m_buffer.mid(m_position + LengthBytes + HeadBytes, length - HeadBytes);
    m_position += LengthBytes + length;
    if (m_position == m_buffer.size()) {
        m_buffer.clear();
        m_position = 0;
    }
    return frame;
}

} // namespace HookFrame
