// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/trafficmenu.h"

#include "client/routes.h"
#include "ui/inspector/requestdetails.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>

namespace {

void copy(const QString &text)
{
    QApplication::clipboard()->setText(text);
}

/// @p value as a filter takes it: blanks would end it.
QString termOf(const char *field, const QString &value)
{
    const QString term = QLatin1String(field) + QLatin1Char(':') + value;
    return value.contains(QLatin1Char(' ')) ? QLatin1Char('"') + term + QLatin1Char('"') : term;
}

/// The fields of a filter by which others like @p record are found, with their values.
QList<std::pair<const char *, QString>> fieldsOf(const Inspector::Record &record)
{
    QList<std::pair<const char *, QString>> fields;
    const auto add = [&fields](const char *field, const QByteArray &value) {
        if (!value.isEmpty())
            fields.append({field, QString::fromUtf8(value)});
    };
    add("path", record.path);
    add("method", record.kind == "request" ? record.method : QByteArray());
    add("status", QByteArray::number(record.status));
    add("collection", record.collection);
    add("hook", record.hook.split(',').value(0));
    add("key", record.key);
    add("user", record.isOfWindow() ? QByteArray() : record.user);
    return fields;
}

} // namespace

TrafficMenu::TrafficMenu(const Theme &theme, const Inspector::Record &record, int line,
                         Client &client, const QList<QAction *> &actions, QWidget *parent)
    : QMenu(parent)
{
    setObjectName(QStringLiteral("trafficMenu"));
    setAttribute(Qt::WA_DeleteOnClose);
    if (line >= 0 && record.log.value(line).line > 0)
        addAction(theme.icon(QStringLiteral("code")),
                  tr("Open %1").arg(RequestDetails::placeOf(record.log[line])), this,
                  &TrafficMenu::scriptRequested);
    if (record.kind == "request")
        addActions(actions);
    addSeparator();
    addCopies(theme, record, line, client);
    addSeparator();
    addFilters(theme, record);
}

void TrafficMenu::addCopies(const Theme &theme, const Inspector::Record &record, int line,
                            Client &client)
{
    if (line >= 0)
        addAction(theme.icon(QStringLiteral("copy")), tr("Copy message"), this,
                  [text = QString::fromUtf8(record.log.value(line).message)] { copy(text); });
    if (record.kind != "request")
        return;
    addAction(theme.icon(QStringLiteral("code")), tr("Copy as fetch"), this,
              [code = RequestDetails::fetch(record, client.url())] { copy(code); });
    addAction(theme.icon(QStringLiteral("file-text")), tr("Copy as HAR"), this,
              [id = record.id, owner = parentWidget(), &client] {
                  client
                      .request("GET", Routes::inspectorExport(), {},
                               "format=har&id=" + id.toPercentEncoding())
                      .then(owner, [owner](const Client::Reply &reply) {
                          if (reply.isOk())
                              copy(QString::fromUtf8(reply.body));
                          else
                              Ask::toAcknowledge(owner, tr("The request could not be copied"),
                                                 reply.message());
                      });
              });
    addAction(theme.icon(QStringLiteral("link")), tr("Copy address"), this, [record, &client] {
        const QByteArray query = record.query.isEmpty() ? QByteArray() : '?' + record.query;
        copy(client.url() + QString::fromUtf8(record.path + query));
    });
}

void TrafficMenu::addFilters(const Theme &theme, const Inspector::Record &record)
{
    QMenu *only = addMenu(theme.icon(QStringLiteral("search")), tr("Show only"));
    QMenu *without = addMenu(tr("Hide"));
    for (const auto &[field, value] : fieldsOf(record)) {
        const QString term = termOf(field, value);
        const QString shown =
            fontMetrics().elidedText(term, Qt::ElideMiddle, 320).replace(u'&', QLatin1String("&&"));
        only->addAction(shown, this, [this, term] { emit filterRequested(term); });
        without->addAction(shown, this,
                           [this, term] { emit filterRequested(QLatin1Char('-') + term); });
    }
}
