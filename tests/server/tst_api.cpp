// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cluster.h"
#include "tests/support/embeddedserver.h"

#include <QDirIterator>
#include <QFile>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

namespace {

struct Step
{
    QByteArray method;
    QByteArray path;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> wantedHeaders;
    QByteArray wantedBody;
    QByteArrayList wantedTexts;
    QList<std::pair<QByteArray, QByteArray>> kept; ///< Name and path in the body.
    int line = 0;
};

struct Scenario
{
    QByteArray rule;
    QList<Step> steps;
};

bool isHeader(const QByteArray &line)
{
    const QByteArray name = line.first(std::max<qsizetype>(line.indexOf(": "), 0));
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return std::isalnum(c) || c == '-';
    });
}

std::pair<QByteArray, QByteArray> headerOf(const QByteArray &line)
{
    const qsizetype colon = line.indexOf(": ");
    return {line.first(colon).toLower(), line.sliced(colon + 2).trimmed()};
}

/// The scenarios of one file; the format is in tests/api/README.md.
QList<Scenario> read(const QString &path)
{
    QFile file(path);
    QList<Scenario> scenarios;
    if (!file.open(QIODevice::ReadOnly))
        return scenarios;
    int number = 0;
    bool inAnswer = false;
    for (QByteArray line : file.readAll().split('\n')) {
        ++number;
        if (line.startsWith("# ")) {
            scenarios.append({line.sliced(2), {}});
            inAnswer = false;
            continue;
        }
        if (line.isEmpty() || scenarios.isEmpty())
            continue;
        auto &steps = scenarios.last().steps;
        const char mark = line.front();
        const QByteArray rest = line.sliced(std::min<qsizetype>(2, line.size()));
        if (mark == '>' && (steps.isEmpty() || inAnswer)) {
            Step step;
            step.line = number;
            step.method = rest.first(rest.indexOf(' '));
            step.path = rest.sliced(rest.indexOf(' ') + 1);
            steps.append(step);
            inAnswer = false;
        } else if (mark == '>') {
            if (steps.last().body.isEmpty() && isHeader(rest))
                steps.last().headers.append(headerOf(rest));
            else
                steps.last().body.append(steps.last().body.isEmpty() ? "" : "\n").append(rest);
        } else if (mark == '<') {
            Step &step = steps.last();
            if (!inAnswer)
                step.status = rest.trimmed().toInt();
            else if (step.wantedBody.isEmpty() && isHeader(rest))
                step.wantedHeaders.append(headerOf(rest));
            else
                step.wantedBody.append(step.wantedBody.isEmpty() ? "" : "\n").append(rest);
            inAnswer = true;
        } else if (mark == '@') {
            const QByteArrayList sides = line.sliced(1).split('=');
            steps.last().kept.append({sides[0].trimmed(), sides[1].trimmed()});
        } else if (mark == '~' && inAnswer) {
            steps.last().wantedTexts.append(rest);
        } else {
            qFatal("%s:%d: a line that means nothing", qUtf8Printable(path), number);
        }
    }
    return scenarios;
}

QByteArray fault(const QByteArray &at, const Json::Value &wanted, const Json::Value &given)
{
    return at + ": wanted " + wanted.toJson() + ", got " + given.toJson();
}

/// What of @p given is not as @p wanted says; empty: nothing.
QByteArray difference(const QByteArray &at, const Json::Value &wanted, const Json::Value &given)
{
    if (wanted.text() == "*")
        return {};
    if (wanted.isObject()) {
        if (!given.isObject())
            return fault(at, wanted, given);
        for (const Json::Member &member : wanted.members()) {
            const auto found = given.find(member.key);
            const QByteArray place = at + '.' + member.key.toByteArray();
            const bool mustLack = member.value.text() == "-";
            if (mustLack != !found)
                return place + (mustLack ? " is there" : " is missing");
            const QByteArray part = mustLack ? "" : difference(place, member.value, *found);
            if (!part.isEmpty())
                return part;
        }
        return {};
    }
    if (wanted.isArray()) {
        const auto left = wanted.items();
        const auto right = given.items();
        if (!given.isArray() || left.size() != right.size())
            return fault(at, wanted, given);
        for (size_t i = 0; i < left.size(); ++i) {
            const QByteArray part =
                difference(at + '[' + QByteArray::number(qsizetype(i)) + ']', left[i], right[i]);
            if (!part.isEmpty())
                return part;
        }
        return {};
    }
    const bool same = wanted.isNumber() && given.isNumber() ? wanted.toDouble() == given.toDouble()
                                                            : wanted.toJson() == given.toJson();
    return same ? QByteArray() : fault(at, wanted, given);
}

} // namespace

/// Runs the scenarios of tests/api: the contract, a rule each.
class TestApi : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init();
    void scenario_data();
    void scenario();

private:
    struct Answer
    {
        int status = 0;
        QList<std::pair<QByteArray, QByteArray>> headers;
        QByteArray body;
    };

    Answer send(const Step &step);
    QByteArray filled(QByteArray text) const;
    void runStep(const Step &step);

    EmbeddedServer m_server;
    QHash<QByteArray, QByteArray> m_kept;
};

/// A database with nothing but the empty collection `people`.
void TestApi::init()
{
    const auto collections = m_server.client().get("/admin/v1/collections").json();
    for (const Json::Value &collection : collections.root().items()) {
        const QByteArray name = collection.value("name").text().toByteArray();
        const auto dropped =
            m_server.client().send("DELETE", "/admin/v1/collections/" + name + "?confirm=" + name);
        QCOMPARE(dropped.status, 200);
    }
    QCOMPARE(m_server.client().put("/admin/v1/settings", "{}").status, 200);
    QVERIFY(m_server.define("people"));
    for (const QByteArray kept : {"system_jobs", "system_log"})
        QCOMPARE(m_server.client().send("DELETE", "/rest/" + kept + "/*?q={}").status, 200);
    m_kept = {{"key", m_server.key()}};
}

