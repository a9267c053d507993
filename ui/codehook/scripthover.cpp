// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/scripthover.h"

#include "ui/codehook/caretpopup.h"
#include "ui/codehook/codeeditor.h"
#include "ui/codehook/completion.h"
#include "ui/codehook/hookapi.h"
#include "ui/codehook/scriptnavigation.h"

#include <QEvent>
#include <QKeyEvent>

#include <algorithm>

namespace {

constexpr int RestBefore = 450; ///< Milliseconds until it opens.
constexpr int HoverWidth = 460;
constexpr qsizetype LongestComment = 1200;

/// What kind of value a test run tells as @p text.
QString typeOfValue(const QString &text)
{
    const QChar first = text.isEmpty() ? QChar() : text.front();
    if (first == QLatin1Char('"') || first == QLatin1Char('\''))
        return QStringLiteral("text");
    if (first == QLatin1Char('['))
        return QStringLiteral("array");
    if (first == QLatin1Char('{'))
        return QStringLiteral("object");
    if (first.isDigit() || first == QLatin1Char('-'))
        return QStringLiteral("number");
    return text == QLatin1String("true") || text == QLatin1String("false") ? QStringLiteral("bool")
                                                                           : QString();
}

QString commentOf(const ScriptName &name)
{
    return name.documentation.left(LongestComment)
        .toHtmlEscaped()
        .replace(QLatin1Char('\n'), QStringLiteral("<br>"));
}

QString asCode(const QString &text)
{
    return QStringLiteral("<code>%1</code>").arg(text.toHtmlEscaped());
}

} // namespace

ScriptHover::ScriptHover(CodeEditor &editor, ScriptNavigation &navigation)
    : QObject(&editor)
    , m_editor(editor)
    , m_navigation(navigation)
    , m_popup(new QLabel(&editor))
{
    m_popup->setObjectName(QStringLiteral("hover"));
    m_popup->setProperty("callTip", true);
    m_popup->setTextFormat(Qt::RichText);
    m_popup->setWordWrap(true);
    m_popup->hide();
    using Sci = QsciScintillaBase;
    editor.SendScintilla(Sci::SCI_SETMOUSEDWELLTIME, ulong(RestBefore));
    connect(&editor, &Sci::SCN_DWELLSTART, this, [this](int byte) {
        if (byte >= 0 && m_editor.isActiveWindow())
            showAt(byte);
    });
    connect(&editor, &Sci::SCN_DWELLEND, this, &ScriptHover::hide);
    connect(&editor, &QsciScintilla::textChanged, this, &ScriptHover::hide);
    editor.installEventFilter(this);
}

ScriptHover::~ScriptHover()
{
    delete m_popup;
}

bool ScriptHover::eventFilter(QObject *watched, QEvent *event)
{
    const auto *key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent *>(event) : nullptr;
    if (key && m_popup->isVisible()) {
        hide();
        return key->key() == Qt::Key_Escape; // that is all that it means then
    }
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide
        || event->type() == QEvent::Resize || event->type() == QEvent::Wheel)
        hide();
    return QObject::eventFilter(watched, event);
}

void ScriptHover::showAtCaret()
{
    showAt(m_editor.SendScintilla(QsciScintillaBase::SCI_GETCURRENTPOS));
}

void ScriptHover::addField(const QString &name, const QList<QByteArray> &types)
{
    QStringList &known = m_fields[name];
    for (const QByteArray &each : types) {
        if (!known.contains(QString::fromUtf8(each)))
            known.append(QString::fromUtf8(each));
    }
}

void ScriptHover::hide()
{
    ++m_round;
    if (m_popup)
        m_popup->hide();
}

void ScriptHover::showAt(long byte)
{
    emit namesWanted();
    hide();
    const int round = m_round;
    show({problemAt(byte)}, byte); // it is known at once
    m_navigation.ask(m_editor.characterOf(byte), ScriptNavigation::Fault::Passed,
                     [this, byte, round](const ScriptName &name) {
                         if (round == m_round)
                             explain(name, byte);
                     });
}

void ScriptHover::explain(const ScriptName &name, long byte)
{
    if (name.name.isEmpty())
        return;
    const bool isElsewhere = !name.module.isEmpty() && !name.member.isEmpty();
    if (isElsewhere) {
        m_navigation.askModule(name.module, name.member,
                               [this, byte, name, round = m_round](const ScriptName &exported) {
                                   if (round != m_round)
                                       return;
                                   ScriptName shown = exported.name.isEmpty() ? name : exported;
                                   shown.name = name.name;
                                   show({headOf(shown), commentOf(shown),
                                         tr("from lib/%1").arg(name.module.toHtmlEscaped()),
                                         valueOf(name, byte), problemAt(byte)},
                                        byte);
                               });
        return;
    }
    const QString api = offered(name.path);
    show(
        {api.isEmpty() ? headOf(name) : api, commentOf(name), valueOf(name, byte), problemAt(byte)},
        byte);
}

