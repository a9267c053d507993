// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/firstkey.h"

#include "server/store/database.h"

#include <future>

namespace {

template<typename T>
Result<T> writeNow(Store::Database &database, std::function<Result<T>(Store::Transaction &)> work)
{
    std::promise<Result<T>> promise;
    auto future = promise.get_future();
    database.change<T>(std::move(work),
                       [&promise](Result<T> done) { promise.set_value(std::move(done)); });
    return future.get();
}

} // namespace

Result<Auth::NewKey> createKeyNow(Store::Database &database, const Auth::Key &wanted)
{
    return writeNow<Auth::NewKey>(database, [&](Store::Transaction &transaction) {
        return Auth::createKey(transaction, wanted);
    });
}

Result<Done> createFirstKey(Store::Database &database,
                            const std::function<Result<Done>(const QByteArray &key)> &tell)
{
    Auth::Key wanted;
    wanted.description = "made with the database";
    return writeNow<Done>(database, [&](Store::Transaction &transaction) -> Result<Done> {
        const auto created = Auth::createKey(transaction, wanted, qgetenv("HOOKDESK_FIRST_KEY"));
        return created ? tell(created->key) : failure(created);
    });
}
