// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/searchterm.h"

#include <QWidget>

class QToolButton;

/// How a text is looked for: three switches. Thread: the window's.
class SearchOptions final : public QWidget
{
    Q_OBJECT

public:
    explicit SearchOptions(QWidget *parent);
    /// @p text with the switches as they are.
    SearchTerm termOf(const QString &text) const;

signals:
    void changed();

private:
    QToolButton *add(const QString &text, const QString &tip, const char *name);

    QToolButton *m_case;
    QToolButton *m_word;
    QToolButton *m_expression;
};
