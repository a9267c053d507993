// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/target.h"

#include "server/core/documentfile.h"

#include <QElapsedTimer>
#include <QUrl>

#include <cstdio>
#include <unistd.h>

namespace Commands {

namespace {

constexpr qsizetype BatchDocuments = 1000;
constexpr qsizetype BatchBytes = 4 * 1024 * 1024;

QByteArray pathOf(const QString &collection)
{
    return "/rest/" + QUrl::toPercentEncoding(collection);
}

/// Shows on a terminal how far a command is.
class ProgressBar
{
public:
    void show(double part, qint64 documents)
    {
        if (!m_isTerminal || (m_timer.isValid() && m_timer.elapsed() < 200 && part < 1))
            return;
        m_timer.start();
        constexpr int Width = 40;
        const int done = int(part * Width);
        std::fprintf(stderr, "\r[%s%s] %3d %%  %lld documents",
                     std::string(size_t(done), '#').c_str(),
                     std::string(size_t(Width - done), '.').c_str(), int(part * 100),
                     static_cast<long long>(documents));
        m_isShown = true;
    }
    ~ProgressBar()
    {
        if (m_isShown)
            std::fputc('\n', stderr);
    }

private:
    const bool m_isTerminal = isatty(STDERR_FILENO) != 0;
    bool m_isShown = false;
    QElapsedTimer m_timer;
};

/// Sends documents in groups, and finds the one at fault where a group is refused.
class Importer
{
public:
    Importer(Requester &requester, QByteArray path)
        : m_requester(requester)
        , m_path(std::move(path))
    {
    }

    Result<Done> add(const QByteArray &document, qint64 line)
    {
        m_documents.append(document);
        m_lines.append(line);
        m_bytes += document.size();
        return m_documents.size() >= BatchDocuments || m_bytes >= BatchBytes ? flush() : Done();
    }

    Result<Done> flush()
    {
        if (m_documents.isEmpty())
            return Done();
        auto sent = send('[' + m_documents.join(',') + ']');
        if (!sent && sent.error().kind == Error::Kind::BadInput)
            return sendOneByOne();
        if (sent)
            m_stored += m_documents.size();
        else
            m_faultyLine = m_lines.first();
        clear();
        return sent;
    }

    qint64 stored() const { return m_stored; }
    qint64 faultyLine() const { return m_faultyLine; }

private:
    Result<Done> send(const QByteArray &body)
    {
        const auto reply = m_requester.send("POST", m_path, body);
        if (!reply)
            return failure(reply);
        return reply->status == 201 ? Result<Done>(Done()) : badInput(messageOf(*reply));
    }

    Result<Done> sendOneByOne()
    {
        for (qsizetype i = 0; i < m_documents.size(); ++i) {
            if (auto sent = send(m_documents[i]); !sent) {
                m_faultyLine = m_lines[i];
                clear();
                return sent;
            }
            ++m_stored;
        }
        clear();
        return Done();
    }

    void clear()
    {
        m_documents.clear();
        m_lines.clear();
        m_bytes = 0;
    }

