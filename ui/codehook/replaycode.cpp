// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/replaycode.h"

#include "ui/codehook/caretpopup.h"
#include "ui/codehook/codeeditor.h"
#include "ui/codehook/linevalues.h"
#include "ui/codehook/replaycursor.h"
#include "ui/codehook/stopmarks.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QTabBar>

#include <algorithm>

namespace {

constexpr int LineMarker = 13;
constexpr int ArrowMarker = 14;
constexpr int ErrorLineMarker = 15;
constexpr int IconSize = 14;
constexpr int DwellBefore = 350; // milliseconds
constexpr int MostSettings = 4;

QImage arrowImage(const QColor &color, qreal scale)
{
    QImage image(QSize(IconSize, IconSize) * scale, QImage::Format_ARGB32);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF({{2, 5}, {7, 5}, {7, 2}, {13, 7}, {7, 12}, {7, 9}, {2, 9}}));
    return image;
}

} // namespace

ReplayCode::ReplayCode(const Theme &theme, ReplayCursor &cursor, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_cursor(cursor)
    , m_files(new QTabBar(this))
    , m_editor(new CodeEditor(theme, this))
    , m_values(new LineValues(theme, *m_editor))
    , m_stops(new StopMarks(theme, *m_editor))
    , m_popup(new QLabel(m_editor))
{
    auto *column = Layouts::column(this);
    column->addWidget(m_files);
    column->addWidget(m_editor, 1);
    m_files->setObjectName(QStringLiteral("replayFiles"));
    m_files->setAccessibleName(tr("Recorded scripts"));
    m_files->setDrawBase(false);
    m_files->setExpanding(false);
    m_editor->setObjectName(QStringLiteral("replayEditor"));
    m_editor->setAccessibleName(tr("Recorded script"));
    m_editor->setReadOnly(true);
    m_editor->setFolding(QsciScintilla::NoFoldStyle);
    m_editor->setCaretLineVisible(false); // it would cover the mark of the line
    m_popup->setObjectName(QStringLiteral("replayHover"));
    m_popup->setProperty("callTip", true);
    m_popup->setTextFormat(Qt::RichText);
    m_popup->setWordWrap(true);
    m_popup->setMargin(8);
    m_popup->setTextInteractionFlags(Qt::LinksAccessibleByMouse);
    m_popup->hide();
    addMarkers();
    applyTheme();
    using Sci = QsciScintillaBase;
    // Some lines around the one that is shown.
    m_editor->SendScintilla(Sci::SCI_SETYCARETPOLICY, ulong(Sci::CARET_SLOP | Sci::CARET_EVEN), 3L);
    m_editor->SendScintilla(Sci::SCI_SETMOUSEDWELLTIME, ulong(DwellBefore));
    m_editor->installEventFilter(this);
    connect(m_editor, &Sci::SCN_DWELLSTART, this, [this](int byte) { explainAt(byte); });
    connect(m_popup, &QLabel::linkActivated, this, &ReplayCode::follow);
    connect(m_stops, &StopMarks::clicked, this, &ReplayCode::toggleStopIn);
    connect(m_stops, &StopMarks::editWanted, this, [this](int line) {
        if (m_file >= 0)
            emit stopWanted(shownFile(), line);
    });
    connect(m_files, &QTabBar::currentChanged, this, &ReplayCode::showFile);
    connect(&cursor, &ReplayCursor::opened, this, &ReplayCode::open);
    connect(&cursor, &ReplayCursor::moved, this, &ReplayCode::move);
    connect(&cursor, &ReplayCursor::stopsChanged, this, &ReplayCode::showStops);
    connect(&theme, &Theme::changed, this, &ReplayCode::applyTheme);
}

ReplayCode::~ReplayCode()
{
    delete m_popup;
}

void ReplayCode::addMarkers()
{
    const int mask = m_editor->marginMarkerMask(CodeEditor::MarkerMargin);
    m_editor->setMarginMarkerMask(CodeEditor::MarkerMargin, mask | 1 << ArrowMarker);
    m_editor->setMarginSensitivity(0, true); // the line numbers, too
    m_editor->markerDefine(QsciScintilla::Background, LineMarker);
    m_editor->markerDefine(QsciScintilla::Background, ErrorLineMarker);
}

void ReplayCode::applyTheme()
{
    const qreal scale = devicePixelRatioF();
    m_editor->SendScintilla(QsciScintillaBase::SCI_RGBAIMAGESETSCALE, ulong(100 * scale));
    m_editor->markerDefine(arrowImage(m_theme.color(Theme::Role::Warning), scale), ArrowMarker);
    m_editor->setMarkerBackgroundColor(m_theme.color(Theme::Role::WarningSoft), LineMarker);
    m_editor->setMarkerBackgroundColor(m_theme.color(Theme::Role::ErrorSoft), ErrorLineMarker);
}

void ReplayCode::open()
{
    {
        const QSignalBlocker blocker(m_files);
        while (m_files->count() > 0)
            m_files->removeTab(0);
        for (const Recording::File &file : m_cursor.recording().files())
            m_files->addTab(file.name);
    }
    m_files->setVisible(m_files->count() > 1);
    m_file = -1;
}

void ReplayCode::showFile(int file)
{
    if (file < 0 || file >= m_cursor.recording().files().size() || file == m_file)
        return;
    m_file = file;
    {
        const QSignalBlocker blocker(m_files);
        m_files->setCurrentIndex(file);
    }
    m_editor->setReadOnly(false);
    m_editor->setText(m_cursor.recording().files()[file].source);
    m_editor->setReadOnly(true);
    m_editor->setModified(false);
    m_values->show({});
    showStops();
}

void ReplayCode::move()
{
    m_popup->hide();
    const Recording &recording = m_cursor.recording();
    const Recording::Place place = recording.place(m_cursor.step());
    showFile(place.file);
    for (const int marker : {LineMarker, ErrorLineMarker, ArrowMarker})
        m_editor->markerDeleteAll(marker);
    if (place.file < 0)
        return;
    const int line = std::clamp(place.line - 1, 0, std::max(0, m_editor->lines() - 1));
    const auto marks = recording.marksAt(m_cursor.step());
    const bool isError = std::any_of(marks.begin(), marks.end(),
                                     [](const Recording::Mark &each) { return each.isError; });
    m_editor->markerAdd(line, isError ? ErrorLineMarker : LineMarker);
    m_editor->markerAdd(line, ArrowMarker);
    m_editor->setCursorPosition(line, std::max(0, place.column - 1));
    m_editor->ensureLineVisible(line);
    m_values->show(recording.lineValues(m_cursor.step()));
}

Recording::Place ReplayCode::caret() const
{
    int line = 0;
    int column = 0;
    m_editor->getCursorPosition(&line, &column);
    return {m_file, line + 1, column + 1};
}

// ---- stops

QString ReplayCode::shownFile() const
{
    return m_file < 0 ? QString() : m_cursor.recording().files()[m_file].name;
}

void ReplayCode::showStops()
{
    QList<ReplayStop> shown;
    for (const ReplayStop &stop : m_cursor.stops()) {
        if (m_file >= 0 && stop.file == shownFile() && !stop.isOfVariable())
            shown.append(stop);
    }
    m_stops->show(shown);
}

void ReplayCode::toggleStopIn(int line)
{
    if (m_file < 0)
        return;
    const ReplayStop stop{shownFile(), line, {}, {}, true};
    if (m_cursor.isSet(stop))
        m_cursor.removeStop(stop);
    else
        m_cursor.setStop(stop);
}

void ReplayCode::toggleStop()
{
    toggleStopIn(caret().line);
}

// ---- values under the mouse

/// The path up to the name at @p byte: of `a.b.c` with the mouse on `b`, `a.b`.
QString ReplayCode::pathAt(long byte) const
{
    static const QRegularExpression path(
        QStringLiteral("[A-Za-z_$][\\w$]*(?:\\s*\\??\\.\\s*[A-Za-z_$][\\w$]*)*"));
    int line = 0;
    int column = 0;
    m_editor->lineIndexFromPosition(int(byte), &line, &column);
    const QString text = m_editor->text(line);
    auto matches = path.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        if (match.capturedStart() > column || match.capturedEnd() < column)
            continue;
        qsizetype end = column;
        while (end < match.capturedEnd()
               && (text[end].isLetterOrNumber() || text[end] == QLatin1Char('_')
                   || text[end] == QLatin1Char('$')))
            ++end;
        return text.mid(match.capturedStart(), end - match.capturedStart()).trimmed();
    }
    return {};
}

