// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/embeddedserver.h"

#include <QHash>
#include <QMap>
#include <QNetworkAccessManager>
#include <QObject>

namespace Rights {

/// Words that stand in the data, each for what one rule guards.
inline constexpr char Order[] = "ORDERNOTE";
inline constexpr char Vault[] = "VAULTNAME"; ///< For the role boss, and web keys without a path.
inline constexpr char Own[] = "OWNPAPER"; ///< Private to olga.
inline constexpr char Others[] = "OTHERPAPER"; ///< Private to somebody else.
inline constexpr char Public[] = "PUBLICPAGE"; ///< What beforeGET lets pass.
inline constexpr char Draft[] = "DRAFTPAGE"; ///< What it keeps.
inline constexpr char Staff[] = "STAFFNAME";
inline constexpr char Hash[] = "HASHSECRET"; ///< A field for the role boss.
inline constexpr char Kid[] = "PUBLICKID";
inline constexpr char HiddenKid[] = "HIDDENKID";
inline constexpr char Mail[] = "MAILTEXT"; ///< For full rights.

/// All these words.
QByteArrayList allWords();

} // namespace Rights

/// What the tests of rights share: a server with collections that guard their documents in every
/// way, and a table of callers with the words that each of them may see.
class RightsTest : public QObject
{
    Q_OBJECT

protected slots:
    void initTestCase();

protected:
    struct Caller
    {
        QByteArray header; ///< Of the request, with its value.
        QByteArray value;
        QByteArrayList sees; ///< The words, by whatever way.
    };

    /// Sends a request as @p caller; `{name}` in path and body stands for the id kept as `name`.
    HttpClient::Reply ask(const QByteArray &caller, const QByteArray &method,
                          const QByteArray &path, const QByteArray &body = {});
    /// @p text with the ids in the places of their names.
    QByteArray filled(QByteArray text) const;
    /// Stores a document and keeps its id as @p name.
    void keep(const QByteArray &name, const QByteArray &path, const QByteArray &document,
              const QByteArray &caller = "full");
    /// Creates a key.
    QByteArray key(const QByteArray &limits);

    EmbeddedServer m_server;
    QMap<QByteArray, Caller> m_callers;

private:
    void addUser(const QByteArray &name, const QByteArray &user);
    void defineCollections();
    void storeDocuments();

    QNetworkAccessManager m_network;
    QHash<QByteArray, QByteArray> m_ids;
};
