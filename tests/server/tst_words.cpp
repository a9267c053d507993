// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/words.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Model;

/// `filter` finds a document by parts of the words that `_tags` has. WordSearch looks for them
/// without making `_tags`.
class TestWords final : public QObject
{
    Q_OBJECT

private slots:
    void wordsAreFoundWhereTagsHaveThem_data();
    void wordsAreFoundWhereTagsHaveThem();
    void randomDocumentsAreFoundByTheirTags();
};

namespace {

/// As `_tags` says it.
bool isInTags(const QByteArray &json, const QByteArrayList &words)
{
    const auto document = Json::Document::parse(json);
    const QByteArray tags = wordsOf(document->root()).join(' ');
    return std::all_of(words.begin(), words.end(),
                       [&tags](const QByteArray &word) { return tags.contains(word); });
}

} // namespace

void TestWords::wordsAreFoundWhereTagsHaveThem_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<bool>("isFound");
    const auto row = [](const char *json, const char *filter, bool isFound) {
        QTest::addRow("%s in %s", filter, json)
            << QByteArray(json) << QByteArray(filter) << isFound;
    };
    row(R"({"a":"Hello World"})", "WORLD", true);
    row(R"({"a":"Hello World"})", "lo wo", true);
    row(R"({"a":"Hello World"})", "lowo", false);
    row(R"({"a":"x"})", "a", false); // a name of a field
    row(R"({"_id":"abc","b":"x"})", "abc", false);
    row(R"({"b":{"_id":"abc"}})", "abc", true);
    row(R"({"a":["x",{"b":["deep"]}]})", "deep x", true);
    row(R"({"a":true,"b":null})", "true", false);
    row(R"({"a":"\u0068ello"})", "hello", true);
    row(R"({"a":"line\nbreak"})", "break", true);
    row(R"({"a":"line\nbreak"})", "nbreak", false);
    row(R"({"a":"GRÖSSE"})", "größe", false); // ß has no other lower case
    row(R"({"a":"GRÖẞE"})", "größe", true);
    row(R"({"a":"MÜLLER"})", "müller", true);
    row(R"({"a":"Москва"})", "МОСКВА", true);
    row("{\"a\":\"10 \xE2\x84\xAA\"}", "k", true); // the Kelvin sign
    row("{\"a\":\"\xC4\xB0stanbul\"}", "i", true);
    row("{\"a\":\"\xC4\xB0stanbul\"}", "istanbul", false); // a dot stands between
    row(R"({"a":"😀x"})", "😀", true);
    row(R"({"a":1000000000000000000000000})", "1e", true);
    row(R"({"a":1e24})", "24", true);
    row(R"({"a":1.50})", "50", false);
    row(R"({"a":1.50})", "5", true);
    row(R"({"a":-12})", "12", true);
    row(R"({"a":12345678901234567})", "4567", true);
    row(R"({})", "a", false);
}

void TestWords::wordsAreFoundWhereTagsHaveThem()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, filter);
    QFETCH(bool, isFound);
    const QByteArrayList words = wordsOf(filter);
    QVERIFY(!words.isEmpty());
    QCOMPARE(isInTags(json, words), isFound);
    QCOMPARE(WordSearch(words).finds(json), isFound);
    QCOMPARE(WordSearch(words).finds(Json::Document::parse(json)->root()), isFound);
}

/// Each with words of its own, of others, and parts of them.
void TestWords::randomDocumentsAreFoundByTheirTags()
{
    QRandomGenerator random(20261130);
    const QByteArrayList texts = {"Hello",     "wORLD",   "a-b",    "Ünïcode",  "\xE2\x84\xAA",
                                  "\xC4\xB0x", "1e21",    "\\n\\t", "\\u0041b", "\\\\",
                                  "x,y;z",     "ΣΊΣΥΦΟΣ", "日本語", "😀",        "_id"};
    const QByteArrayList numbers = {"0", "1e3", "1.50", "-0.0", "1E+2", "123456789", "1e-7", "21"};
    const auto one = [&random](const QByteArrayList &of) { return of[random.bounded(of.size())]; };
    const QByteArrayList names = {"_id", "name", "b", "words"};
    int found = 0;
    constexpr int Rounds = 20'000;
    QByteArrayList known = {"zzz", "e"};
    for (int round = 0; round < Rounds; ++round) {
        QByteArray json = "{";
        for (int i = random.bounded(4); i >= 0; --i) {
            const QByteArray value =
                random.bounded(3) == 0 ? one(numbers) : '"' + one(texts) + ' ' + one(texts) + '"';
            json.append('"' + names[i] + "\":")
                .append(random.bounded(4) == 0 ? "[" + value + ",{\"_id\":" + value + "}]" : value)
                .append(i > 0 ? "," : "}");
        }
        const auto document = Json::Document::parse(json);
        QVERIFY2(document, json.constData());
        const QByteArrayList own = wordsOf(document->root());
        known.append(own);
        known = known.mid(qMax<qsizetype>(0, known.size() - 100));
        QString part = QString::fromUtf8(one(known));
        part = part.mid(random.bounded(int(part.size())), 1 + random.bounded(4));
        const QByteArrayList words = wordsOf((part + ' ').toUtf8() + (round % 2 ? one(known) : ""));
        if (words.isEmpty())
            continue;
        const bool isExpected = isInTags(json, words);
        found += isExpected;
        QVERIFY2(WordSearch(words).finds(json) == isExpected,
                 (json + " and " + words.join(' ')).constData());
    }
    // Both answers are given often.
    QVERIFY(found > Rounds / 10 && found < Rounds * 9 / 10);
}

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