QString ReplayCode::nameAtCaret() const
{
    return pathAt(m_editor->SendScintilla(QsciScintillaBase::SCI_GETCURRENTPOS));
}

QString ReplayCode::explanationOf(long byte) const
{
    const QString path = pathAt(byte);
    if (path.isEmpty() || !m_cursor.isOpen())
        return {};
    const Recording &recording = m_cursor.recording();
    const QString name = ReplayExpression::rootOf(path);
    const auto value = m_cursor.evaluate(path, m_cursor.step());
    if (!value || recording.variable(m_cursor.step(), name).kind() == RecordedValue::Kind::Missing)
        return {};
    QStringList parts = {QStringLiteral("<b>%1</b> &nbsp; <code>%2</code> &nbsp; <small>%3</small>")
                             .arg(path.toHtmlEscaped(), value->shown(120).toHtmlEscaped(),
                                  QString::fromLatin1(value->typeName()))};
    const auto settings = recording.settings(m_cursor.step(), name, MostSettings);
    QStringList before;
    for (qsizetype i = 1; i < settings.size() && path == name; ++i)
        before.append(tr("%1 at step %2 (line %3)")
                          .arg(settings[i].value.shown(40).toHtmlEscaped())
                          .arg(settings[i].step + 1)
                          .arg(recording.place(settings[i].step).line));
    if (!before.isEmpty())
        parts.append(tr("was %1").arg(before.join(QStringLiteral(", "))));
    parts.append(linksFor(path).join(QStringLiteral(" &nbsp; ")));
    return parts.join(QStringLiteral("<br>"));
}

