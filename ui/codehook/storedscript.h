// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QObject>

/// A script as the server has it: reads it, saves over what it has read and nothing else, and
/// notices when somebody else has saved it. Thread: the window's.
class StoredScript final : public QObject
{
    Q_OBJECT

public:
    /// @p path is that of the script's routes, @p name what the feed of changes calls it.
    StoredScript(Client &client, const QByteArray &path, const QByteArray &name, QObject *parent);

    void load();
    /// Saves @p text; where somebody else has saved meanwhile, changedElsewhere() tells it instead.
    void save(const QString &text);
    /// Looks whether somebody else has saved.
    void look();
    /// What somebody else has saved last is known, and may be saved over.
    void acceptTheirs() { m_tag = m_theirTag; }

    bool isSaving() const { return m_isSaving; }
    /// The entity tag of the text that the editor is based on.
    const QByteArray &tag() const { return m_tag; }

signals:
    void loaded(const QString &text);
    void saved(const QString &text);
    void refused(const Client::Reply &reply);
    /// Somebody has saved it, switched it on or off, or its hooks are suspended.
    void touched();
    /// The server has @p theirs, which somebody else has saved since load() and save().
    void changedElsewhere(const QString &theirs);

private:
    void takeTheirs(const Client::Reply &reply);

    Client &m_client;
    const QByteArray m_path;
    QByteArray m_tag;
    QByteArray m_theirTag;
    bool m_isSaving = false;
    bool m_isLooking = false;
};
