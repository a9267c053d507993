// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/findbar.h"

#include "ui/codehook/codeeditor.h"
#include "ui/codehook/searchoptions.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace {

constexpr qsizetype MaximumMatches = 10'000;

} // namespace

FindBar::FindBar(CodeEditor &editor, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
{
    setObjectName(QStringLiteral("findBar"));
    auto *layout = Layouts::column(this);
    QWidget *bar = Layouts::bar(this);
    m_text = new QLineEdit(bar);
    m_text->setObjectName(QStringLiteral("findText"));
    m_text->setPlaceholderText(tr("Find"));
    m_text->setAccessibleName(tr("Find"));
    Layouts::rowOf(bar)->addWidget(m_text, 1);
    m_options = new SearchOptions(bar);
    Layouts::rowOf(bar)->addWidget(m_options);
    m_count = new QLabel(bar);
    m_count->setObjectName(QStringLiteral("findCount"));
    m_count->setProperty("muted", true);
    m_count->setMinimumWidth(96);
    Layouts::rowOf(bar)->addWidget(m_count);
    auto *previous = new QPushButton(tr("Previous"), bar);
    previous->setToolTip(tr("Shift+Enter or Shift+F3"));
    auto *next = new QPushButton(tr("Next"), bar);
    next->setToolTip(tr("Enter or F3"));
    Layouts::rowOf(bar)->addWidget(previous);
    Layouts::rowOf(bar)->addWidget(next);
    QToolButton *close =
        Layouts::addTool(bar, theme.icon(QStringLiteral("x")), tr("Close (Esc)"), "closeFind");
    layout->addWidget(bar);
    m_replaceRow = Layouts::bar(this);
    m_replacement = new QLineEdit(m_replaceRow);
    m_replacement->setObjectName(QStringLiteral("replaceText"));
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_replacement->setAccessibleName(tr("Replace with"));
    auto *one = new QPushButton(tr("Replace"), m_replaceRow);
    one->setObjectName(QStringLiteral("replaceOne"));
    auto *all = new QPushButton(tr("Replace all"), m_replaceRow);
    all->setObjectName(QStringLiteral("replaceAll"));
    Layouts::rowOf(m_replaceRow)->addWidget(m_replacement, 1);
    Layouts::rowOf(m_replaceRow)->addWidget(one);
    Layouts::rowOf(m_replaceRow)->addWidget(all);
    layout->addWidget(m_replaceRow);
    layout->addWidget(Layouts::line(this));
    hide();
    connect(m_text, &QLineEdit::textChanged, this, &FindBar::update);
    connect(m_options, &SearchOptions::changed, this, &FindBar::update);
    connect(m_replacement, &QLineEdit::returnPressed, this, &FindBar::replaceOne);
    connect(previous, &QPushButton::clicked, this, &FindBar::findPrevious);
    connect(next, &QPushButton::clicked, this, &FindBar::findNext);
    connect(close, &QToolButton::clicked, this, &FindBar::close);
    connect(one, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(all, &QPushButton::clicked, this, &FindBar::replaceAll);
    connect(&editor, &QsciScintilla::textChanged, this, [this] {
        if (isVisible())
            m_count->clear();
    });
}

void FindBar::open(bool replacing)
{
    m_replaceRow->setVisible(replacing);
    show();
    const QString selected = m_editor.selectedText();
    if (!selected.isEmpty() && !selected.contains(QLatin1Char('\n')))
        m_text->setText(selected);
    m_text->selectAll();
    m_text->setFocus();
    update();
}

void FindBar::close()
{
    hide();
    m_editor.showMatches({});
    m_editor.setFocus();
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        close();
    else if (isEnter && m_text->hasFocus())
        find(!(event->modifiers() & Qt::ShiftModifier));
    else
        QWidget::keyPressEvent(event);
}

SearchTerm FindBar::term() const
{
    return m_options->termOf(m_text->text());
}

/// All matches that are not empty, in their order.
QList<QRegularExpressionMatch> FindBar::matches() const
{
    QList<QRegularExpressionMatch> found;
    const QRegularExpression expression = term().expression();
    if (m_text->text().isEmpty() || !expression.isValid())
        return found;
    for (auto each = expression.globalMatch(m_editor.text());
         each.hasNext() && found.size() < MaximumMatches;) {
        const auto match = each.next();
        if (match.capturedLength() > 0)
            found.append(match);
    }
    return found;
}

/// The match that is selected; -1 for none.
qsizetype FindBar::selectedMatch(const QList<QRegularExpressionMatch> &matches) const
{
    const CodeEditor::Range selection = m_editor.selection();
    const auto found = std::find_if(matches.begin(), matches.end(), [&](const auto &match) {
        return match.capturedStart() == selection.from && match.capturedEnd() == selection.to;
    });
    return found == matches.end() ? -1 : found - matches.begin();
}

/// Selects the next match, or the one before; from the end it goes on at the beginning.
void FindBar::find(bool forward)
{
    const auto all = matches();
    if (all.isEmpty())
        return update();
    const CodeEditor::Range selection = m_editor.selection();
    qsizetype chosen = forward ? 0 : all.size() - 1;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const qsizetype each = forward ? i : all.size() - 1 - i;
        const bool isBeyond = forward ? all[each].capturedStart() >= selection.to
                                      : all[each].capturedEnd() <= selection.from;
        if (isBeyond) {
            chosen = each;
            break;
        }
    }
    m_editor.select({all[chosen].capturedStart(), all[chosen].capturedEnd()});
    update();
}

/// Marks all matches, and says how many there are and which is selected.
void FindBar::update()
{
    if (!isVisible())
        return;
    const bool isValid = term().expression().isValid();
    Layouts::restyle(m_text, "invalid", !isValid);
    const auto all = matches();
    QList<CodeEditor::Range> ranges;
    for (const auto &match : all)
        ranges.append({match.capturedStart(), match.capturedEnd()});
    m_editor.showMatches(ranges);
    const qsizetype selected = selectedMatch(all);
    if (!isValid)
        m_count->setText(tr("Invalid regular expression"));
    else if (m_text->text().isEmpty())
        m_count->clear();
    else if (all.isEmpty())
        m_count->setText(tr("No matches"));
    else if (selected < 0)
        m_count->setText(tr("%Ln match(es)", nullptr, int(all.size())));
    else
        m_count->setText(tr("%1 of %2").arg(selected + 1).arg(all.size()));
}

QString FindBar::replacementOf(const QRegularExpressionMatch &match) const
{
    return term().replaced(match, m_replacement->text());
}

/// Replaces the match that is selected, then goes to the next.
void FindBar::replaceOne()
{
    const auto all = matches();
    const qsizetype selected = selectedMatch(all);
    if (selected >= 0 && !m_editor.isReadOnly())
        m_editor.replaceSelectedText(replacementOf(all[selected]));
    find(true);
}

/// One step for undo.
void FindBar::replaceAll()
{
    const auto all = matches();
    if (all.isEmpty() || m_editor.isReadOnly())
        return update();
    m_editor.beginUndoAction();
    for (auto match = all.rbegin(); match != all.rend(); ++match) {
        m_editor.select({match->capturedStart(), match->capturedEnd()});
        m_editor.replaceSelectedText(replacementOf(*match));
    }
    m_editor.endUndoAction();
    update();
    m_count->setText(tr("%Ln replaced", nullptr, int(all.size())));
}
