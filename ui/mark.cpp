// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mark.h"

#include "ui/widgets/textdigest.h"

#include <QColor>
#include <QPainter>
#include <QSettings>

#include <algorithm>

namespace {

QString groupOf(const QString &identity)
{
    return QStringLiteral("marks/") + textDigest(identity);
}

} // namespace

Mark Mark::load(const QString &identity)
{
    QSettings settings;
    settings.beginGroup(groupOf(identity));
    Mark mark;
    mark.name = settings.value(QStringLiteral("name")).toString();
    const QString color = settings.value(QStringLiteral("color")).toString();
    if (std::any_of(Colors.begin(), Colors.end(),
                    [&](const char *each) { return color == QLatin1String(each); }))
        mark.color = color;
    mark.isProduction = settings.value(QStringLiteral("production")).toBool();
    return mark;
}

void Mark::save(const QString &identity) const
{
    QSettings settings;
    settings.beginGroup(groupOf(identity));
    settings.setValue(QStringLiteral("name"), name);
    settings.setValue(QStringLiteral("color"), color);
    settings.setValue(QStringLiteral("production"), isProduction);
}

QIcon Mark::icon() const
{
    constexpr int Size = 32; // of twice the pixels, for sharp screens
    QPixmap pixmap(Size, Size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(QColor(color));
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QRect(4, 4, Size - 8, Size - 8));
    return QIcon(pixmap);
}
