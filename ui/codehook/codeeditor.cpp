// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/codeeditor.h"

#include "ui/codehook/javascriptlexer.h"
#include "ui/codehook/pairtyping.h"
#include "ui/widgets/theme.h"

#include <Qsci/qscicommandset.h>
#include <Qsci/qsciscintillabase.h>
#include <QRegularExpression>

#include <algorithm>

namespace {

constexpr int LineNumbers = 0;
constexpr int FoldMargin = 3; // behind ChangeMargin
constexpr int CountMargin = 4;
constexpr int ChangedMarker = 1;
constexpr int ErrorIndicator = 8;
constexpr int WarningIndicator = 9;
constexpr int MatchIndicator = 10;
constexpr int WarningMarker = 2;
constexpr int ProblemMarker = 3;
constexpr int ErrorStyle = 40; // above the lexer's own
constexpr int IconSize = 14;
constexpr int FoldIconSize = 12;

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
    indicatorDefine(SquiggleIndicator, WarningIndicator);
    indicatorDefine(StraightBoxIndicator, MatchIndicator);
    setIndicatorDrawUnder(true, MatchIndicator);
    new PairTyping(*this);
    bindKeys();
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

/// Keys of QScintilla's own that mean something else to our users, or to the window.
void CodeEditor::bindKeys()
{
    QsciCommandSet *commands = standardCommands();
    const auto keys = [](QKeyCombination combination) { return combination.toCombined(); };
    for (const int taken :
         {keys(Qt::CTRL | Qt::Key_D), keys(Qt::CTRL | Qt::Key_L), keys(Qt::CTRL | Qt::Key_Slash)}) {
        if (QsciCommand *command = commands->boundTo(taken))
            command->setKey(0);
    }
    const auto bind = [&](QsciCommand::Command command, QKeyCombination combination) {
        commands->find(command)->setKey(keys(combination));
    };
    bind(QsciCommand::MoveSelectedLinesUp, Qt::ALT | Qt::Key_Up);
    bind(QsciCommand::MoveSelectedLinesDown, Qt::ALT | Qt::Key_Down);
    bind(QsciCommand::SelectionDuplicate, Qt::ALT | Qt::SHIFT | Qt::Key_Down);
}

void CodeEditor::setUpMargins()
{
    setMarginType(LineNumbers, NumberMargin);
    setMarginWidth(LineNumbers, QStringLiteral("9999"));
    setMarginType(MarkerMargin, SymbolMargin);
    setMarginWidth(MarkerMargin, 18);
    setMarginMarkerMask(MarkerMargin, 1 << m_errorMarker | 1 << WarningMarker | 1 << ProblemMarker);
    setMarginType(ChangeMargin, SymbolMargin);
    setMarginWidth(ChangeMargin, 0);
    setMarginMarkerMask(ChangeMargin, int(ChangeMarkers));
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
    setMarkerBackgroundColor(m_theme.color(m_differenceRole), ChangedMarker);
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
    const qreal scale = devicePixelRatioF();
    SendScintilla(SCI_RGBAIMAGESETSCALE, ulong(100 * scale));
    defineFoldMarks();
    const auto defineIcon = [&](const char *name, Role role, int marker) {
        const QPixmap icon =
            m_theme.icon(QLatin1String(name), role).pixmap(QSize(IconSize, IconSize), scale);
        markerDefine(icon.toImage(), marker);
    };
    defineIcon("alert-circle", Role::Error, m_errorMarker);
    defineIcon("alert-circle", Role::Error, ProblemMarker);
    defineIcon("alert-triangle", Role::Warning, WarningMarker);
    setIndicatorForegroundColor(m_theme.color(Role::Warning), WarningIndicator);
    QColor match = m_theme.color(Role::Accent);
    match.setAlpha(50);
    setIndicatorForegroundColor(match, MatchIndicator);
    match.setAlpha(150);
    setIndicatorOutlineColor(match, MatchIndicator);
    SendScintilla(SCI_STYLESETFORE, ulong(m_errorStyle), m_theme.color(Role::Error));
    SendScintilla(SCI_STYLESETBACK, ulong(m_errorStyle), m_theme.color(Role::ErrorSoft));
    SendScintilla(SCI_STYLESETFONT, ulong(m_errorStyle), "Inter");
    const auto setSize = [this](int style, double points) {
        const double size = m_theme.codeFont(points).pointSizeF();
        SendScintilla(SCI_STYLESETSIZEFRACTIONAL, ulong(style),
                      long(size * int(SC_FONT_SIZE_MULTIPLIER)));
    };
    setSize(m_errorStyle, -1);
    for (const int style : {m_valueStyle, m_countStyle}) {
        SendScintilla(SCI_STYLESETFORE, ulong(style), m_theme.color(Role::Success));
        SendScintilla(SCI_STYLESETBACK, ulong(style), m_theme.color(Role::Surface));
        SendScintilla(SCI_STYLESETFONT, ulong(style), "JetBrains Mono");
        setSize(style, -2);
    }
}

/// Thin chevrons in the place of Scintilla's filled triangles.
void CodeEditor::defineFoldMarks()
{
    const qreal scale = devicePixelRatioF();
    const auto define = [&](int mark, const char *icon) {
        const QImage image = m_theme.icon(QLatin1String(icon), Theme::Role::Muted)
                                 .pixmap(QSize(FoldIconSize, FoldIconSize), scale)
                                 .toImage();
        SendScintilla(SCI_RGBAIMAGESETWIDTH, ulong(image.width()));
        SendScintilla(SCI_RGBAIMAGESETHEIGHT, ulong(image.height()));
        SendScintilla(SCI_MARKERDEFINERGBAIMAGE, ulong(mark), image);
    };
    for (const int mark : {SC_MARKNUM_FOLDEROPEN, SC_MARKNUM_FOLDEROPENMID})
        define(mark, "chevron-down");
    for (const int mark : {SC_MARKNUM_FOLDER, SC_MARKNUM_FOLDEREND})
        define(mark, "chevron-right");
}

void CodeEditor::showError(int line, int column, const QString &message)
{
    clearError();
    showProblems({{line, column, 0, message, true}});
    const int index = std::clamp(line - 1, 0, lines() - 1);
    markerAdd(index, m_errorMarker);
    annotate(index, QLatin1Char(' ') + message + QLatin1Char(' '), m_errorStyle);
    setCursorPosition(index, std::clamp(column - 1, 0, int(text(index).trimmed().size())));
    ensureLineVisible(index);
    ensureCursorVisible();
}

void CodeEditor::clearError()
{
    clearAnnotations();
    markerDeleteAll(m_errorMarker);
}

void CodeEditor::setRunMarginVisible(bool visible)
{
    if (visible)
        setMarginWidth(CountMargin, QStringLiteral("99999×"));
    else
        setMarginWidth(CountMargin, 0);
}

void CodeEditor::showRunLines(const QList<RunLine> &lines)
{
    if (m_runLines.isEmpty() && lines.isEmpty())
        return;
    m_runLines = lines;
    clearError(); // with all annotations
    clearMarginText();
    for (const RunLine &each : lines) {
        const int index = each.line - 1;
        if (index < 0 || index >= this->lines())
            continue;
        if (each.count > 0) // else it says alone what a function was called with
            setMarginText(index, QStringLiteral("%1×").arg(each.count), m_countStyle);
        QStringList values;
        for (const auto &[name, value] : each.values)
            values.append(QStringLiteral("%1 = %2").arg(name, value));
        if (!values.isEmpty())
            annotate(index, QLatin1Char(' ') + values.join(QStringLiteral(",  ")), m_valueStyle);
    }
}

void CodeEditor::showDifferences(const QList<int> &changed, const QHash<int, int> &blank,
                                 Theme::Role role)
{
    clearAnnotations();
    markerDeleteAll(ChangedMarker);
    markerDefine(Background, ChangedMarker);
    m_differenceRole = role;
    setMarkerBackgroundColor(m_theme.color(role), ChangedMarker);
    for (const int line : changed)
        markerAdd(line, ChangedMarker);
    for (auto each = blank.cbegin(); each != blank.cend(); ++each) // before the first: beneath it
        annotate(std::max(0, each.key()),
                 QString(each.value() - 1, QLatin1Char('\n')) + QLatin1Char(' '), m_countStyle);
}

void CodeEditor::goToLine(int line, int column)
{
    const int index = std::max(0, line - 1);
    setCursorPosition(index, std::max(0, column - 1));
    ensureLineVisible(index);
    ensureCursorVisible();
    setFocus();
}

// ---- problems

void CodeEditor::showProblems(const QList<Problem> &problems)
{
    m_problems = problems;
    const int last = lines() - 1;
    for (const int indicator : {ErrorIndicator, WarningIndicator})
        clearIndicatorRange(0, 0, last, lineLength(last), indicator);
    markerDeleteAll(WarningMarker);
    markerDeleteAll(ProblemMarker);
    for (const Problem &problem : problems) {
        const int line = std::clamp(problem.line - 1, 0, last);
        const int length = int(text(line).size());
        const int from = std::clamp(problem.column - 1, 0, std::max(0, length - 1));
        const int to = problem.isError           ? from + 1
            : problem.endColumn > problem.column ? problem.endColumn - 1
                                                 : length;
        fillIndicatorRange(line, from, line, std::clamp(to, from, length),
                           problem.isError ? ErrorIndicator : WarningIndicator);
        markerAdd(line, problem.isError ? ProblemMarker : WarningMarker);
        if (problem.openLine > 0 && problem.openLine <= lines()) {
            const int open = problem.openLine - 1;
            fillIndicatorRange(open, problem.openColumn - 1, open, problem.openColumn,
                               ErrorIndicator);
            markerAdd(open, ProblemMarker);
        }
    }
}

void CodeEditor::goToProblem(bool forward)
{
    using Place = std::pair<int, int>;
    QList<Place> places;
    for (const Problem &each : m_problems) {
        places.append({each.line - 1, std::max(0, each.column - 1)});
        if (each.openLine > 0)
            places.append({each.openLine - 1, each.openColumn - 1});
    }
    if (places.isEmpty())
        return;
    std::sort(places.begin(), places.end());
    Place caret;
    getCursorPosition(&caret.first, &caret.second);
    const auto next = forward ? std::upper_bound(places.begin(), places.end(), caret)
                              : std::lower_bound(places.begin(), places.end(), caret);
    const bool isRound = next == (forward ? places.end() : places.begin()); // behind the last one
    const Place found =
        isRound ? (forward ? places.first() : places.last()) : (forward ? *next : *std::prev(next));
    setCursorPosition(found.first, found.second);
    ensureLineVisible(found.first);
    setFocus();
}

// ---- search and editing

/// The place of a character of text() in Scintilla's bytes.
int CodeEditor::byteOf(qsizetype character) const
{
    return int(QStringView(text()).first(character).toUtf8().size());
}

QString CodeEditor::nameAtCaret() const
{
    static const QRegularExpression name(
        QStringLiteral("[A-Za-z_$][\\w$]*(?:\\.[A-Za-z_$][\\w$]*)*"));
    int line = 0;
    int column = 0;
    getCursorPosition(&line, &column);
    auto names = name.globalMatch(text(line));
    while (names.hasNext()) {
        const auto match = names.next();
        if (match.capturedStart() <= column && column <= match.capturedEnd())
            return match.captured();
    }
    return {};
}

qsizetype CodeEditor::characterOf(long byte) const
{
    const QByteArray bytes = text().toUtf8();
    return QString::fromUtf8(bytes.first(std::min(qsizetype(byte), bytes.size()))).size();
}

CodeEditor::Range CodeEditor::selection() const
{
    return {characterOf(SendScintilla(SCI_GETSELECTIONSTART)),
            characterOf(SendScintilla(SCI_GETSELECTIONEND))};
}

qsizetype CodeEditor::caretCharacter() const
{
    return characterOf(SendScintilla(SCI_GETCURRENTPOS));
}

qsizetype CodeEditor::characterAt(const QPoint &point) const
{
    const long byte = SendScintilla(SCI_CHARPOSITIONFROMPOINTCLOSE, ulong(point.x()), point.y());
    return byte < 0 ? -1 : characterOf(byte);
}

void CodeEditor::select(const Range &range)
{
    const int from = byteOf(range.from);
    ensureLineVisible(int(SendScintilla(SCI_LINEFROMPOSITION, ulong(from))));
    SendScintilla(SCI_SETSEL, ulong(from), long(byteOf(range.to)));
}

void CodeEditor::showMatches(const QList<Range> &matches)
{
    const int last = lines() - 1;
    clearIndicatorRange(0, 0, last, lineLength(last), MatchIndicator);
    SendScintilla(SCI_SETINDICATORCURRENT, ulong(MatchIndicator));
    const QString script = text();
    qsizetype character = 0;
    qsizetype byte = 0;
    const auto goTo = [&](qsizetype wanted) {
        byte += QStringView(script).sliced(character, wanted - character).toUtf8().size();
        character = wanted;
        return byte;
    };
    for (const Range &match : matches) {
        const qsizetype from = goTo(match.from);
        SendScintilla(SCI_INDICATORFILLRANGE, ulong(from), long(goTo(match.to) - from));
    }
}

bool CodeEditor::hasSelection() const
{
    return !SendScintilla(SCI_GETSELECTIONEMPTY);
}

void CodeEditor::toggleComment()
{
    if (isReadOnly())
        return;
    int from = 0;
    int fromColumn = 0;
    int to = 0;
    int toColumn = 0;
    const bool isSelection = hasSelection();
    if (isSelection) {
        getSelection(&from, &fromColumn, &to, &toColumn);
    } else {
        getCursorPosition(&from, &fromColumn);
        to = from;
        toColumn = fromColumn;
    }
    // A selection that ends before the first letter of a line leaves that line out.
    const int lastLine = isSelection && toColumn == 0 && to > from ? to - 1 : to;
    bool isCommented = true;
    int column = 1000;
    for (int line = from; line <= lastLine; ++line) {
        const QString content = text(line);
        const QString trimmed = content.trimmed();
        if (trimmed.isEmpty())
            continue;
        isCommented = isCommented && trimmed.startsWith(QLatin1String("//"));
        column = std::min(column, int(content.indexOf(trimmed)));
    }
    beginUndoAction();
    for (int line = from; line <= lastLine; ++line) {
        const QString content = text(line);
        if (content.trimmed().isEmpty())
            continue;
        const int slashes = int(content.indexOf(QLatin1String("//")));
        if (!isCommented) {
            insertAt(QStringLiteral("// "), line, column);
        } else {
            const int length = content.mid(slashes + 2).startsWith(QLatin1Char(' ')) ? 3 : 2;
            const long at = positionFromLineIndex(line, slashes);
            SendScintilla(SCI_DELETERANGE, ulong(at), long(length));
        }
    }
    endUndoAction();
    if (isSelection)
        setSelection(from, 0, lastLine, int(text(lastLine).remove(QLatin1Char('\n')).size()));
}

void CodeEditor::addNextOccurrence()
{
    if (!hasSelection()) {
        const long caret = SendScintilla(SCI_GETCURRENTPOS);
        SendScintilla(SCI_SETSEL, ulong(SendScintilla(SCI_WORDSTARTPOSITION, ulong(caret), 1L)),
                      SendScintilla(SCI_WORDENDPOSITION, ulong(caret), 1L));
        return;
    }
    SendScintilla(SCI_SETSEARCHFLAGS, ulong(SCFIND_MATCHCASE));
    SendScintilla(SCI_TARGETWHOLEDOCUMENT);
    SendScintilla(SCI_MULTIPLESELECTADDNEXT);
}

void CodeEditor::apply(const QList<Edit> &edits)
{
    int line = 0;
    int column = 0;
    getCursorPosition(&line, &column);
    const int top = firstVisibleLine();
    beginUndoAction();
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
        select(edit->range);
        replaceSelectedText(edit->text);
    }
    endUndoAction();
    setCursorPosition(line, column);
    setFirstVisibleLine(top);
}

void CodeEditor::setText(const QString &text)
{
    setLineEnd(text);
    QsciScintilla::setText(text);
}

/// New lines end as those of @p text do.
void CodeEditor::setLineEnd(const QString &text)
{
    setEolMode(text.contains(QLatin1String("\r\n")) ? EolWindows : EolUnix);
}

QByteArray CodeEditor::lineEnd() const
{
    return eolMode() == EolWindows ? QByteArray("\r\n") : QByteArray("\n");
}

void CodeEditor::replaceAll(const QString &text)
{
    setLineEnd(text);
    int line = 0;
    int column = 0;
    getCursorPosition(&line, &column);
    const int top = firstVisibleLine();
    beginUndoAction();
    selectAll();
    replaceSelectedText(text);
    endUndoAction();
    setCursorPosition(std::min(line, lines() - 1), 0);
    setFirstVisibleLine(top);
}
