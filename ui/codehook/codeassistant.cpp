// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/codeassistant.h"

#include "ui/codehook/caretpopup.h"
#include "ui/codehook/codeeditor.h"
#include "ui/codehook/hookapi.h"
#include "ui/codehook/lexedplace.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace {

constexpr int PopupWidth = 420;
constexpr int RowHeight = 24;
constexpr int VisibleRows = 8;
constexpr int DetailHeight = 74;

} // namespace

CodeAssistant::CodeAssistant(CodeEditor &editor, const Theme &theme)
    : QObject(&editor)
    , m_editor(editor)
    , m_theme(theme)
    , m_popup(new QFrame(&editor))
    , m_list(new QListWidget(m_popup))
    , m_detail(new QLabel(m_popup))
    , m_tip(new QLabel(&editor))
{
    m_popup->setObjectName(QStringLiteral("completion"));
    m_popup->setProperty("card", true);
    auto *layout = new QVBoxLayout(m_popup);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    m_list->setObjectName(QStringLiteral("completionList"));
    m_list->setAccessibleName(tr("Completions"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_list->setIconSize(QSize(14, 14));
    m_detail->setObjectName(QStringLiteral("completionDetail"));
    m_detail->setWordWrap(true);
    m_detail->setTextFormat(Qt::RichText);
    m_detail->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_detail->setMargin(8);
    m_detail->setFixedHeight(DetailHeight);
    layout->addWidget(m_list);
    layout->addWidget(m_detail);
    m_popup->hide();
    m_tip->setObjectName(QStringLiteral("callTip"));
    m_tip->setProperty("callTip", true);
    m_tip->setTextFormat(Qt::RichText);
    m_tip->setWordWrap(true);
    m_tip->hide();
    connect(m_list, &QListWidget::currentRowChanged, this, &CodeAssistant::showDetail);
    connect(m_list, &QListWidget::itemClicked, this, &CodeAssistant::accept);
    connect(&editor, &QsciScintilla::SCN_CHARADDED, this, &CodeAssistant::typed);
    // Scintilla tells of changes before it moves the caret.
    connect(
        &editor, &QsciScintilla::textChanged, this,
        [this] {
            if (m_popup->isVisible())
                complete(false);
        },
        Qt::QueuedConnection);
    connect(&editor, &QsciScintilla::cursorPositionChanged, this, [this] {
        if (m_tip->isVisible())
            showCallTip();
    });
    editor.installEventFilter(this);
}

CodeAssistant::~CodeAssistant()
{
    delete m_popup;
    delete m_tip;
}

QString CodeAssistant::textBeforeCaret() const
{
    const long caret = m_editor.SendScintilla(QsciScintilla::SCI_GETCURRENTPOS);
    return caret > 0 ? m_editor.text(0, int(caret)) : QString();
}

/// Names that come while proposals are shown are proposed too.
void CodeAssistant::setFields(const QStringList &fields)
{
    m_fields = fields;
    if (m_popup->isVisible())
        complete(false);
}

void CodeAssistant::setCollections(const QStringList &collections)
{
    m_collections = collections;
    if (m_popup->isVisible())
        complete(false);
}

bool CodeAssistant::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Resize
        || event->type() == QEvent::Wheel)
        close();
    // Shortcuts of the window do not take what is meant for the list.
    if (event->type() == QEvent::ShortcutOverride && m_popup->isVisible()
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress && handleKey(*static_cast<QKeyEvent *>(event)))
        return true;
    return QObject::eventFilter(watched, event);
}

bool CodeAssistant::handleKey(const QKeyEvent &key)
{
    const bool isControl = key.modifiers() & Qt::ControlModifier;
    if (key.key() == Qt::Key_Space && isControl) {
        if (key.modifiers() & Qt::ShiftModifier)
            showCallTip();
        else
            complete(true);
        return true;
    }
    if (key.key() == Qt::Key_Escape && (m_popup->isVisible() || m_tip->isVisible())) {
        close();
        return true;
    }
    if (!m_popup->isVisible())
        return false;
    const int row = m_list->currentRow();
    const int last = m_list->count() - 1;
    switch (key.key()) {
    case Qt::Key_Up:
        m_list->setCurrentRow(row > 0 ? row - 1 : last);
        return true;
    case Qt::Key_Down:
        m_list->setCurrentRow(row < last ? row + 1 : 0);
        return true;
    case Qt::Key_PageUp:
        m_list->setCurrentRow(std::max(0, row - VisibleRows));
        return true;
    case Qt::Key_PageDown:
        m_list->setCurrentRow(std::min(last, row + VisibleRows));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        if (isControl)
            return false;
        accept();
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
        m_popup->hide();
        return false;
    default:
        return false;
    }
}

void CodeAssistant::typed()
{
    if (!m_editor.hasFocus())
        return;
    const QString before = textBeforeCaret();
    const QChar last = before.isEmpty() ? QChar() : before.back();
    if (last == QLatin1Char('(') || last == QLatin1Char(','))
        showCallTip();
    complete(false);
}

