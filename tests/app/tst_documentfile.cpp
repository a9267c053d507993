// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/documentfile.h"

#include <QTemporaryDir>
#include <QStringConverter>
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
    void utf16IsRead_data();
    void utf16IsRead();
    void brokenUtf16IsTold();
    void onlyAByteOrderMarkIsSkipped();
    void noDigitIsLost_data();
    void noDigitIsLost();
    void declaredFieldsDecide_data();
    void declaredFieldsDecide();
    void extendedJsonBecomesPlain_data();
    void extendedJsonBecomesPlain();
    void pipesAndEscapesOfMarkdown();
    void readingGoesOnAfterAFault_data();
    void readingGoesOnAfterAFault();

private:
    /// Writes @p bytes to a file of this name and opens it.
    Result<std::unique_ptr<DocumentFileReader>> reader(const char *name, const QByteArray &bytes);
    /// The documents of such a file, one a line; an error ends it.
    QByteArray documents(const char *name, const QByteArray &bytes,
                         const DeclaredFields &types = {});

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

QByteArray TestDocumentFile::documents(const char *name, const QByteArray &bytes,
                                       const DeclaredFields &types)
{
    const auto file = reader(name, bytes);
    if (!file)
        return file.error().message.toUtf8();
    (*file)->setTypes(types);
    QByteArrayList all;
    while (true) {
        const auto next = (*file)->next();
        if (!next || !*next)
            return all.join('\n') + (next ? QByteArray() : "\n" + next.error().message.toUtf8());
        all.append(**next);
    }
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
    row("CSV of a spreadsheet", "a.csv", "sep=;\r\na;b\r\n1;x\r\n2;y\r\n");
    row("CSV of a spreadsheet, marked", "a.csv", "\xef\xbb\xbfSEP=|\ra|b\r1|x\r2|y\r");
    row("CSV with pipes", "a.csv", "a|b\n1|x\n2|y\n");
    row("CSV with tabs", "a.csv", "a\tb\n1\tx\n2\ty\n");
    row("CSV with separators at the ends", "a.csv", "a;b;;\n1;x;;\n2;y;;\n");
    row("Markdown",
        "a."
        "md",
        "# People, a | b\n\n| a | b |\n|---:|:--|\n| 1 | x |\n| 2 | y |\n\nThe end.\n");
    row("Markdown without pipes at the ends", "a.markdown", "a | b\r\n--|--\r\n1 | x\r\n2 | y");
    row("Markdown with code before", "a.markdown",
        "```\n|a|b|\n|-|-|\n|8|9|\n```\n|a|b|\n|-|-|\n|1|x|\n|2|y|\n");
    row("JSON, one document after the other", "a.json",
        "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n");
    row("JSON Lines", "a.jsonl", "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}");
    row("NDJSON with CR", "a.ndjson", "{\"a\":1,\"b\":\"x\"}\r{\"a\":2,\"b\":\"y\"}\r");
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
    const auto row = [](const char *what, const char *name, const QByteArray &bytes, int line,
                        const char *said) {
        QTest::newRow(what) << QByteArray(name) << bytes << line << QString::fromLatin1(said);
    };
    row("CSV, a quote that does not end", "a.csv", "a,b\n1,x\n\"2,y\n3,z\n", 3, "does not end");
    row("CSV, Latin-1", "a.csv", "a,b\n1,x\n2,caf\xe9\n3,z\n", 3, "UTF-8");
    row("CSV, Latin-1 in the head", "a.csv", "caf\xe9,b\n1,x\n", 1, "UTF-8");
    row("CSV with CR", "a.csv", "a,b\r1,x\r2,y,z\r", 3, "3 values");
    row("CSV after a line of a spreadsheet", "a.csv", "sep=;\na;b\n1;x;y\n", 3, "3 values");
    row("Markdown, too many cells", "a.markdown", "\n|a|b|\n|-|-|\n|1|2|3|\n", 4, "3 values");
    row("Markdown, two tables", "a.markdown", "|a|\n|-|\n|1|\n\n|b|\n|-|\n|2|\n", 5,
        "another table");
    row("Markdown without a table", "a.markdown", "a | b\n", 1, "no table");
    row("NDJSON, no number", "a.ndjson", "{\"a\":1}\n{\"a\":{\"$numberDouble\":\"NaN\"}}", 2,
        "NaN");
    row("NDJSON, no date", "a.ndjson", "{\"a\":{\"$date\":true}}", 1, "date");
    row("JSON, Latin-1", "a.json", "[{\"a\":\"caf\xe9\"}]", 1, "UTF-8");
    row("NDJSON, a date beyond the year 9999", "a.ndjson", "{\"a\":{\"$date\":999999999999999999}}",
        1, "date");
    row("JSON, a list in a list", "a.json", "[{\"a\":1},\n[{\"a\":2},{\"a\":3}]]", 2, "object");
    row("JSON, a comma at the end", "a.json", "[{\"a\":1},]", 1, "a comma stands before");
    row("CSV in UTF-16, half a letter at its end", "a.csv",
        QByteArray::fromHex("fffe61000a0078000a0079"), 3, "UTF-8");
    row("CSV in UTF-16, half of a pair at its end", "a.csv",
        QByteArray::fromHex("feff0061000ad83d"), 1, "UTF-8");
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

void TestDocumentFile::utf16IsRead_data()
{
    QTest::addColumn<bool>("isLittle");
    QTest::newRow("little endian") << true;
    QTest::newRow("big endian") << false;
}

/// As spreadsheets write "Unicode text".
void TestDocumentFile::utf16IsRead()
{
    QFETCH(bool, isLittle);
    QStringEncoder encoder(isLittle ? QStringEncoder::Utf16LE : QStringEncoder::Utf16BE);
    const QString text = QStringLiteral("\u00e4\tb\r\n1\t\U0001F600\r\n")
        + QStringLiteral("2\tx\r\n").repeated(20000);
    const QByteArray mark = isLittle ? "\xff\xfe" : "\xfe\xff";
    const QByteArray all = documents("a.csv", mark + QByteArray(encoder(text)));
    QCOMPARE(all.count('\n'), 20000);
    QVERIFY(all.startsWith(
        "{\"\xc3\xa4\":1,\"b\":\"\xf0\x9f\x98\x80\"}\n{\"\xc3\xa4\":2,\"b\":\"x\"}"));
}

void TestDocumentFile::brokenUtf16IsTold()
{
    // `a`, a line end, half of a surrogate pair, `x`.
    const QByteArray all = documents("a.csv", QByteArray::fromHex("fffe61000a0000d87800"));
    QVERIFY2(all.contains("UTF-8"), all.constData());
}

void TestDocumentFile::onlyAByteOrderMarkIsSkipped()
{
    // A ligature begins with the same byte.
    QCOMPARE(documents("a.csv", "\xef\xac\x81,b\n1,2\n"),
             QByteArray("{\"\xef\xac\x81\":1,\"b\":2}"));
}

void TestDocumentFile::noDigitIsLost_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("isValue"); // a JSON value; else a text
    const auto row = [](const char *value, bool isValue) {
        QTest::newRow(value) << QByteArray(value) << isValue;
    };
    row("1", true);
    row("-12.5", true);
    row("0.1", true);
    row("999999999999999", true);
    row("true", true);
    row("[1,2]", true);
    row("007", false);
    row("5e92", false);
    row("1E5", false);
    row("1.10", false);
    row("1.", false);
    row("-0", false);
    row("+1", false);
    row("1234567890123456789", false);
    row("0.1234567890123456", false);
    row("TRUE", false);
    row("NaN", false);
    row("1 000", false);
    row("0x10", false);
}

