// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a record: what the inspector's file has of it.
#include "server/inspector/record.h"

#include <QDataStream>
#include <QtEndian>

#include <algorithm>

namespace Inspector {

namespace {

/// Counts the bytes that a Packer writes.
class PackedSize
{
public:
    template<typename Number>
    PackedSize &add(Number)
    {
        m_size += qsizetype(sizeof(Number));
        return *this;
    }
    PackedSize &add(const QByteArray &bytes)
    {
        m_size += qsizetype(sizeof(quint32)) + bytes.size();
        return *this;
    }
    qsizetype size() const { return m_size; }

private:
    qsizetype m_size = 0;
};

/// Writes what a QDataStream reads, at a fraction of its cost: every request passes here.
class Packer
{
public:
    explicit Packer(char *to)
        : m_to(to)
    {
    }

    template<typename Number>
    Packer &add(Number number)
    {
        qToBigEndian(number, m_to);
        m_to += sizeof number;
        return *this;
    }
    Packer &add(const QByteArray &bytes)
    {
        add(quint32(bytes.size()));
        std::copy(bytes.begin(), bytes.end(), m_to);
        m_to += bytes.size();
        return *this;
    }

private:
    char *m_to;
};

template<typename Sink>
void pack(const Record &record, Sink &to)
{
    to.add(record.id).add(record.time).add(record.kind).add(record.method).add(record.path);
    to.add(record.query).add(record.collection).add(qint32(record.status));
    to.add(record.microseconds).add(record.key).add(record.user).add(record.hook);
    to.add(record.requestBody).add(record.responseBody).add(record.requestSize);
    to.add(record.responseSize).add(record.error).add(qint32(record.requestHeaders.size()));
    to.add(qint32(record.stages.size())).add(qint32(record.log.size()));
    to.add(qint32(record.calls.size())).add(qint32(record.changes.size()));
    to.add(qint32(record.stack.size()));
    for (const auto &[name, value] : record.requestHeaders)
        to.add(name).add(value);
    for (const Stage &stage : record.stages)
        to.add(stage.name).add(stage.microseconds);
    for (const LogLine &line : record.log)
        to.add(line.time)
            .add(line.level)
            .add(line.message)
            .add(line.hook)
            .add(qint32(line.line))
            .add(line.module);
    for (const CallLine &line : record.calls)
        to.add(line.time)
            .add(line.operation)
            .add(line.target)
            .add(line.begin)
            .add(line.microseconds)
            .add(line.error);
    for (const ChangeLine &line : record.changes)
        to.add(line.hook).add(line.what).add(line.before).add(line.after);
    for (const Frame &frame : record.stack)
        to.add(frame.function).add(frame.module).add(qint32(frame.line));
    // At the end, because files of earlier versions have records without columns, then ones without
    // the headers of the answer, and last ones without a server.
    for (const LogLine &line : record.log)
        to.add(qint32(line.column));
    for (const Frame &frame : record.stack)
        to.add(qint32(frame.column));
    to.add(qint32(record.responseHeaders.size()));
    for (const auto &[name, value] : record.responseHeaders)
        to.add(name).add(value);
    if (!record.node.isEmpty())
        to.add(record.node);
}

/// Element by element: in a damaged file a count may be anything.
void readHeaders(QDataStream &stream, qint32 count, Record::Headers &headers)
{
    for (qint32 i = 0; i < count && stream.status() == QDataStream::Ok; ++i) {
        headers.append(std::pair<QByteArray, QByteArray>());
        stream >> headers.last().first >> headers.last().second;
    }
}

} // namespace

QByteArray Record::toBytes() const
{
    QByteArray bytes;
    appendTo(bytes);
    return bytes;
}

void Record::appendTo(QByteArray &to) const
{
    PackedSize size;
    pack(*this, size);
    const qsizetype begin = to.size();
    to.resize(begin + size.size());
    Packer packer(to.data() + begin);
    pack(*this, packer);
}

QByteArray Record::idOf(QByteArrayView bytes)
{
    // The id is the first field, and as QDataStream has it: its length in 4 bytes, then itself.
    constexpr qsizetype Head = sizeof(quint32);
    if (bytes.size() < Head)
        return {};
    const auto length = qsizetype(qFromBigEndian<quint32>(bytes.data()));
    return length <= bytes.size() - Head ? bytes.sliced(Head, length).toByteArray() : QByteArray();
}

Record Record::fromBytes(const QByteArray &bytes)
{
    Record record;
    qint32 headerCount = 0;
    qint32 stageCount = 0;
    qint32 lineCount = 0;
    qint32 callCount = 0;
    qint32 changeCount = 0;
    qint32 frameCount = 0;
    QDataStream stream(bytes);
    stream.setVersion(QDataStream::Qt_6_4);
    stream >> record.id >> record.time >> record.kind >> record.method >> record.path
        >> record.query >> record.collection >> record.status >> record.microseconds >> record.key
        >> record.user >> record.hook >> record.requestBody >> record.responseBody
        >> record.requestSize >> record.responseSize >> record.error >> headerCount >> stageCount
        >> lineCount >> callCount >> changeCount >> frameCount;
    readHeaders(stream, headerCount, record.requestHeaders);
    for (qint32 i = 0; i < stageCount && stream.status() == QDataStream::Ok; ++i) {
        record.stages.append(Stage());
        stream >> record.stages.last().name >> record.stages.last().microseconds;
    }
    for (qint32 i = 0; i < lineCount && stream.status() == QDataStream::Ok; ++i) {
        record.log.append(LogLine());
        LogLine &line = record.log.last();
        stream >> line.time >> line.level >> line.message >> line.hook >> line.line >> line.module;
    }
    for (qint32 i = 0; i < callCount && stream.status() == QDataStream::Ok; ++i) {
        record.calls.append(CallLine());
        CallLine &line = record.calls.last();
        stream >> line.time >> line.operation >> line.target >> line.begin >> line.microseconds
            >> line.error;
    }
    for (qint32 i = 0; i < changeCount && stream.status() == QDataStream::Ok; ++i) {
        record.changes.append(ChangeLine());
        ChangeLine &line = record.changes.last();
        stream >> line.hook >> line.what >> line.before >> line.after;
    }
    for (qint32 i = 0; i < frameCount && stream.status() == QDataStream::Ok; ++i) {
        record.stack.append(Frame());
        Frame &frame = record.stack.last();
        stream >> frame.function >> frame.module >> frame.line;
    }
    if (stream.atEnd())
        return record; // of a version that kept no columns
    for (LogLine &line : record.log)
        stream >> line.column;
    for (Frame &frame : record.stack)
        stream >> frame.column;
    if (stream.atEnd())
        return record; // of a version that kept no headers of answers
    stream >> headerCount;
    readHeaders(stream, headerCount, record.responseHeaders);
    if (!stream.atEnd())
        stream >> record.node;
    return record;
}
} // namespace Inspector