    Requester &m_requester;
    QByteArray m_path;
    QByteArrayList m_documents;
    QList<qint64> m_lines;
    qsizetype m_bytes = 0;
    qint64 m_stored = 0;
    qint64 m_faultyLine = 0;
};

/// Makes the collection where there is none.
Result<Done> provideCollection(Requester &requester, const QString &collection)
{
    const auto reply = requester.send("GET", pathOf(collection) + "?max=0", {});
    if (!reply)
        return failure(reply);
    if (reply->status == 200)
        return Done();
    if (reply->status != 404)
        return badInput(messageOf(*reply));
    const auto made =
        requester.send("PUT", "/admin/v1/collections/" + QUrl::toPercentEncoding(collection), "{}");
    if (!made)
        return failure(made);
    return made->status == 201 ? Result<Done>(Done()) : badInput(messageOf(*made));
}

Result<qint64> documentCount(Requester &requester, const QString &collection)
{
    const auto reply = requester.send("GET", pathOf(collection) + "?totals=true&count=true", {});
    if (!reply)
        return failure(reply);
    const auto body = Json::Document::parse(reply->body);
    if (reply->status != 200 || !body)
        return badInput(messageOf(*reply));
    return body->root().value("totals").value("total").toInteger();
}

/// Gives each document of @p collection to @p use, in the order of their ids.
template<typename Use>
Result<Done> forEachDocument(Requester &requester, const QString &collection, Use use)
{
    QByteArray last;
    while (true) {
        QByteArray path =
            pathOf(collection) + "?sort=_id&max=" + QByteArray::number(BatchDocuments);
        if (!last.isEmpty())
            path += "&q=" + QByteArray("{\"_id\":{\"$gt\":\"" + last + "\"}}").toPercentEncoding();
        const auto reply = requester.send("GET", path, {});
        if (!reply)
            return failure(reply);
        const auto page = Json::Document::parse(reply->body);
        if (reply->status != 200 || !page)
            return badInput(messageOf(*reply));
        const auto documents = page->root().items();
        for (const Json::Value &document : documents)
            use(document);
        if (documents.size() < size_t(BatchDocuments))
            return Done();
        last = documents.back().value("_id").text().toByteArray();
    }
}

} // namespace

int importDocuments(const QStringList &arguments)
{
    const auto target =
        Target::parse(QStringLiteral("import"), arguments, {QStringLiteral("from-line")});
    if (!target)
        return misuse(target.error().message);
    if (target->words.size() != 2)
        return misuse(QStringLiteral("import needs COLLECTION FILE"));
    bool isNumber = true;
    const QString from = target->values.value(QStringLiteral("from-line"), QStringLiteral("1"));
    const qint64 firstLine = from.toLongLong(&isNumber);
    if (!isNumber || firstLine < 1)
        return misuse(QStringLiteral("--from-line takes the number of a line"));
    const QString &collection = target->words[0];
    const QString &path = target->words[1];
    auto reader = DocumentFileReader::open(path);
    if (!reader)
        return fail(reader.error().message);
    const auto connection = target->open();
    if (!connection)
        return fail(connection.error().message);
    Requester &requester = *(*connection)->requester;
    if (const auto provided = provideCollection(requester, collection); !provided)
        return fail(provided.error().message);

    Importer importer(requester, pathOf(collection));
    const auto stop = [&](qint64 line, const QString &message) {
        return fail(QStringLiteral("%1:%2: %3\n%4 documents are stored. Mend that line and go on "
                                   "with --from-line %2.")
                        .arg(path)
                        .arg(line)
                        .arg(message)
                        .arg(importer.stored()));
    };
    {
        ProgressBar bar;
        while (true) {
            auto document = (*reader)->next();
            if (!document) {
                const auto flushed = importer.flush();
                return flushed ? stop((*reader)->line(), document.error().message)
                               : stop(importer.faultyLine(), flushed.error().message);
            }
            if (!*document)
                break;
            if ((*reader)->line() < firstLine)
                continue;
            if (const auto added = importer.add(**document, (*reader)->line()); !added)
                return stop(importer.faultyLine(), added.error().message);
            bar.show((*reader)->progress(), importer.stored());
        }
        if (const auto flushed = importer.flush(); !flushed)
            return stop(importer.faultyLine(), flushed.error().message);
        bar.show(1, importer.stored());
    }
    std::printf("%lld documents imported into %s\n", static_cast<long long>(importer.stored()),
                qUtf8Printable(collection));
    return 0;
}

int exportDocuments(const QStringList &arguments)
{
    const auto target = Target::parse(QStringLiteral("export"), arguments);
    if (!target)
        return misuse(target.error().message);
    if (target->words.size() != 2)
        return misuse(QStringLiteral("export needs COLLECTION FILE"));
    const QString &collection = target->words[0];
    const QString &path = target->words[1];
    const auto connection = target->open();
    if (!connection)
        return fail(connection.error().message);
    Requester &requester = *(*connection)->requester;
    QByteArrayList columns;
    if (DocumentFileWriter::needsColumns(path)) {
        const auto read = forEachDocument(requester, collection, [&](const Json::Value &document) {
            for (const Json::Member &member : document.members()) {
                if (const QByteArray name = member.key.toByteArray(); !columns.contains(name))
                    columns.append(name);
            }
        });
        if (!read)
            return fail(read.error().message);
    }
    auto writer = DocumentFileWriter::open(path, columns);
    if (!writer)
        return fail(writer.error().message);
    const auto total = documentCount(requester, collection);
    if (!total)
        return fail(total.error().message);
    qint64 count = 0;
    {
        ProgressBar bar;
        const auto written =
            forEachDocument(requester, collection, [&](const Json::Value &document) {
                (*writer)->add(document);
                ++count;
                bar.show(std::min(1.0, double(count) / double(std::max<qint64>(*total, 1))), count);
            });
        if (!written)
            return fail(written.error().message);
    }
    if (const auto finished = (*writer)->finish(); !finished)
        return fail(finished.error().message);
    std::printf("%lld documents exported to %s\n", static_cast<long long>(count),
                qUtf8Printable(path));
    return 0;
}

} // namespace Commands
