// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/draftstore.h"

#include "server/core/json.h"
#include "ui/widgets/textdigest.h"

#include <QDir>
#include <QSaveFile>
#include <QStandardPaths>

namespace {

constexpr auto OwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

/// The place and the draft that the file @p path holds.
std::optional<std::pair<QString, DraftStore::Draft>> read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto content = Json::Document::parse(file.readAll());
    if (!content || !content->root().value("place").isString())
        return std::nullopt;
    const Json::Value root = content->root();
    return std::pair(
        root.value("place").toString(),
        DraftStore::Draft{root.value("state").text().toByteArray(),
                          QDateTime::fromMSecsSinceEpoch(root.value("time").toInteger())});
}

} // namespace

DraftStore::DraftStore(const QString &identity)
    : m_folder(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
               + QStringLiteral("/drafts/") + textDigest(identity))
{
}

QString DraftStore::fileOf(const QString &place) const
{
    return m_folder + QLatin1Char('/') + textDigest(place) + QStringLiteral(".json");
}

bool DraftStore::keep(const QString &place, const QByteArray &state)
{
    const auto written = m_written.constFind(place);
    if (written != m_written.cend() && *written == state)
        return true;
    QDir().mkpath(m_folder);
    QFile::setPermissions(m_folder, OwnerOnly | QFile::ExeOwner);
    // A draft may hold passwords, so the file is closed to others before it has a content; and it
    // appears whole: a crash in the middle leaves the draft before.
    QSaveFile file(fileOf(place));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(OwnerOnly))
        return false;
    file.write(Json::ObjectWriter()
                   .text("place", place)
                   .number("time", QDateTime::currentMSecsSinceEpoch())
                   .text("state", QByteArrayView(state))
                   .take());
    if (!file.commit())
        return false;
    m_written.insert(place, state);
    return true;
}

void DraftStore::drop(const QString &place)
{
    m_written.remove(place);
    QFile::remove(fileOf(place));
}

void DraftStore::clear()
{
    m_written.clear();
    QDir(m_folder).removeRecursively();
}

std::optional<DraftStore::Draft> DraftStore::draft(const QString &place) const
{
    const auto found = read(fileOf(place));
    return found && found->first == place ? std::optional(found->second) : std::nullopt;
}

QStringList DraftStore::places() const
{
    QStringList places;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        if (const auto found = read(folder.filePath(name)))
            places.append(found->first);
    }
    return places;
}
