// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

class QObject;

/// The keys of servers, in the keychain of the desktop (by QtKeychain). Where there is none,
/// nothing is kept: a key is never written elsewhere. Thread: the window's.
namespace Keychain {

/// Gives the key of the server @p url; empty where none is kept. Nobody is told once @p context has
/// gone.
void read(const QString &url, QObject *context, std::function<void(const QByteArray &)> then);
/// Keeps the key. @p then gets a sentence for the user where that failed, else nothing.
void write(const QString &url, const QByteArray &key, QObject *context,
           std::function<void(const QString &)> then);
void remove(const QString &url);

} // namespace Keychain
