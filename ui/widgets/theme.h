// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QString>

class QApplication;
class QWidget;

/// The looks of all windows: colours by role, fonts, icons.
/// Thread: the window's.
class Theme final : public QObject
{
    Q_OBJECT

public:
    static constexpr double UsualTextSize = 9.75; ///< In points.

    enum class Mode { Light, Dark };
    enum class Role {
        Background,
        Surface,
        Hover,
        Pressed,
        Border,
        BorderStrong,
        Text,
        Muted,
        Faint,
        Accent,
        AccentHover,
        AccentSoft,
        Selection,
        Success,
        SuccessSoft,
        Warning,
        WarningSoft,
        Error,
        ErrorSoft,
        Fatal,
        FatalSoft,
        Info,
        InfoSoft,
        Get,
        Post,
        Put,
        Patch,
        Delete,
        Keyword,
        String,
        Number,
        Comment,
        HookName,
        HookApi,
        Regex,
        Operator,
        Danger,
        DangerHover,
        OnAccent, ///< On Accent and on Danger.
        Count ///< How many there are.
    };

    Theme(QApplication &application, Mode mode, double textSize = UsualTextSize);

    Mode mode() const { return m_mode; }
    /// Repaints all windows in @p mode.
    void setMode(Mode mode);
    /// Gives all texts the size @p points, also those of windows that are open.
    void setTextSize(double points);

    QColor color(Role role) const { return color(m_mode, role); }
    static QColor color(Mode mode, Role role);
    /// The colour of a method's name.
    QColor methodColor(const QByteArray &method) const;

    /// @p pixels, meant for texts of the usual size, for texts of the present one.
    int scaled(int pixels) const;
    /// The icon `:/icons/<name>.svg`, drawn in the colour of @p role; it follows the mode.
    QIcon icon(const QString &name, Role role = Role::Muted) const;
    /// For code and numbers; @p points above or below the usual size.
    QFont codeFont(double points = 0) const;
    /// Gives @p widget that font by the style sheet, so that it follows the size of texts.
    /// @pre it was not shown yet; @p points is one of 0, -0.5 and -1.
    void setCodeFont(QWidget *widget, double points = 0) const;

signals:
    /// The colours or the size of texts are others now.
    void changed();

private:
    void apply();

    QApplication &m_application;
    Mode m_mode;
    double m_textSize;
};
