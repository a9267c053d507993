// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

/// Which script an editor is for, and what the server calls it. A value; any thread.
struct EditedScript
{
    enum class Kind { Codehook, Module, Job };

    Kind kind = Kind::Codehook;
    QString name; ///< Of the collection or the module, or the id of the job.

    /// The script that a recording calls @p file. Those of jobs have one name there: @p file is
    /// not one of them.
    static EditedScript ofRecorded(const QString &file);

    /// The route of the script itself.
    QByteArray path() const;
    /// As the feed of changes names it.
    QByteArray storedName() const;
    /// What it is to the server: `codehook`, `module` or `job`.
    QByteArray word() const;
    /// As Recording::File names it.
    QString recordedFile() const;
    /// The collection whose hooks these are; empty for others.
    QByteArray collection() const { return kind == Kind::Codehook ? name.toUtf8() : QByteArray(); }
};
