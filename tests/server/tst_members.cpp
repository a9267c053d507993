// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/members.h"

#include <QTest>

#include <array>

using Model::MemberKind;
using Model::MemberRule;
using Model::Presence;

namespace {

constexpr std::array Rules = {
    MemberRule{"any"},
    MemberRule{"is", MemberKind::Bool, Presence::Nullable},
    MemberRule{"text", MemberKind::Text, Presence::Optional, 2},
    MemberRule{"list", MemberKind::Texts, Presence::Optional, 1, "a list such as [\"GET\"]"},
    MemberRule{"options", MemberKind::Scalars},
    MemberRule{"part", MemberKind::Object, Presence::Required},
};

} // namespace

/// What a client's object may hold, by a table of its members.
class TestMembers : public QObject
{
    Q_OBJECT

private slots:
    void rightObjectsHaveNoFaults_data();
    void rightObjectsHaveNoFaults();
    void faultsNameTheMember_data();
    void faultsNameTheMember();
    void faultsAreInOrder();
};

void TestMembers::rightObjectsHaveNoFaults_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("the least") << QByteArray(R"({"part":{}})");
    QTest::newRow("all") << QByteArray(
        R"({"any":[1],"is":true,"text":"ab","list":["x"],"options":["a",1,2.5,false],"part":{"a":1}})");
    QTest::newRow("null that means left out") << QByteArray(R"({"is":null,"part":{}})");
    QTest::newRow("anything may be null") << QByteArray(R"({"any":null,"part":{}})");
    QTest::newRow("no options") << QByteArray(R"({"options":[],"part":{}})");
}

void TestMembers::rightObjectsHaveNoFaults()
{
    QFETCH(QByteArray, json);
    const auto object = Json::Document::parse(json);
    QVERIFY(object);
    QCOMPARE(Model::faultsOf(object->root(), Rules, "a thing").size(), 0);
}

void TestMembers::faultsNameTheMember_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("code");
    const auto add = [](const char *name, const char *json, const char *text, const char *code) {
        QTest::newRow(name) << QByteArray(json) << QString::fromUtf8(text) << QByteArray(code);
    };
    add("unknown", R"({"part":{},"tetx":"a"})",
        "\"tetx\" is nothing that a thing has; known are any, is, text, list, options and part.",
        "UNKNOWN");
    add("no truth", R"({"part":{},"is":"true"})", "\"is\" must be true or false.", "IS");
    add("no text", R"({"part":{},"text":12})", "\"text\" must be a text.", "TEXT");
    add("short text", R"({"part":{},"text":"a"})", "\"text\" must be a text.", "TEXT");
    add("null", R"({"part":{},"text":null})", "\"text\" must be a text.", "TEXT");
    add("one that is no text", R"({"part":{},"list":["a",1]})",
        "\"list\" must be a list such as [\"GET\"].", "LIST");
    add("empty list", R"({"part":{},"list":[]})", "\"list\" must be a list such as [\"GET\"].",
        "LIST");
    add("text for a list", R"({"part":{},"list":"a"})",
        "\"list\" must be a list such as [\"GET\"].", "LIST");
    add("object among options", R"({"part":{},"options":[{}]})",
        "\"options\" must be an array of texts, numbers, true and false.", "OPTIONS");
    add("no object", R"({"part":[]})", "\"part\" must be an object.", "PART");
    add("missing", "{}", "\"part\" must be an object.", "PART");
}

void TestMembers::faultsNameTheMember()
{
    QFETCH(QByteArray, json);
    const auto object = Json::Document::parse(json);
    QVERIFY(object);
    const auto faults = Model::faultsOf(object->root(), Rules, "a thing");
    QCOMPARE(faults.size(), 1);
    QTEST(faults.first().text, "text");
    QTEST(faults.first().code, "code");
}

void TestMembers::faultsAreInOrder()
{
    const auto object = Json::Document::parse(R"({"text":1,"is":1,"other":1})");
    QVERIFY(object);
    QByteArrayList members;
    for (const auto &fault : Model::faultsOf(object->root(), Rules, "a thing"))
        members.append(fault.member);
    QCOMPARE(members, QByteArrayList({"text", "is", "other", "part"}));
}

QTEST_APPLESS_MAIN(TestMembers)
#include "tst_members.moc"
