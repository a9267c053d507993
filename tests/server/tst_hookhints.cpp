// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/servertest.h"

#include <QTest>

/// The hints of a GET: what a hook sees of them, and what becomes of those that it answers.
class TestHookHints : public ServerTest
{
    Q_OBJECT

public:
    TestHookHints()
        : ServerTest({"c"})
    {
    }

private slots:
    void hintHoldsWhatTheRequestAsks_data();
    void hintHoldsWhatTheRequestAsks();
    void hintOfTheHookDecides();
};

void TestHookHints::hintHoldsWhatTheRequestAsks_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("hint");
    const auto row = [](const char *query, const char *hint) {
        QTest::newRow(query) << QByteArray(query) << QByteArray(hint);
    };
    row("", "{}");
    row("sort=a&dir=-1&sort=b", R"({"$orderby":{"a":-1,"b":1}})");
    row("max=5&skip=2", R"({"$max":5,"$skip":2})");
    row("h={\"$max\":1}&max=5&skip=2", R"({"$max":1,"$skip":2})");
    row("aggregate=SUM:a&aggregate=MAX:a", R"({"$aggregate":["SUM:a","MAX:a"]})");
    row("groupby=a&aggregate=SUM:b", R"({"$groupby":["a"],"$aggregate":["SUM:b"]})");
    row("h={\"$groupby\":[\"b\"]}&groupby=a", R"({"$groupby":["b"]})");
    row("filter=two+words&metafields=true", R"({"$filter":"two words","$metafields":true})");
}

void TestHookHints::hintHoldsWhatTheRequestAsks()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, hint);
    QCOMPARE(client()
                 .hook("c",
                       "function beforeGET(req, res) { delete req.hint['#headers']; "
                       "delete req.hint['#usersession']; "
                       "res.end({error: JSON.stringify(req.hint)}); }")
                 .status,
             200);
    QCOMPARE(client().get("/rest/c?" + query).member("message"), hint);
}

void TestHookHints::hintOfTheHookDecides()
{
    QCOMPARE(client().post("/rest/c", R"([{"a":1},{"a":2},{"a":3}])").status, 201);
    const auto answer = [this](const QByteArray &change, const char *query) {
        const QByteArray script =
            "function beforeGET(req, res) { " + change + "; res.end({hint: req.hint}); }";
        if (client().hook("c", script).status != 200)
            return QByteArray();
        return client().get(QByteArray("/rest/c?") + query).body;
    };
    const auto count = [](const QByteArray &body) { return body.count("\"a\":"); };
    QCOMPARE(count(answer("", "max=2")), 2);
    QCOMPARE(count(answer("req.hint.$max = 1", "max=2")), 1);
    // What is taken away is not asked for; what a hook says in an object of its own is all it says.
    QCOMPARE(count(answer("delete req.hint.$max", "max=2")), 3);
    QCOMPARE(count(answer("delete req.hint.$filter", "filter=nothing")), 3);
    QCOMPARE(count(answer("req.hint = {$skip: 2}", "max=2")), 1);
    QCOMPARE(count(answer("req.hint = {$orderby: {a: 1}}", "max=2")), 2);
    QVERIFY(!answer("delete req.hint.$aggregate", "aggregate=SUM:a").contains("SUM"));
    QVERIFY(answer("", "aggregate=SUM:a").contains("SUM"));
}

QTEST_GUILESS_MAIN(TestHookHints)
#include "tst_hookhints.moc"
