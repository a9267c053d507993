// SPDX-License-Identifier: GPL-3.0-or-later
// Drives the window at random, to find what makes it crash or stand still. Run by hand, for long:
//   cmake --build --preset asan --target monkey
//   xvfb-run -a build/asan/bin/monkey [--seed N] [--steps N]
// A crash prints the last acts and the seed; the same seed does the same again, nearly.
#include "tests/monkey/monkey.h"

#include "client/localclient.h"
#include "ui/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QCommandLineParser>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>
#include <cstdio>

namespace {

constexpr int LongestDialog = 40; // steps until it is closed
constexpr std::array Keys = {
    Qt::Key_Return, Qt::Key_Escape,    Qt::Key_Tab,    Qt::Key_Backtab,  Qt::Key_Up,
    Qt::Key_Down,   Qt::Key_Left,      Qt::Key_Right,  Qt::Key_Home,     Qt::Key_End,
    Qt::Key_Delete, Qt::Key_Backspace, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Space,
    Qt::Key_Insert, Qt::Key_F1,        Qt::Key_F2,     Qt::Key_F3,       Qt::Key_F4,
    Qt::Key_F5,     Qt::Key_F6,        Qt::Key_F8,     Qt::Key_F9,       Qt::Key_F10,
    Qt::Key_F11,    Qt::Key_F12,       Qt::Key_A,      Qt::Key_C,        Qt::Key_D,
    Qt::Key_E,      Qt::Key_F,         Qt::Key_G,      Qt::Key_H,        Qt::Key_I,
    Qt::Key_K,      Qt::Key_L,         Qt::Key_M,      Qt::Key_N,        Qt::Key_O,
    Qt::Key_P,      Qt::Key_R,         Qt::Key_S,      Qt::Key_T,        Qt::Key_V,
    Qt::Key_W,      Qt::Key_X,         Qt::Key_Y,      Qt::Key_Z,        Qt::Key_1,
    Qt::Key_2,      Qt::Key_9,         Qt::Key_Plus,   Qt::Key_Minus,    Qt::Key_Slash};
constexpr std::array Texts = {"a",
                              "name = Ann and age >= 3",
                              "{\"a\":[1,",
                              "}",
                              "\"",
                              "'",
                              "(",
                              "req.body.",
                              "function beforePOST(req, res) {\n  res.end({data: req.body});\n}\n",
                              "for (const x of [1,2]) log.info(x);",
                              "http://127.0.0.1:9/",
                              "*/5 * * * *",
                              "0",
                              "-1",
                              "99999999999999999999",
                              "%1 %2",
                              "<b>&amp;",
                              "status:>=400",
                              "true",
                              "null"};
constexpr std::array Outside = {
    "POST /rest/customers {\"name\":\"Outside\",\"address\":\"Berlin\",\"salary\":3}",
    "POST /rest/tickets {\"title\":\"Outside\",\"priority\":2}",
    "POST /rest/new [{\"a\":1},{\"b\":{\"c\":[1,2,{\"d\":null}]}}]",
    "PATCH /rest/tickets/*?q={\"priority\":2} {\"priority\":3}",
    "DELETE /rest/tickets/*?q={\"priority\":3} ",
    "GET /rest/customers?q={\"nonsense ",
    "PUT /admin/v1/collections/new "
    "{\"fields\":[{\"name\":\"a\",\"type\":\"number\"},{\"name\":\"r\",\"type\":\"relation\","
    "\"collection\":\"new\"}]}",
    "PUT /admin/v1/collections/new "
    "{\"fields\":[{\"name\":\"b\",\"type\":\"json\"}],\"indexes\":[{\"fields\":[\"b\"]}]}",
    "DELETE /admin/v1/collections/new?confirm=new ",
    "PUT /admin/v1/collections/tickets/codehook function beforeGET(req, res) { log.warn('x'); "
    "res.end(); }",
    "PUT /admin/v1/collections/customers/codehook function beforeGET(req, res) { throw Error('x'); "
    "}",
    "PUT /admin/v1/modules/extra exports.n = 1;",
    "DELETE /admin/v1/modules/extra ",
    "DELETE /admin/v1/inspector "};

} // namespace

Monkey::Monkey(QApplication &application, unsigned seed, int steps)
    : m_random(seed)
    , m_steps(steps)
{
    QDir::setCurrent(m_folder.path());
    for (const char *scheme : {"http", "https", "file", "mailto"})
        QDesktopServices::setUrlHandler(QLatin1String(scheme), this, "ignoreUrl");
    Preferences preferences;
    preferences.address = QStringLiteral("127.0.0.1:0");
    m_desk = std::make_unique<Application>(application, preferences);
    m_desk->window().show();
    openSample();
    QTimer::singleShot(0, this, &Monkey::step);
}

void Monkey::tell(const QString &what)
{
    MonkeyReport::note(QByteArray::number(m_done) + ' ' + what.toUtf8());
}

