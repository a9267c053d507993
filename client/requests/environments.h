// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/variables.h"

namespace Requests {

/// The environments of a folder of requests: `http-client.env.json`, which lies in git, and
/// `http-client.private.env.json`, which does not and has the keys. Both are objects of objects;
/// the private one wins, and `$shared` is in every environment. Source:
/// https://www.jetbrains.com/help/idea/exploring-http-syntax.html, "Environment variables".
class Environments
{
public:
    static constexpr char PublicFile[] = "http-client.env.json";
    static constexpr char PrivateFile[] = "http-client.private.env.json";

    /// Takes the texts of both files; empty: there is none.
    /// @errors BadInput names the file and what is wrong with it.
    static Result<Environments> parse(QByteArrayView publicText, QByteArrayView privateText);

    /// In the order of the files, without `$shared`.
    const QByteArrayList &names() const { return m_names; }
    /// What the environment @p name has; empty: only what is in every one.
    Values valuesOf(const QByteArray &name) const;
    /// Whether the value of @p variable comes from the private file.
    bool isPrivate(const QByteArray &name, const QByteArray &variable) const;

private:
    Result<Done> read(QByteArrayView text, const char *file, QHash<QByteArray, Values> &values);

    QByteArrayList m_names;
    QHash<QByteArray, Values> m_public;
    QHash<QByteArray, Values> m_private;
};

} // namespace Requests
