// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/json.h"
#include "ui/documents/documentchange.h"

#include <QTest>

/// What is sent of a document that was edited, and what becomes of two edits of one document.
class TestDocumentChange : public QObject
{
    Q_OBJECT

private slots:
    void whatDiffersIsSent_data();
    void whatDiffersIsSent();
    void editsAreMerged_data();
    void editsAreMerged();
};

namespace {

Json::Document parsed(const QByteArray &json)
{
    return *Json::Document::parseKnown(json);
}

} // namespace

void TestDocumentChange::whatDiffersIsSent_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("sent");
    const auto row = [](const char *name, const char *before, const char *after, const char *sent) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QByteArray(sent);
    };
    row("nothing", R"({"a":1,"b":[1]})", R"({"b":[1],"a":1})", "{}");
    row("a value", R"({"a":1,"b":2})", R"({"a":1,"b":3})", R"({"b":3})");
    row("a type", R"({"a":1})", R"({"a":"1"})", R"({"a":"1"})");
    row("a member more", R"({"a":1})", R"({"a":1,"b":null})", R"({"b":null})");
    row("a member less", R"({"a":1,"b":2})", R"({"b":2})", R"({"$unset":{"a":""}})");
    row("all of it", R"({"a":1,"b":2})", R"({"b":3,"c":4})", R"({"b":3,"c":4,"$unset":{"a":""}})");
    row("the order of a list", R"({"a":[1,2]})", R"({"a":[2,1]})", R"({"a":[2,1]})");
    row("meta fields", R"({"_id":"1","_version":2,"_tags":["x"]})", R"({"_id":"2","_version":3})",
        "{}");
}

void TestDocumentChange::whatDiffersIsSent()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    QTEST(DocumentChange::difference(parsed(before).root(), parsed(after).root()), "sent");
}

void TestDocumentChange::editsAreMerged_data()
{
    QTest::addColumn<QByteArray>("mine");
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<QByteArray>("merged");
    const auto row = [](const char *name, const char *mine, const char *theirs,
                        const char *merged) {
        QTest::newRow(name) << QByteArray(mine) << QByteArray(theirs) << QByteArray(merged);
    };
    // All of {"a":1,"b":2,"_version":0}.
    row("of different fields", R"({"a":9,"b":2,"_version":0})", R"({"a":1,"b":8,"_version":1})",
        R"({"a":9,"b":8,"_version":1})");
    row("of one field", R"({"a":9,"b":2,"_version":0})", R"({"a":7,"b":2,"_version":1})",
        R"({"a":9,"b":2,"_version":1})");
    row("mine takes one away", R"({"b":2,"_version":0})", R"({"a":7,"b":8,"_version":1})",
        R"({"b":8,"_version":1})");
    row("theirs takes one away", R"({"a":1,"b":2,"_version":0})", R"({"b":2,"_version":1})",
        R"({"b":2,"_version":1})");
    row("mine changes what theirs takes away", R"({"a":9,"b":2,"_version":0})",
        R"({"b":2,"_version":1})", R"({"b":2,"_version":1,"a":9})");
    row("each adds one", R"({"a":1,"b":2,"c":3,"_version":0})",
        R"({"a":1,"b":2,"d":4,"_version":1})", R"({"a":1,"b":2,"d":4,"_version":1,"c":3})");
}

void TestDocumentChange::editsAreMerged()
{
    QFETCH(const QByteArray, mine);
    QFETCH(const QByteArray, theirs);
    const Json::Document before = parsed(R"({"a":1,"b":2,"_version":0})");
    QTEST(DocumentChange::merged(before.root(), parsed(mine).root(), parsed(theirs).root()),
          "merged");
}

QTEST_GUILESS_MAIN(TestDocumentChange)
#include "tst_documentchange.moc"
