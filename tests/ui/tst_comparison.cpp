// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/comparison.h"
#include "ui/compare/deploymentbody.h"

#include <QTest>

namespace {

StoredParts partsOf(const QByteArrayList &parts)
{
    const auto body = Json::Document::parse("{\"parts\":[" + parts.join(',') + "]}");
    return StoredParts::read(*body).value_or(StoredParts());
}

QByteArray part(const QByteArray &kind, const QByteArray &name, const QByteArray &value)
{
    return "{\"kind\":\"" + kind + "\",\"name\":\"" + name + "\",\"tag\":\"of " + name
        + "\",\"value\":" + value + '}';
}

/// `Changed orders.total`
QStringList told(const QList<Difference> &differences)
{
    static const QStringList changes = {QStringLiteral("New"), QStringLiteral("Changed"),
                                        QStringLiteral("Removed")};
    QStringList texts;
    for (const Difference &each : differences)
        texts.append(
            changes[int(each.change)] + QLatin1Char(' ') + each.name
            + (each.kind == Difference::Kind::Member ? QLatin1Char('#') + each.member : QString()));
    return texts;
}

} // namespace

/// What differs between two databases, and the deployments that are made of it.
class TestComparison : public QObject
{
    Q_OBJECT

private slots:
    void differencesAreFound_data();
    void differencesAreFound();
    void jobsArePaired_data();
    void jobsArePaired();
    void chosenOnesAreComposed_data();
    void chosenOnesAreComposed();
    void secretsAreNeverComposed();
    void otherAnswersAreNoParts();
};

void TestComparison::differencesAreFound_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QStringList>("wanted");
    const auto row = [](const char *name, const char *kind, const char *source, const char *target,
                        const QStringList &wanted) {
        QTest::newRow(name) << QByteArray(kind) << QByteArray(source) << QByteArray(target)
                            << wanted;
    };
    row("order of members", "collection",
        R"({"fields":[{"name":"a","type":"text"}],"fulltext":true})",
        R"({"fulltext":true,"fields":[{"type":"text","name":"a"}]})", {});
    row("order of fields", "collection", R"({"fields":[{"name":"a"},{"name":"b"}]})",
        R"({"fields":[{"name":"b"},{"name":"a"}]})", {});
    row("fields", "collection", R"({"fields":[{"name":"a","min":1},{"name":"ny_å"}]})",
        R"({"fields":[{"name":"a","min":2},{"name":"old"}]})",
        {QStringLiteral("Changed orders.a"), QStringLiteral("New orders.ny_å"),
         QStringLiteral("Removed orders.old")});
    row("indexes", "collection",
        R"({"indexes":[{"fields":["a","b"]},{"fields":["a"],"unique":true}]})",
        R"({"indexes":[{"fields":["a"]},{"fields":["b","a"]}]})",
        {QStringLiteral("Changed orders: a"), QStringLiteral("New orders: a, b"),
         QStringLiteral("Removed orders: b, a")});
    row("members", "collection", R"({"access":{"private":true},"description":"x"})",
        R"({"description":"y","webhook":{"active":false}})",
        {QStringLiteral("New orders#access"), QStringLiteral("Changed orders#description"),
         QStringLiteral("Removed orders#webhook")});
    row("why a webhook is off", "collection", R"({"webhook":{"url":"a"}})",
        R"({"webhook":{"url":"a","fault":"410"}})", {});
    row("script", "module", R"({"source":"a","enabled":true})", R"({"source":"a","enabled":false})",
        {QStringLiteral("Changed lib/orders")});
    row("numbers keep their digits", "settings", R"({"a":{"b":12345678901234567890}})",
        R"({"a":{"b":12345678901234567891}})", {QStringLiteral("Changed a.b")});
    row("settings", "settings", R"({"a":{"b":1,"c":[1]},"d":{}})", R"({"a":{"b":1},"e":true})",
        {QStringLiteral("New a.c"), QStringLiteral("Removed e")});
    row("kinds of tomorrow", "page", R"({"a":1})", R"({"a":2})", {});
}

void TestComparison::differencesAreFound()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, target);
    QFETCH(QStringList, wanted);
    const QByteArray name = kind == "settings" ? QByteArray() : QByteArray("orders");
    const auto list = Comparison::between(partsOf({part(kind, name, source)}),
                                          partsOf({part(kind, name, target)}));
    QCOMPARE(told(list), wanted);
}

