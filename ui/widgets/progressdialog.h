// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QProgressBar;

/// How far a longer work is, with a way to cancel it. It appears once the work takes a moment and,
/// unlike QProgressDialog, never runs the event loop. Thread: the window's.
class ProgressDialog final : public QDialog
{
    Q_OBJECT

public:
    ProgressDialog(const QString &title, const QString &text, QWidget *parent);

    /// @p part is from 0 to 1.
    void show(double part, const QString &text);

signals:
    void cancelled();

private:
    QLabel *m_text;
    QProgressBar *m_bar;
};
