// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspectorhead.h"

#include "ui/inspector/nodechoice.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QSettings>
#include <QToolButton>

namespace {

constexpr char ChartKey[] = "inspector/chart";

} // namespace

InspectorHead::InspectorHead(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_state(new QLabel(this))
{
    QWidget *bar = Layouts::bar(this);
    Layouts::column(this)->addWidget(bar);
    auto *title = new QLabel(tr("REST inspector"), bar);
    title->setProperty("title", true);
    m_state->setObjectName(QStringLiteral("inspectorLive"));
    Layouts::rowOf(bar)->addWidget(title);
    Layouts::rowOf(bar)->addWidget(m_state);
    m_nodes = new NodeChoice(bar);
    Layouts::rowOf(bar)->addWidget(m_nodes);
    Layouts::rowOf(bar)->addStretch();
    m_chart = Layouts::addTool(bar, theme.icon(QStringLiteral("chart-bar")),
                               tr("Chart of the last hour"), "chartInspector");
    m_chart->setCheckable(true);
    m_chart->setChecked(QSettings().value(QLatin1String(ChartKey)).toBool());
    m_collapse = Layouts::addTool(bar, {}, {}, "collapseInspector");
    QToolButton *undock = Layouts::addTool(bar, theme.icon(QStringLiteral("layout-sidebar-right")),
                                           tr("Undock or dock (Ctrl+Alt+J)"), "undockInspector");
    QToolButton *close = Layouts::addTool(bar, theme.icon(QStringLiteral("x")),
                                          tr("Hide the inspector (Ctrl+J)"), "closeInspector");
    connect(m_chart, &QToolButton::toggled, this, [this](bool isShown) {
        QSettings().setValue(QLatin1String(ChartKey), isShown);
        emit chartToggled(isShown);
    });
    connect(m_collapse, &QToolButton::clicked, this,
            [this] { emit collapseRequested(!m_isCollapsed); });
    connect(undock, &QToolButton::clicked, this, &InspectorHead::undockRequested);
    connect(close, &QToolButton::clicked, this, &InspectorHead::closeRequested);
    setCollapsed(false);
}

void InspectorHead::setState(const QString &text, bool isLive)
{
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
    Layouts::restyle(m_state, "pill", isLive ? "good" : "idle");
}

void InspectorHead::setCollapsed(bool isCollapsed)
{
    m_isCollapsed = isCollapsed;
    m_chart->setEnabled(!isCollapsed);
    m_collapse->setIcon(
        m_theme.icon(isCollapsed ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down")));
    m_collapse->setToolTip(isCollapsed ? tr("Expand the inspector") : tr("Collapse the inspector"));
    m_collapse->setAccessibleName(m_collapse->toolTip());
}

bool InspectorHead::isChartWanted() const
{
    return m_chart->isChecked();
}

/// A window of its own is not collapsed.
void InspectorHead::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_nodes->refresh();
    m_collapse->setVisible(!parentWidget()->isWindow());
}
