// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences.h"

#include <QSettings>

#include <algorithm>

namespace {

constexpr char SchemeKey[] = "theme";
constexpr char TextSizeKey[] = "textSize";
constexpr char LanguageKey[] = "language";
constexpr char AddressKey[] = "address";
constexpr char TrayKey[] = "staysInTray";

} // namespace

Preferences::Scheme Preferences::schemeOf(const QString &name)
{
    if (name == QLatin1String("dark"))
        return Scheme::Dark;
    return name == QLatin1String("light") ? Scheme::Light : Scheme::System;
}

QString Preferences::nameOf(Scheme scheme)
{
    switch (scheme) {
    case Scheme::Light:
        return QStringLiteral("light");
    case Scheme::Dark:
        return QStringLiteral("dark");
    case Scheme::System:
        break;
    }
    return QStringLiteral("system");
}

Preferences Preferences::load()
{
    const QSettings settings;
    Preferences kept;
    kept.scheme = schemeOf(settings.value(QLatin1String(SchemeKey)).toString());
    kept.textSize = std::clamp(settings.value(QLatin1String(TextSizeKey), UsualText).toDouble(),
                               SmallestText, LargestText);
    kept.language = settings.value(QLatin1String(LanguageKey)).toString();
    kept.address = settings.value(QLatin1String(AddressKey), kept.address).toString();
    kept.staysInTray = settings.value(QLatin1String(TrayKey)).toBool();
    return kept;
}

void Preferences::save(const Preferences &before) const
{
    QSettings settings;
    if (scheme != before.scheme)
        settings.setValue(QLatin1String(SchemeKey), nameOf(scheme));
    if (textSize != before.textSize)
        settings.setValue(QLatin1String(TextSizeKey), textSize);
    if (language != before.language)
        settings.setValue(QLatin1String(LanguageKey), language);
    if (address != before.address)
        settings.setValue(QLatin1String(AddressKey), address);
    if (staysInTray != before.staysInTray)
        settings.setValue(QLatin1String(TrayKey), staysInTray);
}
