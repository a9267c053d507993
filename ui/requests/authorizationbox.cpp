// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/authorizationbox.h"

#include "server/core/json.h"
#include "ui/widgets/ask.h"

#include <algorithm>

using Requests::Directive;
using Requests::Header;
using Requests::Request;

namespace {

constexpr char KeyHeader[] = "x-apikey";
constexpr char KeyVariable[] = "{{key}}";
constexpr char TokenValue[] = "Bearer {{token}}";

bool isSender(const Directive &directive)
{
    return directive.name == "as";
}

} // namespace

AuthorizationBox::AuthorizationBox(QWidget *parent)
    : QComboBox(parent)
{
    setObjectName(QStringLiteral("requestAuthorization"));
    setAccessibleName(tr("Authorization"));
    setToolTip(tr("With whose rights the request is sent"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(14);
    addItem(tr("No authorization"));
    addItem(tr("Key of this window"));
    addItem(QStringLiteral("Bearer {{token}}"));
    addItem(tr("User…"));
    connect(this, &QComboBox::activated, this, &AuthorizationBox::choose);
}

void AuthorizationBox::setKeys(const Json::Value &keys)
{
    const QByteArray chosen = currentData().toByteArray();
    while (count() > FirstKey)
        removeItem(count() - 1);
    for (const Json::Value &key : keys.items())
        addItem(tr("Key %1… %2", "first characters and description of a key")
                    .arg(key.value("prefix").toString(), key.value("description").toString())
                    .trimmed(),
                key.value("id").text().toByteArray());
    if (!chosen.isEmpty())
        setCurrentIndex(std::max(0, findData(chosen)));
}

void AuthorizationBox::addOwn(const QString &text)
{
    setItemText(User, text);
    setCurrentIndex(User);
}

void AuthorizationBox::show(const Request &request)
{
    const QByteArray sender = request.directive("as");
    const QByteArray key = Requests::headerOf(request.headers, KeyHeader);
    const QByteArray token = Requests::headerOf(request.headers, "authorization");
    setItemText(User, tr("User…"));
    setItemText(Token, QString::fromUtf8(token.isEmpty() ? QByteArray(TokenValue) : token));
    if (sender.startsWith("user ")) {
        m_user = sender.mid(5).trimmed();
        addOwn(QString::fromUtf8(m_user));
    } else if (sender.startsWith("key ")) {
        const QByteArray id = sender.mid(4).trimmed();
        if (findData(id) < 0)
            addItem(tr("Key %1").arg(QString::fromUtf8(id)), id);
        setCurrentIndex(findData(id));
    } else {
        setCurrentIndex(!key.isEmpty() ? Connection : !token.isEmpty() ? Token : Nobody);
    }
    m_before = currentIndex();
}

void AuthorizationBox::choose(int row)
{
    if (row != User) {
        m_before = row;
        emit edited();
        return;
    }
    setCurrentIndex(m_before);
    Ask::forText(this,
                 {tr("Send as a user"), tr("Address of the user"), tr("Choose"),
                  [](const QString &text) {
                      return text.contains(QLatin1Char('@'))
                          ? QString()
                          : tr("This is no address such as jane@example.com.");
                  },
                  QString::fromUtf8(m_user)},
                 [this](const QString &address) {
                     m_user = address.trimmed().toUtf8();
                     addOwn(QString::fromUtf8(m_user));
                     m_before = User;
                     emit edited();
                 });
}

void AuthorizationBox::apply(Request &request) const
{
    const int row = currentIndex();
    const QByteArray before = request.directive("as");
    const QByteArray wanted = row == User ? "user " + m_user
        : row >= FirstKey                 ? "key " + currentData().toByteArray()
                                          : QByteArray();
    if (before != wanted) {
        request.directives.removeIf(isSender);
        if (!wanted.isEmpty())
            request.directives.append(Directive{"as", wanted});
    }
    const auto setHeader = [&](const char *name, const char *value) {
        const QByteArray now = Requests::headerOf(request.headers, name);
        if (now.isEmpty() != (value[0] == '\0')) {
            request.headers.removeIf(
                [&](const Header &each) { return each.first.toLower() == name; });
            if (value[0] != '\0')
                request.headers.append(Header(name, value));
        }
    };
    setHeader(KeyHeader, row == Connection ? KeyVariable : "");
    setHeader("authorization", row == Token ? TokenValue : "");
}
