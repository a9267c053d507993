// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/inspector/filter.h"

#include <QMenu>

class Client;
class Theme;

/// What can be done with a row of the inspector: copy it in several forms, and filter by what it
/// says. Deletes itself when it closes. Thread: the window's.
class TrafficMenu final : public QMenu
{
    Q_OBJECT

public:
    /// @p line is the place of the row's line in the log of @p record; -1: it is the request.
    /// @p actions of the list stand first.
    TrafficMenu(const Theme &theme, const Inspector::Record &record, int line, Client &client,
                const QList<QAction *> &actions, QWidget *parent);

signals:
    /// Only rows that fit @p term as well are wanted.
    void filterRequested(const QString &term);
    void scriptRequested();

private:
    void addCopies(const Theme &theme, const Inspector::Record &record, int line, Client &client);
    void addFilters(const Theme &theme, const Inspector::Record &record);
};
