// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/codeeditor.h"

#include "ui/codehook/javascriptlexer.h"
#include "ui/widgets/theme.h"

#include <Qsci/qsciscintillabase.h>

#include <algorithm>

namespace {

constexpr int LineNumbers = 0;
constexpr int MarkerMargin = 1;
constexpr int FoldMargin = 2;
constexpr int CountMargin = 3;
constexpr int ChangedMarker = 1;
constexpr int ErrorIndicator = 8;
constexpr int ErrorStyle = 40; // above the lexer's own
constexpr int IconSize = 14;

} // namespace

CodeEditor::CodeEditor(const Theme &theme, QWidget *parent)
    : QsciScintilla(parent)
    , m_theme(theme)
    , m_lexer(new JavaScriptLexer(theme, this))
    , m_errorMarker(0)
    , m_errorStyle(ErrorStyle)
    , m_valueStyle(ErrorStyle + 1)
    , m_countStyle(ErrorStyle + 2)
{
    setUtf8(true);
    setEolMode(EolUnix);
    setFrameShape(QFrame::NoFrame);
    setLexer(m_lexer);
    setAutoIndent(true);
    setIndentationsUseTabs(false);
    setIndentationWidth(2);
    setTabWidth(2);
    setTabIndents(true);
    setBackspaceUnindents(true);
    setIndentationGuides(true);
    setBraceMatching(SloppyBraceMatch);
    setCaretLineVisible(true);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    setAnnotationDisplay(AnnotationIndented);
    setMultipleSelectionEnabled();
    indicatorDefine(SquiggleIndicator, ErrorIndicator);
    setUpMargins();
    applyTheme();
    connect(&theme, &Theme::changed, this, &CodeEditor::applyTheme);
    connect(this, &QsciScintilla::linesChanged, this, [this] {
        const int digits = std::max(3, int(QString::number(lines()).size()));
        setMarginWidth(LineNumbers, QString(digits + 1, QLatin1Char('9')));
    });
}

void CodeEditor::setMultipleSelectionEnabled()
{
    SendScintilla(SCI_SETMULTIPLESELECTION, 1);
    SendScintilla(SCI_SETADDITIONALSELECTIONTYPING, 1);
}

void CodeEditor::setUpMargins()
{
    setMarginType(LineNumbers, NumberMargin);
    setMarginWidth(LineNumbers, QStringLiteral("9999"));
    setMarginType(MarkerMargin, SymbolMargin);
    setMarginWidth(MarkerMargin, 18);
    setMarginMarkerMask(MarkerMargin, 1 << m_errorMarker);
    setMarginWidth(FoldMargin, 14);
    setFolding(PlainFoldStyle, FoldMargin);
    setMarginType(CountMargin, TextMarginRightJustified);
    setMarginWidth(CountMargin, 0);
}

