// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/copying.h"

#include "server/store/backup.h"
#include "server/store/copy.h"
#include "server/store/migration.h"
#include "server/store/postgres/check.h"
#include "server/store/postgres/contents.h"
#include "server/store/postgres/schema.h"
#include "server/store/sqlite/backup.h"
#include "server/store/sqlite/contents.h"
#include "server/store/sqlite/schema.h"

#include <QFileInfo>

Result<std::unique_ptr<PartFile>> Store::Postgres::fileOf(const Address &address,
                                                          const QString &shown,
                                                          const QString &target,
                                                          const StopFlag &stop)
{
    CopyOptions options;
    options.isWhileServing = true;
    options.stop = stop;
    const auto source = SchemaContents::open(address, shown, options);
    if (!source)
        return failure(source);
    PartFile::clearAbandoned(QFileInfo(target).absolutePath());
    const auto file = Sqlite::NewFile::makePart(target, stop);
    if (!file)
        return failure(file);
    if (const auto copied = copyContents(**source, **file, options); !copied)
        return failure(copied);
    return (*file)->takePart();
}

/// What decides by the addresses which stores copy, save and check.
namespace Store {

namespace {

bool isSamePlace(const QString &from, const QString &to)
{
    if (from == to)
        return true;
    if (Address::isPostgres(from) || Address::isPostgres(to))
        return false; // of one schema both would need the same lock
    const QString real = QFileInfo(from).canonicalFilePath();
    return !real.isEmpty() && real == QFileInfo(to).canonicalFilePath();
}

Result<std::unique_ptr<Contents>> contentsOf(const QString &address, const CopyOptions &options)
{
    if (!Address::isPostgres(address))
        return Sqlite::FileContents::open(address, options);
    const auto parsed = Address::parsePostgres(address);
    return parsed ? Postgres::SchemaContents::open(*parsed, Address::shown(address), options)
                  : Result<std::unique_ptr<Contents>>(failure(parsed));
}

Result<std::unique_ptr<NewContents>> newContents(const QString &address, const CopyOptions &options)
{
    if (Address::isPostgres(address))
        return Postgres::NewSchema::make(address, options);
    auto file = Sqlite::NewFile::make(address, options);
    if (!file)
        return failure(file);
    return std::unique_ptr<NewContents>(std::move(*file));
}

/// Puts the file that @p copy gives at @p target, where that may be.
template<typename Copy>
Result<Done> writeBackup(const QString &address, const QString &target, Copy copy)
{
    if (isSamePlace(address, target))
        return badInput(
            QStringLiteral("%1 is the database itself; name another file.").arg(target));
    if (auto checked = Sqlite::checkBackup(target); !checked)
        return checked;
    const auto made = copy();
    return made ? (*made)->moveTo(target) : failure(made);
}

} // namespace

Result<CopyReport> copy(const QString &from, const QString &to, const CopyOptions &options)
{
    if (isSamePlace(from, to))
        return badInput(QStringLiteral("Both addresses name the same database."));
    const auto source = contentsOf(from, options);
    if (!source)
        return failure(source);
    const auto target = newContents(to, options);
    if (!target)
        return failure(target);
    auto report = copyContents(**source, **target, options);
    if (!report)
        return report;
    const auto kept = (*target)->finish();
    if (!kept)
        return failure(kept);
    report->kept = *kept;
    return report;
}

Result<std::unique_ptr<PartFile>> copyOf(const QString &address, const QString &target,
                                         const StopFlag &stop)
{
    if (!Address::isPostgres(address))
        return Sqlite::copyOf(address, target, stop);
    const auto parsed = Address::parsePostgres(address);
    return parsed ? Postgres::fileOf(*parsed, Address::shown(address), target, stop)
                  : Result<std::unique_ptr<PartFile>>(failure(parsed));
}

Result<Done> backUp(const QString &address, const QString &target, const StopFlag &stop)
{
    return writeBackup(address, target, [&] { return copyOf(address, target, stop); });
}

Result<Done> backUp(const Copier &copier, const QString &address, const QString &target,
                    const StopFlag &stop)
{
    return writeBackup(address, target, [&] { return copier(target, stop); });
}

Result<QStringList> damageOf(const QString &address, const StopFlag &stop)
{
    if (!Address::isPostgres(address))
        return Sqlite::damageOf(address, stop);
    const auto parsed = Address::parsePostgres(address);
    return parsed ? Postgres::damageOf(*parsed, Address::shown(address), stop)
                  : Result<QStringList>(failure(parsed));
}

Result<QString> restore(const QString &source, const QString &address, const StopFlag &stop)
{
    const auto damage = Sqlite::damageOf(source, stop);
    if (!damage)
        return failure(damage);
    if (!damage->isEmpty())
        return badInput(
            QStringLiteral("The backup %1 is damaged: %2").arg(source, damage->first()));
    if (!Address::isPostgres(address))
        return Sqlite::restore(source, address, stop);
    const auto updated = Sqlite::updated(source, stop);
    if (!updated)
        return failure(updated);
    CopyOptions options;
    options.replaces = true;
    options.isWhileServing = true; // nobody writes to a backup
    options.stop = stop;
    const auto report = copy(*updated ? (*updated)->path() : source, address, options);
    return report ? Result<QString>(report->kept) : failure(report);
}

Result<MigrationReport> migrate(const QString &address)
{
    if (!Address::isPostgres(address))
        return Sqlite::migrateFile(address);
    const auto parsed = Address::parsePostgres(address);
    return parsed ? Postgres::migrateSchema(*parsed) : Result<MigrationReport>(failure(parsed));
}

} // namespace Store
