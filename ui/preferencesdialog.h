// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/preferences.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

/// Asks for the preferences. Deletes itself when it closes. Thread: the window's.
class PreferencesDialog final : public QDialog
{
    Q_OBJECT

public:
    /// @p hasTray is whether the desktop shows icons of programs.
    PreferencesDialog(const Preferences &preferences, bool hasTray, QWidget *parent);

signals:
    void chosen(const Preferences &preferences);

private:
    void addFields(const Preferences &preferences, bool hasTray);
    void check();
    Preferences wanted() const;

    QComboBox *m_scheme = nullptr;
    QDoubleSpinBox *m_textSize = nullptr;
    QComboBox *m_language = nullptr;
    QLineEdit *m_address = nullptr;
    QLabel *m_addressNote = nullptr;
    QCheckBox *m_tray = nullptr;
    QPushButton *m_accept = nullptr;
};
