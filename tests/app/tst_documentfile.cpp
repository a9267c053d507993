// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/documentfile.h"

#include <QTemporaryDir>
#include <QTest>

/// Files of documents as other programs write them.
class TestDocumentFile : public QObject
{
    Q_OBJECT

private slots:
    void filesAreReadWhole_data();
    void filesAreReadWhole();
    void faultsAreToldWithTheirLine_data();
    void faultsAreToldWithTheirLine();

private:
    /// Writes @p bytes to a file of this name and opens it.
    Result<std::unique_ptr<DocumentFileReader>> reader(const char *name, const QByteArray &bytes);

    QTemporaryDir m_folder;
};

Result<std::unique_ptr<DocumentFileReader>> TestDocumentFile::reader(const char *name,
                                                                     const QByteArray &bytes)
{
    const QString path = m_folder.filePath(QLatin1String(name));
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
    file.close();
    return DocumentFileReader::open(path);
}

void TestDocumentFile::filesAreReadWhole_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *what, const char *name, const char *bytes) {
        QTest::newRow(what) << QByteArray(name) << QByteArray(bytes);
    };
    row("CSV", "a.csv", "a,b\n1,x\n2,y\n");
    row("CSV without an end of line", "a.csv", "a,b\n1,x\n2,y");
    row("CSV with CRLF", "a.csv", "a,b\r\n1,x\r\n2,y\r\n");
    row("CSV with CR", "a.csv", "a,b\r1,x\r2,y\r");
    row("CSV with a byte order mark", "a.csv",
        "\xef\xbb\xbf"
        "a,b\n1,x\n2,y\n");
    row("CSV with blank lines", "a.csv", "a,b\n\n1,x\n\r\n2,y\n\n");
    row("CSV with quotes", "a.csv", "\"a\";b\n1;\"x\"\n2;\"y\"\n");
    row("JSON", "a.json", R"([{"a":1,"b":"x"},{"a":2,"b":"y"}])");
    row("JSON with a byte order mark", "a.json",
        "\xef\xbb\xbf[{\"a\":1,\"b\":\"x\"},\n{\"a\":2,\"b\":\"y\"}]");
    row("NDJSON", "a.ndjson", "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}");
    row("NDJSON with a byte order mark", "a.ndjson",
        "\xef\xbb\xbf{\"a\":1,\"b\":\"x\"}\r\n{\"a\":2,\"b\":\"y\"}\r\n");
}

void TestDocumentFile::filesAreReadWhole()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, bytes);
    auto file = reader(name.constData(), bytes);
    QVERIFY(file);
    QByteArrayList documents;
    while (true) {
        const auto next = (*file)->next();
        QVERIFY2(next, next ? "" : qPrintable(next.error().message));
        if (!*next)
            break;
        const auto document = Json::Document::parse(**next);
        QVERIFY(document);
        documents.append(document->root().toJson());
    }
    QCOMPARE(documents, QByteArrayList({R"({"a":1,"b":"x"})", R"({"a":2,"b":"y"})"}));
}

void TestDocumentFile::faultsAreToldWithTheirLine_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *what, const char *name, const char *bytes, int line,
                        const char *said) {
        QTest::newRow(what) << QByteArray(name) << QByteArray(bytes) << line
                            << QString::fromLatin1(said);
    };
    row("CSV, a quote that does not end", "a.csv", "a,b\n1,x\n\"2,y\n3,z\n", 3, "does not end");
    row("CSV, Latin-1", "a.csv", "a,b\n1,x\n2,caf\xe9\n3,z\n", 3, "UTF-8");
    row("CSV, Latin-1 in the head", "a.csv", "caf\xe9,b\n1,x\n", 1, "UTF-8");
    row("CSV, UTF-16", "a.csv",
        "\xff\xfe"
        "a,b\n",
        1, "UTF-8");
    row("JSON, Latin-1", "a.json", "[{\"a\":\"caf\xe9\"}]", 1, "UTF-8");
    row("NDJSON, half a document", "a.ndjson", "{\"a\":1}\n{\"a\":", 2, "JSON");
}

void TestDocumentFile::faultsAreToldWithTheirLine()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, bytes);
    QFETCH(int, line);
    QFETCH(QString, said);
    auto file = reader(name.constData(), bytes);
    QVERIFY(file);
    for (int i = 0; i < 10; ++i) {
        const auto next = (*file)->next();
        if (!next) {
            QCOMPARE((*file)->line(), qint64(line));
            QVERIFY2(next.error().message.contains(said), qPrintable(next.error().message));
            return;
        }
        QVERIFY2(*next, "the fault was not told");
    }
}

QTEST_GUILESS_MAIN(TestDocumentFile)
#include "tst_documentfile.moc"