void TestDocumentFile::noDigitIsLost()
{
    QFETCH(QByteArray, value);
    QFETCH(bool, isValue);
    const QByteArray json = isValue ? value : Json::quoted(QByteArrayView(value));
    QCOMPARE(documents("a.csv", "a;b\n" + value + ";\n"), "{\"a\":" + json + "}");
}

void TestDocumentFile::declaredFieldsDecide_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *field, const char *text, const char *json) {
        QTest::addRow("%s %s", field, text)
            << QByteArray(field) << QByteArray(text) << QByteArray(json);
    };
    row("text", "10115", R"("10115")");
    row("text", "1.10", R"("1.10")");
    row("text", "true", R"("true")");
    row("text", "[1]", R"("[1]")");
    row("email", "5", R"("5")");
    row("date", "2026", R"("2026")");
    row("number", "5", "5");
    row("number", "1e3", "1e3");
    row("number", "12345678901234567890", R"("12345678901234567890")");
    row("float_number", "1.10", "1.10");
    row("float_number", "0.1234567890123456789", R"("0.1234567890123456789")");
    row("money", "19.90", "19.90");
    row("money", "n/a", R"("n/a")");
    row("bool", "TRUE", "true");
    row("bool", "0", "false");
    row("bool", "yes", R"("yes")");
    row("json", R"({"a":1})", R"({"a":1})");
    row("json", "x", R"("x")");
    row("option", "2", "2");
    row("option", "3", R"("3")");
    row("option", "x", R"("x")");
    row("relation", "012345678901234567890123", R"("012345678901234567890123")");
    row("relations", R"(["012345678901234567890123"])", R"(["012345678901234567890123"])");
}

