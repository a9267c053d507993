// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/objectid.h"
#include "server/store/sqlite/connection.h"
#include "server/store/view.h"
#include "tests/server/storetest.h"

#include <QFile>
#include <QTest>

#include <future>

using namespace Model;
using namespace Store;

/// Files, their migration, and writes as a whole or not at all.
class TestStore final : public StoreTest
{
    Q_OBJECT

private slots:
    void failedJobIsUndoneAloneInItsGroup();
    void theLogIsBoundedUnderSteadyWriting();
    void largeDocumentsAreMergedBeforehand();
    void readsInsideAReadShareItsSnapshot();
    void foreignAndNewerFilesAreRefused();
    void collectionsThatAreGoneAreNotFound_data();
    void collectionsThatAreGoneAreNotFound();
    void secondServerIsRefused();
    void oldFilesAreMigrated();
    void oldUniqueIndexesTellTypesApart();
    void unknownCollectionsAreNotFound();
    void scriptsAreFoundByTheirText();
    void readsOfADamagedFileFail();
    void uniqueTellsValuesApart_data();
    void uniqueTellsValuesApart();
};

void TestStore::failedJobIsUndoneAloneInItsGroup()
{
    const Collection collection = *m_database->catalog()->find("c");
    std::vector<std::future<bool>> futures;
    std::vector<std::promise<bool>> promises(30);
    for (int i = 0; i < 30; ++i) {
        futures.push_back(promises[size_t(i)].get_future());
        Document document{ObjectId::create(), {}, "t", "t", "a", "a", 0, {}};
        document.json = "{\"_id\":\"" + document.id + "\",\"n\":\"" + QByteArray::number(i) + "\"}";
        m_database->change<Done>(
            [collection, document, i](Transaction &transaction) -> Result<Done> {
                std::vector<Document> documents{document};
                auto inserted = transaction.insert(collection, documents);
                if (i % 3 == 0)
                    return failure(Error::Kind::BadInput, QStringLiteral("not this one"));
                return inserted;
            },
            [&promise = promises[size_t(i)]](const Result<Done> &done) {
                promise.set_value(done.hasValue());
            });
    }
    int stored = 0;
    for (int i = 0; i < 30; ++i) {
        const bool done = futures[size_t(i)].get();
        QCOMPARE(done, i % 3 != 0);
        stored += done;
    }
    QCOMPARE(*m_reader->count(collection, Query()), stored);
}

/// The writer never is idle here, and somebody always reads. However slow the disk is, the writer
/// does not go on beyond 128 MB and what one write adds.
void TestStore::theLogIsBoundedUnderSteadyWriting()
{
    if (isOnPostgres())
        QSKIP("It is about files.");
    constexpr int Megabyte = 1024 * 1024;
    const Collection collection = *m_database->catalog()->find("c");
    qint64 largest = 0;
    for (int i = 0; i < 260; ++i) {
        const auto stored = change<Done>([&](Transaction &transaction) -> Result<Done> {
            Document document{ObjectId::create(), {}, "t", "t", "a", "a", 0, {}};
            document.json =
                "{\"_id\":\"" + document.id + "\",\"t\":\"" + QByteArray(Megabyte, 'x') + "\"}";
            std::vector<Document> documents{document};
            return transaction.insert(collection, documents);
        });
        QVERIFY(stored);
        QVERIFY(m_reader->count(collection, Query()));
        m_reader->endSnapshot();
        largest = std::max(largest, QFileInfo(path("x.hookdesk-wal")).size());
    }
    QVERIFY2(largest < 140 * Megabyte, QByteArray::number(largest).constData());
    QCOMPARE(*m_reader->count(collection, Query()), 260);
}

