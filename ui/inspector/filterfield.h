// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QMenu;
class Theme;

/// The field for the inspector's filter, with a menu of filters that the user saved on this machine
/// for all databases. A filter that is not understood is marked, and is not applied.
/// Thread: the window's.
class FilterField final : public QWidget
{
    Q_OBJECT

public:
    FilterField(const Theme &theme, QWidget *parent);

    /// @p filter without what windows ask for, unless it names them.
    static QString withoutWindow(const QString &filter);

    QString text() const;
    /// Applies @p filter at once.
    void setText(const QString &filter);
    /// Wants what fits @p term too, in the place of what says the opposite.
    void add(const QString &term);
    /// Gives the field the focus, with its text selected.
    void begin();

signals:
    /// A filter is complete and understood; it is told a moment after the last key.
    void filterChanged(const QString &filter);

private:
    void apply();
    void fillMenu();

    QLineEdit *m_edit;
    QMenu *m_saved;
    QTimer m_typing; ///< Until the filter is applied.
};
