// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/imported.h"
#include "client/requests/requestfolder.h"
#include "client/requests/runner.h"

#include <QMap>
#include <QObject>
#include <QPair>

/// The files of requests of one database: as they are on disk, as they are edited, and how each
/// request went last. It knows no widgets. Thread: the window's.
class RequestBook final : public QObject
{
    Q_OBJECT

public:
    /// A request: the name of its file, and its number in it.
    struct Spot
    {
        QString file;
        int index = 0;

        bool operator==(const Spot &) const = default;
    };

    /// Of the database @p identity: of a file, those beside it, unless the user has chosen another
    /// folder; of a server, those in this user's data.
    RequestBook(const QString &identity, QObject *parent);

    QString path() const { return m_folder.path(); }
    const Requests::RequestFolder &folder() const { return m_folder; }
    /// Takes another folder from now on, also next time. What is not saved is lost.
    void setPath(const QString &path);
    /// Reads the names of files anew, and those files that are not edited.
    void reload();

    /// In the order in which they run.
    QStringList names() const { return m_files.keys(); }
    /// As it is edited; empty: there is no such file.
    const Requests::RequestFile &file(const QString &name) const;
    /// What could not be read: a sentence; empty: all could.
    QString fault() const { return m_fault; }

    bool isEdited(const QString &name) const;
    bool isEdited() const;
    /// Takes @p text for the file @p name, which is created when it is saved.
    void setText(const QString &name, const QByteArray &text);
    /// @errors as those of RequestFile::replace().
    Result<Done> replace(const Spot &spot, const Requests::Request &request);
    /// Adds @p request after the others of the file @p name. @errors as replace().
    Result<Spot> add(const QString &name, const Requests::Request &request);
    /// Puts @p request before the one at @p spot, or at the end. @errors as replace().
    Result<Done> insert(const Spot &spot, const Requests::Request &request);
    void removeRequest(const Spot &spot);
    /// Writes what is edited. @errors as RequestFolder::write(); Conflict: a file is not as it was
    /// read; fault() names it.
    Result<Done> save();
    /// The file that somebody else has changed since it was read; empty: none.
    QString changedElsewhere() const;
    /// The next save() writes over what somebody else has written to @p name.
    void overwrite(const QString &name);
    /// Takes what is on disk for @p name.
    void discard(const QString &name);
    /// @errors as RequestFolder::remove() and rename().
    Result<Done> removeFile(const QString &name);
    Result<Done> renameFile(const QString &before, const QString &after);
    /// Adds all files of @p imported, under other names where there are such files, and the secrets
    /// to the private environment @p environment. Gives the first file.
    /// @errors as RequestFolder::write().
    Result<QString> import(const Requests::Imported &imported, const QByteArray &environment);

    // ---- environments
    const Requests::Environments &environments() const { return m_environments; }
    QByteArray environment() const { return m_environment; }
    void setEnvironment(const QByteArray &name);
    /// Writes a variable of the chosen environment, which is created, to the public or the private
    /// file; an empty @p value takes it away. @errors as RequestFolder::write().
    Result<Done> setVariable(const QByteArray &name, const QByteArray &value, bool isPrivate);

    // ---- results
    void keep(const Requests::Report &report);
    void forgetResults();
    /// How @p spot went last; null: it was not sent.
    const Requests::Report *result(const Spot &spot) const;

    // ---- drafts
    /// What is edited and not saved; empty: nothing.
    QByteArray draft() const;
    void restore(const QByteArray &draft);

signals:
    /// Files, requests or edits are others.
    void changed();
    void environmentChanged();
    void resultsChanged();
    /// The result of one request is another.
    void resultKept(const RequestBook::Spot &spot);

private:
    struct File
    {
        QByteArray saved; ///< As it was read or written last.
        bool isOnDisk = false;
        Requests::RequestFile content;
        qint64 size = -1; ///< In bytes, when it was read; with the time it says whether it changed.
        QDateTime time = {};
    };

    void readEnvironments();
    Result<Done> writeVariable(const char *file, const QByteArray &name, const QByteArray &value,
                               const QByteArray &environment);
    QString freeName(const QString &wanted) const;

    QString m_identity;
    Requests::RequestFolder m_folder;
    QMap<QString, File> m_files;
    Requests::Environments m_environments;
    QByteArray m_environment;
    QString m_fault;
    QMap<QPair<QString, int>, Requests::Report> m_results;
};
