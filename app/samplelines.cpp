// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/samplelines.h"

#include <cstdio>

void printSampleLines(const QString &url, const QString &whichKey)
{
    const QByteArray curl = "  curl -H \"x-apikey: $KEY\" ";
    const QByteArray base = url.toUtf8();
    const QByteArray lines = "Try it. " + whichKey.toUtf8() + '\n' + curl + "-g '" + base
        + "/rest/customers?q={\"lastname\":\"Hunter\"}&max=2'\n" + curl
        + "-H 'content-type: application/json' -d '{\"address\":\"Paris\"}' '" + base
        + "/rest/customers'\n" + curl + "'" + base + "/admin/v1/inspector?max=2'\n";
    std::fputs(lines.constData(), stdout);
    std::fflush(stdout);
}