void Monkey::step()
{
    if (++m_done > m_steps)
        return QApplication::exit();
    // Before the act, which may open a dialog and end with it.
    QTimer::singleShot(below(5) == 0 ? below(40) : 0, this, &Monkey::step);
    act();
}

void Monkey::act()
{
    if (!m_desk->window().isVisible())
        m_desk->appear({});
    if (!m_desk->client() && below(20) == 0)
        return openSample();
    QWidget *root = this->root();
    if (!root || leaveFileDialog(*root))
        return;
    m_inDialog = QApplication::activeModalWidget() ? m_inDialog + 1 : 0;
    if (m_inDialog > LongestDialog) {
        tell(QStringLiteral("close a dialog"));
        QApplication::activeModalWidget()->close();
        return;
    }
    const int kind = below(100);
    if (kind < 40)
        click(*root);
    else if (kind < 60)
        press(*root);
    else if (kind < 70)
        type(*root);
    else if (kind < 75)
        wheel(*root);
    else if (kind < 80)
        openMenu(*root);
    else if (kind < 88)
        triggerAction();
    else if (kind < 96)
        writeOutside();
    else
        changeWindow();
}

void Monkey::openSample()
{
    const QString name = QStringLiteral("monkey%1.hookdesk").arg(below(3));
    tell(QStringLiteral("open ") + name);
    m_desk->open(m_folder.filePath(name), Application::Content::Sample);
    LocalClient *client = m_desk->client();
    if (client && !m_desk->firstKey().isEmpty())
        m_client = std::make_unique<HttpClient>(client->url(), m_desk->firstKey());
}

QWidget *Monkey::root()
{
    if (QWidget *popup = QApplication::activePopupWidget())
        return popup;
    if (QWidget *modal = QApplication::activeModalWidget())
        return modal;
    QWidgetList shown = QApplication::topLevelWidgets();
    shown.removeIf([](const QWidget *each) { return !each->isVisible() || !each->isWindow(); });
    if (shown.isEmpty() || below(4) > 0)
        return &m_desk->window();
    return shown[below(int(shown.size()))];
}

/// Nothing is written or read outside of the folder.
bool Monkey::leaveFileDialog(QWidget &root)
{
    auto *dialog = qobject_cast<QFileDialog *>(root.window());
    if (!dialog)
        dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
    if (!dialog)
        return false;
    tell(QStringLiteral("leave a file dialog"));
    constexpr std::array Names = {"a.json", "a.csv", "a.ndjson", "copy.hookdesk", "r.hookrun"};
    if (below(2) == 0) {
        dialog->reject();
        return true;
    }
    dialog->setDirectory(m_folder.path());
    dialog->selectFile(QLatin1String(oneOf(Names)));
    static_cast<QDialog *>(dialog)->accept();
    if (dialog->isVisible() && !QApplication::activePopupWidget()
        && QApplication::activeModalWidget() == dialog)
        dialog->reject();
    return true;
}

void Monkey::writeOutside()
{
    if (!m_client || !m_desk->client() || !m_desk->client()->isReachable())
        return;
    const QByteArray request = oneOf(Outside);
    const QByteArrayList words = request.split(' ');
    tell(QStringLiteral("outside: ") + QString::fromUtf8(request));
    QNetworkReply *reply =
        m_client->begin(words[0], words[1], request.mid(words[0].size() + words[1].size() + 2));
    connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
}

void Monkey::changeWindow()
{
    const QSize size(500 + below(1500), 350 + below(800));
    Preferences preferences = m_desk->preferences();
    switch (below(4)) {
    case 0:
        preferences.textSize = 8 + below(10);
        break;
    case 1:
        preferences.scheme = below(2) == 0 ? Preferences::Scheme::Light : Preferences::Scheme::Dark;
        break;
    case 2:
        preferences.language = oneOf(std::array{QStringLiteral("en"), QStringLiteral("de")});
        break;
    default:
        tell(QStringLiteral("resize to %1x%2").arg(size.width()).arg(size.height()));
        return m_desk->window().resize(size);
    }
    tell(QStringLiteral("other preferences"));
    m_desk->apply(preferences);
}

Qt::KeyboardModifiers Monkey::modifiers()
{
    constexpr std::array All = {
        Qt::KeyboardModifiers(Qt::NoModifier),      Qt::KeyboardModifiers(Qt::NoModifier),
        Qt::KeyboardModifiers(Qt::NoModifier),      Qt::KeyboardModifiers(Qt::ControlModifier),
        Qt::KeyboardModifiers(Qt::ControlModifier), Qt::KeyboardModifiers(Qt::ShiftModifier),
        Qt::ControlModifier | Qt::ShiftModifier,    Qt::ControlModifier | Qt::AltModifier,
        Qt::KeyboardModifiers(Qt::AltModifier)};
    return oneOf(All);
}

