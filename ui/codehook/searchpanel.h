// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QList>
#include <QRegularExpression>
#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;
class SearchOptions;
class Theme;

/// Looks through all saved scripts of the database: codehooks, modules and jobs.
/// Thread: the window's.
class SearchPanel final : public QWidget
{
    Q_OBJECT

public:
    SearchPanel(Client &client, const Theme &theme, QWidget *parent);
    /// Reads the scripts again, and puts the caret where the text is typed.
    void begin();

signals:
    /// A match was activated, at @p line (from 1).
    void codehookActivated(const QString &collection, int line);
    void moduleActivated(const QString &module, int line);
    void jobActivated(const QByteArray &id, const QString &description, int line);

private:
    struct Script
    {
        QString title;
        QString source;
        std::function<void(int line)> open;
    };

    QWidget *makeBar();
    void load();
    void loadJobs(QList<Script> scripts, int round);
    void search();
    int addMatches(const Script &script, const QRegularExpression &expression);
    void activate(const QTreeWidgetItem *item);

    Client &m_client;
    const Theme &m_theme;
    QLineEdit *m_text = nullptr;
    SearchOptions *m_options = nullptr;
    QLabel *m_count = nullptr;
    QTreeWidget *m_matches = nullptr;
    QList<Script> m_scripts;
    int m_round = 0; ///< Of reading; what an older one brings is dropped.
};
