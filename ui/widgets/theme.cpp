// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/theme.h"

#include "ui/widgets/textsize.h"
#include "ui/widgets/themedicon.h"
#include "ui/widgets/themedstyle.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPalette>
#include <QWidget>

#include <array>
#include <utility>

namespace {

struct Token
{
    const char *name; ///< As style.qss has it.
    const char *light;
    const char *dark;
};

// In the order of Theme::Role.
constexpr std::array Tokens = {
    Token{"bg", "#f4f5f8", "#14161b"},          Token{"surface", "#ffffff", "#1a1d23"},
    Token{"hover", "#eceef3", "#262a33"},       Token{"pressed", "#e1e4ec", "#2e333e"},
    Token{"border", "#e1e4eb", "#2a2e37"},      Token{"borderStrong", "#c6cbd7", "#3d4350"},
    Token{"text", "#1b2130", "#e4e7ed"},        Token{"muted", "#566073", "#a0a9b8"},
    Token{"faint", "#8b94a5", "#6d7686"},       Token{"accent", "#4f46e5", "#645cf0"},
    Token{"accentHover", "#4338ca", "#756ef5"}, Token{"accentSoft", "#ecebfd", "#2a2950"},
    Token{"selection", "#e3e1fc", "#31305f"},   Token{"success", "#137a4a", "#4cc38a"},
    Token{"successSoft", "#e0f4ea", "#16352a"}, Token{"warning", "#8f5b00", "#e5b454"},
    Token{"warningSoft", "#fdf1d8", "#382d16"}, Token{"error", "#c02a37", "#f2777a"},
    Token{"errorSoft", "#fde8e9", "#40222a"},   Token{"fatal", "#8c1d6b", "#ef8fd0"},
    Token{"fatalSoft", "#f9e4f3", "#41213a"},   Token{"info", "#1c62b9", "#6cb2f7"},
    Token{"infoSoft", "#e3effc", "#1a2f47"},    Token{"get", "#0f766e", "#4fd1c5"},
    Token{"post", "#1c62b9", "#6cb2f7"},        Token{"put", "#8f5b00", "#e5b454"},
    Token{"patch", "#7a3ec8", "#c4a1ff"},       Token{"delete", "#c02a37", "#f2777a"},
    Token{"keyword", "#7c3aed", "#c4a1ff"},     Token{"string", "#177245", "#8ed6a4"},
    Token{"number", "#b4470a", "#f4a976"},      Token{"comment", "#6b7688", "#7f899a"},
    Token{"hookName", "#4f46e5", "#a5a1ff"},    Token{"hookApi", "#0e6f80", "#5fd0dd"},
    Token{"regex", "#b42360", "#f490b8"},       Token{"operator", "#4a5467", "#aeb7c6"},
    Token{"danger", "#c02a37", "#c9303e"},      Token{"dangerHover", "#a3222e", "#dd4453"},
    Token{"onAccent", "#ffffff", "#ffffff"},
};
static_assert(Tokens.size() == size_t(Theme::Role::Count));

constexpr double CodePoints = 10;
constexpr double HeadingPoints = 15;

QString styleSheet(Theme::Mode mode, double textSize)
{
    QFile file(QStringLiteral(":/themes/style.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString style = QString::fromUtf8(file.readAll());
    style.replace(QStringLiteral("@mode"),
                  mode == Theme::Mode::Light ? QStringLiteral("light") : QStringLiteral("dark"));
    style.replace(QStringLiteral("@headingPoints"),
                  QStringLiteral("%1pt").arg(HeadingPoints * textSize / Theme::UsualTextSize));
    const auto pixels = [&](int usual) {
        return QStringLiteral("%1px").arg(int(usual * textSize / Theme::UsualTextSize));
    };
    style.replace(QStringLiteral("@pillHeight"), pixels(18));
    style.replace(QStringLiteral("@pillRadius"), pixels(9));
    for (const double points : {0.0, -0.5, -1.0}) {
        style.append(QStringLiteral("\n*[codeFont=\"%1\"] { font-family: \"JetBrains Mono\"; "
                                    "font-size: %2pt; }")
                         .arg(points)
                         .arg(CodePoints + points + textSize - Theme::UsualTextSize));
    }
    // Longer names first, so that @border does not eat the front of @borderStrong.
    for (size_t length = 14; length > 0; --length) {
        for (const Token &token : Tokens) {
            if (qstrlen(token.name) == length) {
                style.replace(QLatin1Char('@') + QLatin1String(token.name),
                              QLatin1String(mode == Theme::Mode::Light ? token.light : token.dark));
            }
        }
    }
    return style;
}

} // namespace

Theme::Theme(QApplication &application, Mode mode, double textSize)
    : m_application(application)
    , m_mode(mode)
    , m_textSize(textSize)
{
    // Fusion whatever the desktop says: a platform style would apply by halves.
    QApplication::setStyle(new ThemedStyle(*this)); // the application takes it
    apply();
}

void Theme::setTextSize(double points)
{
    if (points == m_textSize)
        return;
    const double before = std::exchange(m_textSize, points);
    apply();
    TextSize::change(before, points);
    emit changed();
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
    emit changed();
}

QColor Theme::color(Mode mode, Role role)
{
    const Token &token = Tokens[size_t(role)];
    return QColor(QLatin1String(mode == Mode::Light ? token.light : token.dark));
}

QColor Theme::methodColor(const QByteArray &method) const
{
    if (method == "GET" || method == "HEAD")
        return color(Role::Get);
    if (method == "POST")
        return color(Role::Post);
    if (method == "PUT")
        return color(Role::Put);
    return color(method == "PATCH" ? Role::Patch
                                   : (method == "DELETE" ? Role::Delete : Role::Muted));
}

int Theme::scaled(int pixels) const
{
    return int(pixels * m_textSize / UsualTextSize);
}

QIcon Theme::icon(const QString &name, Role role) const
{
    return QIcon(new ThemedIconEngine(*this, name, role));
}

QFont Theme::codeFont(double points) const
{
    QFont font(QStringLiteral("JetBrains Mono"));
    font.setStyleHint(QFont::Monospace);
    font.setPointSizeF(CodePoints + points + m_textSize - UsualTextSize);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

void Theme::setCodeFont(QWidget *widget, double points) const
{
    widget->setProperty("codeFont", QString::number(points));
}

void Theme::apply()
{
    QFont font(QStringLiteral("Inter"));
    font.setPointSizeF(m_textSize);
    font.setHintingPreference(QFont::PreferNoHinting);
    QApplication::setFont(font);
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Role token) {
        palette.setColor(role, color(token));
    };
    set(QPalette::Window, Role::Background);
    set(QPalette::WindowText, Role::Text);
    set(QPalette::Base, Role::Surface);
    set(QPalette::AlternateBase, Role::Background);
    set(QPalette::Text, Role::Text);
    set(QPalette::Button, Role::Surface);
    set(QPalette::ButtonText, Role::Text);
    set(QPalette::ToolTipBase, Role::Surface);
    set(QPalette::ToolTipText, Role::Text);
    set(QPalette::PlaceholderText, Role::Faint);
    set(QPalette::Highlight, Role::Selection);
    set(QPalette::HighlightedText, Role::Text);
    set(QPalette::Link, Role::Accent);
    palette.setColor(QPalette::Disabled, QPalette::Text, color(Role::Faint));
    palette.setColor(QPalette::Disabled, QPalette::ButtonText, color(Role::Faint));
    palette.setColor(QPalette::Disabled, QPalette::WindowText, color(Role::Faint));
    QApplication::setPalette(palette);
    m_application.setStyleSheet(styleSheet(m_mode, m_textSize));
}
