// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

/// What a page of a database shows. A page is known by its place and never by its title, which has
/// a language. Any thread.
struct Place
{
    enum class Kind {
        Documents, ///< Of the collection Place::name.
        Settings, ///< The definition and the script of the collection Place::name.
        Module, ///< The script of the module Place::name.
        Job, ///< The script of the job with the id Place::name.
        Jobs,
        Log,
        Search,
        Problems,
        Keys,
        Users,
        Database, ///< The settings of the database.
        Compare,
        Requests
    };

    Kind kind;
    QString name = {}; ///< Empty: there is one page of this kind.

    /// As it is kept on disk: `documents:people`.
    QString text() const;
    /// The picture of its kind, as Theme::icon() takes it.
    QString icon() const;
    /// Nothing for a text that text() does not give, such as that of a later version.
    static std::optional<Place> fromText(const QString &text);

    static QStringList texts(const QList<Place> &places);
    /// Leaves out what fromText() does not know.
    static QList<Place> fromTexts(const QStringList &texts);

    bool operator==(const Place &other) const = default;
};

Q_DECLARE_METATYPE(Place)
