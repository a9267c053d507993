// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layers/table.h"

#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

namespace {

/// A foreign library lives in one room, as a rule.
const QHash<QByteArray, QByteArrayList> &libraries()
{
    static const QHash<QByteArray, QByteArrayList> owners = {
        {"QHttpServer", {"server/http"}},
        {"QAbstractHttpServer", {"server/http"}},
        {"QJSEngine", {"server/hookhost"}},
        {"QJSValue", {"server/hookhost"}},
        {"sqlite3.h", {"server/store/sqlite"}},
        {"muParser.h", {"server/model"}},
        {"simdjson.h", {"server/core"}},
        {"curl/curl.h", {"server/outbound", "server/mailer"}},
        {"seccomp.h", {"server/hookhost"}},
        {"Qsci/", {"ui/codehook"}},
        {"md4c-html.h", {"server/core"}}};
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
            if (grant == target || grant == roomOf(target))
                return grant;
        }
    }
    return {};
}

/// Texts, raw ones too, and comments, which may name anything and begin with a slash.
const QRegularExpression &textsAndComments()
{
    static const QRegularExpression token(
        QLatin1String("R\"\\((?s:.*?)\\)\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|//[^\\n]*"));
    return token;
}

/// What the programs are made of, and the oracle that mutated hooks are compared with.
QByteArrayList programFiles()
{
    QByteArrayList paths;
    for (const char *top : {"server", "client", "ui", "app", "hookruntime", "tests/mutation"}) {
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
        static const QRegularExpression include(QStringLiteral("^#include [\"<]([^\">]+)[\">]"),
                                                QRegularExpression::MultilineOption);
        QList<Source> list;
        for (const char *top : {"server", "client", "ui", "app"}) {
            QDirIterator it(QStringLiteral(SOURCE_FOLDER "/") + QLatin1String(top),
                            {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                            QDirIterator::Subdirectories);
            while (it.hasNext()) {
                Source source;
                source.path = it.next().mid(QStringLiteral(SOURCE_FOLDER "/").size()).toUtf8();
                source.room = source.path.left(source.path.lastIndexOf('/'));
                auto matches = include.globalMatch(QString::fromUtf8(contents(source.path)));
                while (matches.hasNext())
                    source.includes.append(matches.next().captured(1).toUtf8());
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
    void routesAreTheClients();
    void serverHasNoWindow();
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
            if (isOurs(target) && grantFor(source.room, target).isNull())
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
    for (const Room &room : rooms()) {
        for (const QByteArray &grant : room.mayInclude)
            QVERIFY2(above.contains(roomOf(grant)), (room.name + " -> " + grant).constData());
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
    static const QRegularExpression sql(QLatin1String(
        R"(^R?"\(?\W*(SELECT|INSERT|REPLACE|UPDATE|DELETE FROM|CREATE|ALTER|DROP|PRAGMA|SAVEPOINT)\s)"
        R"(|\b(FROM \w+ WHERE|WHERE \w+ = \?|UPDATE \w+ SET)\b)"));
    static const QRegularExpression type(QLatin1String("\\b(sqlite3\\w*|QSql\\w*|Statement)\\b"));
    QStringList faults;
    for (const Source &source : sources()) {
        if (source.room == "server/store/sqlite"
            || source.path == "server/inspector/recordfile.cpp")
            continue;
        QString code = QString::fromUtf8(contents(source.path));
        auto tokens = textsAndComments().globalMatch(code);
        while (tokens.hasNext()) {
            const QString text = tokens.next().captured();
            if (!text.startsWith(QLatin1Char('/')) && sql.match(text).hasMatch())
                faults.append(QString::fromUtf8(source.path) + QStringLiteral(": ") + text);
        }
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
    QCOMPARE(lists, QStringList());
}

/// client/routes.h spells the paths that the window asks for. A sentence may name one within.
void TestLayers::routesAreTheClients()
{
    static const QRegularExpression route(
        QLatin1String(R"(^R?"(\()?/rest\b|/admin/v1\b|"/(auth|healthz|metrics)\b)"));
    QStringList faults;
    for (const Source &source : sources()) {
        if (!source.room.startsWith("ui"))
            continue;
        auto tokens = textsAndComments().globalMatch(QString::fromUtf8(contents(source.path)));
        while (tokens.hasNext()) {
            const QString text = tokens.next().captured();
            if (!text.startsWith(QLatin1Char('/')) && route.match(text).hasMatch())
                faults.append(QString::fromUtf8(source.path) + QStringLiteral(": ") + text);
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

void TestLayers::serverHasNoWindow()
{
    QFile file(QStringLiteral(SOURCE_FOLDER "/server/CMakeLists.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(!text.contains("Qt6::Gui") && !text.contains("Qt6::Widgets"));
    QCOMPARE(text.count("Qt6::Qml"), 1); // the hook host's
}

QTEST_APPLESS_MAIN(TestLayers)
#include "tst_layers.moc"
