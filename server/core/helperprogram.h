// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QString>

/// The path of one of our own programs, such as `hookdesk-hookhost`: beside this program, or where
/// packages put it. Empty when it is in neither place. Any thread.
/// The second place is that of the installed package: `<prefix>/libexec/hookdesk` beside
/// `<prefix>/bin`.
inline QString helperProgram(const QString &name)
{
    const QDir folder(QCoreApplication::applicationDirPath());
    for (const QString &path :
         {folder.filePath(name), folder.filePath(QStringLiteral("../libexec/hookdesk/") + name)}) {
        if (QFile::exists(path))
            return path;
    }
    return {};
}