void ScriptHover::show(const QStringList &parts, long byte)
{
    QStringList told = parts;
    told.removeAll(QString());
    if (told.isEmpty())
        return;
    m_popup->setText(told.join(QStringLiteral("<br>")));
    m_popup->setAccessibleName(m_popup->text());
    m_popup->setWordWrap(false);
    const int wanted = m_popup->sizeHint().width() + 1;
    m_popup->setWordWrap(true);
    m_popup->setFixedWidth(std::min({wanted, HoverWidth, std::max(200, m_editor.width() - 40)}));
    m_popup->adjustSize();
    CaretPopup::place(m_editor, *m_popup, byte, CaretPopup::Side::Above);
    m_popup->show();
    m_popup->raise();
}

QString ScriptHover::problemAt(long byte) const
{
    int line = 0;
    int column = 0;
    m_editor.lineIndexFromPosition(int(byte), &line, &column);
    for (const CodeEditor::Problem &each : m_editor.problems()) {
        const int end = each.endColumn > 0 ? each.endColumn
            : each.isError                 ? each.column + 1
                                           : m_editor.lineLength(line) + 1;
        const bool isOpen = each.openLine == line + 1 && each.openColumn == column + 1;
        if (isOpen || (each.line == line + 1 && each.column <= column + 1 && column + 1 < end))
            return QStringLiteral("<b>%1</b>").arg(each.message.toHtmlEscaped());
    }
    return {};
}

/// `function vat(price)`, `variable total`.
QString ScriptHover::headOf(const ScriptName &name) const
{
    const QString kind = name.kind == "function" ? tr("function")
        : name.kind == "class"                   ? tr("class")
        : name.kind == "parameter"               ? tr("parameter")
        : name.kind == "property"                ? tr("member")
        : name.kind == "module"                  ? tr("module")
        : name.kind == "global"                  ? tr("not declared in this script")
                                                 : tr("variable");
    const QString signature = name.kind == "function"
        ? QStringLiteral("%1(%2)").arg(name.name, name.parameters)
        : name.name;
    return QStringLiteral("%1 %2").arg(asCode(signature), kind);
}

/// What is known of a path of offered names; empty: nothing.
QString ScriptHover::offered(const QString &path) const
{
    if (const HookApi::Function *function = HookApi::find(path)) {
        QString text =
            asCode(function->signature()) + QStringLiteral("<br>") + function->text.toHtmlEscaped();
        if (!function->gives.isEmpty())
            text += QStringLiteral("<br>") + tr("Gives %1").arg(function->gives.toHtmlEscaped());
        return text;
    }
    const QString member = path.section(QLatin1Char('.'), 1, 1);
    const QString field = path.section(QLatin1Char('.'), 2);
    if (!path.startsWith(QLatin1String("req")))
        return {};
    if (field.isEmpty()) {
        const QString text = Completion::requestMember(member);
        return text.isEmpty() ? QString()
                              : asCode(path) + QStringLiteral("<br>") + text.toHtmlEscaped();
    }
    const QStringList types = m_fields.value(field);
    if (!m_fields.contains(field))
        return {};
    return asCode(path) + QStringLiteral("<br>")
        + (types.isEmpty()
               ? tr("field of the collection")
               : tr("field of the collection: %1").arg(types.join(QStringLiteral(", "))));
}

/// What the last test run left in a variable, at this line or the last one before it.
QString ScriptHover::valueOf(const ScriptName &name, long byte) const
{
    const int line =
        int(m_editor.SendScintilla(QsciScintillaBase::SCI_LINEFROMPOSITION, ulong(byte))) + 1;
    QString value;
    for (const CodeEditor::RunLine &each : m_editor.runLines()) {
        const bool isOfName =
            std::any_of(name.places.begin(), name.places.end(),
                        [&](const ScriptName::Place &place) { return place.line == each.line; });
        for (const auto &[assigned, text] : each.values) {
            if (isOfName && assigned == name.name && (each.line <= line || value.isEmpty()))
                value = text;
        }
    }
    if (value.isEmpty())
        return {};
    const QString type = typeOfValue(value);
    return tr("In the last test run: %1").arg(asCode(value))
        + (type.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(type));
}
