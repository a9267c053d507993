// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/ui/windowtest.h"
#include "ui/documents/documentspanel.h"
#include "ui/documents/importdialog.h"

#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QApplication>
#include <QUrl>
#include <QHeaderView>
#include <QMimeData>
#include <QMenu>
#include <QDropEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

/// Documents that come in from files, and go out to files.
class TestImportDialog : public WindowTest
{
    Q_OBJECT

private slots:
    void filesComeInAndGoOut();
    void faultyLineIsLeftOut();
    void importIsCancelled();
    void refusedRowsAreListed();
    void declaredFieldsDecide();
    void importIsTakenBack();
    void importStopsAtARefusal();
    void unreadableFileIsRefusedAtOnce();
    void columnsAreMapped();
    void filesAreDropped();

private:
    Json::Document get(const QByteArray &path) { return m_client->get(path).json(); }
    void import();
    int stored() { return int(get("/rest/people").root().items().size()); }
};

/// Begins the import that is asked about, and waits for its end.
void TestImportDialog::import()
{
    QVERIFY(dialog());
    click("importBegin");
    QTRY_VERIFY(find<QPushButton>("importTakeBack")->isVisible());
}

void TestImportDialog::filesComeInAndGoOut()
{
    createCollection(QStringLiteral("people"));
    const QString in = m_folder->filePath(QStringLiteral("in.csv"));
    QFile file(in);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("name,age\r\n\"Jane, \"\"J\"\"\",30\r\nJörg,20\r\n");
    file.close();
    auto *panel = m_desk->window().findChild<DocumentsPanel *>();
    panel->importFrom(in);
    import();
    click("importClose");
    QTRY_COMPARE(grid()->model()->rowCount(), 2);
    QTRY_COMPARE(grid()->model()->index(0, 0).data().toString(), QStringLiteral("Jane, \"J\""));
    const QString out = m_folder->filePath(QStringLiteral("out.ndjson"));
    find<QLineEdit>("query")->setText(QStringLiteral("{\"name\": \"Jörg\"}"));
    QTest::keyClick(find<QLineEdit>("query"), Qt::Key_Return);
    QTRY_COMPARE(grid()->model()->rowCount(), 1);
    panel->exportTo(out);
    QTRY_VERIFY(QFile::exists(out));
    QFile written(out);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray lines = written.readAll();
    QCOMPARE(lines.count('\n'), 1); // what matches the query, no more
    QVERIFY(lines.contains("\"name\":\"Jörg\""));
    panel->exportTo(m_folder->filePath(QStringLiteral("out.xlsx")));
    QDialog *refusal = dialog();
    QVERIFY(refusal);
    const auto labels = refusal->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text().contains(QLatin1String(".ndjson"));
    }));
    answer("askAccept");
    trigger("undo");
    QTRY_COMPARE(stored(), 0);
}

void TestImportDialog::faultyLineIsLeftOut()
{
    createCollection(QStringLiteral("people"));
    const QString in = m_folder->filePath(QStringLiteral("in.ndjson"));
    QFile file(in);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"n\":1}\n{\"n\":2}\n{\"n\":\n{\"n\":4}\n");
    file.close();
    m_desk->window().findChild<DocumentsPanel *>()->importFrom(in);
    QVERIFY(dialog());
    QVERIFY(find<QLabel>("importText")->text().startsWith(QLatin1String("Line 3: ")));
    import();
    QCOMPARE(find<QLabel>("importText")->text(),
             QStringLiteral("3 documents imported, 1 refused."));
    click("importClose");
    QCOMPARE(stored(), 3);
}

