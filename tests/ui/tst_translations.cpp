// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/ui/windowtest.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTableView>
#include <QTranslator>
#include <QTreeWidget>

namespace {

/// A language whose every text is in brackets and longer: what is seen without them was not given
/// to translators.
class Brackets final : public QTranslator
{
public:
    QString translate(const char *context, const char *source, const char *, int) const override
    {
        // What Qt says itself is not ours to translate.
        if (QByteArrayView(context).startsWith('Q') && qstrcmp(context, "QueryCompletion") != 0
            && qstrcmp(context, "QueryField") != 0)
            return {};
        const QString text = QString::fromUtf8(source);
        const bool isForMachines = text.startsWith(QLatin1String("Ctrl+"))
            || text.startsWith(QLatin1String("Shift+")) || text.startsWith(QLatin1String("Alt+"))
            || text == QLatin1String("Ins") || text.contains(QLatin1String("*."))
            || text.startsWith(QLatin1String("field%"));
        return isForMachines ? text : QStringLiteral("[%1]").arg(text);
    }
    bool isEmpty() const override { return false; }
};

} // namespace

/// Every text of the window goes through the translators.
class TestTranslations : public WindowTest
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void everyTextIsTranslated();

private:
    void lookAtDialogs();
    void look(const char *where);
    void check(const QObject *object, const QString &what, const QString &text);

    Brackets m_brackets;
    QStringList m_faults;
    QString m_where;
};

void TestTranslations::init()
{
    // The window is made with these texts; its English plurals must not come before them.
    QCoreApplication::installTranslator(&m_brackets);
    WindowTest::init();
    QCoreApplication::removeTranslator(&m_brackets);
    QCoreApplication::installTranslator(&m_brackets);
    m_desk->window().resize(1366, 768);
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
}

void TestTranslations::cleanup()
{
    QCoreApplication::removeTranslator(&m_brackets);
    WindowTest::cleanup();
}

/// What is data, code, or the same in every language.
static bool isNoText(const QString &text)
{
    static const QRegularExpression same(QStringLiteral(
        R"(^(\W|\d|_)*$|^(JavaScript|Python|English|Deutsch|Norsk bokmål|Hookdesk|GET|POST|PUT|PATCH|DELETE|HEAD|cURL|JSON|UTC|Name)$)"
        R"(|^(System_jobs|System_log|people|lib/tax|lib/…|tax|age|name|new)\b)"
        R"(|^(before|after)(GET|POST|PUT|PATCH|DELETE)$|^runJob$)"
        R"(|^[a-z]+(\.[A-Za-z]+)+$|^(starttls|users|all|true|Aa|"w"|proxies|587 / 465 \(tls\))$|^field1\b|^status:|^\{\{|^https?://|^curl\b|^/|^[0-9a-f]{6,40}…?$|^_\w+$|^(Ctrl|Shift|Alt|F\d|Ins|Del|Home|End)\b)"));
    return text.trimmed().isEmpty() || same.match(text).hasMatch();
}

void TestTranslations::check(const QObject *object, const QString &what, const QString &text)
{
    if (isNoText(text) || text.contains(QLatin1Char('[')))
        return;
    const QString fault = QStringLiteral("%1: %2 of %3 %4: \"%5\"")
                              .arg(m_where, what, QLatin1String(object->metaObject()->className()),
                                   object->objectName(), text.left(80));
    if (!m_faults.contains(fault))
        m_faults.append(fault);
}

