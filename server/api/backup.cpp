// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/store/database.h"

#include <QThreadPool>

namespace Api {

namespace {

using Response = Result<Http::Response>;

/// A copy of the database is made beside it, and sent from there without a name.
Task<Response> backUp(const Exchange &exchange)
{
    Context &context = exchange.context;
    // Files are sent by connections alone.
    if (exchange.request.peer.isEmpty())
        co_return badInput(
            QStringLiteral("A backup is a file, which only a request over the network "
                           "gets. In the window it is File > Back up."));
    const Store::Database &database = context.services.database;
    using Copy = Result<std::shared_ptr<PartFile>>;
    auto made = co_await Async<Copy>(context.home, [&](auto deliver) {
        // Not in a thread that serves clients: it takes as long as reading the whole database.
        QThreadPool::globalInstance()->start([copier = database.copier(),
                                              target = database.fileForScratch(), deliver,
                                              stop = database.stopFlag()] {
            auto copy = copier(target, stop);
            deliver(copy ? Copy(std::shared_ptr<PartFile>(std::move(*copy))) : failure(copy));
        });
    });
    if (!made)
        co_return failure(made);
    Http::Response response = json(200, {});
    response.contentType = "application/vnd.sqlite3";
    response.file = (*made)->openWithoutName();
    if (!response.file)
        co_return failure(Error::Kind::Unavailable,
                          QStringLiteral("The copy of the database cannot be read."));
    const QByteArray base = database.name().toUtf8();
    // Encoded, because a database may have any name (contract: server 2), also one with quotes.
    response.headers.append({"Content-Disposition",
                             "attachment; filename=\"" + base.toPercentEncoding() + ".hookdesk\""});
    co_return response;
}

} // namespace

Rows backupRoutes()
{
    return {{"GET", "/admin/v1/backup", Rights::Full, Recording::Whole,
             "A copy of the whole database, as it is at one moment.", backUp}};
}

} // namespace Api
