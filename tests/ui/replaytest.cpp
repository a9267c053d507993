// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/replaytest.h"

#include "ui/codehook/codeeditor.h"
#include "ui/codehook/linevalues.h"

#include <QLineEdit>
#include <QMenu>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeWidget>

const char ReplayTest::Total[] = "function beforePOST(req, res) {\n"
                                 "  let total = 0;\n"
                                 "  for (const line of req.body.lines) {\n"
                                 "    total += line.price * line.count;\n"
                                 "    if (line.discount) total = total - line.discount + '';\n" // 5
                                 "  }\n"
                                 "  req.body.total = total;\n"
                                 "  log.info('total', total);\n"
                                 "  res.end({data: req.body});\n"
                                 "}";
const char ReplayTest::Lines[] =
    R"({"lines":[{"price":12.5,"count":3,"discount":2},{"price":1,"count":2}]})";

void ReplayTest::record(const QByteArray &script, const char *body)
{
    createCollection(QStringLiteral("orders"));
    openSettings(QStringLiteral("orders"));
    typeScript(script);
    if (!find<QWidget>("testRun")->isVisible())
        QTest::keyClick(find<QsciScintilla>("codehookEditor"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(find<QWidget>("testRun")->isVisible());
    recordAgain(body);
}

void ReplayTest::recordAgain(const char *body)
{
    find<QPlainTextEdit>("testBody")->setPlainText(QString::fromUtf8(body));
    click("recordTest");
    QTRY_VERIFY_WITH_TIMEOUT(isReplayed(), 60000);
    find<QsciScintilla>("replayEditor")->setFocus();
}

void ReplayTest::openModule(const QString &name)
{
    auto *list = find<QTreeWidget>("navigator");
    const auto row = [&] {
        return list->findItems(name, Qt::MatchExactly | Qt::MatchRecursive).value(0);
    };
    QTRY_VERIFY(row());
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(row()).center());
    const auto *tabs = find<QTabWidget>("tabs");
    QTRY_VERIFY(tabs->tabText(tabs->currentIndex()).contains(name));
    QTRY_VERIFY(!find<QsciScintilla>("codehookEditor")->isReadOnly());
}

void ReplayTest::backTo(const QString &title)
{
    auto *tabs = find<QTabWidget>("tabs");
    for (int i = 0; i < tabs->count(); ++i) {
        if (tabs->tabText(i).contains(title))
            return tabs->setCurrentIndex(i);
    }
    QFAIL(qPrintable(title));
}

void ReplayTest::choose(const char *button, const char *name)
{
    for (QAction *action : find<QToolButton>(button)->menu()->actions()) {
        if (action->objectName() == QLatin1String(name)) {
            QVERIFY(action->isEnabled());
            return action->trigger();
        }
    }
    QFAIL(name);
}

void ReplayTest::clickBeside(const char *name, int line, Qt::KeyboardModifiers modifiers)
{
    auto *editor = find<CodeEditor>(name);
    editor->setCursorPosition(line - 1, 0); // it is in view then
    QCoreApplication::processEvents();
    const long height = editor->SendScintilla(QsciScintilla::SCI_TEXTHEIGHT, 0UL);
    const long y = (line - 1 - editor->firstVisibleLine()) * height + height / 2;
    QTest::mouseClick(editor->viewport(), Qt::LeftButton, modifiers,
                      QPoint(editor->marginWidth(0) + 6, int(y)));
}

QList<int> ReplayTest::markedLines(const char *name)
{
    const auto *editor = find<CodeEditor>(name);
    constexpr unsigned Stops = 1u << 10 | 1u << 11 | 1u << 12;
    QList<int> lines;
    for (int line = 0; line < editor->lines(); ++line) {
        if (editor->markersAtLine(line) & Stops)
            lines.append(line + 1);
    }
    return lines;
}

QString ReplayTest::variable(const QString &name)
{
    const auto *tree = find<QTreeWidget>("replayVariables");
    for (int i = 0; i < tree->topLevelItemCount(); ++i) {
        if (tree->topLevelItem(i)->text(0) == name)
            return tree->topLevelItem(i)->text(1);
    }
    return {};
}

QString ReplayTest::valuesBeside(int line)
{
    return find<CodeEditor>("replayEditor")->viewport()->findChild<LineValues *>()->textOf(line);
}

QString ReplayTest::watched(const QString &expression)
{
    auto *line = find<QLineEdit>("replayWatch");
    QTest::keyClicks(line, expression);
    QTest::keyClick(line, Qt::Key_Return);
    const auto *tree = find<QTreeWidget>("replayWatches");
    return tree->topLevelItem(tree->topLevelItemCount() - 1)->text(1);
}
