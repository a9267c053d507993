// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/scriptname.h"

#include <QHash>
#include <QLabel>
#include <QObject>
#include <QPointer>

class CodeEditor;
class ScriptNavigation;

/// Says what a name of a script is while the mouse rests on it, or by a key: its kind, parameters
/// and comment, what the documentation says of what scripts are offered, the types that documents
/// have in a field, the value that the last test run left, and what is wrong there.
/// Thread: the window's.
class ScriptHover final : public QObject
{
    Q_OBJECT

public:
    ScriptHover(CodeEditor &editor, ScriptNavigation &navigation);
    ~ScriptHover() override;

    void showAtCaret();
    /// Documents have @p types in the field @p name, which has dots within others.
    void addField(const QString &name, const QList<QByteArray> &types);

signals:
    /// A name is about to be explained: what documents have may be added.
    void namesWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showAt(long byte);
    void explain(const ScriptName &name, long byte);
    void show(const QStringList &parts, long byte);
    void hide();
    QString problemAt(long byte) const;
    QString headOf(const ScriptName &name) const;
    QString offered(const QString &path) const;
    QString valueOf(const ScriptName &name, long byte) const;

    CodeEditor &m_editor;
    ScriptNavigation &m_navigation;
    QPointer<QLabel> m_popup; ///< Belongs to the window once it was shown.
    QHash<QString, QStringList> m_fields; ///< The types by name.
    int m_round = 0; ///< Of asking; what an older one brings is dropped.
};
