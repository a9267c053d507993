// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/json.h"
#include "server/outbound/mail.h"

#include <QTest>

using namespace std::chrono_literals;

/// The headers of mails. That they arrive is for tst_outbound.
class TestMail : public QObject
{
    Q_OBJECT

private slots:
    void longHeadersAreFolded_data();
    void longHeadersAreFolded();
};

namespace {

/// @p header on one line, its encoded words (RFC 2047) as what they say.
QByteArray unfolded(QByteArray header)
{
    header.replace("\r\n", "").replace("?= =?UTF-8?B?", "?==?UTF-8?B?");
    QByteArray text;
    qsizetype at = 0;
    while (true) {
        const qsizetype begin = header.indexOf("=?UTF-8?B?", at);
        if (begin < 0)
            return text + header.mid(at);
        const qsizetype end = header.indexOf("?=", begin + 10);
        text.append(header.mid(at, begin - at));
        text.append(QByteArray::fromBase64(header.mid(begin + 10, end - begin - 10)));
        at = end + 2;
    }
}

} // namespace

void TestMail::longHeadersAreFolded_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("header");
    const auto subject = [](const char *name, const QByteArray &text) {
        QTest::newRow(name) << QByteArray("subject") << text << "Subject: " + text;
    };
    subject("short", "Your order 17");
    subject("blanks", "two  blanks");
    subject("words", QByteArray("word ").repeated(1000) + "end");
    subject("one word", QByteArray(100000, 'x'));
    subject("a word among others", "a " + QByteArray(1000, 'x') + " b");
    subject("many blanks", "a" + QByteArray(1000, ' ') + "b");
    subject("beyond ASCII", QByteArray("ä ø").repeated(1000));
    QTest::newRow("sender") << QByteArray("sendername") << QByteArray(2000, 'S')
                            << "From: " + QByteArray(2000, 'S') + " <shop@example.com>";
    QByteArrayList all;
    for (int i = 0; i < 100; ++i)
        all.append("user" + QByteArray::number(i) + "@example.com");
    QTest::newRow("recipients") << QByteArray("to") << all.join(',') << "To: " + all.join(", ");
}

/// RFC 5322 has 78 bytes a line, and mail servers refuse more than 998.
void TestMail::longHeadersAreFolded()
{
    QFETCH(QByteArray, member);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, header);
    Json::ObjectWriter writer;
    if (member != "to")
        writer.text("to", "a@example.com");
    const auto options =
        Json::Document::parse(writer.text("text", "t").text(member, QByteArrayView(value)).take());
    Model::Settings::Mail settings;
    settings.from = "shop@example.com";
    settings.host = "localhost";
    const auto mail = Outbound::Mail::fromOptions(options->root());
    QVERIFY(mail);
    const auto job = mail->toJob(settings, 1s);
    QVERIFY(job);
    const auto parsed = Json::Document::parse(*job);
    QByteArrayList headers;
    for (const QByteArray &each : parsed->root().value("headers").texts()) {
        headers.append(unfolded(each));
        for (const QByteArray &line : QByteArray(each).replace("\r\n", "\n").split('\n')) {
            QVERIFY2(line.size() <= 78, line.constData());
            QVERIFY2(!line.trimmed().isEmpty(), each.constData());
        }
    }
    QVERIFY2(headers.contains(header), headers.join('\n').constData());
}

QTEST_GUILESS_MAIN(TestMail)
#include "tst_mail.moc"