void CodeAssistant::complete(bool isAsked)
{
    emit namesWanted();
    Completion::Source source;
    source.before = textBeforeCaret();
    source.script = m_editor.text();
    source.fields = m_fields;
    source.collections = m_collections;
    const long caret = m_editor.SendScintilla(QsciScintilla::SCI_GETCURRENTPOS);
    const LexedPlace lexed = lexedPlaceAt(m_editor, caret);
    source.isInText = lexed == LexedPlace::Text || lexed == LexedPlace::Template;
    source.isInComment = lexed == LexedPlace::Comment;
    m_proposals = Completion::proposalsFor(source);
    // A word shows its proposals from its second letter on, members from the dot on. Where a name
    // is complete, Enter means a new line.
    const bool isWanted = isAsked
        || (!m_proposals.isComplete && (m_proposals.isMember || m_proposals.typed.size() >= 2));
    if (!isWanted || m_proposals.list.isEmpty()) {
        m_popup->hide();
        return;
    }
    m_list->clear();
    for (const Completion::Proposal &proposal : std::as_const(m_proposals.list)) {
        auto *item =
            new QListWidgetItem(m_theme.icon(iconOf(proposal.kind)), proposal.name, m_list);
        item->setFont(m_theme.codeFont(-0.5));
        item->setSizeHint(QSize(0, RowHeight));
    }
    m_popup->setFixedSize(PopupWidth,
                          RowHeight * std::min(VisibleRows, m_list->count()) + DetailHeight + 2);
    m_list->setCurrentRow(0);
    showDetail();
    CaretPopup::place(m_editor, *m_popup, caret - m_proposals.typed.size(),
                      CaretPopup::Side::Below);
    m_popup->show();
    m_popup->raise();
}

QString CodeAssistant::iconOf(Completion::Proposal::Kind kind) const
{
    using Kind = Completion::Proposal::Kind;
    switch (kind) {
    case Kind::Hook:
        return QStringLiteral("webhook");
    case Kind::Function:
        return QStringLiteral("braces");
    case Kind::Field:
        return QStringLiteral("table");
    case Kind::Collection:
        return QStringLiteral("database");
    case Kind::Member:
        return QStringLiteral("chevron-down");
    case Kind::Word:
    case Kind::Keyword:
        break;
    }
    return QStringLiteral("code");
}

void CodeAssistant::showDetail()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_proposals.list.size())
        return;
    const Completion::Proposal &proposal = m_proposals.list[row];
    m_detail->setText(
        QStringLiteral("<b>%1</b><br>%2")
            .arg((proposal.detail.isEmpty() ? proposal.name : proposal.detail).toHtmlEscaped(),
                 proposal.text.toHtmlEscaped()));
}

void CodeAssistant::accept()
{
    const int row = m_list->currentRow();
    m_popup->hide();
    if (row < 0 || row >= m_proposals.list.size())
        return;
    const Completion::Proposal &proposal = m_proposals.list[row];
    const long caret = m_editor.SendScintilla(QsciScintilla::SCI_GETCURRENTPOS);
    const long from = caret - m_proposals.typed.toUtf8().size();
    m_editor.SendScintilla(QsciScintilla::SCI_SETSEL, ulong(from), caret);
    m_editor.replaceSelectedText(proposal.name);
    m_editor.setFocus();
}

void CodeAssistant::showCallTip()
{
    const Completion::Call call = Completion::callAt(textBeforeCaret());
    const HookApi::Function *function = HookApi::find(call.function);
    if (!function || function->isValue) {
        m_tip->hide();
        return;
    }
    QStringList arguments;
    for (int i = 0; i < function->arguments.size(); ++i) {
        const HookApi::Argument &argument = function->arguments[i];
        const QString name =
            argument.isOptional ? QStringLiteral("[%1]").arg(argument.name) : argument.name;
        arguments.append(i == call.argument ? QStringLiteral("<b>%1</b>").arg(name) : name);
    }
    const QString about = function->arguments.value(call.argument).text;
    m_tip->setText(QStringLiteral("<code>%1(%2)</code>%3")
                       .arg(function->name, arguments.join(QStringLiteral(", ")),
                            about.isEmpty() ? QString()
                                            : QStringLiteral("<br>%1").arg(about.toHtmlEscaped())));
    m_tip->setFixedWidth(std::min(PopupWidth, std::max(200, m_editor.width() - 40)));
    m_tip->adjustSize();
    CaretPopup::place(m_editor, *m_tip, m_editor.SendScintilla(QsciScintilla::SCI_GETCURRENTPOS),
                      CaretPopup::Side::Above);
    m_tip->show();
    m_tip->raise();
}

void CodeAssistant::close()
{
    if (m_popup)
        m_popup->hide();
    if (m_tip)
        m_tip->hide();
}
