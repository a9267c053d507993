// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/theme.h"

#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>

/// What the parts of a test run look like. Thread: the window's.
namespace TestRunWidgets {

/// A text in the editor's font, with the object name @p name.
inline QPlainTextEdit *makeText(const Theme &theme, QWidget *parent, const char *name,
                                const QString &accessibleName)
{
    auto *text = new QPlainTextEdit(parent);
    text->setObjectName(QLatin1String(name));
    text->setAccessibleName(accessibleName);
    theme.setCodeFont(text, -1);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setTabChangesFocus(true);
    text->setProperty("flat", true);
    return text;
}

/// Tabs inside of a panel.
inline QTabWidget *makeTabs(QWidget *parent)
{
    auto *tabs = new QTabWidget(parent);
    tabs->setObjectName(QStringLiteral("inner"));
    tabs->setDocumentMode(true);
    tabs->tabBar()->setDrawBase(false);
    return tabs;
}

} // namespace TestRunWidgets
