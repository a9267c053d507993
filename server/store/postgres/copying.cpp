// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/copy.h"

#include "server/store/address.h"
#include "server/store/postgres/contents.h"
#include "server/store/sqlite/contents.h"

#include <QFileInfo>

/// What decides by the addresses which stores copy.
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
    return Address::isPostgres(address) ? Postgres::SchemaContents::open(address, options)
                                        : Sqlite::FileContents::open(address, options);
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

} // namespace Store
