// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/documents/documentorder.h"

#include <QString>
#include <QStringList>
#include <QToolButton>
#include <QVariantMap>

#include <functional>

class QMenu;
class Theme;

/// A button whose menu keeps views of a collection under a name and shows them again: query, order
/// and columns. They are kept for each collection of each server, by this user. Thread: the
/// window's.
class SavedViews final : public QToolButton
{
    Q_OBJECT

public:
    struct View
    {
        QString query; ///< As it was typed.
        DocumentOrder order;
        QVariantMap columns; ///< As GridColumns::state() gives it.

        bool operator==(const View &) const = default;
    };

    /// @p identity is that of the server, @p present gives what is shown just now.
    SavedViews(const Theme &theme, const QString &identity, const QString &collection,
               std::function<View()> present, QWidget *parent);

signals:
    /// @p view is to be shown.
    void chosen(const SavedViews::View &view);

private:
    void fillMenu();
    void askForName();
    void askToDelete(const QString &name);
    QStringList names() const;
    View read(const QString &name) const;
    void write(const QString &name, const View &view);
    QString keyOf(const QString &name) const;

    const QString m_key; ///< Of the settings.
    const std::function<View()> m_present;
    QMenu *m_menu;
};
