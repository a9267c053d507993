// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// What a person has chosen for the program itself, on this machine and for all databases.
/// A value.
struct Preferences
{
    enum class Scheme { System, Light, Dark };

    static constexpr double SmallestText = 8; ///< In points.
    static constexpr double LargestText = 18;
    static constexpr double UsualText = 9.75;

    Scheme scheme = Scheme::System;
    double textSize = UsualText; ///< Of the window's texts; code follows.
    QString language; ///< `en`, `de` or `nb`; empty: that of the desktop.
    QString address = QStringLiteral("127.0.0.1:8788"); ///< Not that of the service, 8787.
    bool staysInTray = false; ///< Closing the window leaves the server running.

    /// Those that are kept by QSettings; the usual ones for what is missing or out of range.
    static Preferences load();
    /// Keeps what differs from @p before: what a command line chose for once is not kept.
    void save(const Preferences &before) const;

    static Scheme schemeOf(const QString &name);
    static QString nameOf(Scheme scheme);
    bool operator==(const Preferences &other) const = default;
};
