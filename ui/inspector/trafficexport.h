// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class Client;
class QWidget;

/// Writes all that the server of @p client has recorded to @p path: as HAR or, by its ending,
/// NDJSON. Secrets are masked, and others of this machine cannot read it. What goes wrong is told
/// over @p parent. Thread: the window's.
void exportTraffic(Client &client, const QString &path, QWidget &parent);

/// The same to a file that is asked for over @p parent.
void askToExportTraffic(Client &client, QWidget &parent);
