// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/application.h"
#include "tests/support/visiblewidget.h"
#include "ui/mainwindow.h"

#include <QAction>
#include <QTest>

#include <cstdio>
#include <cstdlib>
#include <functional>

/// A person who takes pictures of the window.
class Photographer
{
public:
    /// What is done about something that does not come to pass: the program ends with status 1, or
    /// it is told alone.
    enum class Missing { Ends, IsTold };

    Photographer(Application &desk, QString folder, Missing missing = Missing::Ends)
        : m_desk(desk)
        , m_folder(std::move(folder))
        , m_missing(missing)
    {
    }

    /// The widget of that name that is seen, or comes to be; null: there is none.
    template<typename T>
    T *find(const char *name)
    {
        T *found = nullptr;
        wait(name, [&] { return (found = visibleWidget<T>(m_desk.window(), name)) != nullptr; });
        return found;
    }

    void wait(const char *what, const std::function<bool()> &holds)
    {
        if (QTest::qWaitFor(holds, 10000))
            return;
        std::fprintf(stderr, "%s did not come to pass\n", what);
        if (m_missing == Missing::Ends)
            std::exit(1);
    }

    /// Opens the page that @p place names.
    void open(const QString &place) { m_desk.window().reopen(*m_desk.client(), {place}); }

    /// Chooses what the menu has under @p keys.
    void choose(const char *keys)
    {
        for (QAction *action : m_desk.window().findChildren<QAction *>()) {
            if (action->shortcut() == QKeySequence(QLatin1String(keys)))
                return action->trigger();
        }
        wait(keys, [] { return false; });
    }

    /// Takes a picture of the window.
    void take(const QString &name) { take(m_desk.window(), name); }
    void take(QWidget &widget, const QString &name)
    {
        QTest::qWait(400);
        // 0: as small as can be, however long that takes.
        if (!widget.grab().save(m_folder + QLatin1Char('/') + name + QStringLiteral(".png"), "PNG",
                                0))
            std::exit(1);
    }

private:
    Application &m_desk;
    const QString m_folder;
    const Missing m_missing;
};