void TestDocumentFile::declaredFieldsDecide()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, json);
    const auto definition = Json::Document::parse(R"({"fields":[{"name":"f","type":")" + field
                                                  + R"(","options":[2,"3","x"]}]})");
    QVERIFY(definition);
    // The other values of the column are no part of it.
    const QByteArray quoted = '"' + QByteArray(text).replace('"', "\"\"") + '"';
    const QByteArray all =
        documents("a.csv", "n;f\n1;" + quoted + "\n2;other\n", DeclaredFields(definition->root()));
    QCOMPARE(all.split('\n').first(), R"({"n":1,"f":)" + json + '}');
}

void TestDocumentFile::extendedJsonBecomesPlain_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("plain");
    const auto row = [](const char *given, const char *plain) {
        QTest::newRow(given) << QByteArray(given) << QByteArray(plain);
    };
    row(R"({"_id":{"$oid":"65a0c0ffee65a0c0ffee65a0"}})", R"({"_id":"65a0c0ffee65a0c0ffee65a0"})");
    row(R"({"a":{"$date":"2026-01-02T03:04:05.006Z"}})", R"({"a":"2026-01-02T03:04:05.006Z"})");
    row(R"({"a":{"$date":{"$numberLong":"1767323045006"}}})",
        R"({"a":"2026-01-02T03:04:05.006Z"})");
    row(R"({"a":{"$date":1767323045006}})", R"({"a":"2026-01-02T03:04:05.006Z"})");
    row(R"({"a":{"$date":{"$numberLong":"-1000"}}})", R"({"a":"1969-12-31T23:59:59.000Z"})");
    row(R"({"a":[{"$numberLong":"9007199254740993"},{"$numberInt":"-5"}]})",
        R"({"a":[9007199254740993,-5]})");
    row(R"({"a":{"$numberDouble":"1.5"}})", R"({"a":1.5})");
    row(R"({"a":{"b":{"$numberDecimal":"19.90"}}})", R"({"a":{"b":19.90}})");
    row(R"({"a":{"$numberDecimal":"0.1234567890123456789012"}})",
        R"({"a":"0.1234567890123456789012"})");
    row(R"({"a":{"$uuid":"x-y"},"b":{"$undefined":true}})", R"({"a":"x-y","b":null})");
    row(R"({"a":{"$regularExpression":{"pattern":"x","options":""}}})",
        R"({"a":{"$regularExpression":{"pattern":"x","options":""}}})");
    row(R"({"a":"$oid","b":{"c$":1},"d":{}})", R"({"a":"$oid","b":{"c$":1},"d":{}})");
}

void TestDocumentFile::extendedJsonBecomesPlain()
{
    QFETCH(QByteArray, given);
    QFETCH(QByteArray, plain);
    QCOMPARE(documents("a.json", '[' + given + ']'), plain);
    QCOMPARE(documents("a.jsonl", given), plain);
}

void TestDocumentFile::pipesAndEscapesOfMarkdown()
{
    QCOMPARE(documents("a.markdown", "| a\\|b | c |\n|-|-|\n| x \\| y | `1` |\nlast\n# d\n"),
             QByteArray(R"({"a|b":"x | y","c":"`1`"})"
                        "\n"
                        R"({"a|b":"last"})"));
}

void TestDocumentFile::readingGoesOnAfterAFault_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("goesOn");
    const auto row = [](const char *what, const char *name, const char *bytes, bool goesOn) {
        QTest::newRow(what) << QByteArray(name) << QByteArray(bytes) << goesOn;
    };
    row("CSV, record", "a.csv", "a\n1,2\n3\n", true);
    row("CSV, head", "a.csv", "a,a\n1,2\n", false);
    row("NDJSON", "a.ndjson", "{\n{}\n", true);
    row("JSON", "a.json", "[{x},{}]", false);
    row("JSON, a type", "a.json", R"([{"a":{"$numberInt":"x"}},{}])", true);
    row("Markdown",
        "a."
        "md",
        "none", false);
}

void TestDocumentFile::readingGoesOnAfterAFault()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, bytes);
    const auto file = reader(name.constData(), bytes);
    QVERIFY(file);
    QVERIFY(!(*file)->next());
    QTEST((*file)->canGoOn(), "goesOn");
    QFETCH(bool, goesOn);
    QVERIFY(!goesOn || (*file)->next());
}

QTEST_GUILESS_MAIN(TestDocumentFile)
#include "tst_documentfile.moc"
