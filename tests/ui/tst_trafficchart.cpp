// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"
#include "ui/inspector/trafficchart.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

#include <numeric>

/// The chart of the last hour over the inspector.
class TestTrafficChart : public WindowTest
{
    Q_OBJECT

private slots:
    void hourIsCharted();
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

QTEST_MAIN(TestTrafficChart)
#include "tst_trafficchart.moc"