void TestApi::scenario_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("number");
    QDirIterator it(QStringLiteral(SOURCE_FOLDER "/tests/api"), {QStringLiteral("*.scenarios")});
    int count = 0;
    while (it.hasNext()) {
        const QString path = it.next();
        const auto scenarios = read(path);
        for (int i = 0; i < scenarios.size(); ++i, ++count) {
            const QByteArray name =
                it.fileName().toUtf8().chopped(qstrlen(".scenarios")) + ": " + scenarios[i].rule;
            QTest::newRow(name.constData()) << path << i;
        }
    }
    QVERIFY(count > 100);
}

QByteArray TestApi::filled(QByteArray text) const
{
    for (auto kept = m_kept.begin(); kept != m_kept.end(); ++kept)
        text.replace("{{" + kept.key() + "}}", kept.value());
    return text;
}

/// Over a plain socket: what the file says goes out byte for byte.
TestApi::Answer TestApi::send(const Step &step)
{
    QByteArray request = step.method + ' ' + filled(step.path) + " HTTP/1.1\r\n";
    bool hasHost = false;
    bool hasKey = false;
    bool hasType = false;
    for (const auto &[name, value] : step.headers) {
        hasHost = hasHost || name == "host";
        hasKey = hasKey || name == "x-apikey";
        hasType = hasType || name == "content-type";
        if (value != "-")
            request.append(name + ": " + filled(value) + "\r\n");
    }
    QByteArray body = filled(step.body);
    if (!hasHost)
        request.append("Host: localhost\r\n");
    if (!hasKey)
        request.append("x-apikey: " + m_kept["key"] + "\r\n");
    if (!hasType && !body.isEmpty())
        request.append("Content-Type: application/json\r\n");
    body.replace("\\r\\n", "\r\n"); // of multipart bodies
    request.append("Content-Length: " + QByteArray::number(body.size())
                   + "\r\nConnection: close\r\n\r\n" + body);
    QTcpSocket socket;
    const QUrl url(m_server.url());
    socket.connectToHost(url.host(), quint16(url.port()));
    socket.write(request);
    (void)QTest::qWaitFor([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; },
                          20000);
    const QByteArray all = socket.readAll();
    const qsizetype end = all.indexOf("\r\n\r\n");
    Answer answer;
    answer.body = all.mid(end + 4);
    const QByteArrayList lines = all.first(std::max<qsizetype>(end, 0)).split('\n');
    answer.status = lines.first().split(' ').value(1).toInt();
    for (const QByteArray &line : lines.mid(1)) {
        if (isHeader(line.trimmed()))
            answer.headers.append(headerOf(line.trimmed()));
    }
    return answer;
}

void TestApi::runStep(const Step &step)
{
    const Answer answer = send(step);
    const QByteArray where = "line " + QByteArray::number(step.line) + ", " + step.method + ' '
        + step.path + " answered " + QByteArray::number(answer.status) + ' '
        + answer.body.left(600);
    QVERIFY2(answer.status == step.status, where.constData());
    for (const auto &[name, value] : step.wantedHeaders) {
        QByteArray given = "-";
        for (const auto &header : answer.headers) {
            if (header.first == name)
                given = header.second;
        }
        const QByteArray wanted = filled(value);
        const bool fits = wanted == "*" ? given != "-" : given == wanted;
        QVERIFY2(fits, (where + "; header " + name + " is " + given).constData());
    }
    const bool hasNoBody = step.status == 204 || step.status == 304 || step.method == "HEAD";
    QVERIFY2(answer.body.isEmpty() || !hasNoBody, where.constData());
    const QByteArray wanted = filled(step.wantedBody);
    const bool isJson = wanted.startsWith('{') || wanted.startsWith('[') || wanted.startsWith('"');
    if (isJson) {
        const auto expected = Json::Document::parse(wanted);
        QVERIFY2(expected, (where + "; the file itself: " + wanted).constData());
        const auto given = Json::Document::parse(answer.body);
        QVERIFY2(given, where.constData());
        const QByteArray fault = difference("body", expected->root(), given->root());
        QVERIFY2(fault.isEmpty(), (where + "; " + fault).constData());
    } else if (!wanted.isEmpty()) {
        const QByteArray part = wanted.startsWith("~ ") ? wanted.sliced(2) : wanted;
        QVERIFY2(answer.body.contains(part), where.constData());
    }
    for (const QByteArray &text : step.wantedTexts)
        QVERIFY2(answer.body.contains(filled(text)), (where + "; without " + text).constData());
    for (const auto &[name, path] : step.kept) {
        const auto given = Json::Document::parse(answer.body);
        QVERIFY2(given, where.constData());
        Json::Value value = given->root();
        for (const QByteArray &part : path.split('.'))
            value = value.isArray() ? value.items().at(part.toUInt()) : value.value(part);
        m_kept[name] = value.isString() ? value.text().toByteArray() : value.toJson();
    }
}

void TestApi::scenario()
{
    QFETCH(QString, file);
    QFETCH(int, number);
    const Scenario scenario = read(file).at(number);
    if (Cluster::isWanted() && scenario.rule.startsWith("A backup is a whole database"))
        QSKIP("A database of PostgreSQL is backed up by PostgreSQL's own programs.");
    QVERIFY(!scenario.steps.isEmpty());
    for (const Step &step : scenario.steps) {
        runStep(step);
        if (QTest::currentTestFailed())
            return;
    }
}

QTEST_GUILESS_MAIN(TestApi)
#include "tst_api.moc"
