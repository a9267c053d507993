// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

/// Who may include whom, besides itself (STYLE.md section 1).
const QHash<QString, QSet<QString>> &table()
{
    static const QHash<QString, QSet<QString>> rooms = {
        {"server/core", {}},
        {"server/hookwire", {"server/core"}},
        {"server/http", {"server/core"}},
        {"server/model", {"server/core"}},
        {"server/store", {"server/core", "server/hookwire", "server/model"}},
        {"server/inspector", {"server/core", "server/model", "server/store"}},
        {"server/auth", {"server/core", "server/store"}},
        {"server/hookhost", {"server/core", "server/hookwire"}},
        {"server/hooks", {"server/core", "server/hookwire", "server/inspector"}},
        {"server/jobs",
         {"server/core", "server/hookwire", "server/model", "server/store", "server/inspector",
          "server/hooks"}},
        {"server/outbound", {"server/core", "server/http", "server/store", "server/hooks"}},
        {"server/mailer", {}},
        {"server/api",
         {"server/core", "server/http", "server/model", "server/store", "server/auth",
          "server/hooks", "server/inspector", "server/jobs"}},
        {"server/webhooks",
         {"server/core", "server/http", "server/inspector", "server/outbound", "server/api"}},
        {"server/request",
         {"server/core", "server/http", "server/model", "server/store", "server/auth",
          "server/hooks", "server/inspector", "server/jobs", "server/api", "server/webhooks"}},
        {"server",
         {"server/core", "server/hookwire", "server/http", "server/store", "server/auth",
          "server/hooks", "server/inspector", "server/jobs", "server/outbound", "server/api",
          "server/webhooks", "server/request"}},
        {"client",
         {"server", "server/core", "server/http", "server/store", "server/auth",
          "server/inspector", "server/jobs"}},
        {"ui/widgets", {"server/core"}},
        {"ui/documents", {"ui/widgets", "client", "server/core"}},
        {"ui/collection", {"ui/widgets", "client", "server/core"}},
        {"ui/codehook", {"ui/widgets", "client", "server/core"}},
        {"ui/jobs", {"ui/widgets", "client", "server/core"}},
        {"ui/keys", {"ui/widgets", "client", "server/core"}},
        {"ui/settings", {"ui/widgets", "client", "server/core"}},
        {"ui/users", {"ui/widgets", "client", "server/core"}},
        {"ui/help", {"ui/widgets", "server/core"}},
        {"ui/inspector",
         {"ui/widgets", "client", "server/inspector/filter.h", "server/core"}},
        {"ui",
         {"ui/widgets", "ui/documents", "ui/collection", "ui/codehook", "ui/help",
          "ui/inspector", "ui/jobs", "ui/keys", "ui/settings", "ui/users", "client",
          "server/core"}},
        // The administrator's commands open a database and send requests without a window.
        {"app",
         {"ui", "ui/widgets", "client", "server", "server/core", "server/store", "server/auth",
          "server/http"}},
    };
    return rooms;
}

/// A foreign library lives in one room.
const QHash<QString, QString> &libraries()
{
    static const QHash<QString, QString> owners = {
        {"QHttpServer", "server/http"},   {"QAbstractHttpServer", "server/http"},
        {"QJSEngine", "server/hookhost"}, {"QJSValue", "server/hookhost"},
        {"sqlite3.h", "server/store"},    {"muParser.h", "server/model"},
        {"simdjson.h", "server/core"},    {"curl/curl.h", "server/mailer"},
        {"seccomp.h", "server/hookhost"}, {"Qsci/", "ui/codehook"},
        {"md4c-html.h", "server/core"}};
    return owners;
}

} // namespace

class TestLayers : public QObject
{
    Q_OBJECT

private slots:
    void includesFollowTheTable();
    void serverHasNoWindow();
};

void TestLayers::includesFollowTheTable()
{
    static const QRegularExpression include(QStringLiteral("^#include [\"<]([^\">]+)[\">]"),
                                            QRegularExpression::MultilineOption);
    QStringList faults;
    int files = 0;
    for (const QString &top :
         {QStringLiteral("server"), QStringLiteral("client"), QStringLiteral("ui"),
          QStringLiteral("app")}) {
        QDirIterator it(QStringLiteral(SOURCE_FOLDER "/") + top,
                        {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            ++files;
            const QString path = file.fileName().mid(QStringLiteral(SOURCE_FOLDER "/").size());
            const QString room = path.section(QLatin1Char('/'), 0, -2);
            QVERIFY2(table().contains(room),
                     qPrintable(QStringLiteral("%1 is in no room of the table").arg(path)));
            auto matches = include.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext()) {
                const QString target = matches.next().captured(1);
                for (auto owner = libraries().begin(); owner != libraries().end(); ++owner) {
                    if (target.startsWith(owner.key()) && room != owner.value())
                        faults.append(path + QStringLiteral(" includes ") + target);
                }
                const bool isOurs = target.startsWith(QLatin1String("server/"))
                    || target.startsWith(QLatin1String("client/"))
                    || target.startsWith(QLatin1String("ui/"))
                    || target.startsWith(QLatin1String("app/"));
                const QString targetRoom = target.section(QLatin1Char('/'), 0, -2);
                const QSet<QString> &allowed = table()[room];
                if (isOurs && targetRoom != room && !allowed.contains(targetRoom)
                    && !allowed.contains(target))
                    faults.append(path + QStringLiteral(" includes ") + target);
            }
        }
    }
    QVERIFY(files > 60);
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
