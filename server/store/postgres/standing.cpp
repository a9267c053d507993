// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/standing.h"

#include "server/store/address.h"
#include "server/store/postgres/connection.h"
#include "server/store/postgres/module.h"
#include "server/store/postgres/schema.h"

namespace Store {

namespace {

Standing::State stateOf(qint64 version)
{
    if (version == 0)
        return Standing::State::Missing;
    if (version == Postgres::writtenVersion())
        return Standing::State::Ready;
    return version < Postgres::writtenVersion() ? Standing::State::Older : Standing::State::Newer;
}

} // namespace

Standing standingOf(const QString &address)
{
    using State = Standing::State;
    const auto parsed = Address::parsePostgres(address);
    if (!parsed)
        return {State::BadAddress, parsed.error().message};
    if (const auto driver = Postgres::loadedDriver(); !driver)
        return {State::NoModule, driver.error().message};
    const auto connection =
        Postgres::Connection::open(*parsed, Postgres::Connection::Purpose::Read);
    if (!connection) { // its sentence says first that the database cannot be reached
        const QString said = connection.error().message;
        return {State::NotReached, said.mid(said.indexOf(QLatin1String(": ")) + 2)};
    }
    const auto version = Postgres::schemaVersion(**connection);
    return version ? Standing{stateOf(*version), {}}
                   : Standing{State::NotReached, version.error().message};
}

} // namespace Store
