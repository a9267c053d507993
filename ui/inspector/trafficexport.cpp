// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/trafficexport.h"

#include "client/client.h"
#include "client/routes.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/widgets/ask.h"

#include <QFileDialog>
#include <QSaveFile>

void exportTraffic(Client &client, const QString &path, QWidget &parent)
{
    const auto format =
        path.endsWith(u".ndjson", Qt::CaseInsensitive) ? "format=ndjson" : "format=har";
    client.request("GET", Routes::inspectorExport(), {}, format)
        .then(&parent, [&parent, path](const Client::Reply &reply) {
            QSaveFile file(path);
            const bool isWritten = reply.isOk() && file.open(QIODevice::WriteOnly)
                && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
                && file.write(reply.body) == reply.body.size() && file.commit();
            if (!isWritten)
                Ask::toAcknowledge(&parent, InspectorPanel::tr("The file could not be written"),
                                   reply.isOk() ? file.errorString() : reply.explanation());
        });
}

void askToExportTraffic(Client &client, QWidget &parent)
{
    const QString path = QFileDialog::getSaveFileName(
        &parent, InspectorPanel::tr("Export recorded requests"), QStringLiteral("hookdesk.har"),
        InspectorPanel::tr("HTTP archive (*.har);;One record per line (*.ndjson)"));
    if (!path.isEmpty())
        exportTraffic(client, path, parent);
}
