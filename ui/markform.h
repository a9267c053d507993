// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mark.h"

#include <QObject>

class QButtonGroup;
class QCheckBox;
class QFormLayout;
class QLineEdit;

/// The fields of a Mark: a name, a colour, and whether it is production. Thread: the window's.
class MarkForm final : public QObject
{
    Q_OBJECT

public:
    /// Adds them to @p form, the layout of @p parent or a part of it.
    MarkForm(QFormLayout *form, QWidget *parent);

    /// @p usualName is what is called so without a name of its own.
    void show(const Mark &mark, const QString &usualName);
    /// Shows the mark that @p identity has, unless another one was chosen: what is known has its
    /// mark already, and production is not taken away by connecting again.
    void showKnown(const QString &identity, const QString &usualName);
    Mark mark() const;

private:
    Mark m_known; ///< Of showKnown().
    QLineEdit *m_name;
    QButtonGroup *m_colors;
    QCheckBox *m_production;
};
