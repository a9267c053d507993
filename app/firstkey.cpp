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

Result<bool> createFirstKey(Store::Database &database,
                            const std::function<Result<Done>(const QByteArray &key)> &tell)
{
    Auth::Key wanted;
    wanted.description = "made with the database";
    // The work may be done again, and what was told stays told.
    const QByteArray given = qgetenv("HOOKDESK_FIRST_KEY");
    const QByteArray key = given.isEmpty() ? Auth::randomKey() : given;
    bool isTold = false;
    return writeNow<bool>(database, [&](Store::Transaction &transaction) -> Result<bool> {
        const auto isLate = transaction.hasKeys();
        if (!isLate || *isLate)
            return isLate ? Result<bool>(false) : failure(isLate);
        const auto created = Auth::createKey(transaction, wanted, key);
        if (!created)
            return failure(created);
        if (!isTold) {
            if (const auto told = tell(created->key); !told)
                return failure(told);
        }
        isTold = true;
        return true;
    });
}
