// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class Theme;

/// What a first start shows: a sample, a new database or one that is there.
/// Thread: the window's.
class WelcomePage final : public QWidget
{
    Q_OBJECT

public:
    WelcomePage(const Theme &theme, QWidget *parent);

signals:
    void sampleRequested();
    void newRequested();
    void openRequested();

private:
    void addCard(QHBoxLayout *row, const char *icon, const QString &title, const QString &text,
                 const QString &action, const char *name, void (WelcomePage::*requested)());

    const Theme &m_theme;
};
