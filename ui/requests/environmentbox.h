// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/requests/requestbook.h"

#include <QWidget>

class PairTable;
class QCheckBox;
class QComboBox;
class Theme;

/// The environments of a book: which is chosen, and its variables, which are edited in place.
/// Values of the private file are shown as dots. Thread: the window's.
class EnvironmentBox final : public QWidget
{
    Q_OBJECT

public:
    /// @p book outlives this.
    EnvironmentBox(RequestBook &book, const Theme &theme, QWidget *parent);

signals:
    /// A variable could not be written.
    void failed(const QString &message);

private:
    void show();
    void write();
    void askForNew();

    RequestBook &m_book;
    QComboBox *m_choice;
    PairTable *m_variables;
    bool m_isFilling = false;
};
