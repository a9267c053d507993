// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/comparetest.h"

#include "client/localclient.h"

namespace {

QByteArray part(const char *kind, const QByteArray &name, const QByteArray &value)
{
    return "{\"kind\":\"" + QByteArray(kind) + "\",\"name\":\"" + name
        + "\",\"tag\":null,\"value\":" + value + '}';
}

} // namespace

void CompareTest::openBoth()
{
    QCOMPARE(m_client
                 ->send("PATCH", "/admin/v1/deployment",
                        "{\"parts\":["
                            + part("collection", "orders",
                                   R"({"fields":[{"name":"total","type":"number","required":true},)"
                                   R"({"name":"beløp","type":"text"}],)"
                                   R"("indexes":[{"fields":["city"]}]})")
                            + ','
                            + part("codehook", "orders",
                                   R"({"source":"function beforePOST(req, res) {\n  let a = 1;\n  )"
                                   R"(res.end();\n}\n","enabled":true})")
                            + ',' + part("module", "vat", R"({"source":"module.exports = 0.25;"})")
                            + ','
                            + part("job", JobId,
                                   R"({"description":"nightly report","crontab":"0 3 * * *",)"
                                   R"("active":false,"script":"function runJob(req, res) {}"})")
                            + "]}")
                 .status,
             200);
    QCOMPARE(m_client
                 ->put("/admin/v1/settings",
                       R"({"codehooks":{"timeout":3000},)"
                       R"("mail":{"smtp":{"password":"geheim here"}}})")
                 .status,
             200);
    m_desk->open(other(), Application::Content::Empty);
    m_other = std::make_unique<HttpClient>(m_desk->client()->url(), m_desk->firstKey());
    QCOMPARE(m_other
                 ->put("/admin/v1/collections/orders",
                       R"({"fields":[{"name":"total","type":"number"}]})")
                 .status,
             201);
    QCOMPARE(
        m_other->hook("orders", "function beforePOST(req, res) {\n  var a = 1;\n  res.end();\n}\n")
            .status,
        200);
    QCOMPARE(m_other->put("/admin/v1/settings", R"({"mail":{"smtp":{"password":"geheim there"}}})")
                 .status,
             200);
}

void CompareTest::openCompare()
{
    QTest::keyClick(&m_desk->window(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(table() && table()->isVisible());
}

QStringList CompareTest::rows()
{
    QStringList rows;
    const QAbstractItemModel *model = table()->model();
    for (int row = 0; row < model->rowCount(); ++row)
        rows.append(model->index(row, 1).data().toString() + QLatin1Char(' ')
                    + model->index(row, 2).data().toString());
    return rows;
}

QString CompareTest::texts(const QString &row)
{
    QStringList texts;
    for (int column = 3; column <= 5; ++column)
        texts.append(table()->model()->index(indexOf(row), column).data().toString());
    return texts.join(QStringLiteral(" | "));
}

bool CompareTest::isChosen(const QString &row)
{
    return table()->model()->index(indexOf(row), 0).data(Qt::CheckStateRole).toInt() == Qt::Checked;
}

void CompareTest::selectRow(const QString &row)
{
    const QModelIndex index = table()->model()->index(indexOf(row), 2);
    QVERIFY2(index.isValid(), qPrintable(rows().join(QStringLiteral("; "))));
    table()->scrollTo(index);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(index).center());
}

void CompareTest::choose(const QString &row)
{
    const bool before = isChosen(row);
    const QModelIndex index = table()->model()->index(indexOf(row), 0);
    QVERIFY2(index.isValid(), qPrintable(rows().join(QStringLiteral("; "))));
    table()->scrollTo(index);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(index).center());
    QCOMPARE(isChosen(row), !before);
}
