// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/requester.h"

#include "app/signalwatch.h"

#include <QEventLoop>

#include <optional>

QString messageOf(const Requester::Reply &reply)
{
    const QString message = reply.message();
    return message.isEmpty() ? QStringLiteral("The server answered %1.").arg(reply.status)
                             : message;
}

QString explanationOf(const Requester::Reply &reply)
{
    QString text = messageOf(reply);
    for (const Client::Reply::Fault &fault : reply.faults()) {
        text.append(QStringLiteral("\n  "));
        if (!fault.field.isEmpty())
            text.append(fault.field + QStringLiteral(": "));
        text.append(fault.text);
        if (!fault.code.isEmpty())
            text.append(QStringLiteral(" (%1)").arg(fault.code));
    }
    return text;
}

Failure endedBySignal()
{
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("It was ended by a signal before it was done."));
}

Result<Requester::Reply> Requester::send(const QByteArray &method, const QByteArray &path,
                                         const QByteArray &body)
{
    if (SignalWatch::isAsked())
        return endedBySignal();
    const qsizetype mark = path.contains('?') ? path.indexOf('?') : path.size();
    std::optional<Reply> reply;
    QEventLoop loop;
    QObject::connect(&m_watch, &SignalWatch::asked, &loop, &QEventLoop::quit);
    m_client.request(method, path.first(mark), body, path.mid(mark + 1))
        .then(&loop, [&](const Reply &answer) {
            reply = answer;
            loop.quit();
        });
    while (!reply && !SignalWatch::isAsked())
        loop.exec();
    if (SignalWatch::isAsked())
        return endedBySignal();
    if (reply->status == 0)
        return failure(Error::Kind::Unavailable, reply->message());
    return std::move(*reply);
}
