// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/themedstyle.h"

#include "ui/widgets/theme.h"

#include <QIcon>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace {

constexpr int IconSize = 16;
constexpr int ArrowSize = 12;

/// The icon that stands for one of Qt's own; null: Qt's is kept.
const char *iconFor(QStyle::StandardPixmap which)
{
    switch (which) {
    case QStyle::SP_LineEditClearButton:
        return "x";
    case QStyle::SP_FileDialogBack:
    case QStyle::SP_ArrowBack:
        return "arrow-left";
    case QStyle::SP_ArrowForward:
        return "arrow-right";
    case QStyle::SP_FileDialogToParent:
        return "arrow-up";
    case QStyle::SP_FileDialogNewFolder:
        return "folder-plus";
    case QStyle::SP_FileDialogListView:
        return "list";
    case QStyle::SP_FileDialogDetailedView:
        return "list-details";
    case QStyle::SP_DirIcon:
    case QStyle::SP_DirClosedIcon:
    case QStyle::SP_DirLinkIcon:
        return "folder";
    case QStyle::SP_DirOpenIcon:
    case QStyle::SP_DirLinkOpenIcon:
        return "folder-open";
    case QStyle::SP_DirHomeIcon:
        return "home";
    case QStyle::SP_FileIcon:
    case QStyle::SP_FileLinkIcon:
        return "file-text";
    case QStyle::SP_ComputerIcon:
    case QStyle::SP_DesktopIcon:
        return "device-desktop";
    case QStyle::SP_DriveHDIcon:
        return "database";
    case QStyle::SP_MessageBoxInformation:
    case QStyle::SP_MessageBoxQuestion:
    case QStyle::SP_MessageBoxCritical:
        return "alert-circle";
    case QStyle::SP_MessageBoxWarning:
        return "alert-triangle";
    default:
        return nullptr;
    }
}

const char *arrowFor(QStyle::PrimitiveElement element, const QStyleOption &option)
{
    switch (element) {
    case QStyle::PE_IndicatorBranch: // Fusion asks itself for the arrow
        if (!(option.state & QStyle::State_Children))
            return nullptr;
        return option.state & QStyle::State_Open ? "chevron-down" : "chevron-right";
    case QStyle::PE_IndicatorArrowDown:
        return "chevron-down";
    case QStyle::PE_IndicatorArrowUp:
        return "chevron-up";
    case QStyle::PE_IndicatorArrowRight:
        return "chevron-right";
    case QStyle::PE_IndicatorArrowLeft:
        return "chevron-left";
    default:
        return nullptr;
    }
}

} // namespace

ThemedStyle::ThemedStyle(const Theme &theme)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_theme(&theme)
{
}

QIcon ThemedStyle::standardIcon(StandardPixmap which, const QStyleOption *option,
                                const QWidget *widget) const
{
    const char *name = iconFor(which);
    return name && m_theme ? m_theme->icon(QLatin1String(name))
                           : QProxyStyle::standardIcon(which, option, widget);
}

QPixmap ThemedStyle::standardPixmap(StandardPixmap which, const QStyleOption *option,
                                    const QWidget *widget) const
{
    const char *name = iconFor(which);
    return name && m_theme ? m_theme->icon(QLatin1String(name)).pixmap(IconSize)
                           : QProxyStyle::standardPixmap(which, option, widget);
}

void ThemedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                QPainter *painter, const QWidget *widget) const
{
    const char *name = arrowFor(element, *option);
    if (!name || !m_theme)
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    // Qt's room is 7 pixels in a tool button and the whole cell in a tree.
    QRect place(0, 0, ArrowSize, ArrowSize);
    place.moveCenter(option->rect.center());
    const auto mode = option->state & State_Enabled ? QIcon::Normal : QIcon::Disabled;
    m_theme->icon(QLatin1String(name)).paint(painter, place, Qt::AlignCenter, mode);
}
