// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

/// A folder of sources and what it may include besides itself: whole rooms, all rooms in a folder
/// (`ui/*`), or single headers.
struct Room
{
    QByteArray name;
    QByteArrayList mayInclude;
};

/// Those of the server.
inline QList<Room> serverRooms()
{
    return {
        {"server/core", {}},
        {"server/hookwire", {}},
        {"server/http", {"server/core"}},
        {"server/model", {"server/core"}},
        {"server/store", {"server/core", "server/hookwire", "server/model"}},
        {"server/store/sqlite", {"server/core", "server/model", "server/store"}},
        // It decides by the address which store opens, copies or saves a database.
        {"server/store/postgres",
         {"server/core", "server/model", "server/store", "server/store/sqlite/database.h",
          "server/store/sqlite/backup.h", "server/store/sqlite/contents.h",
          "server/store/sqlite/schema.h"}},
        {"server/inspector", {"server/core", "server/model", "server/store/sqlite/connection.h"}},
        {"server/auth", {"server/core", "server/store"}},
        {"server/hookhost", {"server/core", "server/hookwire"}},
        {"server/hooks", {"server/core", "server/hookwire", "server/inspector"}},
        {"server/scripts", {"server/core", "server/hookwire", "server/store", "server/hooks"}},
        {"server/jobs",
         {"server/core", "server/hookwire", "server/model", "server/store", "server/inspector",
          "server/hooks", "server/scripts"}},
        {"server/outbound",
         {"server/core", "server/http", "server/model", "server/store", "server/hooks"}},
        {"server/mailer", {}},
        {"server/api",
         {"server/core", "server/http", "server/model", "server/store", "server/inspector",
          "server/auth", "server/hooks", "server/jobs"}},
        {"server/webhooks",
         {"server/core", "server/store", "server/inspector", "server/outbound", "server/api"}},
        {"server/request",
         {"server/core", "server/http", "server/model", "server/store", "server/inspector",
          "server/auth", "server/hooks", "server/scripts", "server/jobs", "server/api",
          "server/webhooks"}},
        {"server",
         {"server/core", "server/http", "server/store", "server/inspector", "server/auth",
          "server/hooks", "server/scripts", "server/jobs", "server/outbound", "server/api",
          "server/webhooks", "server/request"}},
    };
}

/// Those that use the server.
inline QList<Room> clientRooms()
{
    return {
        {"client/requests", {"server/core"}},
        {"client",
         {"server/core", "server/http", "server/store", "server/inspector", "server/auth", "server",
          "client/requests"}},
        {"ui/widgets", {"server/core", "server/http/headernames.h"}},
        {"ui/help", {"server/core", "ui/widgets"}},
        {"ui/documents", {"server/core", "client/requests/requestcode.h", "client", "ui/widgets"}},
        {"ui/collection", {"server/core", "client/requests/requestcode.h", "client", "ui/widgets"}},
        {"ui/codehook", {"server/core", "client", "ui/widgets"}},
        {"ui/jobs", {"server/core", "client", "ui/widgets"}},
        {"ui/keys", {"client", "ui/widgets"}},
        {"ui/settings", {"client", "ui/widgets"}},
        {"ui/users", {"server/core", "client", "ui/widgets"}},
        {"ui/compare", {"server/core", "client", "ui/widgets", "ui/codehook/diffview.h"}},
        {"ui/inspector",
         {"server/inspector/filter.h", "client/requests/requestcode.h", "client", "ui/widgets"}},
        {"ui/requests",
         {"server/core", "client/requests", "client", "ui/widgets",
          "ui/inspector/requestdetails.h"}},
        {"ui", {"client/requests/requestcode.h", "client", "ui/*"}},
        // The administrator's commands open a database and send requests without a window.
        {"app",
         {"server/core", "server/http", "server/store", "server/auth", "server", "client/requests",
          "client", "ui/widgets", "ui"}},
    };
}

/// All rooms, from the bottom of the house to its top. A room includes only rooms above it in this
/// list, so there are no cycles. ARCHITECTURE.md shows the same table.
inline const QList<Room> &rooms()
{
    static const QList<Room> all = serverRooms() + clientRooms();
    return all;
}