/// What can be done with the name that is explained.
QStringList ReplayCode::linksFor(const QString &path) const
{
    const auto link = [](const char *kind, const QString &of, const QString &text) {
        return QStringLiteral("<a href=\"%1:%2\">%3</a>")
            .arg(QLatin1String(kind), of.toHtmlEscaped(), text);
    };
    QStringList links;
    const QString name = ReplayExpression::rootOf(path);
    const auto settings = m_cursor.recording().settings(m_cursor.step(), name, 1);
    if (!settings.isEmpty() && settings.first().step < m_cursor.step())
        links.append(link("set", name, tr("Go to where it was set")));
    if (const auto stop = m_cursor.stopOnChange(path))
        links.append(link("change", path,
                          m_cursor.isSet(*stop) ? tr("Do not stop when it changes")
                                                : tr("Stop when it changes")));
    links.append(link("watch", path, tr("Watch")));
    return links;
}

void ReplayCode::explainAt(long byte)
{
    if (byte < 0 || m_popup->underMouse())
        return;
    const QString text = explanationOf(byte);
    if (text.isEmpty())
        return m_popup->hide();
    m_popup->setText(text);
    m_popup->setAccessibleName(text);
    m_popup->setFixedWidth(std::clamp(m_editor->width() - 80, 200, 420));
    m_popup->adjustSize();
    CaretPopup::place(*m_editor, *m_popup, byte, CaretPopup::Side::Below);
    m_popup->show(); // only now: another parent, which it gets the first time, hides it
    m_popup->raise();
}

void ReplayCode::follow(const QString &link)
{
    m_popup->hide();
    const QString name = link.section(QLatin1Char(':'), 1);
    if (link.startsWith(QLatin1String("set:")))
        m_cursor.toSetting(name);
    else if (link.startsWith(QLatin1String("change:")))
        m_cursor.toggleStopOnChange(name);
    else
        emit watchWanted(name);
}

bool ReplayCode::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::FocusOut
        || event->type() == QEvent::Wheel || event->type() == QEvent::Resize)
        m_popup->hide();
    return QWidget::eventFilter(watched, event);
}