void TestComparison::jobsArePaired_data()
{
    QTest::addColumn<QByteArrayList>("source");
    QTest::addColumn<QByteArrayList>("target");
    QTest::addColumn<QStringList>("wanted");
    const auto job = [](const char *id, const char *description, const char *crontab) {
        return part("job", id,
                    R"({"description":")" + QByteArray(description) + R"(","crontab":")" + crontab
                        + R"(","script":"a"})");
    };
    QTest::newRow("by id") << QByteArrayList{job("1", "new name", "0 1 * * *")}
                           << QByteArrayList{job("1", "old name", "0 1 * * *")}
                           << QStringList{QStringLiteral("Changed new name")};
    QTest::newRow("by description") << QByteArrayList{job("1", "nightly", "0 1 * * *")}
                                    << QByteArrayList{job("2", "nightly", "0 2 * * *")}
                                    << QStringList{QStringLiteral("Changed nightly")};
    QTest::newRow("the same") << QByteArrayList{job("1", "nightly", "0 1 * * *")}
                              << QByteArrayList{job("2", "nightly", "0 1 * * *")} << QStringList();
    QTest::newRow("two of one description")
        << QByteArrayList{job("1", "nightly", "0 1 * * *")}
        << QByteArrayList{job("2", "nightly", "0 1 * * *"), job("3", "nightly", "0 3 * * *")}
        << QStringList{QStringLiteral("New nightly"), QStringLiteral("Removed nightly"),
                       QStringLiteral("Removed nightly")};
    QTest::newRow("without a description")
        << QByteArrayList{job("1", "", "0 1 * * *")} << QByteArrayList{job("2", "", "0 1 * * *")}
        << QStringList{QStringLiteral("New 1"), QStringLiteral("Removed 2")};
}

void TestComparison::jobsArePaired()
{
    QFETCH(QByteArrayList, source);
    QFETCH(QByteArrayList, target);
    QFETCH(QStringList, wanted);
    const StoredParts there = partsOf(target);
    const auto list = Comparison::between(partsOf(source), there);
    QCOMPARE(told(list), wanted);
    // It changes the job that is there, under its own id.
    if (wanted == QStringList{QStringLiteral("Changed nightly")}) {
        QCOMPARE(list.first().part, QStringLiteral("2"));
        QVERIFY(deploymentBody(there, list).contains(R"("name":"2","tag":"of 2")"));
    }
}

void TestComparison::chosenOnesAreComposed_data()
{
    QTest::addColumn<QStringList>("chosen");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *name, const QStringList &chosen, const char *value) {
        QTest::newRow(name) << chosen << QByteArray(value);
    };
    row("a field that changed", {QStringLiteral("orders.a")},
        R"({"fields":[{"name":"a","type":"number"},{"name":"old"}],"indexes":[{"fields":["a"]}],"fulltext":true})");
    row("a field that is new, and one that goes",
        {QStringLiteral("orders.ny"), QStringLiteral("orders.old")},
        R"({"fields":[{"name":"a","type":"text"},{"name":"ny"}],"indexes":[{"fields":["a"]}],"fulltext":true})");
    row("an index", {QStringLiteral("orders: a"), QStringLiteral("orders: b")},
        R"({"fields":[{"name":"a","type":"text"},{"name":"old"}],"indexes":[{"fields":["b"]}],"fulltext":true})");
    row("members", {QStringLiteral("orders#description"), QStringLiteral("orders#fulltext")},
        R"({"fields":[{"name":"a","type":"text"},{"name":"old"}],"indexes":[{"fields":["a"]}],"description":"x"})");
}

void TestComparison::chosenOnesAreComposed()
{
    QFETCH(QStringList, chosen);
    QFETCH(QByteArray, value);
    const StoredParts source =
        partsOf({part("collection", "orders",
                      R"({"description":"x","fields":[{"name":"ny"},{"name":"a","type":"number"}],)"
                      R"("indexes":[{"fields":["b"]}]})")});
    const StoredParts target =
        partsOf({part("collection", "orders",
                      R"({"fields":[{"name":"a","type":"text"},{"name":"old"}],)"
                      R"("indexes":[{"fields":["a"]}],"fulltext":true})")});
    QList<Difference> list;
    for (const Difference &each : Comparison::between(source, target)) {
        if (chosen.contains(told({each}).first().section(QLatin1Char(' '), 1)))
            list.append(each);
    }
    QCOMPARE(list.size(), chosen.size());
    QCOMPARE(deploymentBody(target, list),
             QByteArray("{\"parts\":[" + part("collection", "orders", value) + "]}"));
}

void TestComparison::secretsAreNeverComposed()
{
    const auto settings = [](const QByteArray &value, const QByteArray &digest) {
        return partsOf({R"({"kind":"settings","name":"","tag":"t","value":)" + value
                        + R"(,"secrets":[{"path":["mail","smtp","password"],"digest":")" + digest
                        + "\"}]}"});
    };
    const StoredParts target = settings(R"({"a.b":{"c":1},"x":1})", "1");
    const auto same = Comparison::between(settings(R"({"a.b":{"c":1},"x":1})", "1"), target);
    QVERIFY(same.isEmpty());
    const auto list = Comparison::between(settings(R"({"a.b":{"c":2}})", "2"), target);
    QCOMPARE(told(list),
             QStringList({QStringLiteral("Changed a.b.c"), QStringLiteral("Removed x"),
                          QStringLiteral("Changed mail.smtp.password")}));
    QVERIFY(!list.last().isCarried());
    QCOMPARE(deploymentBody(target, list),
             QByteArray(R"({"parts":[{"kind":"settings","name":"","tag":"t",)"
                        R"("value":{"a.b":{"c":2},"x":null}}]})"));
}

void TestComparison::otherAnswersAreNoParts()
{
    for (const char *text : {"null", "{}", "[]", R"({"parts":{}})"})
        QVERIFY(!StoredParts::read(*Json::Document::parse(text)));
}

QTEST_GUILESS_MAIN(TestComparison)
#include "tst_comparison.moc"
