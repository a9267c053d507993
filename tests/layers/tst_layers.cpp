// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layers/table.h"

#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLibraryInfo>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

namespace {

/// A foreign library lives in one room, as a rule: how its headers begin, and where they may be
/// included.
const QHash<QByteArray, QByteArrayList> &libraries()
{
    static const QHash<QByteArray, QByteArrayList> owners = {
        {"QHttpServer", {"server/http"}},
        {"QAbstractHttpServer", {"server/http"}},
        {"QJS", {"server/hookhost"}},
        {"QQml", {"server/hookhost"}},
        {"sqlite3.h", {"server/store/sqlite"}},
        {"libpq-fe.h", {"server/store/postgres"}},
        {"muParser.h", {"server/model"}},
        {"simdjson.h", {"server/core"}},
        {"curl/curl.h", {"server/outbound", "server/mailer"}},
        {"seccomp.h", {"server/hookhost"}},
        {"zlib.h", {"server/http"}},
        {"brotli/", {"server/http"}},
        {"Qsci/", {"ui/codehook"}},
        {"qt6keychain/", {"app"}},
        {"md4c", {"server/core"}},
        {"unicode/", {"server/hookhost"}},
        {"openssl/", {"server/core", "server/http", "server/hookhost"}},
        {"openssl/ssl.h", {"server/http"}}};
    return owners;
}

QByteArray contents(const QByteArray &path)
{
    QFile file(QStringLiteral(SOURCE_FOLDER "/") + QString::fromUtf8(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The room of a header or of a room's own name.
QByteArray roomOf(const QByteArray &target)
{
    return target.endsWith(".h") ? target.left(target.lastIndexOf('/')) : target;
}

bool isOurs(const QByteArray &target)
{
    return target.startsWith("server/") || target.startsWith("client/") || target.startsWith("ui/")
        || target.startsWith("app/");
}

/// What @p code includes. Of Qt's headers the class alone; what stands in quotes and does not begin
/// with one of our folders keeps the first quote, because it may lead anywhere.
QByteArrayList includesOf(const QByteArray &code)
{
    static const QRegularExpression include(
        QLatin1String(R"re(^[ \t]*#[ \t]*include[ \t]*(["<])(?:Qt[A-Z]\w*/)?([^">]+)[">])re"),
        QRegularExpression::MultilineOption);
    QByteArrayList targets;
    for (auto it = include.globalMatch(QString::fromUtf8(code)); it.hasNext();) {
        const auto match = it.next();
        const QByteArray target = match.captured(2).toUtf8();
        const bool leadsAnywhere = match.captured(1) == QLatin1String("\"") && !isOurs(target);
        targets.append(leadsAnywhere ? '"' + target : target);
    }
    return targets;
}

/// What allows @p room to include @p target: the room itself, another one or the header alone;
/// null when nothing does.
QByteArray grantFor(const QByteArray &room, const QByteArray &target)
{
    if (roomOf(target) == room)
        return room;
    for (const Room &candidate : rooms()) {
        if (candidate.name != room)
            continue;
        for (const QByteArray &grant : candidate.mayInclude) {
            const bool isWithin = grant.endsWith("/*") && target.startsWith(grant.chopped(1));
            if (grant == target || grant == roomOf(target) || isWithin)
                return grant;
        }
    }
    return {};
}

/// Texts, raw ones too, and comments, which may name anything and begin with a slash.
const QRegularExpression &textsAndComments()
{
    static const QRegularExpression token(
        QLatin1String(R"re(R"(\w*)\((?s:.*?)\)\1"|"(?:[^"\\\n]|\\.)*"|//[^\n]*)re"));
    return token;
}

/// Whether @p literal, with its quotes, is a part of SQL.
bool isSql(const QString &literal)
{
    static const QRegularExpression sql(QLatin1String(
        R"re(^(?:R"\w*\(|")\W*(?:SELECT|INSERT|REPLACE|UPDATE|DELETE FROM|CREATE|ALTER|DROP|PRAGMA|)re"
        R"re(SAVEPOINT|VACUUM|ATTACH|ORDER BY|GROUP BY|LEFT JOIN|JOIN)(?:\s|\\n))re"
        R"re(|\b(?:FROM \w+ WHERE|WHERE \w+ = \?|UPDATE \w+ SET|WITH \w+ AS \(|FROM \w+"$))re"
        R"re(|^"(?:BEGIN|COMMIT|ROLLBACK)(?: IMMEDIATE| EXCLUSIVE| TRANSACTION)?;?"$)re"
        R"re(|^"\W*(?:select\s.+\sfrom\s|insert into\s|delete from\s|update \w+ set\s))re"));
    return sql.match(literal).hasMatch();
}

/// Whether @p literal, with its quotes, is a path of the server's. A sentence may name one within.
bool isRoute(const QString &literal)
{
    static const QRegularExpression route(
        QLatin1String(R"re(^(?:R"\w*\(|")/?rest/|^(?:R"\w*\(|")/rest\b|/admin/v1\b)re"
                      R"re(|^(?:R"\w*\(|")/(?:auth|healthz|metrics|docs|openapi\.json)\b)re"));
    return route.match(literal).hasMatch();
}

/// The literals of @p code that @p isMeant.
QStringList literals(const QByteArray &code, bool (*isMeant)(const QString &))
{
    QStringList found;
    for (auto it = textsAndComments().globalMatch(QString::fromUtf8(code)); it.hasNext();) {
        const QString text = it.next().captured();
        if (!text.startsWith(QLatin1Char('/')) && isMeant(text))
            found.append(text);
    }
    return found;
}

/// What the programs are made of, and the oracle that mutated hooks are compared with.
QByteArrayList programFiles()
{
    QByteArrayList paths;
    for (const char *top : {"server", "client", "ui", "app", "hookruntime", "tests/differential"}) {
        QDirIterator it(QStringLiteral(SOURCE_FOLDER "/") + QLatin1String(top),
                        {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.js"),
                         QStringLiteral("*.mjs")},
                        QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            paths.append(it.next().mid(QStringLiteral(SOURCE_FOLDER "/").size()).toUtf8());
    }
    return paths;
}

struct Source
{
    QByteArray path;
    QByteArray room;
    QByteArrayList includes;
};

/// All sources of the programs, without those of their tests.
const QList<Source> &sources()
{
    static const QList<Source> found = [] {
        QList<Source> list;
        for (const char *top : {"server", "client", "ui", "app"}) {
            QDirIterator it(QStringLiteral(SOURCE_FOLDER "/") + QLatin1String(top),
                            {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                            QDirIterator::Subdirectories);
            while (it.hasNext()) {
                Source source;
                source.path = it.next().mid(QStringLiteral(SOURCE_FOLDER "/").size()).toUtf8();
                source.room = source.path.left(source.path.lastIndexOf('/'));
                source.includes = includesOf(contents(source.path));
                list.append(source);
            }
        }
        return list;
    }();
    return found;
}

} // namespace

class TestLayers : public QObject
{
    Q_OBJECT

private slots:
    void everyFileIsInARoom();
    void includesFollowTheTable();
    void grantsAreUsed();
    void roomsAreInOrder();
    void architectureShowsTheTable();
    void sqlStaysInItsRoom();
    void hooksAreListedOnce();
    void secretNamesAreThoseOfRecordings();
    void routesAreTheClients();
    void serverHasNoWindow();
    void headersDoNotIncludeEachOther();
    void includesAreRead_data();
    void includesAreRead();
    void literalsAreRecognised_data();
    void literalsAreRecognised();
};

void TestLayers::everyFileIsInARoom()
{
    QVERIFY(sources().size() > 60);
    for (const Source &source : sources()) {
        const bool isKnown = std::any_of(rooms().begin(), rooms().end(), [&](const Room &room) {
            return room.name == source.room;
        });
        QVERIFY2(isKnown, source.path.constData());
    }
}

void TestLayers::includesFollowTheTable()
{
    QStringList faults;
    for (const Source &source : sources()) {
        for (const QByteArray &target : source.includes) {
            for (auto owner = libraries().begin(); owner != libraries().end(); ++owner) {
                if (target.startsWith(owner.key()) && !owner->contains(source.room))
                    faults.append(QString::fromUtf8(source.path + " includes " + target));
            }
            const bool isAllowed = !isOurs(target) || !grantFor(source.room, target).isNull();
            if (!isAllowed || target.startsWith('"'))
                faults.append(QString::fromUtf8(source.path + " includes " + target));
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

void TestLayers::grantsAreUsed()
{
    QSet<QByteArray> used;
    for (const Source &source : sources()) {
        for (const QByteArray &target : source.includes)
            used.insert(source.room + " -> " + grantFor(source.room, target));
    }
    QByteArrayList unused;
    for (const Room &room : rooms()) {
        for (const QByteArray &grant : room.mayInclude) {
            if (!used.contains(room.name + " -> " + grant))
                unused.append(room.name + " -> " + grant);
        }
    }
    QVERIFY2(unused.isEmpty(), unused.join('\n').constData());
}

void TestLayers::roomsAreInOrder()
{
    QSet<QByteArray> above;
    QByteArrayList wholes; // folders all of whose rooms are above
    for (const Room &room : rooms()) {
        for (const QByteArray &grant : room.mayInclude) {
            if (!grant.endsWith("/*"))
                QVERIFY2(above.contains(roomOf(grant)), (room.name + " -> " + grant).constData());
        }
        for (const QByteArray &whole : wholes)
            QVERIFY2(!room.name.startsWith(whole), (whole + "* -> " + room.name).constData());
        for (const QByteArray &grant : room.mayInclude) {
            if (grant.endsWith("/*"))
                wholes.append(grant.chopped(1));
        }
        above.insert(room.name);
    }
}

void TestLayers::architectureShowsTheTable()
{
    QHash<QByteArray, QByteArray> shown;
    static const QRegularExpression row(QStringLiteral("^\\| (`[^|]+) \\|[^|]+\\| ([^|]+) \\|$"),
                                        QRegularExpression::MultilineOption);
    auto matches = row.globalMatch(QString::fromUtf8(contents("ARCHITECTURE.md")));
    while (matches.hasNext()) {
        const auto match = matches.next();
        for (const QString &name : match.captured(1).split(QStringLiteral(", ")))
            shown.insert(QString(name).remove(QLatin1Char('`')).toUtf8(),
                         match.captured(2).toUtf8());
    }
    for (const Room &room : rooms()) {
        QByteArrayList names = room.mayInclude;
        for (QByteArray &name : names)
            name.replace("server/", "");
        QCOMPARE(room.name + ": " + shown.take(room.name),
                 room.name + ": " + (names.isEmpty() ? QByteArray("nobody") : names.join(", ")));
    }
    QCOMPARE(shown.keys(), QByteArrayList());
}

/// SQL texts and the types that carry them; the inspector's file is a SQLite file of its own.
void TestLayers::sqlStaysInItsRoom()
{
    static const QRegularExpression type(QLatin1String("\\b(sqlite3\\w*|QSql\\w*|Statement)\\b"));
    QStringList faults;
    for (const Source &source : sources()) {
        if (source.room.startsWith("server/store/")
            || source.path == "server/inspector/recordfile.cpp")
            continue;
        for (const QString &text : literals(contents(source.path), isSql))
            faults.append(QString::fromUtf8(source.path) + QStringLiteral(": ") + text);
        QString code = QString::fromUtf8(contents(source.path));
        const auto match = type.match(code.remove(textsAndComments()));
        if (match.hasMatch())
            faults.append(QString::fromUtf8(source.path) + QStringLiteral(": ") + match.captured());
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

/// resources/hookapi.json lists the hooks. Code may treat single ones, but what it asks of all of
/// them it reads there: a file that names half of them has a list of its own.
void TestLayers::hooksAreListedOnce()
{
    const auto api = QJsonDocument::fromJson(contents("resources/hookapi.json"));
    QStringList names;
    for (const QJsonValue &hook : api[QStringLiteral("hooks")].toArray())
        names.append(hook[QStringLiteral("name")].toString());
    QVERIFY(names.size() >= 10);
    const QRegularExpression anyName(QStringLiteral("\\b(?:%1)\\b").arg(names.join(u'|')));
    QStringList lists;
    for (const QByteArray &path : programFiles()) {
        QSet<QString> found;
        for (auto it = anyName.globalMatch(QString::fromUtf8(contents(path))); it.hasNext();)
            found.insert(it.next().captured());
        if (2 * found.size() >= names.size())
            lists.append(QString::fromUtf8(path));
    }
    QVERIFY2(lists.isEmpty(), qPrintable(lists.join(QLatin1Char(' '))));
}

/// client/routes.h spells the paths that the window asks for.
/// The runtime of hooks cannot include the server's list of the names of secrets, so it has it as
/// an expression: /^(?:whole|…)$|(?:ending|…(?:secret|…)key…)$/i.
void TestLayers::secretNamesAreThoseOfRecordings()
{
    const auto quotedIn = [](const QString &text) {
        static const QRegularExpression Quoted(QStringLiteral("\"(\\w+)\""));
        QSet<QString> names;
        for (auto it = Quoted.globalMatch(text); it.hasNext();)
            names.insert(it.next().captured(1));
        return names;
    };
    const QString cpp = QString::fromUtf8(contents("server/inspector/secretnames.cpp"));
    const QString script = QString::fromUtf8(contents("hookruntime/recording/values.js"));
    static const QRegularExpression Lists(
        QStringLiteral("Endings = \\{([^}]*)\\}.*Whole = \\{([^}]*)\\}"),
        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression Secret(
        QStringLiteral("SECRET = own\\(/\\^\\(\\?:([\\w|]+)\\)\\$\\|\\(\\?:(.*)\\)\\$/i\\)"));
    const auto lists = Lists.match(cpp);
    const auto secret = Secret.match(script);
    QVERIFY(lists.hasMatch() && secret.hasMatch());
    const QStringList whole = secret.captured(1).split('|');
    QCOMPARE(QSet<QString>(whole.begin(), whole.end()), quotedIn(lists.captured(2)));

    static const QRegularExpression Keys(QStringLiteral("\\(\\?:([\\w|]+)\\)key"));
    const auto keys = Keys.match(secret.captured(2));
    QVERIFY(keys.hasMatch());
    QStringList endings = secret.captured(2).remove(keys.captured() + '|').split('|');
    for (const QString &each : keys.captured(1).split('|'))
        endings.append(each + QStringLiteral("key"));
    QCOMPARE(QSet<QString>(endings.begin(), endings.end()), quotedIn(lists.captured(1)));
}

void TestLayers::routesAreTheClients()
{
    QStringList faults;
    for (const Source &source : sources()) {
        if (!source.room.startsWith("ui"))
            continue;
        for (const QString &text : literals(contents(source.path), isRoute))
            faults.append(QString::fromUtf8(source.path) + QStringLiteral(": ") + text);
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

void TestLayers::serverHasNoWindow()
{
    const QByteArray text = contents("server/CMakeLists.txt");
    for (const char *library : {"Qt6::Gui", "Qt6::Widgets"})
        QVERIFY2(!text.contains(library), library);
    QCOMPARE(text.count("Qt6::Qml"), 1); // the hook host's
    const QString headers = QLibraryInfo::path(QLibraryInfo::HeadersPath);
    const auto isOf = [&](const char *module, const QByteArray &header) {
        return QFile::exists(headers + QLatin1Char('/') + QLatin1String(module) + QLatin1Char('/')
                             + QString::fromUtf8(header));
    };
    QVERIFY(isOf("QtGui", "QColor") && isOf("QtCore", "QObject"));
    QStringList faults;
    for (const Source &source : sources()) {
        for (const QByteArray &target : source.includes) {
            if (source.room.startsWith("server") && target.startsWith('Q')
                && !isOf("QtCore", target) && (isOf("QtGui", target) || isOf("QtWidgets", target)))
                faults.append(QString::fromUtf8(source.path + " includes " + target));
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

/// The table keeps rooms in order, and this the headers of a room.
void TestLayers::headersDoNotIncludeEachOther()
{
    QHash<QByteArray, QByteArrayList> open;
    for (const Source &source : sources()) {
        if (source.path.endsWith(".h"))
            open.insert(source.path, source.includes);
    }
    QVERIFY(open.size() > 60);
    // Headers whose includes are all done are taken away, until none is left or only cycles are.
    for (qsizetype before = -1; before != open.size();) {
        before = open.size();
        for (const QByteArray &header : open.keys()) {
            const QByteArrayList includes = open.value(header);
            if (std::none_of(includes.begin(), includes.end(),
                             [&](const QByteArray &target) { return open.contains(target); }))
                open.remove(header);
        }
    }
    QVERIFY2(open.isEmpty(), open.keys().join(' ').constData());
}

void TestLayers::includesAreRead_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char *line, const char *target) {
        QTest::newRow(line) << QByteArray(line) << QByteArray(target);
    };
    row("#include \"server/core/json.h\"", "server/core/json.h");
    row("  #  include <QFile>", "QFile");
    row("#include <QtQml/QJSEngine>", "QJSEngine");
    row("#include \"../users/userspanel.h\"", "\"../users/userspanel.h");
    row("#include \"tests/support/httpclient.h\"", "\"tests/support/httpclient.h");
}

void TestLayers::includesAreRead()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, target);
    QCOMPARE(includesOf("\n" + line + "\n"), QByteArrayList{target});
}

void TestLayers::literalsAreRecognised_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<bool>("isSqlText");
    QTest::addColumn<bool>("isRoutePath");
    const auto row = [](const char *code, bool isSqlText, bool isRoutePath) {
        QTest::newRow(code) << QByteArray(code) << isSqlText << isRoutePath;
    };
    for (const char *sql :
         {R"("SELECT a")", R"("SELECT\n a FROM b")", R"("insert into documents values (1);")",
          R"("select a from b")", R"("delete from documents")", R"("BEGIN IMMEDIATE")",
          R"("COMMIT")", R"("VACUUM INTO ?")", R"("ATTACH ? AS y")", R"(" ORDER BY _id")",
          R"("a FROM documents")", R"("WITH x AS (SELECT 1) b")", "R\"sql(SELECT a)sql\""})
        row(sql, true, false);
    for (const char *route :
         {R"("/rest/people")", R"("rest/")", R"(u"/rest")", R"("GET /admin/v1/keys")",
          R"("/auth/jwt")", R"("/docs")", R"("/openapi.json")", "R\"x(/rest/people)x\""})
        row(route, false, true);
    for (const char *other :
         {R"("Select a document from the list.")", R"("Update the settings")", R"("Commit")",
          R"("the rest")", R"("A path begins with /rest/.")", "// \"SELECT a\"", R"(":/docs/x")"})
        row(other, false, false);
}

void TestLayers::literalsAreRecognised()
{
    QFETCH(QByteArray, code);
    QFETCH(bool, isSqlText);
    QFETCH(bool, isRoutePath);
    QCOMPARE(!literals(code, isSql).isEmpty(), isSqlText);
    QCOMPARE(!literals(code, isRoute).isEmpty(), isRoutePath);
}

QTEST_APPLESS_MAIN(TestLayers)
#include "tst_layers.moc"
