// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/databasedialog.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QTest>

/// Types @p text into the field @p name of @p dialog, in place of what is there.
inline void typeInto(DatabaseDialog &dialog, const char *name, const QString &text)
{
    auto *line = dialog.findChild<QLineEdit *>(QLatin1String(name));
    line->clear();
    QTest::keyClicks(line, text);
}

/// Types all of @p address but its authority into @p dialog.
inline void typeAddress(DatabaseDialog &dialog, const DatabaseAddress &address)
{
    typeInto(dialog, "databaseHost", address.host);
    dialog.findChild<QSpinBox *>(QStringLiteral("databasePort"))->setValue(address.port);
    typeInto(dialog, "databaseName", address.database);
    typeInto(dialog, "databaseSchema", address.schema);
    typeInto(dialog, "databaseUser", address.user);
    dialog.findChild<QComboBox *>(QStringLiteral("databaseTls"))->setCurrentIndex(int(address.tls));
}
