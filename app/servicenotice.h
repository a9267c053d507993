// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// Tells the manager of services that started this process (systemd, Type=notify) a state, such as
/// `READY=1`; nothing happens where there is none. Any thread.
/// Source: sd_notify(3), "Standalone Implementations".
void notifyServiceManager(const QByteArray &state);