void TestStore::largeDocumentsAreMergedBeforehand()
{
    const Collection collection = *m_database->catalog()->find("c");
    Document document{ObjectId::create(), {}, "t", "t", "a", "a", 0, {}};
    const QByteArray head = "{\"_id\":\"" + document.id + "\",\"n\":";
    document.json = head + "1,\"t\":\"" + QByteArray(100'000, 'x') + "\"}";
    const auto inserted = change<Done>([&](Transaction &transaction) {
        std::vector<Document> documents{document};
        return transaction.insert(collection, documents);
    });
    QVERIFY(inserted);
    const auto changes = Json::Document::parse(R"({"n":2})");
    const auto update = [&](const WriteRules &rules) {
        return change<Document>([&](Transaction &transaction) {
            return transaction.update(collection, document.id, changes->root(), rules);
        });
    };
    const auto stored = [&] {
        m_reader->endSnapshot();
        return m_reader->document(collection, document.id)->value();
    };
    WriteRules rules;
    rules.mergesAll = false;
    const auto refused = update(rules);
    QVERIFY(!refused && refused.error().kind == Error::Kind::Unprepared);
    // Into another text: refused again, or merged by the writer.
    rules.merged = WriteRules::Merged{head + "0}", head + "2,\"never\":true}"};
    QVERIFY(!update(rules));
    rules.mergesAll = true;
    QVERIFY(update(rules));
    QCOMPARE(stored().json, QByteArray(document.json).replace("\"n\":1", "\"n\":2"));
    QCOMPARE(stored().version, 1);
    rules.merged = WriteRules::Merged{stored().json, head + "2,\"prepared\":true}"};
    QVERIFY(update(rules));
    QCOMPARE(stored().json, head + "2,\"prepared\":true}");
    QCOMPARE(stored().version, 2);
    // Deleted and made anew, a document has its first version again, and nothing of before.
    const Document before = stored();
    rules.mergesAll = false;
    rules.merged = WriteRules::Merged{before.json, head + "2,\"of before\":true}"};
    Document after = before;
    after.json = document.json;
    const auto madeAnew = change<Done>([&](Transaction &transaction) -> Result<Done> {
        std::vector<Document> documents{after};
        if (const auto removed = transaction.remove(collection, {document.id}, {}); !removed)
            return failure(removed);
        return transaction.insert(collection, documents);
    });
    QVERIFY(madeAnew);
    QCOMPARE(stored().version, before.version);
    const auto other = update(rules);
    QVERIFY(!other && other.error().kind == Error::Kind::Unprepared);
    QCOMPARE(stored().json, document.json);
}

/// A commit between the documents of a list begins no new snapshot before its end, and is seen
/// after it.
void TestStore::readsInsideAReadShareItsSnapshot()
{
    for (const char *name : {"a", "b"})
        insert("{\"n\":\"" + QByteArray(name) + "\"}");
    const Collection collection = *m_database->catalog()->find("c");
    const auto query = Query::parse({}, {});
    QList<qint64> counts;
    QVERIFY(m_reader->findTexts(collection, *query, [&](QByteArrayView) {
        insert(R"({"n":"c"})");
        counts.append(*m_reader->count(collection, *query));
    }));
    QCOMPARE(counts, (QList<qint64>{2, 2}));
    QCOMPARE(*m_reader->count(collection, *query), 4);
}

void TestStore::foreignAndNewerFilesAreRefused()
{
    if (isOnPostgres())
        QSKIP("It is about files.");
    const QString newer = path("newer");
    {
        auto connection = Sqlite::Connection::open(newer, Sqlite::Connection::Access::ReadWrite);
        QVERIFY(connection);
        QVERIFY((*connection)
                    ->execute("PRAGMA application_id=1212892243; PRAGMA user_version=99; CREATE "
                              "TABLE t (a)"));
    }
    auto opened = Database::open(newer, Database::Use::Share);
    QVERIFY(!opened);
    QVERIFY2(opened.error().message.contains(QLatin1String("newer Hookdesk")),
             qPrintable(opened.error().message));

    const QString foreign = path("foreign");
    {
        auto connection = Sqlite::Connection::open(foreign, Sqlite::Connection::Access::ReadWrite);
        QVERIFY((*connection)->execute("CREATE TABLE t (a)"));
    }
    opened = Database::open(foreign, Database::Use::Share);
    QVERIFY(!opened);
    QVERIFY(opened.error().message.contains(QLatin1String("another program")));

    const QString text = path("text");
    QFile file(text);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("This is a letter and no database. ").repeated(200));
    file.close();
    QVERIFY(!Database::open(text, Database::Use::Share));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("This is a letter"));
}

void TestStore::collectionsThatAreGoneAreNotFound_data()
{
    QTest::addColumn<QByteArray>("definition");
    QTest::newRow("plain") << QByteArray("{}");
    QTest::newRow("with a counter")
        << QByteArray(R"({"fields":[{"name":"no","type":"number","autoincrement":true}]})");
    QTest::newRow("with a relation to itself")
        << QByteArray(R"({"fields":[{"name":"r","type":"relation","collection":"c"}]})");
    QTest::newRow("with indexes") << QByteArray(
        R"({"fulltext":true,"fields":[{"name":"n","type":"text","unique":true}]})");
}

