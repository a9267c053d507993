// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/collection/fieldrenaming.h"

#include "client/routes.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/entitytag.h"
#include "ui/widgets/progressdialog.h"

#include <QWidget>

namespace {

constexpr int PageSize = 100; ///< So many documents are changed at once.

} // namespace

FieldRenaming::FieldRenaming(Client &client, const QString &collection, QWidget *panel)
    : QObject(panel)
    , m_client(client)
    , m_path(Routes::documents(collection))
    , m_panel(panel)
{
}

void FieldRenaming::offer(const QList<Names> &fields)
{
    m_waiting += fields;
    if (!m_isBusy)
        offerNext();
}

/// Documents that have the field and were not read yet.
QByteArray FieldRenaming::query() const
{
    const QByteArray has = '{' + Json::quoted(m_names.first) + ":{\"$exists\":true}}";
    const QByteArray rest = m_last.isEmpty() ? has
                                             : "{\"$and\":[" + has
            + ",{\"_id\":{\"$gt\":" + Json::quoted(QByteArrayView(m_last)) + "}}]}";
    return "q=" + rest.toPercentEncoding();
}

void FieldRenaming::offerNext()
{
    m_isBusy = !m_waiting.isEmpty();
    if (!m_isBusy)
        return;
    m_names = m_waiting.takeFirst();
    m_last.clear();
    m_client.request("GET", m_path, {}, query() + "&max=1&totals=true")
        .then(this, [this](const Client::Reply &reply) {
            if (!reply.isOk())
                emit told(reply.explanation());
            m_total = reply.json().root().value("totals").value("total").toInteger();
            if (m_total == 0)
                return offerNext();
            Ask::toConfirm(
                m_panel, tr("Rename the field in documents too?"),
                tr("%Ln document(s) still have the field %1, which is called %2 now.", nullptr,
                   int(m_total))
                    .arg(m_names.first, m_names.second),
                tr("Rename in documents"), [this] { begin(); }, [this] { offerNext(); });
        });
}

void FieldRenaming::begin()
{
    m_renamed = m_kept = m_refused = 0;
    m_firstRefusal.clear();
    m_isLastPage = m_isCancelled = false;
    m_progress = new ProgressDialog(tr("Renaming a field"), m_names.second, m_panel);
    connect(m_progress, &ProgressDialog::cancelled, this, [this] { m_isCancelled = true; });
    readPage();
}

void FieldRenaming::readPage()
{
    m_client
        .request("GET", m_path, {},
                 query() + '&' + Client::MetaFields
                     + "&sort=_id&max=" + QByteArray::number(PageSize))
        .then(this, [this](const Client::Reply &reply) {
            if (!reply.isOk())
                return end(reply.explanation());
            if (m_isCancelled)
                return end({});
            takePage(reply.json().root());
        });
}

void FieldRenaming::takePage(const Json::Value &list)
{
    const auto documents = list.items();
    m_isLastPage = documents.size() < size_t(PageSize);
    for (const Json::Value &document : documents) {
        m_last = document.value("_id").text().toByteArray();
        if (document.find(m_names.second.toUtf8()))
            ++m_kept;
        else
            rename(document);
    }
    if (m_open > 0)
        return;
    if (m_isLastPage)
        end({});
    else
        readPage();
}

void FieldRenaming::rename(const Json::Value &document)
{
    ++m_open;
    const QByteArray change =
        "{\"$rename\":{" + Json::quoted(m_names.first) + ':' + Json::quoted(m_names.second) + "}}";
    m_client
        .requestIfMatch("PUT", m_path + '/' + m_last.toPercentEncoding(),
                        EntityTag::of(document.toJson()), change)
        .then(this, [this](const Client::Reply &reply) { takeAnswer(reply); });
}

void FieldRenaming::takeAnswer(const Client::Reply &reply)
{
    if (reply.isOk())
        ++m_renamed;
    else if (m_refused++ == 0)
        m_firstRefusal = reply.explanation();
    const int done = m_renamed + m_kept + m_refused;
    m_progress->show(double(done) / double(std::max<qint64>(m_total, done)),
                     tr("%Ln document(s) changed", nullptr, m_renamed));
    if (--m_open > 0)
        return;
    if (m_isLastPage || m_isCancelled)
        end({});
    else
        readPage();
}

void FieldRenaming::end(const QString &fault)
{
    m_progress->deleteLater();
    m_progress = nullptr;
    QStringList sentences{tr("The field was renamed to %1 in %Ln document(s).", nullptr, m_renamed)
                              .arg(m_names.second)};
    if (m_kept > 0)
        sentences.append(
            tr("%Ln document(s) have both fields and were not changed.", nullptr, m_kept));
    if (m_refused > 0)
        sentences.append(
            tr("%Ln could not be changed: %1", nullptr, m_refused).arg(m_firstRefusal));
    if (!fault.isEmpty())
        sentences.append(fault);
    emit told(sentences.join(u' '));
    offerNext();
}
