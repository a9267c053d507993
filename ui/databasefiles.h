// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QMimeData;
class QWidget;

/// The dialogs that ask for a file of a database or of a backup. Each gives the path that was
/// chosen; empty: the user cancelled. Thread: the window's.
namespace DatabaseFiles {

/// The files of this machine that are dragged in @p data.
QStringList droppedFiles(const QMimeData &data);

/// What a menu calls the database @p identity: the path of a file, or `app on db1`. It has no
/// password.
QString shownName(const QString &identity);

/// A file that is to become a new database; it may exist already. `.hookdesk` is added to a name
/// without a suffix.
QString askForNew(QWidget *parent);

/// An existing database.
QString askForDatabase(QWidget *parent);

/// Where a backup of @p database is to be written; its name and today's date are proposed.
QString askForBackupOf(const QString &database, QWidget *parent);

/// A backup that is to be restored.
QString askForBackup(QWidget *parent);

} // namespace DatabaseFiles
