// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/bridge.h"
#include "server/hookwire/compilerhash.h"

#include <QTest>

/// What a hook host takes of a compiled script. The compiler refuses all of this before; here stand
/// the texts of a compiler that was mistaken.
class TestBridge : public QObject
{
    Q_OBJECT

private slots:
    void factoriesAreOneFunction_data();
    void factoriesAreOneFunction();
    void foreignFactoriesAreNotRun();
};

void TestBridge::factoriesAreOneFunction_data()
{
    QTest::addColumn<QString>("compiled");
    QTest::addColumn<QString>("body");
    QTest::addColumn<bool>("isTaken");
    const auto row = [](const char *name, const char *compiled, const char *body, bool isTaken) {
        QTest::newRow(name) << QString::fromLatin1(compiled) << QString::fromLatin1(body)
                            << isTaken;
    };
    row("whole", "/*hookdesk 1*/(function(a){return a})", "return a", true);
    row("without a parameter", "/*hookdesk 1*/(function(){return})", "return", true);
    row("without its head", "(function(a){return a})", "return a", false);
    row("another head", "/*mine*/(function(a){return a})", "return a", false);
    row("ends early", "/*hookdesk 1*/(function(a){return a});b();(function(){})", "return a",
        false);
    row("more behind it", "/*hookdesk 1*/(function(a){return a});b()", "return a", false);
    row("called", "/*hookdesk 1*/(function(a){return a})()", "return a", false);
    row("body ends early", "/*hookdesk 1*/(function(a){return a})", "});b();(function(){", false);
    row("body is open", "/*hookdesk 1*/(function(a){return a})", "if (a) {", false);
    row("comment that is none",
        "/*hookdesk 1*/(function(a){var b = 1 <!-- a });b();(function(){\n})", "return a", false);
    row("no script", "/*hookdesk 1*/(function(a){return return})", "return a", false);
}

void TestBridge::factoriesAreOneFunction()
{
    QFETCH(QString, compiled);
    QFETCH(QString, body);
    QJSEngine engine;
    HookHost::JsonValues values(engine);
    HookHost::Bridge bridge([](int, const QString &) {});
    bridge.setEngine(&engine, &values);
    engine.globalObject().setProperty(QStringLiteral("ran"), false);
    engine.evaluate(QStringLiteral("function b() { ran = true; }"));
    const QString refusal = bridge.check(compiled, body);
    QTEST(refusal.isEmpty(), "isTaken");
    QVERIFY2(refusal.isEmpty() || refusal.startsWith(QLatin1String("1:")), qPrintable(refusal));
    QVERIFY(!engine.globalObject().property(QStringLiteral("ran")).toBool());
}

void TestBridge::foreignFactoriesAreNotRun()
{
    QJSEngine engine;
    HookHost::JsonValues values(engine);
    HookHost::Bridge bridge([](int, const QString &) {});
    bridge.setEngine(&engine, &values);
    const auto isTaken = [&](const QString &head, const char *text) {
        return bridge.factory(QStringLiteral("c"), head + QLatin1String(text)).isCallable();
    };
    const QString ours = QStringLiteral("/*hookdesk %1*/").arg(QLatin1String(CompilerHash));
    QVERIFY(isTaken(ours, "(function(a){})"));
    QVERIFY(!isTaken(ours, "(function(a){});ran = 1;(function(){})"));
    QVERIFY(!isTaken(QStringLiteral("/*hookdesk of another version*/"), "(function(a){})"));
    QVERIFY(engine.globalObject().property(QStringLiteral("ran")).isUndefined());
}

QTEST_GUILESS_MAIN(TestBridge)
#include "tst_bridge.moc"
