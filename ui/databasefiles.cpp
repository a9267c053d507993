// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/databasefiles.h"

#include "client/databaseaddress.h"

#include <QCoreApplication>
#include <QDate>
#include <QDir>
#include <QFileDialog>
#include <QMimeData>
#include <QUrl>
#include <QFileInfo>

namespace DatabaseFiles {

namespace {

/// Gives the functions of this file a context for their translations.
class Texts
{
    Q_DECLARE_TR_FUNCTIONS(DatabaseFiles)
};

QString filter()
{
    return Texts::tr("Hookdesk databases (*.hookdesk);;All files (*)");
}

} // namespace

QString askForNew(QWidget *parent)
{
    // The dialog's own question promises to replace a file, which is not what happens.
    const QString path = QFileDialog::getSaveFileName(parent, Texts::tr("New database"),
                                                      QStringLiteral("new.hookdesk"), filter(),
                                                      nullptr, QFileDialog::DontConfirmOverwrite);
    if (path.isEmpty() || !QFileInfo(path).suffix().isEmpty())
        return path;
    return path + QStringLiteral(".hookdesk");
}

QString askForDatabase(QWidget *parent)
{
    return QFileDialog::getOpenFileName(parent, Texts::tr("Open a database"), {}, filter());
}

QString askForBackupOf(const QString &database, QWidget *parent)
{
    const auto address = DatabaseAddress::parse(database);
    const QFileInfo file(address ? address->schema : database);
    const QString name =
        QStringLiteral("%1-%2.hookdesk")
            .arg(file.completeBaseName(), QDate::currentDate().toString(Qt::ISODate));
    return QFileDialog::getSaveFileName(parent, Texts::tr("Back up the database"),
                                        file.absoluteDir().filePath(name), filter());
}

QString askForBackup(QWidget *parent)
{
    return QFileDialog::getOpenFileName(parent, Texts::tr("Restore a backup"), {}, filter());
}

QString shownName(const QString &identity)
{
    const auto address = DatabaseAddress::parse(identity);
    return address ? address->name() : identity;
}

QStringList droppedFiles(const QMimeData &data)
{
    QStringList files;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    }
    return files;
}

} // namespace DatabaseFiles
