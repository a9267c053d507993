// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/database.h"

#include <QObject>
#include <QTemporaryDir>

#include <functional>
#include <future>
#include <memory>

/// What the tests of the store share: a new database with the empty collection `c`, for each test.
/// It is a file or, with HOOKDESK_TEST_STORE=postgres, a schema of PostgreSQL.
class StoreTest : public QObject
{
    Q_OBJECT

protected slots:
    void init();
    void cleanup();

protected:
    /// Whether the database is a schema of PostgreSQL.
    static bool isOnPostgres();
    /// Does @p work and waits until it is on disk.
    template<typename T>
    Result<T> change(std::function<Result<T>(Store::Transaction &)> work)
    {
        return changeIn<T>(*m_database, std::move(work));
    }
    /// The same in another database.
    template<typename T>
    static Result<T> changeIn(Store::Database &database,
                              std::function<Result<T>(Store::Transaction &)> work)
    {
        std::promise<Result<T>> promise;
        auto future = promise.get_future();
        database.change<T>(std::move(work),
                           [&promise](Result<T> result) { promise.set_value(std::move(result)); });
        return future.get();
    }
    /// Gives `c` this definition.
    void define(const QByteArray &definition);
    /// Stores a document in `c`.
    void insert(const QByteArray &json);
    /// The members `n` of the documents of `c` that match, one behind the other; or the error.
    QByteArray find(const QByteArray &q, const QByteArray &h = {});
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_address; ///< The file `x.hookdesk`, or a schema: see testAddress().
    std::unique_ptr<Store::Database> m_database;
    std::unique_ptr<Store::Reader> m_reader;
};
