// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/support/embeddedserver.h"
#include "tests/ui/comparetest.h"
#include "ui/compare/comparepanel.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

namespace {

/// Answers each request with one status.
class FixedClient final : public Client
{
public:
    explicit FixedClient(int status)
        : Client(nullptr)
        , m_status(status)
    {
    }
    QString identity() const override { return QStringLiteral("afar"); }
    QString name() const override { return identity(); }
    bool isReachable() const override { return m_status > 0; }
    QString url() const override { return {}; }
    void follow() override { }

private:
    void send(const Http::Request &, const Pending<Reply> &pending) override
    {
        QMetaObject::invokeMethod(
            this,
            [this, pending] {
                pending.set({m_status, R"({"message":"no answer"})"});
            },
            Qt::QueuedConnection);
    }

    int m_status;
};

} // namespace

/// Which databases are compared, and what is told where there is nothing to compare.
class TestCompareSides : public CompareTest
{
    Q_OBJECT

private slots:
    void sidesAreSwappedAndChosen();
    void serversElsewhereAreSidesToo();
    void statesAreExplained();
    void undoComesBackAfterARestart();
};

void TestCompareSides::sidesAreSwappedAndChosen()
{
    openBoth();
    m_desk->open(m_folder->filePath(QStringLiteral("third.hookdesk")), Application::Content::Empty);
    HttpClient third(m_desk->client()->url(), m_desk->firstKey());
    openCompare();
    auto *tabs = find<QTabWidget>("tabs");
    const auto title = [tabs] { return tabs->tabText(tabs->currentIndex()); };
    QCOMPARE(title(), QStringLiteral("Compare new → third"));
    const auto pick = [this](const char *button, const QString &name) {
        QMenu *menu = find<QToolButton>(button)->menu();
        emit menu->aboutToShow();
        for (QAction *action : menu->actions()) {
            if (action->text() == name)
                action->trigger();
        }
    };
    pick("compareSource", QStringLiteral("other"));
    QCOMPARE(title(), QStringLiteral("Compare other → third"));
    QTRY_VERIFY(indexOf(QStringLiteral("Collection orders")) >= 0);
    QCOMPARE(indexOf(QStringLiteral("Module lib/vat")), -1);
    // To choose the one of the other side swaps them.
    pick("compareTarget", QStringLiteral("other"));
    QCOMPARE(title(), QStringLiteral("Compare third → other"));
    QTRY_COMPARE(texts(QStringLiteral("Collection orders")),
                 QStringLiteral("– | yes | only in other"));
    click("compareSwap");
    QCOMPARE(title(), QStringLiteral("Compare other → third"));
    QTRY_COMPARE(texts(QStringLiteral("Collection orders")), QStringLiteral("yes | – | new"));
    // Once it is closed, another is compared with.
    m_desk->open(other(), Application::Content::Empty);
    QTest::keyClick(&m_desk->window(), Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(find<QTabBar>("workspaces")->count(), 2);
    QTRY_COMPARE(title(), QStringLiteral("Compare new → third"));
    m_desk->open(m_folder->filePath(QStringLiteral("third.hookdesk")), Application::Content::Empty);
    QTRY_VERIFY(indexOf(QStringLiteral("Module lib/vat")) >= 0);
}

void TestCompareSides::serversElsewhereAreSidesToo()
{
    openBoth();
    EmbeddedServer server;
    QVERIFY(server.start());
    QVERIFY(server.define("afar"));
    QTest::keyClick(&m_desk->window(), Qt::Key_O, Qt::ControlModifier | Qt::AltModifier);
    QDialog *asked = dialog();
    QVERIFY(asked);
    QTest::keyClicks(asked->findChild<QLineEdit *>(QStringLiteral("connectUrl")), server.url());
    asked->findChild<QCheckBox *>(QStringLiteral("connectKeeps"))->setChecked(false);
    auto *key = asked->findChild<QLineEdit *>(QStringLiteral("connectKey"));
    QTest::keyClicks(key, QString::fromLatin1(server.key()));
    QTest::keyClick(key, Qt::Key_Return);
    QTRY_COMPARE(m_desk->window().client()->identity(), server.url());
    QTRY_VERIFY(!m_desk->window().findChild<QDialog *>());
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    openCompare();
    QTRY_VERIFY(indexOf(QStringLiteral("Collection afar")) >= 0);
    choose(QStringLiteral("Codehook orders"));
    choose(QStringLiteral("Job nightly report"));
    click("deploy");
    answer("askAccept");
    QTRY_VERIFY(server.client().get("/admin/v1/jobs").body.contains(JobId));
    QCOMPARE(server.client().get("/rest/orders").status, 200);
    QTRY_VERIFY(find<QPushButton>("undoDeployment")->isVisible()
                && find<QPushButton>("undoDeployment")->isEnabled());
    click("undoDeployment");
    QTRY_COMPARE(server.client().get("/rest/orders").status, 404);
    QVERIFY(!server.client().get("/admin/v1/jobs").body.contains(JobId));
    QCOMPARE(server.client().get("/rest/afar").status, 200);
}

void TestCompareSides::statesAreExplained()
{
    QTest::keyClick(&m_desk->window(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(find<QLabel>("compareState") && find<QLabel>("compareState")->isVisible());
    QCOMPARE(find<QLabel>("compareState")->text(), QStringLiteral("Nothing to compare with"));
    QVERIFY(!find<QPushButton>("deploy")->isEnabled());
    picture("compare-alone");
    m_desk->open(other(), Application::Content::Empty);
    QTest::keyClick(&m_desk->window(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(find<QLabel>("compareState")->text(), QStringLiteral("Nothing differs"));
    picture("compare-same");
    // A server that refuses.
    const QList<CompareSide> sides = m_desk->window().findChild<Workspace *>()->sides();
    Theme theme(*qApp, Theme::Mode::Light);
    for (const auto &[status, text] :
         {std::pair(404, "older version"), std::pair(403, "full-access key"),
          std::pair(0, "cannot be read")}) {
        FixedClient afar(status);
        CompareSide refused = sides.first();
        refused.client = &afar;
        refused.name = QStringLiteral("afar");
        ComparePanel panel(
            theme,
            [&] {
                return QList{refused, sides.last()};
            },
            nullptr);
        panel.show();
        const auto *told = panel.findChild<QLabel *>(QStringLiteral("compareStateText"));
        QTRY_VERIFY2(told->text().startsWith(QLatin1String("afar"))
                         && told->text().contains(QLatin1String(text)),
                     qPrintable(told->text()));
    }
}

void TestCompareSides::undoComesBackAfterARestart()
{
    openBoth();
    openCompare();
    choose(QStringLiteral("Module lib/vat"));
    click("deploy");
    answer("askAccept");
    QTRY_VERIFY(find<QPushButton>("undoDeployment")->isVisible());
    m_desk->window().keepDrafts();
    m_desk.reset();
    Preferences options;
    options.address = QStringLiteral("127.0.0.1:0");
    m_desk = std::make_unique<Application>(*qApp, options);
    m_desk->window().resize(1366, 768);
    m_desk->window().show();
    m_desk->open(other(), Application::Content::Empty);
    // Its own database is open, whatever else is.
    QTRY_VERIFY(find<QPushButton>("undoDeployment")
                && find<QPushButton>("undoDeployment")->isVisible());
    click("undoDeployment");
    QTRY_COMPARE(notice(), QStringLiteral("The deployment was undone."));
    const auto reply = std::make_shared<Client::Reply>();
    m_desk->client()->request("GET", "/admin/v1/modules/vat").then(this, [reply](const auto &each) {
        *reply = each;
    });
    QTRY_COMPARE(reply->status, 404);
}

QTEST_MAIN(TestCompareSides)
#include "tst_comparesides.moc"
