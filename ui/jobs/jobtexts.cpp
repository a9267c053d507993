// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobtexts.h"

#include <QCoreApplication>
#include <QLocale>

namespace JobTexts {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("JobTexts", text);
}

} // namespace

QString statusText(const QString &status)
{
    if (status == QLatin1String("OK"))
        return tr("ok");
    if (status == QLatin1String("ERROR"))
        return tr("failed");
    if (status == QLatin1String("TIMEOUT"))
        return tr("timed out");
    if (status == QLatin1String("KILLED"))
        return tr("stopped");
    if (status == QLatin1String("SKIPPED"))
        return tr("skipped");
    return status;
}

Theme::Role statusRole(const QString &status)
{
    if (status == QLatin1String("OK"))
        return Theme::Role::Success;
    return status == QLatin1String("SKIPPED") ? Theme::Role::Warning : Theme::Role::Error;
}

QString statusIcon(const QString &status)
{
    if (status == QLatin1String("OK"))
        return QStringLiteral("circle-check");
    return status == QLatin1String("SKIPPED") ? QStringLiteral("player-skip-forward")
                                              : QStringLiteral("circle-x");
}

QString momentText(const QDateTime &moment)
{
    const bool isThisYear = moment.date().year() == QDate::currentDate().year();
    return QLocale().toString(moment,
                              isThisYear ? QStringLiteral("ddd d MMM, HH:mm")
                                         : QStringLiteral("ddd d MMM yyyy, HH:mm"));
}

} // namespace JobTexts
