// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/application.h"
#include "tests/support/httpclient.h"

#include <QObject>
#include <QPointer>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>
#include <random>

/// An impatient person at the window: clicks, keys, menus, sizes, and other clients that write
/// meanwhile. What it does follows from its seed, but for the time that the server takes.
/// Thread: the window's.
class Monkey final : public QObject
{
    Q_OBJECT

public:
    /// Ends the event loop after @p steps.
    Monkey(QApplication &application, unsigned seed, int steps);

    int stepsDone() const { return m_done; }

public slots:
    /// Opens no address in another program.
    void ignoreUrl(const QUrl &url) { Q_UNUSED(url); }

private:
    void step();
    void act();
    void openSample();
    void writeOutside();
    void changeWindow();
    void click(QWidget &root);
    void openMenu(QWidget &root);
    void press(QWidget &root);
    void type(QWidget &root);
    void wheel(QWidget &root);
    void triggerAction();
    bool leaveFileDialog(QWidget &root);
    QWidget *root();
    Qt::KeyboardModifiers modifiers();
    int below(int limit) { return std::uniform_int_distribution(0, limit - 1)(m_random); }
    template<typename List>
    auto oneOf(const List &list)
    {
        return list[size_t(below(int(std::size(list))))];
    }
    /// Notes what is done next, for the report of a crash.
    void tell(const QString &what);

    std::mt19937 m_random;
    const int m_steps;
    int m_done = 0;
    int m_inDialog = 0; ///< Steps since a dialog is open.
    QTemporaryDir m_folder;
    std::unique_ptr<Application> m_desk;
    std::unique_ptr<HttpClient> m_client; ///< Of the database that is open.
};

namespace MonkeyReport {

/// Has a crash, an abort or a window that stands still for @p seconds print the last acts.
void begin(unsigned seed, int seconds);
/// The next act; it is taken to have begun now.
void note(const QByteArray &act);
/// Prints the acts that took the longest.
void printSlowest();

} // namespace MonkeyReport
