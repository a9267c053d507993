// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class CodeEditor;
class QLabel;
class Theme;

/// Two scripts side by side, with what differs marked and what is the same at one height.
/// Thread: the window's.
class DiffView final : public QWidget
{
    Q_OBJECT

public:
    DiffView(const Theme &theme, QWidget *parent);

    struct Side
    {
        QString title;
        QString text;
    };
    void show(const Side &before, const Side &after);
    /// How many lines are marked on either side.
    int differences() const { return m_differences; }

private:
    QLabel *m_titles[2] = {};
    CodeEditor *m_editors[2] = {};
    int m_differences = 0;
};
