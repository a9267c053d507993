// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"
#include "ui/inspector/trafficchart.h"
#include "ui/widgets/timetext.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>

#include <numeric>

/// The chart of the last hour over the inspector.
class TestTrafficChart : public WindowTest
{
    Q_OBJECT

private slots:
    void hourIsCharted();
    void numbersHaveRoom();
    void rowsStayWhereTheyAre();
    void durationsAreShort();
};

void TestTrafficChart::hourIsCharted()
{
    createCollection(QStringLiteral("people"));
    for (int i = 0; i < 5; ++i)
        QCOMPARE(m_client->get("/rest/people").status, 200);
    QCOMPARE(m_client->get("/rest/people/000000000000000000000000").status, 404);
    QVERIFY(!find<QWidget>("inspectorChart")->isVisible());
    click("chartInspector");
    auto *collection = find<QComboBox>("chartCollection");
    auto *bars = find<TrafficBars>("trafficBars");
    const auto text = [&] { return find<QLabel>("chartText")->text(); };
    QTRY_VERIFY(collection->findText(QStringLiteral("people")) > 0);
    collection->setFocus();
    QTest::keyClicks(collection, QStringLiteral("people"));
    emit collection->activated(collection->currentIndex());
    const auto sum = [&] {
        return std::accumulate(bars->hour().begin(), bars->hour().end(), 0,
                               [](int all, const auto &minute) { return all + minute.requests; });
    };
    QTRY_COMPARE(sum(), 6); // what the window asks for does not count
    const QString told = QStringLiteral("Last hour: %1 requests, 1 answered 4xx, 95 %").arg(sum());
    QVERIFY2(text().startsWith(told), qPrintable(text()));
    picture("63-inspector-chart");
    // The keyboard goes to the minute that is under way, and shows its requests.
    bars->setFocus();
    QTest::keyClick(bars, Qt::Key_End);
    QCOMPARE(bars->minute(), 59);
    if (bars->hour()[59].requests == 0) // a new minute has just begun
        QTest::keyClick(bars, Qt::Key_Left);
    const int shown = bars->hour()[size_t(bars->minute())].requests;
    QTest::keyClick(bars, Qt::Key_Return);
    QVERIFY(find<QLineEdit>("inspectorFilter")->text().startsWith("collection:people since:"));
    QTRY_COMPARE(find<QTableView>("inspectorTable")->model()->rowCount(), shown);
    QTest::keyClick(bars, Qt::Key_Home);
    QVERIFY2(text().contains(QLatin1String(": 0 requests")), qPrintable(text()));
    click("chartInspector");
    QVERIFY(!find<QWidget>("inspectorChart")->isVisible());
}

/// The plot begins where the widest number ends.
void TestTrafficChart::numbersHaveRoom()
{
    auto *bars = m_desk->window().findChild<TrafficBars *>();
    const auto firstMinute = [bars] {
        bars->resize(800, 120);
        for (int x = 0; x < 800; ++x) {
            QMouseEvent move(QEvent::MouseMove, QPointF(x, 40), QPointF(x, 40), Qt::NoButton,
                             Qt::NoButton, Qt::NoModifier);
            QApplication::sendEvent(bars, &move);
            if (bars->minute() == 0)
                return x;
        }
        return -1;
    };
    TrafficChart::Hour hour{};
    bars->setHour(hour);
    const int narrow = firstMinute();
    hour[3] = {100'117, 0, 0, 1573};
    bars->setHour(hour);
    const int wide = firstMinute();
    const QFontMetrics metrics(m_desk->window().findChild<TrafficChart *>()->font());
    QVERIFY2(narrow > 0 && wide > narrow, qPrintable(QString::number(wide)));
    QVERIFY(wide >= metrics.horizontalAdvance(QStringLiteral("200000/min")) / 2);
}

/// A request that failed has a line more in its details.
void TestTrafficChart::rowsStayWhereTheyAre()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->get("/rest/people").status, 200);
    QCOMPARE(m_client->get("/rest/people/000000000000000000000000").status, 404);
    auto *table = find<QTableView>("inspectorTable");
    const auto choose = [&](const char *status) {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, 3).data().toString().contains(QLatin1String(status)))
                table->selectRow(row);
        }
    };
    QTRY_VERIFY(table->model()->rowCount() >= 2);
    choose("200");
    QTRY_VERIFY(find<QLabel>("detailsError") && !find<QLabel>("detailsError")->isVisible());
    const QPoint before = table->mapTo(&m_desk->window(), QPoint());
    const int height = table->height();
    choose("404");
    QTRY_VERIFY(find<QLabel>("detailsError")->isVisible());
    QTest::qWait(50); // a layout that moves does so in the next turn
    QCOMPARE(table->mapTo(&m_desk->window(), QPoint()), before);
    QCOMPARE(table->height(), height);
}

void TestTrafficChart::durationsAreShort()
{
    using namespace std::chrono_literals;
    QCOMPARE(durationText(4us), QStringLiteral("4 µs"));
    QCOMPARE(durationText(49us), QStringLiteral("49 µs"));
    QCOMPARE(durationText(120us), QStringLiteral("0.1 ms"));
    QCOMPARE(durationText(9940us), QStringLiteral("9.9 ms"));
    QCOMPARE(durationText(9960us), QStringLiteral("10 ms"));
    QCOMPARE(durationText(9999700us), QStringLiteral("10.0 s"));
    QCOMPARE(durationText(119970ms), QStringLiteral("2 min 0 s"));
    QCOMPARE(durationText(842ms), QStringLiteral("842 ms"));
    QCOMPARE(durationText(18400ms), QStringLiteral("18.4 s"));
    QCOMPARE(durationText(185s), QStringLiteral("3 min 5 s"));
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    const QString german = durationText(1260us);
    QLocale::setDefault(before);
    QCOMPARE(german, QStringLiteral("1,3 ms"));
}

QTEST_MAIN(TestTrafficChart)
#include "tst_trafficchart.moc"
