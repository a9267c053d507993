// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/completion.h"

#include <QFrame>
#include <QLabel>
#include <QObject>
#include <QPointer>

class CodeEditor;
class QKeyEvent;
class QListWidget;
class Theme;

/// Completion and call tips of an editor. They open while typing, with Ctrl+Space and
/// Ctrl+Shift+Space; Enter and Tab take the chosen proposal, Escape closes.
///
/// Both are children of the window and not windows themselves: so they work under Wayland and never
/// take the focus. Thread: the window's.
class CodeAssistant final : public QObject
{
    Q_OBJECT

public:
    CodeAssistant(CodeEditor &editor, const Theme &theme);
    ~CodeAssistant() override;

    /// What documents of the collection hold, with dots within others.
    const QStringList &fields() const { return m_fields; }
    void setFields(const QStringList &fields);
    void setCollections(const QStringList &collections);
    /// Shows what can be typed at the caret; @p isAsked by the user, who then gets it for no letter
    /// as well.
    void complete(bool isAsked);
    void showCallTip();

signals:
    /// Proposals are about to be made: the names that there are may be set.
    void namesWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool handleKey(const QKeyEvent &key);
    void typed();
    void accept();
    void close();
    void showDetail();
    QString textBeforeCaret() const;
    QString iconOf(Completion::Proposal::Kind kind) const;

    CodeEditor &m_editor;
    const Theme &m_theme;
    QPointer<QFrame> m_popup; ///< Belongs to the window once it was shown, as the tip does.
    QListWidget *m_list;
    QLabel *m_detail;
    QPointer<QLabel> m_tip;
    QStringList m_fields;
    QStringList m_collections;
    Completion::Proposals m_proposals;
};