/// A request knows its collection from the catalog; when it is dropped before the request reads or
/// writes, the answer is 404 and names nothing of ours.
void TestStore::collectionsThatAreGoneAreNotFound()
{
    QFETCH(QByteArray, definition);
    define(definition);
    insert(R"({"n":"text"})");
    const auto catalog = m_database->catalog();
    const Collection &gone = *catalog->find("c");
    const QByteArray id = ObjectId::create();
    const auto query = Query::parse(R"({"n":"text"})", {});
    QCOMPARE(*m_reader->count(gone, *query), 1);
    QVERIFY(change<Done>([](Transaction &transaction) { return transaction.dropCollection("c"); }));

    const auto json = Json::Document::parse("{\"_id\":\"" + id + "\"}");
    QList<Error> errors;
    const auto note = [&errors](const auto &result) {
        errors.append(result ? Error{Error::Kind::Internal, QStringLiteral("done")}
                             : result.error());
    };
    note(change<Done>([&](Transaction &transaction) {
        std::vector<Document> documents{
            {id, "{\"_id\":\"" + id + "\"}", "t", "t", "a", "a", 0, {}}};
        return transaction.insert(gone, documents);
    }));
    note(change<Document>(
        [&](Transaction &transaction) { return transaction.update(gone, id, json->root(), {}); }));
    note(change<QByteArrayList>(
        [&](Transaction &transaction) { return transaction.remove(gone, {id}, {}); }));
    note(m_reader->get(gone, id));
    note(m_reader->document(gone, id));
    note(m_reader->count(gone, *query));
    note(m_reader->findTexts(gone, *query, [](QByteArrayView) {}));
    for (const Error &error : std::as_const(errors)) {
        QCOMPARE(error.kind, Error::Kind::NotFound);
        QVERIFY2(!error.message.contains(QLatin1String("c_")), qPrintable(error.message));
    }
    QCOMPARE(*m_reader->finds(Lookup{&gone, *query}), false);
}

void TestStore::secondServerIsRefused()
{
    if (isOnPostgres())
        QSKIP("It is about files.");
    const auto second = Database::open(path("x.hookdesk"), Database::Use::Serve);
    QVERIFY(!second);
    QVERIFY(second.error().message.contains(QString::number(QCoreApplication::applicationPid())));
}

