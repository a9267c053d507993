// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/importer.h"
#include "app/signalwatch.h"
#include "app/target.h"

#include "client/documentfile.h"
#include "server/store/catalog.h"

#include <QElapsedTimer>
#include <QUrl>

#include <cstdio>
#include <unistd.h>

namespace Commands {

namespace {

constexpr qsizetype PageDocuments = 1000;

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

/// What is wrong with the words of import and export.
Result<Done> checkWords(const QString &command, const QStringList &words, FileUse use)
{
    if (words.size() != 2)
        return badInput(QStringLiteral("%1 needs COLLECTION FILE").arg(command));
    const QByteArray name = words[0].toUtf8();
    if (!Store::isCollectionName(name) && !Store::Collection::isSystemName(name))
        return badInput(QStringLiteral("\"%1\" is no name of a collection").arg(words[0]));
    return checkDocumentFileName(words[1], use);
}

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

/// The fields that @p collection declares; none for a key that may not ask for them.
DeclaredFields typesOf(Requester &requester, const QString &collection)
{
    const auto reply =
        requester.send("GET", "/admin/v1/collections/" + QUrl::toPercentEncoding(collection), {});
    const auto definition =
        reply ? Json::Document::parse(reply->body) : Result<Json::Document>(failure(reply));
    return definition && reply->status == 200 ? DeclaredFields(definition->root())
                                              : DeclaredFields();
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
        QByteArray path = pathOf(collection) + "?sort=_id&max=" + QByteArray::number(PageDocuments);
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
        if (documents.size() < size_t(PageDocuments))
            return Done();
        last = documents.back().value("_id").text().toByteArray();
    }
}

/// Gives the importer all documents from @p firstLine on. False: see its stop().
bool importAll(DocumentFileReader &reader, qint64 firstLine, Importer &importer)
{
    ProgressBar bar;
    for (qint64 place = 0;; ++place) {
        auto document = reader.next();
        if (!document) {
            if (importer.flush(reader.line()))
                importer.stopAt(reader.line(), document.error().message);
            return false;
        }
        if (!*document)
            break;
        if (reader.line() < firstLine)
            continue;
        if (!importer.add(**document, reader.line(), place))
            return false;
        bar.show(reader.progress(), importer.stored());
    }
    if (!importer.flush(0))
        return false;
    bar.show(1, importer.stored());
    return true;
}

int failImport(const QString &path, const Importer &importer)
{
    const Importer::Stop &stop = importer.stop();
    const QString next = stop.next > 0
        ? QStringLiteral(" Go on with --from-line %1.").arg(stop.next)
        : QStringLiteral(" Nothing is left to import.");
    return fail(QStringLiteral("%1:%2: %3\n%4 documents are stored. %5%6")
                    .arg(path)
                    .arg(stop.line)
                    .arg(stop.message)
                    .arg(importer.stored())
                    .arg(stop.advice, next));
}

} // namespace

int importDocuments(const QStringList &arguments)
{
    const auto target =
        Target::parse(QStringLiteral("import"), arguments, {QStringLiteral("from-line")});
    if (!target)
        return refuse(target.error());
    if (const auto checked = checkWords(QStringLiteral("import"), target->words, FileUse::Import);
        !checked)
        return refuse(checked.error());
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
    const SignalWatch watch;
    const auto connection = target->open(watch);
    if (!connection)
        return fail(connection.error().message);
    Requester &requester = *(*connection)->requester;
    if (const auto provided = provideCollection(requester, collection); !provided)
        return fail(provided.error().message);

    (*reader)->setTypes(typesOf(requester, collection));

    ImportIds ids(path, collection);
    Importer importer(requester, pathOf(collection), ids);
    if (!importAll(**reader, firstLine, importer))
        return failImport(path, importer);
    ids.finish();
    std::printf("%lld documents imported into %s\n",
                static_cast<long long>(importer.stored() - importer.known()),
                qUtf8Printable(collection));
    if (importer.known() > 0)
        std::printf("%lld documents were stored by an earlier import of this file\n",
                    static_cast<long long>(importer.known()));
    return 0;
}

int exportDocuments(const QStringList &arguments)
{
    const auto target = Target::parse(QStringLiteral("export"), arguments);
    if (!target)
        return refuse(target.error());
    if (const auto checked = checkWords(QStringLiteral("export"), target->words, FileUse::Export);
        !checked)
        return refuse(checked.error());
    const QString &collection = target->words[0];
    const QString &path = target->words[1];
    const SignalWatch watch;
    const auto connection = target->open(watch);
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