void TestImportDialog::importIsCancelled()
{
    createCollection(QStringLiteral("people"));
    const QString in = m_folder->filePath(QStringLiteral("in.json"));
    QFile file(in);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[");
    for (int i = 0; i < 300'000; ++i)
        file.write((i ? ",{\"n\":" : "{\"n\":") + QByteArray::number(i) + "}");
    file.write("]");
    file.close();
    m_desk->window().findChild<DocumentsPanel *>()->importFrom(in);
    QVERIFY(dialog());
    click("importBegin");
    QTRY_VERIFY(find<QLabel>("importText")->text().contains(QLatin1String("00 documents")));
    picture("66-import");
    click("importClose");
    QTRY_VERIFY(find<QPushButton>("importTakeBack")->isVisible());
    QVERIFY(find<QLabel>("importText")->text().startsWith(QLatin1String("Stopped.")));
    click("importClose");
    const auto count = m_client->get("/rest/people?count=true&totals=true")
                           .json()
                           .root()
                           .value("totals")
                           .value("total")
                           .toInteger();
    QVERIFY(count > 0 && count < 300'000);
    QTRY_COMPARE(grid()->model()->rowCount(), int(count));
}

void TestImportDialog::refusedRowsAreListed()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client
                 ->send("PUT", "/admin/v1/collections/people/codehook",
                        "function beforePOST(req, res) { if (req.body.name === 'Joe') "
                        "res.end({error: 'Joe stays out'}); else res.end({data: req.body}); }")
                 .status,
             200);
    const QString file = write("in.csv", "name,age\nJane,1\nJoe,2\nAnn,3\nBo,4\n");
    auto *panel = m_desk->window().findChild<DocumentsPanel *>();
    panel->importFrom(file);
    auto *import = qobject_cast<ImportDialog *>(dialog());
    QVERIFY(import);
    auto *table = import->findChild<QTableWidget *>(QStringLiteral("importTable"));
    QCOMPARE(table->rowCount(), 4); // what will be stored
    QCOMPARE(table->horizontalHeaderItem(0)->text(), QStringLiteral("name"));
    QCOMPARE(table->item(1, 0)->text(), QStringLiteral("Joe"));
    picture("80-import-preview");
    QCOMPARE(get("/rest/people").root().items().size(), size_t(0));
    click("importBegin");
    QTRY_VERIFY(import->findChild<QPushButton *>(QStringLiteral("importTakeBack"))->isVisible());
    QCOMPARE(get("/rest/people").root().items().size(), size_t(3));
    QCOMPARE(table->rowCount(), 1);
    QCOMPARE(table->item(0, 0)->text(), QStringLiteral("3"));
    QVERIFY2(table->item(0, 2)->text().contains(QLatin1String("Joe stays out")),
             qPrintable(table->item(0, 2)->text()));
    QCOMPARE(import->findChild<QLabel *>(QStringLiteral("importText"))->text(),
             QStringLiteral("3 documents imported, 1 refused."));
    picture("81-import-refused");
    click("importClose");
    QTRY_COMPARE(grid()->model()->rowCount(), 3);
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    trigger("undo");
    QTRY_COMPARE(grid()->model()->rowCount(), 0);
}

void TestImportDialog::declaredFieldsDecide()
{
    createCollection(QStringLiteral("people"));
    const QByteArray fields = R"({"fields":[{"name":"zip","type":"text"}]})";
    QCOMPARE(m_client->send("PUT", "/admin/v1/collections/people", fields).status, 200);
    const QString file =
        write("in.markdown", "| zip | n |\n|---|---|\n| 10115 | 1 |\n| 20095 | 2 |\n");
    m_desk->window().findChild<DocumentsPanel *>()->importFrom(file);
    auto *import = qobject_cast<ImportDialog *>(dialog());
    QVERIFY(import);
    click("importBegin");
    QTRY_VERIFY(import->findChild<QPushButton *>(QStringLiteral("importTakeBack"))->isVisible());
    const auto documents = get("/rest/people?sort=_id");
    QCOMPARE(documents.root().items().size(), size_t(2));
    QCOMPARE(documents.root().items()[0].value("zip").text(), QByteArrayView("10115"));
    QCOMPARE(documents.root().items()[0].value("n").toInteger(), 1);
    click("importClose");
}

void TestImportDialog::importIsTakenBack()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", R"({"_id":"0123456789abcdef01234567","n":0})").status,
             201);
    // One of the file is there already: it stays when the others go.
    const QString file = write("in.ndjson",
                               "{\"n\":1}\n{\"_id\":\"0123456789abcdef01234567\",\"n\":2}\n"
                               "{\"n\":\n{\"n\":3}\n");
    m_desk->window().findChild<DocumentsPanel *>()->importFrom(file);
    auto *import = qobject_cast<ImportDialog *>(dialog());
    QVERIFY(import);
    click("importBegin");
    QTRY_VERIFY(import->findChild<QPushButton *>(QStringLiteral("importTakeBack"))->isVisible());
    auto *table = import->findChild<QTableWidget *>(QStringLiteral("importTable"));
    QCOMPARE(table->rowCount(), 2);
    QStringList lines{table->item(0, 0)->text(), table->item(1, 0)->text()};
    lines.sort();
    QCOMPARE(lines, (QStringList{QStringLiteral("2"), QStringLiteral("3")}));
    QCOMPARE(get("/rest/people").root().items().size(), size_t(3));
    click("importTakeBack");
    QTRY_COMPARE(get("/rest/people").root().items().size(), size_t(1));
    QTRY_VERIFY(!find<QPushButton>("importTakeBack")->isVisible());
    QCOMPARE(get("/rest/people").root().items().front().value("n").toInteger(), 0);
    click("importClose");
}

void TestImportDialog::importStopsAtARefusal()
{
    createCollection(QStringLiteral("people"));
    const QString file = write("in.ndjson", "{\"n\":1}\n{\"n\":\n{\"n\":3}\n");
    m_desk->window().findChild<DocumentsPanel *>()->importFrom(file);
    QVERIFY(dialog());
    find<QComboBox>("importAtRefusal")->setCurrentIndex(1);
    click("importBegin");
    QTRY_VERIFY(find<QPushButton>("importTakeBack")->isVisible());
    QCOMPARE(get("/rest/people").root().items().size(), size_t(1));
    click("importClose");
}

