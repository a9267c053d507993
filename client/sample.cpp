// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/sample.h"

#include "client/texts.h"
#include "server/core/json.h"
#include "server/http/message.h"
#include "server/server.h"

#include <QFile>

#include <array>

namespace {

struct SampleCollection
{
    const char *name;
    const char *definition;
    const char *hooks; ///< A resource.
};

constexpr std::array Collections = {
    SampleCollection{
        "customers",
        R"({"description":"Who buys; hooks check the address and compute the tax.","indexes":[{"fields":["lastname"]}]})",
        ":/sample/customers.js"},
    SampleCollection{
        "orders",
        R"({"description":"What they bought; hooks compute the total and look the customer up.","indexes":[{"fields":["customer"]}]})",
        ":/sample/orders.js"},
    SampleCollection{"tickets", R"({"description":"What they ask; a hook shows open ones only."})",
                     ":/sample/tickets.js"},
};

struct SampleJob
{
    const char *description;
    const char *crontab;
    const char *script; ///< A resource.
};

constexpr std::array SampleJobs = {
    SampleJob{"Report of orders", "0 2 * * 1-5", ":/sample/report.js"},
    SampleJob{"Escalate urgent tickets", "*/10 * * * *", ":/sample/escalate.js"},
};

constexpr std::array FirstNames = {"Jane", "Paul", "Amira", "Lars", "Chen",
                                   "Olga", "Tom",  "Rita",  "Ivan", "Mia"};
constexpr std::array LastNames = {"Hunter",   "Berg",  "Haddad", "Holm",   "Wei",
                                  "Sidorova", "Baker", "Gomes",  "Petrov", "Wong"};
constexpr std::array Addresses = {"14 Baker Street, london", "3 Karl-Marx-Allee, berlin",
                                  "88 Kings Road, london", "140 Torstrasse, berlin"};
constexpr std::array Products = {"keyboard", "monitor", "desk lamp", "webcam", "headset"};
constexpr std::array Subjects = {"Where is my parcel?", "The invoice is wrong",
                                 "How do I return it?"};

Result<Done> send(Server &server, const QByteArray &method, const QByteArray &path,
                  const QByteArray &body)
{
    const Http::Response response = server.requestAndWait(method, path, body);
    if (response.status < 300)
        return Done();
    return failure(Error::Kind::Internal,
                   ClientTexts::tr("The sample cannot be made: %1 %2 answered %3")
                       .arg(QString::fromUtf8(method), QString::fromUtf8(path),
                            QString::fromUtf8(response.body)));
}

QByteArray customers()
{
    Json::ArrayWriter list;
    for (size_t i = 0; i < 40; ++i) {
        const QByteArray first = FirstNames[i % FirstNames.size()];
        const QByteArray last = LastNames[(i * 7 + i / 10) % LastNames.size()];
        list.raw(Json::ObjectWriter()
                     .text("firstname", QByteArrayView(first))
                     .text("lastname", QByteArrayView(last))
                     .text("email",
                           QByteArrayView(first.toLower() + '.' + last.toLower() + "@example.org"))
                     .text("address", QByteArrayView(Addresses[i % Addresses.size()]))
                     .number("salary", 3200 + qint64(i) * 137)
                     .boolean("active", i % 4 != 3)
                     .raw("tags", i % 3 == 0 ? "[\"vip\",\"newsletter\"]" : "[]")
                     .take());
    }
    return list.take();
}

QByteArray orders()
{
    Json::ArrayWriter list;
    for (size_t i = 0; i < 60; ++i) {
        const QByteArray first = FirstNames[i % FirstNames.size()];
        const QByteArray last = LastNames[(i * 7) % LastNames.size()];
        const QByteArray item = Json::ObjectWriter()
                                    .text("product", QByteArrayView(Products[i % Products.size()]))
                                    .number("count", 1 + qint64(i % 3))
                                    .number("price", 19 + qint64(i % Products.size()) * 40)
                                    .take();
        list.raw(Json::ObjectWriter()
                     .text("customer",
                           QByteArrayView(first.toLower() + '.' + last.toLower() + "@example.org"))
                     .raw("items", "[" + item + "]")
                     .take());
    }
    return list.take();
}

QByteArray tickets()
{
    Json::ArrayWriter list;
    for (size_t i = 0; i < 20; ++i) {
        list.raw(Json::ObjectWriter()
                     .text("subject", QByteArrayView(Subjects[i % Subjects.size()]))
                     .text("status", QByteArrayView(i % 3 == 2 ? "closed" : "open"))
                     .number("priority", 1 + qint64(i / 3 % 3))
                     .take());
    }
    return list.take();
}

Result<QByteArray> resource(const char *path)
{
    QFile file{QLatin1String(path)};
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::Internal,
                       ClientTexts::tr("%1 is missing in this program.").arg(QLatin1String(path)));
    return file.readAll();
}

} // namespace

Result<Done> fillWithSample(Server &server)
{
    for (const SampleCollection &collection : Collections) {
        const QByteArray path = QByteArray("/admin/v1/collections/") + collection.name;
        if (auto made = send(server, "PUT", path, collection.definition); !made)
            return made;
        const auto source = resource(collection.hooks);
        if (!source)
            return failure(source);
        if (auto saved = send(server, "PUT", path + "/codehook", *source); !saved)
            return saved;
    }
    if (auto made = send(server, "POST", "/rest/customers", customers()); !made)
        return made;
    if (auto made = send(server, "POST", "/rest/orders", orders()); !made)
        return made;
    if (auto made = send(server, "POST", "/rest/tickets", tickets()); !made)
        return made;
    for (const SampleJob &job : SampleJobs) {
        const auto script = resource(job.script);
        if (!script)
            return failure(script);
        const QByteArray document = Json::ObjectWriter()
                                        .text("description", QByteArrayView(job.description))
                                        .text("crontab", QByteArrayView(job.crontab))
                                        .text("script", QByteArrayView(*script))
                                        .take();
        if (auto made = send(server, "POST", "/rest/system_jobs", document); !made)
            return made;
    }
    return Done();
}
