// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

/// The settings of a database (contract: server 5) without their secrets, for those who compare two
/// databases. Secret are the settings that resources/settings.json calls so, and in the user's own
/// ones what has a name such as `password` or `apiKey`. Any thread.
namespace Api {

/// A secret among the settings. A value.
struct SecretSetting
{
    QByteArrayList path; ///< The names that lead to it: `mail`, `smtp`, `password`.
    QByteArray json; ///< In clear text.

    bool operator==(const SecretSetting &other) const = default;
};

/// The secrets of @p settings in their order; an empty text is none.
QList<SecretSetting> secretsOf(const Json::Value &settings);
/// @p settings without them.
QByteArray withoutSecrets(const Json::Value &settings);
/// `[{"path": [name], "digest": "…"}]`: each with its HMAC-SHA256 by @p key. Two databases have the
/// same secret where the digests by one key are the same.
QByteArray digestsJson(const QList<SecretSetting> &secrets, const QByteArray &key);

/// The patch (RFC 7396) that leads back to @p settings from what Model::patched() makes of them
/// with @p patch.
QByteArray reversedPatch(const Json::Value &settings, const Json::Value &patch);

} // namespace Api