void TestImportDialog::unreadableFileIsRefusedAtOnce()
{
    createCollection(QStringLiteral("people"));
    auto *panel = m_desk->window().findChild<DocumentsPanel *>();
    for (const QString &file :
         {write("a.csv", "name,name\n1,2\n"), write("b.json", "not json"), write("c.ndjson", ""),
          m_folder->filePath(QStringLiteral("d.csv"))}) {
        panel->importFrom(file);
        QVERIFY2(dialog(), qPrintable(file));
        QCOMPARE(dialog()->windowTitle(), QStringLiteral("The file could not be imported"));
        answer("askAccept");
    }
}

/// Columns become the fields that somebody chooses, and a separator can be wrong.
void TestImportDialog::columnsAreMapped()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(
        m_client
            ->send("PUT", "/admin/v1/collections/people",
                   R"({"fields":[{"name":"zip","type":"text"},{"name":"name","type":"text"}]})")
            .status,
        200);
    // More commas than semicolons: the file seems to be another one than it is.
    const QString file =
        write("in.csv", "Full name, as written;Post, code, of it;note\nJane;0150;x\nJoe;12;y\n");
    m_desk->window().findChild<DocumentsPanel *>()->importFrom(file);
    auto *import = qobject_cast<ImportDialog *>(dialog());
    QVERIFY(import);
    auto *table = import->findChild<QTableWidget *>(QStringLiteral("importTable"));
    auto *separator = import->findChild<QComboBox *>(QStringLiteral("importSeparator"));
    QCOMPARE(separator->currentText(), QStringLiteral("Comma"));
    separator->setCurrentIndex(separator->findText(QStringLiteral("Semicolon")));
    QCOMPARE(table->columnCount(), 3);
    QCOMPARE(table->horizontalHeaderItem(1)->text(), QStringLiteral("Post, code, of it"));
    QCOMPARE(table->item(0, 1)->text(), QStringLiteral("0150"));
    const auto choose = [&](int column, const char *text) {
        emit table->horizontalHeader()->sectionClicked(column);
        auto *menu = import->findChild<QMenu *>(QStringLiteral("importColumn"));
        QAction *found = nullptr;
        for (QAction *each : menu->actions()) {
            if (each->text() == QLatin1String(text))
                found = each;
        }
        if (found)
            found->trigger();
        delete menu;
        return found != nullptr;
    };
    QTRY_VERIFY(choose(1, "zip"));
    QVERIFY(choose(0, "name"));
    QVERIFY(!choose(0, "zip")); // it is taken
    QVERIFY(choose(2, "Leave out"));
    QCOMPARE(table->horizontalHeaderItem(0)->text(),
             QStringLiteral("name from Full name, as written"));
    QCOMPARE(table->horizontalHeaderItem(2)->text(), QStringLiteral("note (left out)"));
    QVERIFY(!table->item(0, 2));
    picture("82-import-mapped");
    click("importBegin");
    QTRY_VERIFY(import->findChild<QLabel *>(QStringLiteral("importText"))
                    ->text()
                    .startsWith(QLatin1String("2 documents imported")));
    const auto all = Json::Document::parse(m_client->get("/rest/people?sort=name").body);
    QCOMPARE(all->root().items().size(), size_t(2));
    QCOMPARE(all->root().items().front().value("name").toString(), QStringLiteral("Jane"));
    QCOMPARE(all->root().items().front().value("zip").toJson(), QByteArray("\"0150\""));
    QVERIFY(!all->root().items().front().find("note"));
    answer("importClose");
}

void TestImportDialog::filesAreDropped()
{
    const auto drop = [this](const QString &file) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton,
                              Qt::NoModifier);
        QApplication::sendEvent(&m_desk->window(), &enter);
        QDropEvent dropped(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&m_desk->window(), &dropped);
        return enter.isAccepted();
    };
    const QString file = write("in.ndjson", "{\"a\":1}\n{\"a\":2}\n");
    QVERIFY(drop(file)); // no documents are shown
    answer("askAccept");
    createCollection(QStringLiteral("people"));
    QVERIFY(drop(file));
    QVERIFY(qobject_cast<ImportDialog *>(dialog()));
    click("importBegin");
    QTRY_COMPARE(m_client->get("/rest/people").json().root().items().size(), size_t(2));
    answer("importClose");
    // What is no document is opened as a database.
    const QString other = m_folder->filePath(QStringLiteral("other.hookdesk"));
    QFile copied(other); // any file: it is looked at, and told what is wrong with it
    QVERIFY(copied.open(QIODevice::WriteOnly) && copied.write("no database") > 0);
    copied.close();
    QVERIFY(drop(other));
    answer("askAccept");
    QCOMPARE(m_desk->client()->name(), QStringLiteral("new"));
}

QTEST_MAIN(TestImportDialog)
#include "tst_importdialog.moc"
