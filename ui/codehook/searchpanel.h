// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/codehook/allscripts.h"
#include "ui/codehook/replacement.h"

#include <QList>
#include <QRegularExpression>
#include <QSet>
#include <QWidget>

class NoticeBar;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;
class SearchOptions;
class Theme;

/// Looks through all saved scripts of the database: codehooks, modules and jobs; and replaces what
/// it finds in those that are chosen, each as a new version, which can be taken back together.
/// Thread: the window's.
class SearchPanel final : public QWidget
{
    Q_OBJECT

public:
    SearchPanel(Client &client, const Theme &theme, QWidget *parent);
    /// Reads the scripts again, and puts the caret where the text is typed.
    void begin();

signals:
    /// A match was activated; both from 1.
    void placeActivated(const AllScripts::Script &script, int line, int column);

private:
    /// A line with matches, before and after they are replaced.
    struct Line
    {
        int number = 0; ///< From 1.
        QString before;
        QString after;
        QList<int> found; ///< Where the matches begin, and how long they are.
        QList<int> made; ///< The same of what they become.
    };

    QWidget *makeBar();
    QWidget *makeReplaceBar();
    void setReplacing(bool replacing);
    void search();
    Line lineOf(const QString &text, const QRegularExpression &expression) const;
    int addMatches(int place, const QRegularExpression &expression);
    void addLine(QTreeWidgetItem *group, const Line &line, int place);
    QTreeWidgetItem *addText(QTreeWidgetItem *parent, const QString &text, const QList<int> &ranges,
                             int looks);
    void noteChoice(QTreeWidgetItem *item);
    void updateReplace();
    QList<Replacement::Change> changes() const;
    void replace();
    void showResult(int stored, const QList<Replacement::Refusal> &refusals);
    void activate(const QTreeWidgetItem *item);

    Client &m_client;
    const Theme &m_theme;
    AllScripts *m_scripts;
    Replacement *m_replacement;
    QLineEdit *m_text = nullptr;
    SearchOptions *m_options = nullptr;
    QToolButton *m_replacing = nullptr;
    QLabel *m_count = nullptr;
    QLabel *m_hint = nullptr; ///< In the list while it is empty.
    QWidget *m_replaceBar = nullptr;
    QLineEdit *m_with = nullptr;
    QPushButton *m_replace = nullptr;
    NoticeBar *m_notice = nullptr;
    QTreeWidget *m_matches = nullptr;
    QSet<QByteArray> m_left; ///< The paths of scripts that are not to be changed.
    bool m_isUndoing = false;
};
