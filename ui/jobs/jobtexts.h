// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/theme.h"

#include <QDateTime>
#include <QString>

/// How jobs and their runs are told, wherever they are. Thread: the window's.
namespace JobTexts {

/// `OK` as `ok`, and so on, in the window's language.
QString statusText(const QString &status);
Theme::Role statusRole(const QString &status);
/// The name of the status's icon: colour alone never tells it.
QString statusIcon(const QString &status);
/// `Tue 24 Nov, 02:00`, with the year when it is another one.
QString momentText(const QDateTime &moment);

} // namespace JobTexts
