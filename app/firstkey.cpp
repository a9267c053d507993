// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/firstkey.h"

#include "server/store/database.h"

#include <future>

Result<Auth::NewKey> createKeyNow(Store::Database &database, const Auth::Key &wanted,
                                  const QByteArray &chosen)
{
    std::promise<Result<Auth::NewKey>> promise;
    auto future = promise.get_future();
    database.write<Auth::NewKey>(
        [&](Store::Transaction &transaction) {
            return Auth::createKey(transaction, wanted, chosen);
        },
        [&promise](Result<Auth::NewKey> created) { promise.set_value(std::move(created)); });
    return future.get();
}

Result<QByteArray> createFirstKey(Store::Database &database)
{
    Auth::Key wanted;
    wanted.description = "made with the database";
    const auto created = createKeyNow(database, wanted, qgetenv("HOOKDESK_FIRST_KEY"));
    if (!created)
        return failure(created);
    return created->key;
}
