// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/jwt.h"

#include <QTest>

namespace {

const QByteArray Secret = "a secret of the tests";

} // namespace

/// Which tokens are taken: their claims to the second, and their size to the byte. All algorithms
/// are tried in tst_rest, with tokens of another program.
class TestJwt : public QObject
{
    Q_OBJECT

private slots:
    void claimsAreChecked_data();
    void claimsAreChecked();
    void expiryMayBeIgnored();
    void formIsChecked_data();
    void formIsChecked();
    void algorithmsAndKeysAreThoseOfTheRules();
    void largestTokenIsTaken();

private:
    static QByteArray token(const QByteArray &claims, QByteArrayView algorithm = "HS256")
    {
        return *Jwt::sign(claims, Secret, algorithm);
    }
};

void TestJwt::claimsAreChecked_data()
{
    QTest::addColumn<QByteArray>("claims");
    QTest::addColumn<bool>("isTaken");
    const auto row = [](const char *claims, bool isTaken) {
        QTest::newRow(claims) << QByteArray(claims) << isTaken;
    };
    row(R"({"iss":"me","aud":"us","sub":"s"})", true);
    row(R"({"iss":"me","aud":"us","sub":"s","exp":971})", true);
    row(R"({"iss":"me","aud":"us","sub":"s","exp":970})", false);
    row(R"({"iss":"me","aud":"us","sub":"s","exp":970.5})", true);
    row(R"({"iss":"me","aud":"us","sub":"s","exp":"971"})", false);
    row(R"({"iss":"me","aud":"us","sub":"s","nbf":1030})", true);
    row(R"({"iss":"me","aud":"us","sub":"s","nbf":1031})", false);
    row(R"({"iss":"me","aud":"us","sub":"s","nbf":"1030"})", false);
    row(R"({"iss":"me","aud":"us","sub":"s","nbf":1030,"exp":970})", false);
    row(R"({"iss":"me","aud":["x","them"],"sub":"s"})", true);
    row(R"({"iss":"me","aud":["x"],"sub":"s"})", false);
    row(R"({"iss":"me","aud":[],"sub":"s"})", false);
    row(R"({"iss":"me","sub":"s"})", false);
    row(R"({"iss":"you","aud":"us","sub":"s"})", false);
    row(R"({"aud":"us","sub":"s"})", false);
    row(R"({"iss":"me","aud":"us","sub":"t"})", false);
    row(R"({"iss":"me","aud":"us"})", false);
}

void TestJwt::claimsAreChecked()
{
    QFETCH(QByteArray, claims);
    Jwt::Rules rules;
    rules.now = 1000;
    rules.issuers = {"other", "me"};
    rules.audiences = {"us", "them"};
    rules.subject = "s";
    QTEST(Jwt::verify(token(claims), Secret, rules).hasValue(), "isTaken");
}

void TestJwt::expiryMayBeIgnored()
{
    Jwt::Rules rules;
    rules.now = 1000;
    QVERIFY(!Jwt::verify(token(R"({"exp":1})"), Secret, rules));
    rules.ignoresExpiry = true;
    QVERIFY(Jwt::verify(token(R"({"exp":1})"), Secret, rules));
    QVERIFY(!Jwt::verify(token(R"({"exp":1,"nbf":2000})"), Secret, rules));
}

void TestJwt::formIsChecked_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isTaken");
    const QByteArray whole = token("{}");
    const QByteArrayList parts = whole.split('.');
    QTest::newRow("whole") << whole << true;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("two parts") << parts[0] + '.' + parts[1] << false;
    QTest::newRow("four parts") << whole + ".x" << false;
    QTest::newRow("no signature") << parts[0] + '.' + parts[1] + '.' << false;
    QTest::newRow("cut signature") << whole.chopped(1) << false;
    QTest::newRow("longer signature") << whole + "AAAA" << false;
    QTest::newRow("other claims") << parts[0] + ".e30K." + parts[2] << false;
    QTest::newRow("another token's signature")
        << parts[0] + '.' + parts[1] + '.' + token(R"({"a":1})").split('.').last() << false;
    QTest::newRow("claims that are no object") << token("[]") << false;
}

void TestJwt::formIsChecked()
{
    QFETCH(QByteArray, text);
    QTEST(Jwt::verify(text, Secret, {}).hasValue(), "isTaken");
}

void TestJwt::algorithmsAndKeysAreThoseOfTheRules()
{
    for (const char *algorithm : {"HS256", "HS384", "HS512"}) {
        const QByteArray text = token("{}", algorithm);
        QVERIFY(Jwt::verify(text, Secret, {}));
        QVERIFY(!Jwt::verify(text, Secret + "x", {}));
        QVERIFY(!Jwt::verify(text, {}, {}));
        Jwt::Rules rules;
        rules.algorithms = {"HS384", "RS256"};
        QCOMPARE(Jwt::verify(text, Secret, rules).hasValue(), QByteArray(algorithm) == "HS384");
        rules = {};
        rules.key = Jwt::Key::Secret;
        QVERIFY(Jwt::verify(text, Secret, rules));
        rules.key = Jwt::Key::Public;
        QVERIFY(!Jwt::verify(text, Secret, rules));
    }
    QVERIFY(!Jwt::sign("{}", Secret, "none"));
    QVERIFY(!Jwt::sign("{}", Secret, "RS256")); // a text is no private key
}

void TestJwt::largestTokenIsTaken()
{
    constexpr qsizetype Largest = 16 * 1024;
    QByteArray claims = R"({"a":")" + QByteArray(12'000, 'x') + R"("})";
    while (token(claims).size() < Largest)
        claims.insert(claims.size() - 2, 'x');
    QCOMPARE(token(claims).size(), Largest);
    QVERIFY(Jwt::verify(token(claims), Secret, {}));
    claims.insert(claims.size() - 2, 'x');
    QVERIFY(!Jwt::verify(token(claims), Secret, {}));
}

QTEST_GUILESS_MAIN(TestJwt)
#include "tst_jwt.moc"