/// A file as the first version wrote it.
void TestStore::oldFilesAreMigrated()
{
    if (isOnPostgres())
        QSKIP("It is about files.");
    const QString file = path("old.hookdesk");
    {
        auto connection = Sqlite::Connection::open(file, Sqlite::Connection::Access::ReadWrite);
        QVERIFY(connection);
        QVERIFY((*connection)->execute(R"(
CREATE TABLE collections (number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL, created TEXT NOT NULL) STRICT;
CREATE TABLE codehooks (collection INTEGER PRIMARY KEY REFERENCES collections(number) ON DELETE CASCADE,
    source TEXT NOT NULL, compiled TEXT NOT NULL, hooks TEXT NOT NULL, enabled INTEGER NOT NULL,
    version INTEGER NOT NULL, changed TEXT NOT NULL) STRICT;
CREATE TABLE keys (id TEXT PRIMARY KEY, prefix TEXT NOT NULL, salt BLOB NOT NULL, hash BLOB NOT NULL,
    kind TEXT NOT NULL, methods TEXT NOT NULL, path TEXT NOT NULL, origin TEXT NOT NULL,
    description TEXT NOT NULL, created TEXT NOT NULL) STRICT;
CREATE INDEX keys_prefix ON keys(prefix);
CREATE TABLE facts (id INTEGER PRIMARY KEY CHECK (id = 1), settings TEXT NOT NULL,
    keys_generation INTEGER NOT NULL, codehooks_generation INTEGER NOT NULL) STRICT;
INSERT INTO facts VALUES (1, '{"a":1}', 3, 0);
INSERT INTO collections VALUES (1, 'c', '{"indexes":[{"fields":["city"]}]}', 't');
INSERT INTO keys VALUES ('k','abcdef',x'01',x'02','web','GET','/c','','','t');
CREATE TABLE c_1 (_id TEXT PRIMARY KEY, doc TEXT NOT NULL, _created TEXT NOT NULL, _changed TEXT NOT NULL,
    _createdby TEXT NOT NULL, _changedby TEXT NOT NULL, _version INTEGER NOT NULL,
    _parent_id TEXT, _parent_def TEXT, _parent_field TEXT) STRICT;
INSERT INTO c_1 VALUES ('1','{"_id":"1","n":"a","city":"oslo"}','t','t','api','api',0,NULL,NULL,NULL);
CREATE INDEX c_1_63697479 ON c_1(json_extract(doc,'$."city"'),_id);
CREATE INDEX c_1_63697479_arrays ON c_1(1) WHERE json_type(doc,'$."city"')='array';
PRAGMA application_id=1212892243; PRAGMA user_version=1;)"));
    }
    auto opened = Database::open(file, Database::Use::Share);
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    const auto catalog = (*opened)->catalog();
    QCOMPARE(catalog->settings.json, QByteArray(R"({"a":1})"));
    auto reader = (*opened)->openReader();
    QVERIFY(reader);
    const auto query = Query::parse(R"({"city":"oslo"})", {});
    QVERIFY((*reader)->explain(*catalog->find("c"), *query)->usesIndex);
    QCOMPARE(*(*reader)->count(*catalog->find("c"), *query), 1);
    QVERIFY((*reader)->keys()->first().originRequired);
    QVERIFY(catalog->find("system_jobs") && catalog->find("system_log"));
    QCOMPARE(catalog->userCollections().size(), 1);
    const auto connection = Sqlite::Connection::open(file, Sqlite::Connection::Access::ReadOnly);
    QCOMPARE(
        *(*connection)->number("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%_arrays'"), 0);
}

/// Version 4 of the schema knew a unique value by its SQL alone.
void TestStore::oldUniqueIndexesTellTypesApart()
{
    if (isOnPostgres())
        QSKIP("It is about files.");
    const QString file = path("old.hookdesk");
    QVERIFY(Database::open(file, Database::Use::Serve));
    {
        auto connection = Sqlite::Connection::open(file, Sqlite::Connection::Access::ReadWrite);
        QVERIFY((*connection)->execute(R"(
INSERT INTO collections VALUES (9, 'c', '{"indexes":[{"fields":["u"],"unique":true}]}', 't');
CREATE TABLE c_9 (_id TEXT PRIMARY KEY, doc TEXT NOT NULL, _created TEXT NOT NULL, _changed TEXT NOT NULL,
    _createdby TEXT NOT NULL, _changedby TEXT NOT NULL, _version INTEGER NOT NULL,
    _parent_id TEXT, _parent_def TEXT, _parent_field TEXT) STRICT;
INSERT INTO c_9 VALUES ('1','{"_id":"1","u":1}','t','t','api','api',0,NULL,NULL,NULL);
CREATE UNIQUE INDEX c_9_75 ON c_9(json_extract(doc,'$."u"'));
CREATE INDEX c_9_75_odd ON c_9(1) WHERE json_type(doc,'$."u"')='array';
DROP TABLE webhook_events;
PRAGMA user_version=4;)"));
    }
    m_reader.reset();
    auto opened = Database::open(file, Database::Use::Share);
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    m_database = std::move(*opened);
    auto reader = m_database->openReader();
    m_reader = std::move(*reader);
    insert(R"({"n":"t","u":true})");
    QCOMPARE(find(R"({"u":true})"), QByteArray("t"));
}

/// A collection may be dropped after a request has looked for it and before its change begins.
void TestStore::unknownCollectionsAreNotFound()
{
    const auto dropped =
        change<Done>([](Transaction &transaction) { return transaction.dropCollection("d"); });
    QVERIFY(!dropped);
    QCOMPARE(dropped.error().kind, Error::Kind::NotFound);
    const auto renamed = change<Done>(
        [](Transaction &transaction) { return transaction.renameCollection("d", "e"); });
    QVERIFY(!renamed);
    QCOMPARE(renamed.error().kind, Error::Kind::NotFound);
    QVERIFY(!m_database->catalog()->find("e"));
}

/// A statement that SQLite does not take is an error of the read and nothing worse.
void TestStore::scriptsAreFoundByTheirText()
{
    for (const auto &[name, source] :
         {std::pair("lib/a", "db.get('/rest/c_1')"), std::pair("lib/b", "db.get('/rest/cx1')"),
          std::pair("lib/c", "// \xc3\xa9 50% /rest/c_1")}) {
        Script script;
        script.source = source;
        QVERIFY(changeIn<Done>(*m_database, [&, key = QByteArray(name)](Transaction &transaction) {
            return transaction.saveScript(key, script, {});
        }));
    }
    const auto found = [this](const QByteArray &text) {
        QByteArrayList names;
        const auto scripts = m_reader->scriptsWith(text);
        for (const ScriptSource &each : scripts ? *scripts : QList<ScriptSource>())
            names.append(each.name);
        return names.join(' ');
    };
    QCOMPARE(found("/rest/c_1"), QByteArray("lib/a lib/c"));
    QCOMPARE(found("50%"), QByteArray("lib/c"));
    QCOMPARE(found("\xc3\xa9"), QByteArray("lib/c"));
    QCOMPARE(found("/REST/"), QByteArray());
    QCOMPARE(found(QByteArray("c\0", 2)), QByteArray());
}

void TestStore::readsOfADamagedFileFail()
{
    if (isOnPostgres())
        QSKIP("It is about files.");
    {
        auto connection =
            Sqlite::Connection::open(m_address, Sqlite::Connection::Access::ReadWrite);
        QVERIFY(connection);
        for (const QByteArray table :
             {"keys", "scripts", "script_versions", "webhook_events", "job_runs", "job_dues"})
            QVERIFY(
                (*connection)->execute("ALTER TABLE " + table + " RENAME TO " + table + "_away"));
    }
    QList<Error::Kind> kinds;
    const auto note = [&kinds](const auto &result) {
        kinds.append(result ? Error::Kind::NotFound : result.error().kind);
    };
    // The reader that is there knows the tables, so it would find out as it takes a step.
    auto reader = m_database->openReader();
    QVERIFY(reader);
    m_reader = std::move(*reader);
    note(m_reader->keys());
    note(m_reader->storedKeys());
    note(m_reader->script("c"));
    note(m_reader->scriptVersions("c"));
    note(m_reader->scriptVersion("c", 1));
    note(m_reader->scriptsWith("x"));
    note(m_reader->webhookEvents({}));
    note(m_reader->webhookPayload(1));
    note(m_reader->runs());
    note(m_reader->dues());
    QCOMPARE(kinds, QList<Error::Kind>(10, Error::Kind::Internal));
}

void TestStore::uniqueTellsValuesApart_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("areSame");
    const auto row = [](const char *one, const char *other, bool areSame = false) {
        QTest::newRow((QByteArray(one) + " and " + other).constData())
            << QByteArray(one) << QByteArray(other) << areSame;
    };
    row("true", "1");
    row("false", "0");
    row("1", "\"1\"");
    row("\"[1]\"", "[1]");
    row("\"{\\\"a\\\":1}\"", "{\"a\":1}");
    row("\"true\"", "true");
    row("null", "null");
    row("\"x\\u0000y\"", "\"x\\u0000z\"");
    row("\"x\\u0000y\"", "\"x\"");
    row("1", "1.0", true);
    row("true", "true", true);
    row("[1]", "[1]", true);
    row("\"x\"", "\"x\"", true);
    row("\"x\\u0000y\"", "\"x\\u0000y\"", true);
}

void TestStore::uniqueTellsValuesApart()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QFETCH(bool, areSame);
    for (const char *fields : {R"(["u"])", R"(["v","u"])"}) {
        define(QByteArray(R"({"indexes":[{"unique":true,"fields":)") + fields + "}]}");
        const auto stored = [&](const QByteArray &value) {
            const auto body = Json::Document::parse("{\"v\":1,\"u\":" + value + "}");
            Document document;
            document.id = ObjectId::create();
            document.json = storedText(document.id, body->root());
            std::vector<Document> documents{document};
            const Collection collection = *m_database->catalog()->find("c");
            return bool(change<Done>([&](Transaction &transaction) {
                return transaction.insert(collection, documents);
            }));
        };
        QVERIFY(stored(one));
        QCOMPARE(stored(other), !areSame);
        QVERIFY(change<Done>(
            [&](Transaction &transaction) { return transaction.dropCollection("c"); }));
    }
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
