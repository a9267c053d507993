// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/importids.h"

#include "server/core/partfile.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QStandardPaths>

namespace {

QByteArray hex(quint64 number, int digits)
{
    return QByteArray::number(number, 16).rightJustified(digits, '0').right(digits);
}

} // namespace

ImportIds::ImportIds(const QString &file, const QString &collection)
{
    const QFileInfo info(file);
    const QDir cache(QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
                     + QStringLiteral("/hookdesk/imports"));
    const QString name = info.canonicalFilePath() + QChar::Null + collection;
    m_path = cache.filePath(QString::fromLatin1(
        QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex()));
    QFile kept(m_path);
    if (kept.open(QIODevice::ReadOnly)) {
        m_seed = kept.readLine().trimmed();
        m_time = kept.readLine().trimmed().toULongLong();
        m_isGoingOn = !m_seed.isEmpty() && m_time > 0;
    }
    if (m_isGoingOn)
        return;
    m_time = quint64(QDateTime::currentSecsSinceEpoch());
    m_seed = hex(QRandomGenerator::system()->generate64(), 16);
    cache.mkpath(QStringLiteral("."));
    const auto part = PartFile::create(m_path);
    const QByteArray text = m_seed + '\n' + QByteArray::number(m_time) + '\n';
    QFile writer;
    if (part && writer.open((*part)->descriptor(), QIODevice::WriteOnly)
        && writer.write(text) == text.size() && writer.flush() && (*part)->moveTo(m_path))
        return;
    m_seed = QByteArray::number(info.lastModified().toMSecsSinceEpoch());
    m_time = quint64(info.lastModified().toSecsSinceEpoch());
    m_path.clear();
}

QByteArray ImportIds::idOf(qint64 place, const QByteArray &text) const
{
    // Time and place, so that ids ascend, then what tells this document from any other.
    constexpr int PlaceBits = 24;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(m_seed);
    hash.addData(text);
    return hex(m_time + (quint64(place) >> PlaceBits), 8)
        + hex(quint64(place) & ((1 << PlaceBits) - 1), 6) + hash.result().toHex().left(10);
}

void ImportIds::finish()
{
    if (!m_path.isEmpty())
        QFile::remove(m_path);
}
