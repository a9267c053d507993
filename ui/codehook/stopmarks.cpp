// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/stopmarks.h"

#include "ui/codehook/codeeditor.h"
#include "ui/widgets/theme.h"

#include <QImage>
#include <QPainter>

namespace {

constexpr int StopMarker = 10;
constexpr int LogMarker = 11;
constexpr int IdleMarker = 12; // a stop that is switched off
constexpr int Markers[] = {StopMarker, LogMarker, IdleMarker};
constexpr int StopIconSize = 14;

/// A disc or, for log points, a diamond.
QImage stopImage(const QColor &color, bool isLog, bool isFilled, qreal scale)
{
    QImage image(QSize(StopIconSize, StopIconSize) * scale, QImage::Format_ARGB32);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(isFilled ? QBrush(color) : QBrush(Qt::NoBrush));
    const QRectF box(2.5, 2.5, StopIconSize - 5, StopIconSize - 5);
    if (isLog)
        painter.drawPolygon(QPolygonF({{7, 2}, {12, 7}, {7, 12}, {2, 7}}));
    else
        painter.drawEllipse(box);
    return image;
}

int markerOf(const ReplayStop &stop)
{
    if (!stop.isEnabled)
        return IdleMarker;
    return stop.log.isEmpty() ? StopMarker : LogMarker;
}

} // namespace

StopMarks::StopMarks(const Theme &theme, CodeEditor &editor)
    : QObject(&editor)
    , m_theme(theme)
    , m_editor(editor)
{
    int mask = editor.marginMarkerMask(CodeEditor::MarkerMargin);
    for (const int marker : Markers)
        mask |= 1 << marker;
    editor.setMarginMarkerMask(CodeEditor::MarkerMargin, mask);
    editor.setMarginSensitivity(CodeEditor::MarkerMargin, true);
    applyTheme();
    connect(&theme, &Theme::changed, this, &StopMarks::applyTheme);
    connect(&editor, &QsciScintilla::marginClicked, this,
            [this](int margin, int line, Qt::KeyboardModifiers modifiers) {
                if (margin > CodeEditor::MarkerMargin)
                    return;
                if (modifiers & Qt::ShiftModifier)
                    emit editWanted(line + 1);
                else
                    emit clicked(line + 1);
            });
    connect(&editor, &QsciScintilla::marginRightClicked, this, [this](int margin, int line) {
        if (margin <= CodeEditor::MarkerMargin)
            emit editWanted(line + 1);
    });
}

void StopMarks::applyTheme()
{
    const qreal scale = m_editor.devicePixelRatioF();
    m_editor.SendScintilla(QsciScintillaBase::SCI_RGBAIMAGESETSCALE, ulong(100 * scale));
    const QColor error = m_theme.color(Theme::Role::Error);
    m_editor.markerDefine(stopImage(error, false, true, scale), StopMarker);
    m_editor.markerDefine(stopImage(m_theme.color(Theme::Role::Accent), true, true, scale),
                          LogMarker);
    m_editor.markerDefine(stopImage(error, false, false, scale), IdleMarker);
}

QList<int> StopMarks::show(const QList<ReplayStop> &stops)
{
    for (const int marker : Markers)
        m_editor.markerDeleteAll(marker);
    QList<int> handles;
    for (const ReplayStop &stop : stops)
        handles.append(stop.isOfVariable() ? -1
                                           : m_editor.markerAdd(stop.line - 1, markerOf(stop)));
    return handles;
}
