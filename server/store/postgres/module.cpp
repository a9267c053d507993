// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/module.h"

#include "server/store/postgres/driver.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLibrary>

namespace Store::Postgres {

namespace {

constexpr char FileName[] = "hookdesk-postgres.so";

Failure notLoaded(const QString &reason)
{
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("A database of PostgreSQL needs the package hookdesk-postgres of "
                                  "the same version: apt install ./hookdesk-postgres_*.deb. %1")
                       .arg(reason));
}

/// Beside the program, where a build has it, or where the package puts it.
QString path()
{
    const QString folder = QCoreApplication::applicationDirPath();
    for (const char *place : {"/", "/../lib/hookdesk/modules/", "/../"}) {
        const QString file = folder + QLatin1String(place) + QLatin1String(FileName);
        if (QFileInfo::exists(file))
            return file;
    }
    return {};
}

Result<const Driver *> load()
{
    const QString file = path();
    if (file.isEmpty())
        return notLoaded(QStringLiteral("%1 is not there.").arg(QLatin1String(FileName)));
    QLibrary library(file);
    library.setLoadHints(QLibrary::ResolveAllSymbolsHint | QLibrary::PreventUnloadHint);
    const auto symbol = reinterpret_cast<const Driver *(*)()>(library.resolve(DriverSymbol));
    if (!symbol)
        return notLoaded(library.errorString());
    const Driver *driver = symbol();
    if (qstrcmp(driver->version, HOOKDESK_VERSION) != 0)
        return notLoaded(QStringLiteral("The one that is installed is of version %1.")
                             .arg(QLatin1String(driver->version)));
    return driver;
}

} // namespace

Result<const Driver *> loadedDriver()
{
    static const Result<const Driver *> loaded = load(); // it stays loaded until the program ends
    return loaded;
}

} // namespace Store::Postgres
