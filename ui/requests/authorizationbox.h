// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/requestfile.h"

#include <QComboBox>

namespace Json {
class Value;
}

/// Whose rights a request has: nobody's, those of the connection's key, of a stored key, of a user,
/// or of a token. Thread: the window's.
class AuthorizationBox final : public QComboBox
{
    Q_OBJECT

public:
    explicit AuthorizationBox(QWidget *parent);

    /// The array that `/admin/v1/keys` answers.
    void setKeys(const Json::Value &keys);
    void show(const Requests::Request &request);
    /// Writes the choice into @p request.
    void apply(Requests::Request &request) const;

signals:
    /// The user has chosen another.
    void edited();

private:
    enum Row { Nobody, Connection, Token, User, FirstKey };
    void choose(int row);
    void addOwn(const QString &text);

    QByteArray m_user; ///< The address of the user, once one was named.
    int m_before = 0; ///< The row that is chosen while a user is asked for.
};
