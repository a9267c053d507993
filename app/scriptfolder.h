// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArray>
#include <QDir>
#include <QList>

#include <utility>

/// A folder of scripts as files: COLLECTION.js, and lib/NAME.js for modules. Names may come from
/// somebody else's server, and the files from somebody else's repository, so nothing outside of the
/// folder is read or written, whatever they are called and wherever symbolic links lead.
/// Thread: any.
class ScriptFolder final
{
public:
    /// The name of a script, such as `people` or `lib/tax`, and its source.
    using Scripts = QList<std::pair<QByteArray, QByteArray>>;

    explicit ScriptFolder(const QString &path)
        : m_folder(path)
    {
    }

    /// The path of the script @p name, for messages.
    QString pathOf(const QString &name) const;
    /// All scripts of the folder, ordered by name, modules last.
    /// @errors BadInput: no folder, no script, a wrong name, a link that leads out of the folder,
    /// or a file that is no UTF-8. Unavailable: it cannot be read.
    Result<Scripts> read() const;
    /// Writes @p scripts, each as a whole or not at all; creates the folder.
    /// @errors BadInput: a wrong name, a link or two names that are one file; nothing is written.
    /// Unavailable: it cannot be written.
    Result<Done> write(const Scripts &scripts) const;

private:
    Result<Done> checkTarget(const QString &path) const;
    Result<Done> writeOne(const QString &path, const QByteArray &source) const;

    const QDir m_folder;
};
