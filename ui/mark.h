// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

#include <array>

/// How a person tells one open database or server from the others. A value; it is kept on this
/// machine, not in the database.
struct Mark
{
    /// What is offered, as CSS colours: readable as a dot on the light and the dark surface.
    static constexpr std::array Colors = {"#6366f1", "#0d9488", "#d97706",
                                          "#dc2626", "#2563eb", "#9333ea"};

    QString name; ///< Empty: what the client calls it.
    QString color = QString::fromLatin1(Colors[0]);
    bool isProduction = false; ///< What cannot be undone asks for the name.

    /// The mark of the database or server @p identity, as Client::identity() gives it.
    static Mark load(const QString &identity);
    void save(const QString &identity) const;
    /// A dot in its colour.
    QIcon icon() const;
    bool operator==(const Mark &other) const = default;
};
