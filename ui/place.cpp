// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/place.h"

#include <algorithm>
#include <array>

namespace {

struct PlaceKind
{
    Place::Kind kind;
    QLatin1String word; ///< Kept on disk.
    QLatin1String icon;
    bool hasName;
};

/// In the order of Place::Kind.
constexpr std::array PlaceKinds = {
    PlaceKind{Place::Kind::Documents, QLatin1String("documents"), QLatin1String("table"), true},
    PlaceKind{Place::Kind::Settings, QLatin1String("settings"), QLatin1String("webhook"), true},
    PlaceKind{Place::Kind::Module, QLatin1String("module"), QLatin1String("code"), true},
    PlaceKind{Place::Kind::Job, QLatin1String("job"), QLatin1String("code"), true},
    PlaceKind{Place::Kind::Jobs, QLatin1String("jobs"), QLatin1String("clock-play"), false},
    PlaceKind{Place::Kind::Log, QLatin1String("log"), QLatin1String("file-text"), false},
    PlaceKind{Place::Kind::Search, QLatin1String("search"), QLatin1String("search"), false},
    PlaceKind{Place::Kind::Problems, QLatin1String("problems"), QLatin1String("alert-triangle"),
              false},
    PlaceKind{Place::Kind::Keys, QLatin1String("keys"), QLatin1String("key"), false},
    PlaceKind{Place::Kind::Users, QLatin1String("users"), QLatin1String("users"), false},
    PlaceKind{Place::Kind::Database, QLatin1String("database"), QLatin1String("settings"), false},
    PlaceKind{Place::Kind::Compare, QLatin1String("compare"), QLatin1String("git-compare"), false},
    PlaceKind{Place::Kind::Requests, QLatin1String("requests"), QLatin1String("send"), false},
};

static_assert(PlaceKinds.size() == size_t(Place::Kind::Requests) + 1);

const PlaceKind &rowOf(Place::Kind kind)
{
    return PlaceKinds[size_t(kind)];
}

} // namespace

QString Place::text() const
{
    return rowOf(kind).word + QLatin1Char(':') + name;
}

QString Place::icon() const
{
    return rowOf(kind).icon;
}

std::optional<Place> Place::fromText(const QString &text)
{
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    const auto row = std::find_if(PlaceKinds.begin(), PlaceKinds.end(), [&](const PlaceKind &each) {
        return colon >= 0 && each.word == QStringView(text).first(colon);
    });
    if (row == PlaceKinds.end() || row->hasName != (colon + 1 < text.size()))
        return std::nullopt;
    return Place{row->kind, text.sliced(colon + 1)};
}

QStringList Place::texts(const QList<Place> &places)
{
    QStringList texts;
    for (const Place &place : places)
        texts.append(place.text());
    return texts;
}

QList<Place> Place::fromTexts(const QStringList &texts)
{
    QList<Place> places;
    for (const QString &text : texts) {
        if (const auto place = fromText(text))
            places.append(*place);
    }
    return places;
}