void CodeEditor::applyTheme()
{
    using Role = Theme::Role;
    m_lexer->applyTheme();
    setPaper(m_theme.color(Role::Surface));
    setColor(m_theme.color(Role::Text));
    setMarginsFont(m_theme.codeFont(-1.5));
    setMarginsBackgroundColor(m_theme.color(Role::Surface));
    setMarginsForegroundColor(m_theme.color(Role::Faint));
    setFoldMarginColors(m_theme.color(Role::Surface), m_theme.color(Role::Surface));
    setCaretForegroundColor(m_theme.color(Role::Text));
    setCaretLineBackgroundColor(m_theme.color(Role::Background));
    setSelectionBackgroundColor(m_theme.color(Role::Selection));
    resetSelectionForegroundColor();
    setMatchedBraceBackgroundColor(m_theme.color(Role::AccentSoft));
    setMatchedBraceForegroundColor(m_theme.color(Role::Accent));
    setUnmatchedBraceForegroundColor(m_theme.color(Role::Error));
    setUnmatchedBraceBackgroundColor(m_theme.color(Role::Surface));
    setIndentationGuidesForegroundColor(m_theme.color(Role::Border));
    setIndentationGuidesBackgroundColor(m_theme.color(Role::Surface));
    setIndicatorForegroundColor(m_theme.color(Role::Error), ErrorIndicator);
    const auto setFoldMark = [this](int mark, int shape) {
        SendScintilla(SCI_MARKERDEFINE, ulong(mark), long(shape));
        SendScintilla(SCI_MARKERSETFORE, ulong(mark), m_theme.color(Role::Faint));
        SendScintilla(SCI_MARKERSETBACK, ulong(mark), m_theme.color(Role::Faint));
    };
    for (const int mark : {SC_MARKNUM_FOLDEROPEN, SC_MARKNUM_FOLDEROPENMID})
        setFoldMark(mark, SC_MARK_ARROWDOWN);
    for (const int mark : {SC_MARKNUM_FOLDER, SC_MARKNUM_FOLDEREND})
        setFoldMark(mark, SC_MARK_ARROW);
    const qreal scale = devicePixelRatioF();
    const QPixmap icon = m_theme.icon(QStringLiteral("alert-circle"), Role::Error)
                             .pixmap(QSize(IconSize, IconSize) * scale);
    SendScintilla(SCI_RGBAIMAGESETSCALE, ulong(100 * scale));
    markerDefine(icon.toImage(), m_errorMarker);
    SendScintilla(SCI_STYLESETFORE, ulong(m_errorStyle), m_theme.color(Role::Error));
    SendScintilla(SCI_STYLESETBACK, ulong(m_errorStyle), m_theme.color(Role::ErrorSoft));
    SendScintilla(SCI_STYLESETFONT, ulong(m_errorStyle), "Inter");
    SendScintilla(SCI_STYLESETSIZE, ulong(m_errorStyle), 9L);
    for (const int style : {m_valueStyle, m_countStyle}) {
        SendScintilla(SCI_STYLESETFORE, ulong(style), m_theme.color(Role::Success));
        SendScintilla(SCI_STYLESETBACK, ulong(style), m_theme.color(Role::Surface));
        SendScintilla(SCI_STYLESETFONT, ulong(style), "JetBrains Mono");
        SendScintilla(SCI_STYLESETSIZE, ulong(style), 8L);
    }
}

void CodeEditor::showError(int line, int column, const QString &message)
{
    clearError();
    const int index = std::clamp(line - 1, 0, lines() - 1);
    // The parser names the token after the fault, which may be past the end of the line.
    const int length = int(text(index).trimmed().isEmpty() ? 0 : text(index).size());
    const int from = column > 0 ? std::clamp(column - 1, 0, std::max(0, length - 1)) : 0;
    const int to = column > 0 ? std::min(length, from + 1) : length;
    fillIndicatorRange(index, from, index, std::max(to, from), ErrorIndicator);
    markerAdd(index, m_errorMarker);
    annotate(index, QLatin1Char(' ') + message + QLatin1Char(' '), m_errorStyle);
    setCursorPosition(index, from);
    ensureLineVisible(index);
    ensureCursorVisible();
}

void CodeEditor::clearError()
{
    clearAnnotations();
    markerDeleteAll(m_errorMarker);
    const int last = lines() - 1;
    clearIndicatorRange(0, 0, last, lineLength(last), ErrorIndicator);
}

void CodeEditor::showRunLines(const QList<RunLine> &lines)
{
    if (!m_hasRunLines && lines.isEmpty())
        return;
    m_hasRunLines = !lines.isEmpty();
    clearError(); // with all annotations
    clearMarginText();
    setMarginWidth(CountMargin, m_hasRunLines ? QStringLiteral("99999×") : QString());
    if (!m_hasRunLines)
        setMarginWidth(CountMargin, 0);
    for (const RunLine &each : lines) {
        const int index = each.line - 1;
        if (index < 0 || index >= this->lines())
            continue;
        setMarginText(index, QStringLiteral("%1×").arg(each.count), m_countStyle);
        if (!each.values.isEmpty())
            annotate(index, QStringLiteral(" ") + each.values, m_valueStyle);
    }
}

void CodeEditor::showDifferences(const QList<int> &changed, const QHash<int, int> &blank,
                                 Theme::Role role)
{
    clearAnnotations();
    markerDeleteAll(ChangedMarker);
    markerDefine(Background, ChangedMarker);
    setMarkerBackgroundColor(m_theme.color(role), ChangedMarker);
    for (const int line : changed)
        markerAdd(line, ChangedMarker);
    for (auto each = blank.cbegin(); each != blank.cend(); ++each) // before the first: beneath it
        annotate(std::max(0, each.key()),
                 QString(each.value() - 1, QLatin1Char('\n')) + QLatin1Char(' '), m_countStyle);
}

void CodeEditor::goToLine(int line)
{
    setCursorPosition(std::max(0, line - 1), 0);
    ensureLineVisible(std::max(0, line - 1));
    setFocus();
}
