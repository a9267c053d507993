// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/compareside.h"
#include "ui/compare/comparison.h"

#include <QList>
#include <QObject>
#include <QStringList>

/// A deployment from its check over the question to its end, and the way back. One at a time.
/// Thread: the window's.
class DeployTask final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Lets the server of @p target check what @p chosen would change there, asks, and carries it
    /// over. @p source is named in the versions of scripts.
    void begin(const CompareSide &source, const CompareSide &target, const StoredParts &targetParts,
               const QList<Difference> &chosen);
    /// Whether the server is being waited for.
    bool isBusy() const { return m_isBusy; }
    /// Takes the last deployment back, unless somebody has changed a part of it since.
    void undo();
    /// What was deployed last can be taken back, since its database is open.
    bool canUndo() const { return !m_undo.isEmpty() && m_undoTarget.isOpen(); }
    /// Finds the database of the last deployment among @p open, those that are open now.
    void findTarget(const QList<CompareSide> &open);
    /// What is to be kept on disk for undo(); empty: nothing.
    QByteArray draft() const;
    /// Takes back what draft() gave.
    void restore(const QByteArray &draft);
    /// The name of the database where it was deployed.
    const QString &undoName() const { return m_undoTarget.name; }

signals:
    void busyChanged();
    /// What the server says of a part: a script that does not compile or, with @p fields, documents
    /// that do not fit these.
    void remarked(const QString &kind, const QString &name, const QStringList &fields,
                  const QString &text);
    /// The server refuses; nothing was changed.
    void refused(const QString &text);
    void deployed(int count);
    void undone();

private:
    void ask(const Client::Reply &checked);
    void carryOut();
    void sendUndo();
    void setBusy(bool isBusy);
    void giveUp();
    QString takeRemarks(const Json::Value &remarks);
    void refuse(const Client::Reply &reply, const QString &before);
    static QString textOf(Difference::Change change);
    QString label(const QString &kind, const QString &name) const;
    QString question(const QString &remarks) const;

    bool m_isBusy = false;
    QString m_sourceName;
    CompareSide m_target;
    QList<Difference> m_chosen;
    QByteArray m_body;
    QByteArray m_undo; ///< The body that takes the last deployment back; empty: there was none.
    QString m_undoIdentity; ///< That of the client of its database.
    CompareSide m_undoTarget; ///< Not open: its database is not.
};
