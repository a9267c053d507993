// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/caller.h"
#include "server/auth/keys.h"
#include "server/http/message.h"

#include <QTest>

/// Paths, and what the path of a key lets pass.
class TestGlobs : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void keysReachCollections_data();
    void keysReachCollections();
    void originsAreTheSame_data();
    void originsAreTheSame();
    void pathsAreSplitBeforeTheyAreDecoded_data();
    void pathsAreSplitBeforeTheyAreDecoded();
    void everyByteIsDecoded();
};

void TestGlobs::matches_data()
{
    QTest::addColumn<QByteArray>("glob");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *glob, const char *path, bool matches) {
        QTest::addRow("%s on %s", glob, path) << QByteArray(glob) << QByteArray(path) << matches;
    };
    row("/people", "/people", true);
    row("people/", "/people", true);
    row("/people", "/people/1", false);
    row("/people/*", "/people/1", true);
    row("/people/*", "/people", false);
    row("/people/*", "/people/1/notes", false);
    row("/people/**", "/people", true);
    row("/people/**", "/people/1/notes", true);
    row("/people/**", "/peoples", false);
    row("/**", "/any/thing", true);
    row("**", "/", true);
    row("/people*", "/people", true);
    row("/people*", "/people_old", true);
    row("/people*", "/people/1", false);
    row("/people*/**", "/people_old/1", true);
    row("/*_log", "/mail_log", true);
    row("/*_log", "/mail_logs", false);
    row("/a*b*c", "/aXbYbZc", true);
    row("/a*b*c", "/abcd", false);
    row("/a**c", "/abc", true);
    row("/a**c", "/a/c", false);
    row("/people/**/notes", "/people/1/notes", true);
    row("/people/**/notes", "/people/notes", true);
    row("/people/**/notes", "/people/1", false);
    row("/people/**/notes", "/people/1/notes/2", false);
    row("/people/6*", "/people/*", false);
    row("/People", "/people", false);
    row("/people/**", "/people//1", false);
    row("/*/**", "/", false);
}

void TestGlobs::matches()
{
    QFETCH(QByteArray, glob);
    QFETCH(QByteArray, path);
    QTEST(Auth::matchesGlob(glob, Http::segmentsOf(path)), "matches");
}

void TestGlobs::keysReachCollections_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isReached");
    QTest::newRow("no path") << QByteArray() << true;
    for (const char *path : {"/people", "/people/*", "/people/**", "/*", "/*/*", "/**"})
        QTest::newRow(path) << QByteArray(path) << true;
    QTest::newRow("/people2") << QByteArray("/people2") << false;
    QTest::newRow("/orders/people") << QByteArray("/orders/people") << false;
}

void TestGlobs::keysReachCollections()
{
    Auth::Key key;
    key.kind = Auth::Key::Kind::Web;
    QFETCH(QByteArray, path);
    key.path = path;
    QTEST(Auth::reaches(key, "people"), "isReached");
    key.kind = Auth::Key::Kind::Full; // a path limits web keys alone
    QVERIFY(Auth::reaches(key, "people"));
}

void TestGlobs::originsAreTheSame_data()
{
    QTest::addColumn<QByteArray>("ofKey");
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<bool>("areSame");
    const auto row = [](const char *ofKey, const char *given, bool areSame) {
        QTest::addRow("%s and %s", ofKey, given)
            << QByteArray(ofKey) << QByteArray(given) << areSame;
    };
    row("https://app.example", "https://app.example", true);
    row("https://app.example/", "https://app.example", true);
    row("https://app.example", "https://app.example/", true);
    row("HTTPS://App.Example", "https://app.example", true);
    row("https://app.example", "https://app.examplf", false);
    row("https://app.example", "https://app.exampl", false);
    row("https://app.example", "https://app.example:8443", false);
    row("https://app.example", "http://app.example", false);
    row("https://app.example", "", false);
    row("*", "https://any.example", true);
}

void TestGlobs::originsAreTheSame()
{
    QFETCH(QByteArray, ofKey);
    QFETCH(QByteArray, given);
    QTEST(Auth::isSameOrigin(ofKey, given), "areSame");
}

void TestGlobs::pathsAreSplitBeforeTheyAreDecoded_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArrayList>("segments");
    const auto row = [](const char *path, const QByteArrayList &segments) {
        QTest::newRow(path) << QByteArray(path) << segments;
    };
    row("/", {});
    row("/rest/people/", {"rest", "people"});
    row("/%72est/peopl%65", {"rest", "people"});
    row("/rest/a%2Fb/..%2f", {"rest", "a/b", "../"});
    row("/rest/%2e%2E/b", {"rest", "..", "b"});
    row("/rest/%2570eople", {"rest", "%70eople"});
    row("/rest//people", {"rest", "", "people"});
    row("/rest/%zz", {"rest", "%zz"});
}

void TestGlobs::pathsAreSplitBeforeTheyAreDecoded()
{
    QFETCH(QByteArray, path);
    QTEST(Http::segmentsOf(path), "segments");
}

void TestGlobs::everyByteIsDecoded()
{
    for (int byte = 0; byte < 256; ++byte) {
        const QByteArray digits = QByteArray::number(byte, 16).rightJustified(2, '0');
        QCOMPARE(Http::percentDecoded('%' + digits), QByteArray(1, char(byte)));
        QCOMPARE(Http::percentDecoded('%' + digits.toUpper()), QByteArray(1, char(byte)));
    }
    // What stands beside the digits in ASCII is none of them.
    for (const char *text : {"%/0", "%:0", "%@0", "%G0", "%`0", "%g0", "%0/", "%0g", "%", "%4"})
        QCOMPARE(Http::percentDecoded(text), QByteArray(text));
}

QTEST_GUILESS_MAIN(TestGlobs)
#include "tst_globs.moc"