void Monkey::click(QWidget &root)
{
    const QPoint at(below(std::max(1, root.width())), below(std::max(1, root.height())));
    const QPointer<QWidget> child = root.childAt(at) ? root.childAt(at) : &root;
    const QPoint inside = child->mapFrom(&root, at);
    const auto held = below(5) == 0 ? modifiers() : Qt::NoModifier;
    tell(QStringLiteral("click %1 %2 at %3,%4")
             .arg(QLatin1String(child->metaObject()->className()), child->objectName())
             .arg(at.x())
             .arg(at.y()));
    switch (below(8)) {
    case 0:
        return QTest::mouseDClick(child, Qt::LeftButton, held, inside);
    case 1:
        return QTest::mouseClick(child, Qt::MiddleButton, held, inside);
    case 2: {
        QTest::mousePress(child, Qt::LeftButton, held, inside);
        const QPoint to = inside + QPoint(below(300) - 150, below(200) - 100);
        if (child)
            QTest::mouseMove(child, to);
        if (child)
            QTest::mouseRelease(child, Qt::LeftButton, held, to);
        return;
    }
    default:
        return QTest::mouseClick(child, Qt::LeftButton, held, inside);
    }
}

void Monkey::openMenu(QWidget &root)
{
    const QPoint at(below(std::max(1, root.width())), below(std::max(1, root.height())));
    QWidget *child = root.childAt(at) ? root.childAt(at) : &root;
    tell(QStringLiteral("context menu of %1 %2")
             .arg(QLatin1String(child->metaObject()->className()), child->objectName()));
    const QPoint inside = child->mapFrom(&root, at);
    QContextMenuEvent event(QContextMenuEvent::Mouse, inside, child->mapToGlobal(inside));
    QApplication::sendEvent(child, &event);
}

void Monkey::press(QWidget &root)
{
    QWidget *focus = QApplication::activePopupWidget() ? &root : QApplication::focusWidget();
    const Qt::Key key = oneOf(Keys);
    const auto held = modifiers();
    tell(QStringLiteral("press %1 in %2")
             .arg(QKeySequence(QKeyCombination(held, key)).toString(),
                  focus ? focus->objectName() : QStringLiteral("nothing")));
    QTest::keyClick(focus ? focus : &root, key, held);
}

void Monkey::type(QWidget &root)
{
    QPointer<QWidget> focus = QApplication::focusWidget() ? QApplication::focusWidget() : &root;
    const QString text = QLatin1String(oneOf(Texts));
    tell(QStringLiteral("type %1 in %2").arg(text.left(30).simplified(), focus->objectName()));
    for (const QChar letter : text) {
        if (focus && letter == u'\n')
            QTest::keyClick(focus, Qt::Key_Return);
        else if (focus)
            QTest::keyClick(focus, letter.toLatin1());
    }
}

void Monkey::wheel(QWidget &root)
{
    const QPoint at(below(std::max(1, root.width())), below(std::max(1, root.height())));
    QWidget *child = root.childAt(at) ? root.childAt(at) : &root;
    tell(QStringLiteral("wheel over %1").arg(child->objectName()));
    const QPoint inside = child->mapFrom(&root, at);
    QWheelEvent event(inside, child->mapToGlobal(QPointF(inside)), {},
                      QPoint(0, below(2) == 0 ? 240 : -240), Qt::NoButton, modifiers(),
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(child, &event);
}

void Monkey::triggerAction()
{
    if (QApplication::activeModalWidget() || QApplication::activePopupWidget())
        return;
    QList<QAction *> actions = m_desk->window().findChildren<QAction *>();
    actions.removeIf([](const QAction *each) {
        return !each->isEnabled() || each->isSeparator() || each->menu()
            || each->objectName() == QLatin1String("quit");
    });
    if (actions.isEmpty())
        return;
    QAction *chosen = actions[below(int(actions.size()))];
    tell(QStringLiteral("action %1 %2").arg(chosen->objectName(), chosen->text()));
    chosen->trigger();
}

int main(int argc, char **argv)
{
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setOrganizationName(QStringLiteral("hookdesk-monkey"));
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("seed"), {}, QStringLiteral("N")},
                       {QStringLiteral("steps"), {}, QStringLiteral("N"), QStringLiteral("5000")}});
    parser.process(application);
    const unsigned seed = parser.isSet(QStringLiteral("seed"))
        ? parser.value(QStringLiteral("seed")).toUInt()
        : std::random_device()();
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    std::printf("--seed %u\n", seed);
    MonkeyReport::begin(seed, 90);
    Monkey monkey(application, seed, parser.value(QStringLiteral("steps")).toInt());
    while (monkey.stepsDone() <= parser.value(QStringLiteral("steps")).toInt())
        QApplication::exec(); // it may close the program
    std::printf("%d steps; the slowest:\n", monkey.stepsDone() - 1);
    MonkeyReport::printSlowest();
    std::fflush(stdout);
    std::_Exit(0); // a dialog may be open, within an event loop of its own
}
