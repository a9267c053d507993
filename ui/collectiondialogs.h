// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QObject>

#include <functional>

class QWidget;

/// Asks before collections and modules are created, renamed or dropped, and does it. Thread: the
/// window's.
class CollectionDialogs final : public QObject
{
    Q_OBJECT

public:
    /// Dialogs open over @p parent.
    CollectionDialogs(Client &client, QWidget *parent);

    /// Asks for the name of a new collection.
    void askForCollection();
    /// Asks for another name, telling what depends on the present one.
    void askToRename(const QString &name);
    /// Asks whether all of the collection may go, telling what depends on it.
    void askToDrop(const QString &name);
    /// Asks for the name of a new module.
    void askForModule();
    void askToRemove(const QString &module);

signals:
    void collectionCreated(const QString &collection);
    void collectionRenamed(const QString &before, const QString &after);
    void collectionDropped(const QString &collection);
    /// It is there, now or since before.
    void moduleCreated(const QString &module);
    void moduleRemoved(const QString &module);
    void failed(const QString &title, const QString &message);

private:
    void create(const QString &name);
    void withDependents(const QString &name, std::function<void(QString)> then);
    void rename(const QString &name, const QString &wanted);
    void askToDropWith(const QString &name, const QString &dependents);

    Client &m_client;
    QWidget *m_parent;
};
