// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/recording.h"

#include <QMap>
#include <QWidget>

class CodeEditor;
class Theme;

/// Draws values beside the lines of an editor, over its text. Takes no mouse.
/// Thread: the window's.
class LineValues final : public QWidget
{
    Q_OBJECT

public:
    LineValues(const Theme &theme, CodeEditor &editor);

    /// @p values by line, from 1.
    void show(const QMap<int, QList<Recording::Variable>> &values);
    /// What stands beside @p line; empty: nothing.
    QString textOf(int line) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Part
    {
        QString text;
        QString before; ///< Empty: it had no other value.
        bool isChanged = false;
    };
    void paintLine(QPainter &painter, int line, const QList<Part> &parts) const;

    const Theme &m_theme;
    CodeEditor &m_editor;
    QMap<int, QList<Part>> m_parts;
};
