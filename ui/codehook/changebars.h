// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class CodeEditor;
class QTimer;
class StoredScript;
class Theme;

/// Bars beside the lines of a script that are not as the server has them: added, changed, and where
/// some were deleted. A click on one asks for the comparison. Thread: the window's.
class ChangeBars final : public QObject
{
    Q_OBJECT

public:
    ChangeBars(const Theme &theme, CodeEditor &editor, const StoredScript &stored);

    /// Goes to the next change behind the caret, or the one before; round the end.
    void goToChange(bool forward);
    /// As the server has it.
    const QString &stored() const { return m_stored; }

signals:
    void compareRequested();

private:
    void setStored(const QString &script);
    void applyTheme();
    void update();

    const Theme &m_theme;
    CodeEditor &m_editor;
    QTimer *m_timer;
    QString m_stored;
    bool m_isKnown = false; ///< It was read.
};
