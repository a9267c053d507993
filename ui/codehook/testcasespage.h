// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/codehook/testcase.h"

#include <QList>
#include <QWidget>

#include <functional>

class NoticeBar;
class QCheckBox;
class QLabel;
class QListWidget;
class QPushButton;
class Theme;

/// The named test cases of a collection: they are kept with it, and run all together against a
/// draft. What somebody else has kept meanwhile is not overwritten. Thread: the window's.
class TestCasesPage final : public QWidget
{
    Q_OBJECT

public:
    TestCasesPage(Client &client, const Theme &theme, const QString &collection, QWidget *parent);

    /// Shows the cases of @p definition, that of the collection, unless some are shown already.
    void begin(const Client::Reply &definition);
    /// Asks for a name and keeps @p testCase under it; one of that name is replaced.
    void keep(const TestCase &testCase);
    /// Runs all against @p source; @p done gets a line for each that fails.
    void runAll(const QString &source, std::function<void(QStringList)> done);
    bool runsBeforeSaving() const;
    /// The bar that tells of a conflict; it wants a place as wide as an editor.
    NoticeBar *notice() const { return m_notice; }

signals:
    /// The request of this case is to be shown.
    void activated(const TestCase &testCase);
    void runAllRequested();

private:
    struct Outcome
    {
        bool isRun = false;
        QStringList differences;
    };

    void update();
    void remove();
    void save();
    void show(const Client::Reply &definition);
    void readTheirs();
    void showTheirs(const Client::Reply &theirs);
    void keepMine(const Client::Reply &theirs);
    QByteArray toJson() const;
    void runNext(int at, const QString &source, QStringList failures,
                 std::function<void(QStringList)> done);

    Client &m_client;
    const Theme &m_theme;
    const QByteArray m_path;
    const QByteArray m_testPath;
    NoticeBar *m_notice;
    QListWidget *m_list;
    QCheckBox *m_beforeSaving;
    QPushButton *m_remove;
    QPushButton *m_runAll;
    QLabel *m_state;
    QByteArray m_tag; ///< The entity tag of the definition that was read.
    QByteArray m_saved; ///< Its `tests`.
    QList<TestCase> m_cases;
    QList<Outcome> m_outcomes; ///< Of the cases, in their order.
};
