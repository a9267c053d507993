// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/routes.h"
#include "server/api/routes.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

/// The paths that the window asks for.
class TestPaths : public QObject
{
    Q_OBJECT

private slots:
    void pathsAreRoutesOfTheServer_data();
    void pathsAreRoutesOfTheServer();
    void everyPathIsTried();
    void namesAreEncoded();
    void pathsOfDocumentsAreKnown();
};

void TestPaths::pathsAreRoutesOfTheServer_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("method");
    const auto add = [](const char *method, const QByteArray &path) {
        QTest::newRow((method + (' ' + path)).constData()) << path << QByteArray(method);
    };
    constexpr char Id[] = "5c18b5ff7b57fd5300020358";
    const QByteArray script = Routes::codehook("people");
    for (const char *method : {"GET", "POST"})
        add(method, Routes::documents("people"));
    add("DELETE", Routes::chosenDocuments("people"));
    add("PUT", Routes::document("people", Id));
    add("GET", Routes::nodes());
    add("GET", Routes::collections());
    add("PUT", Routes::collection("people"));
    add("PATCH", Routes::deployment());
    for (const QByteArray &path :
         {Routes::fields("people"), Routes::indexes("people"), Routes::dependents("people"),
          Routes::codehooks(), Routes::modules(), Routes::module("tax"), Routes::jobs(),
          Routes::jobScript(Id), Routes::keys(), Routes::settings(), Routes::inspector(),
          Routes::inspectorRows(), Routes::inspectorExport(), Routes::inspectorStatistics(), script,
          Routes::inspectorStream(), Routes::changes(), Routes::scriptVersions(script),
          Routes::scriptVersion(script, 1)})
        add("GET", path);
    for (const QByteArray &path :
         {Routes::rename("people"), Routes::storedDocuments("people"),
          Routes::restoredDocuments("people"), Routes::codehookTest("people"),
          Routes::codehookRecord("people"), Routes::jobRun(Id), Routes::jobStop(Id),
          Routes::scriptRestore(script, 1), Routes::scriptEnable(script),
          Routes::scriptDisable(script), Routes::draftCheck(), Routes::draftFormat(),
          Routes::draftNames(), Routes::deploymentCheck(), Routes::requests()})
        add("POST", path);
    add("DELETE", Routes::key(Id));
}

void TestPaths::pathsAreRoutesOfTheServer()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, method);
    const Api::RoutePath *found = Api::findRoutePath(path);
    QVERIFY(found);
    QVERIFY(found->find(method));
}

/// A path that pathsAreRoutesOfTheServer() does not try may be one that the server does not have.
void TestPaths::everyPathIsTried()
{
    const auto contents = [](const char *path) {
        QFile file(QStringLiteral(SOURCE_FOLDER "/") + QLatin1String(path));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    };
    const QString tests = contents("tests/client/tst_paths.cpp");
    static const QRegularExpression declaration(QStringLiteral("^QByteArray (\\w+)\\("),
                                                QRegularExpression::MultilineOption);
    int count = 0;
    QStringList untried;
    for (auto it = declaration.globalMatch(contents("client/routes.h")); it.hasNext(); ++count) {
        const QString name = it.next().captured(1);
        if (!tests.contains(QStringLiteral("Routes::%1(").arg(name)))
            untried.append(name);
    }
    QVERIFY(count > 20);
    QVERIFY2(untried.isEmpty(), qPrintable(untried.join(QLatin1Char(' '))));
}

void TestPaths::namesAreEncoded()
{
    QCOMPARE(Routes::document("people", "a/b ?"), QByteArray("/rest/people/a%2Fb%20%3F"));
    QCOMPARE(Routes::module(QStringLiteral("størrelse")),
             QByteArray("/admin/v1/modules/st%C3%B8rrelse"));
    QCOMPARE(Routes::key(QByteArray("%2e")), QByteArray("/admin/v1/keys/%252e"));
}

void TestPaths::pathsOfDocumentsAreKnown()
{
    QVERIFY(Routes::isOfDocuments(Routes::document("people", "1")));
    QVERIFY(!Routes::isOfDocuments(Routes::collection("people")));
    QVERIFY(!Routes::isOfDocuments("/restaurants"));
    QVERIFY(Routes::isOfDrafts(Routes::draftCheck()));
    QVERIFY(!Routes::isOfDrafts(Routes::codehook("drafts")));
    QVERIFY(!Routes::isOfDrafts("/admin"));
}

QTEST_APPLESS_MAIN(TestPaths)
#include "tst_paths.moc"
