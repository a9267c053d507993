// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qsci/qscilexerjavascript.h>

class Theme;

/// QScintilla's JavaScript lexer, brought to today's keywords and to the names of hooks and their
/// functions, in the colours of the theme. One lexer an editor. Thread: the window's.
class JavaScriptLexer final : public QsciLexerJavaScript
{
    Q_OBJECT

public:
    JavaScriptLexer(const Theme &theme, QObject *parent);

    const char *keywords(int set) const override;
    /// Takes the theme's colours again.
    void applyTheme();

private:
    const Theme &m_theme;
};
