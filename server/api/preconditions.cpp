// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/preconditions.h"

#include <QCryptographicHash>

#include <algorithm>

namespace Api {

QByteArray tagOfVersion(int version)
{
    return '"' + QByteArray::number(version) + '"';
}

QByteArray tagOfText(QByteArrayView text)
{
    // It only tells two states apart; nothing is protected by it.
    const QByteArray hash =
        QCryptographicHash::hash(text.toByteArray(), QCryptographicHash::Sha1).toHex();
    return '"' + hash.left(16) + '"';
}

Result<Done> checkMatch(const Http::Request &request, QByteArrayView tag, const QString &what)
{
    const QByteArray header = request.header("if-match").trimmed();
    if (header.isEmpty() || header == "*")
        return Done();
    // The comparison is strong: a weak tag (W/"...") fits none. Source: RFC 9110, section 13.1.1.
    const QByteArrayList tags = header.split(',');
    const bool isNamed = std::any_of(
        tags.begin(), tags.end(), [tag](const QByteArray &each) { return each.trimmed() == tag; });
    if (isNamed)
        return Done();
    return failure(Error::Kind::PreconditionFailed,
                   QStringLiteral("%1 was changed by somebody else; read it again.").arg(what));
}

} // namespace Api
