// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QString>

/// The path of one of our own programs, such as `hookdesk-hookhost`: beside this program, or where
/// packages put it. Empty when it is in none of these places. Any thread.
/// Packages put helpers into `<prefix>/libexec/hookdesk`, beside `<prefix>/bin`. Those of the
/// window have a folder of their own, since a helper must be of its program's version and the
/// server's package can be upgraded alone.
inline QString helperProgram(const QString &name)
{
    const QDir folder(QCoreApplication::applicationDirPath());
    const bool isWindow = QCoreApplication::applicationFilePath().endsWith(u"/hookdesk");
    const QString own = isWindow ? QStringLiteral("../libexec/hookdesk-desktop/") : QString();
    for (const QString &path : {folder.filePath(name), folder.filePath(own + name),
                                folder.filePath(QStringLiteral("../libexec/hookdesk/") + name)}) {
        if (QFile::exists(path))
            return path;
    }
    return {};
}
