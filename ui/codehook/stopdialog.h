// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/replaystop.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class Theme;

/// Asks when a stop of a replay holds, and whether it tells a text instead.
/// Thread: the window's.
class StopDialog final : public QDialog
{
    Q_OBJECT

public:
    StopDialog(ReplayStop stop, const Theme &theme, QWidget *parent);

signals:
    void decided(const ReplayStop &stop);
    void removed(const ReplayStop &stop);

private:
    void check();

    ReplayStop m_stop;
    QLineEdit *m_condition;
    QLineEdit *m_log;
    QLabel *m_fault;
    QPushButton *m_accept = nullptr;
};
