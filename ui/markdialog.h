// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mark.h"

#include <QDialog>

class MarkForm;

/// Name and colour of a database or server that is open. Thread: the window's.
class MarkDialog final : public QDialog
{
    Q_OBJECT

public:
    /// @p usualName is what it is called without a name of its own.
    MarkDialog(const Mark &mark, const QString &usualName, QWidget *parent);

signals:
    void chosen(const Mark &mark);

private:
    MarkForm *m_form;
};
