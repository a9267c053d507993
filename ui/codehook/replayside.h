// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/recording.h"

#include <QSet>
#include <QStringList>
#include <QWidget>

class QCheckBox;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QLabel;
class QTreeWidget;
class QTreeWidgetItem;
class ReplayCursor;
struct ReplayStop;
class Theme;

/// What is known at the step that is shown: variables, watches, the stack, stops and what log
/// points told. Thread: the window's.
class ReplaySide final : public QWidget
{
    Q_OBJECT

public:
    ReplaySide(const Theme &theme, ReplayCursor &cursor, QWidget *parent);

    void addWatch(const QString &expression);
    /// Asks for the condition and the text of the stop in a line.
    void editStop(const QString &file, int line);
    /// The variable or the member that is chosen where the list of variables has the focus.
    QString chosenPath() const;
    /// Tells where another recording begins to differ; a click goes there.
    void showDifferences(const Recording::Difference &value, const Recording::Difference &way,
                         const Recording &other);

private:
    QWidget *makeHead(const QString &title, QWidget *beside = nullptr);
    QTreeWidget *makeTree(const char *name, const QString &title);
    QListWidget *makeList(const char *name, const QString &title);
    QWidget *makeVariables();
    void addVariableActions();
    QWidget *makeWatches();
    QWidget *makeStack();
    QWidget *makeStops();
    QWidget *makeComparison();
    void move();
    void showVariables();
    void showWatches();
    void showStack();
    void showStops();
    void askFor(const ReplayStop &stop);
    /// The stop that a row of the list shows; nothing: it is a line that was told.
    const ReplayStop *stopOf(const QListWidgetItem *item) const;
    void addMembers(QTreeWidgetItem *item, const RecordedValue &value) const;
    void fillRow(QTreeWidgetItem *item, const QString &name, const RecordedValue &value) const;
    void rememberOpen();
    void fit(QWidget *list, int rows) const;

    const Theme &m_theme;
    ReplayCursor &m_cursor;
    QCheckBox *m_changedOnly = nullptr;
    QTreeWidget *m_variables = nullptr;
    QTreeWidget *m_watches = nullptr;
    QLineEdit *m_watchLine = nullptr;
    QListWidget *m_stack = nullptr;
    QListWidget *m_stops = nullptr;
    QWidget *m_comparison = nullptr;
    QLabel *m_differences = nullptr;
    QStringList m_watched;
    QSet<QString> m_open; ///< The paths of the variables that are unfolded.
};
