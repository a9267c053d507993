// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class NodeChoice;
class QLabel;
class QToolButton;
class Theme;

/// The bar over the REST inspector: what it is doing, and where and how much of it is seen. Thread:
/// the window's.
class InspectorHead final : public QWidget
{
    Q_OBJECT

public:
    InspectorHead(const Theme &theme, QWidget *parent);

    /// Tells @p text; empty: nothing.
    void setState(const QString &text, bool isLive);
    NodeChoice &nodes() const { return *m_nodes; }
    void setCollapsed(bool isCollapsed);
    /// Whether the chart was seen last.
    bool isChartWanted() const;

signals:
    void chartToggled(bool isShown);
    void collapseRequested(bool isCollapsed);
    /// It is to be a window of its own, or a part of the main window again.
    void undockRequested();
    void closeRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    const Theme &m_theme;
    QLabel *m_state;
    NodeChoice *m_nodes;
    QToolButton *m_chart;
    QToolButton *m_collapse;
    bool m_isCollapsed = false;
};