void TestTranslations::look(const char *where)
{
    m_where = QLatin1String(where);
    settle();
    for (const QLabel *label : m_desk->window().findChildren<QLabel *>()) {
        // A message is longer in other languages, and the server's have any length.
        if (label->property("banner").isValid() && !label->wordWrap())
            m_faults.append(m_where + QStringLiteral(": no second line in ") + label->objectName());
    }
    for (QWidget *widget : m_desk->window().findChildren<QWidget *>()) {
        // Code, names of places on earth, and what Qt makes itself.
        static const QStringList others = {
            QStringLiteral("examples"), QStringLiteral("jobTimezone"),
            QStringLiteral("ScrollLeftButton"), QStringLiteral("ScrollRightButton")};
        const bool isCode = others.contains(widget->objectName())
            || widget->objectName().startsWith(QLatin1String("qt_"));
        if (!widget->isVisible() || isCode)
            continue;
        check(widget, QStringLiteral("tip"), widget->toolTip());
        check(widget, QStringLiteral("accessible name"), widget->accessibleName());
        if (const auto *label = qobject_cast<QLabel *>(widget))
            check(label, QStringLiteral("text"), label->text());
        if (const auto *button = qobject_cast<QAbstractButton *>(widget))
            check(button, QStringLiteral("text"), button->text());
        if (const auto *line = qobject_cast<QLineEdit *>(widget))
            check(line, QStringLiteral("placeholder"), line->placeholderText());
        if (const auto *text = qobject_cast<QPlainTextEdit *>(widget))
            check(text, QStringLiteral("placeholder"), text->placeholderText());
        if (const auto *tabs = qobject_cast<QTabWidget *>(widget)) {
            for (int i = 0; i < tabs->count(); ++i)
                check(tabs, QStringLiteral("tab"), tabs->tabText(i));
        }
        if (const auto *box = qobject_cast<QComboBox *>(widget)) {
            for (int i = 0; i < box->count(); ++i)
                check(box, QStringLiteral("entry"), box->itemText(i));
        }
        if (const auto *list = qobject_cast<QListWidget *>(widget)) {
            for (int i = 0; i < list->count(); ++i)
                check(list, QStringLiteral("item"), list->item(i)->text());
        }
        if (const auto *tree = qobject_cast<QTreeWidget *>(widget)) {
            for (int i = 0; i < tree->topLevelItemCount(); ++i)
                check(tree, QStringLiteral("item"), tree->topLevelItem(i)->text(0));
        }
        if (const auto *table = qobject_cast<QTableView *>(widget)) {
            for (int i = 0; i < table->model()->columnCount(); ++i)
                check(table, QStringLiteral("header"),
                      table->model()->headerData(i, Qt::Horizontal).toString());
        }
    }
    for (const QAction *action : m_desk->window().findChildren<QAction *>()) {
        // Widgets of Qt bring actions of their own.
        if (qobject_cast<QMenu *>(action->parent()) || qobject_cast<QMenuBar *>(action->parent()))
            check(action, QStringLiteral("action"), action->text());
    }
}

void TestTranslations::lookAtDialogs()
{
    struct Key
    {
        Qt::Key key;
        Qt::KeyboardModifiers modifiers;
        const char *where;
    };
    using namespace Qt;
    for (const Key &key :
         {Key{Key_P, ControlModifier, "palette"}, Key{Key_F1, ControlModifier, "shortcuts"},
          Key{Key_P, ControlModifier | AltModifier, "preferences"},
          Key{Key_F, ControlModifier | ShiftModifier, "search"}}) {
        QTest::keyClick(&m_desk->window(), key.key, key.modifiers);
        look(key.where);
        for (QDialog *each : m_desk->window().findChildren<QDialog *>())
            each->reject();
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget()
                                                    : &m_desk->window(),
                        Key_Escape);
        m_desk->window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    }
}

void TestTranslations::everyTextIsTranslated()
{
    look("welcome");
    QCOMPARE(m_client->put("/admin/v1/collections/people", "{}").status, 201);
    look("no documents");
    QVERIFY(m_client->post("/rest/people", R"({"name":"Jane","age":3})").status == 201);
    QCOMPARE(
        m_client->send("PUT", "/admin/v1/modules/tax", "exports.a = 1;", "text/javascript").status,
        200);
    QCOMPARE(
        m_client
            ->post(
                "/rest/system_jobs",
                R"({"description":"_","crontab":"*/5 3 * * 1","script":"function runJob(req, res) { res.end(); }"})")
            .status,
        201);
    QStringList places = {"documents:people", "module:tax"};
    for (const QAction *page : pageActions())
        places.append(page->data().toString());
    places.append("settings:people"); // stays in front
    for (const QString &place : std::as_const(places)) {
        m_desk->window().reopen(*m_desk->client(), {place});
        look(place.toLatin1().constData());
    }
    for (auto *tabs : m_desk->window().findChildren<QTabWidget *>(QStringLiteral("inner"))) {
        if (!tabs->isVisible() || tabs->count() < 6)
            continue;
        for (int i = 0; i < tabs->count(); ++i) {
            tabs->setCurrentIndex(i);
            if (auto *add = find<QAbstractButton>("addField"); add && add->isVisible())
                add->click();
            look("settings");
            if (auto *run = find<QAbstractButton>("toggleTestRun"); run && run->isVisible()) {
                run->click();
                for (int page = 0; page < 3; ++page) {
                    find<QTabWidget>("testPages")->setCurrentIndex(page);
                    look("test run");
                }
            }
        }
    }
    lookAtDialogs();
    picture("75-brackets");
    for (const QString &fault : std::as_const(m_faults))
        qWarning("%s", qPrintable(fault));
    QCOMPARE(m_faults.size(), 0);
}

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
