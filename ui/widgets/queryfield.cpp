// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/queryfield.h"

#include "ui/widgets/querycompletion.h"

#include <QKeyEvent>

#include <algorithm>

QueryField::QueryField(QWidget *parent)
    : QLineEdit(parent)
    , m_list(new QListWidget(this))
{
    m_list->setObjectName(QStringLiteral("completionList"));
    m_list->setAccessibleName(tr("Completions"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setProperty("alone", true);
    m_list->hide();
    connect(m_list, &QListWidget::itemClicked, this, &QueryField::accept);
    connect(this, &QLineEdit::textEdited, this, &QueryField::propose);
}

QueryField::~QueryField()
{
    delete m_list;
}

void QueryField::setFields(const QStringList &fields)
{
    m_fields = fields;
    if (m_list->isVisible())
        propose();
}

void QueryField::propose()
{
    const auto where = QueryCompletion::placeAt(text().left(cursorPosition()));
    const auto proposals = QueryCompletion::proposalsFor(where, m_fields);
    m_list->clear();
    for (const auto &proposal : proposals) {
        auto *item =
            new QListWidgetItem(proposal.detail.isEmpty()
                                    ? proposal.name
                                    : QStringLiteral("%1   %2").arg(proposal.name, proposal.detail),
                                m_list);
        item->setData(Qt::UserRole, proposal.name);
    }
    m_list->setVisible(!proposals.isEmpty());
    if (proposals.isEmpty())
        return;
    m_list->setCurrentRow(0);
    place();
}

void QueryField::place()
{
    constexpr int MostRows = 9;
    m_list->setParent(window());
    m_list->setFont(font());
    const int rows = std::min(m_list->count(), MostRows);
    m_list->resize(std::min(460, width()), rows * m_list->sizeHintForRow(0) + 4);
    const int x = std::clamp(cursorRect().left() - 24, 0, std::max(0, width() - m_list->width()));
    m_list->move(mapTo(window(), QPoint(x, height() + 2)));
    m_list->raise();
    m_list->show();
}

void QueryField::accept()
{
    const QListWidgetItem *chosen = m_list->currentItem();
    if (!chosen)
        return;
    const auto where = QueryCompletion::placeAt(text().left(cursorPosition()));
    const QString added = QueryCompletion::inserted(chosen->data(Qt::UserRole).toString());
    QString rest = text().mid(cursorPosition());
    // The quotation mark that was closed with the opening one goes with it.
    if (rest.startsWith(QLatin1Char('"')))
        rest.remove(0, 1);
    m_list->hide();
    setText(text().left(where.begin) + added + rest);
    setCursorPosition(int(where.begin + added.size()));
    propose();
    m_list->hide();
}

/// Brackets and quotation marks come in pairs; the closing one is typed over.
bool QueryField::typeBracket(const QString &typed)
{
    static const QString opening = QStringLiteral("{[\"");
    static const QString closing = QStringLiteral("}]\"");
    if (typed.size() != 1 || hasSelectedText())
        return false;
    const QString behind = text().mid(cursorPosition(), 1);
    if (closing.contains(typed) && behind == typed) {
        setCursorPosition(cursorPosition() + 1);
        return true;
    }
    const qsizetype kind = opening.indexOf(typed);
    const bool isFree = behind.isEmpty() || closing.contains(behind) || behind == QLatin1String(" ")
        || behind == QLatin1String(",");
    if (kind < 0 || !isFree)
        return false;
    insert(typed + closing[kind]);
    setCursorPosition(cursorPosition() - 1);
    propose();
    return true;
}

bool QueryField::event(QEvent *event)
{
    // Tab and Escape belong to the proposals while they are there.
    const bool isKey =
        event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (isKey && m_list->isVisible()) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool isOurs = key->key() == Qt::Key_Tab || key->key() == Qt::Key_Escape;
        if (isOurs && event->type() == QEvent::ShortcutOverride) {
            event->accept();
            return true;
        }
        if (isOurs) {
            keyPressEvent(key);
            return true;
        }
    }
    return QLineEdit::event(event);
}

void QueryField::keyPressEvent(QKeyEvent *event)
{
    if (m_list->isVisible()) {
        const int row = m_list->currentRow();
        switch (event->key()) {
        case Qt::Key_Down:
            m_list->setCurrentRow((row + 1) % m_list->count());
            return;
        case Qt::Key_Up:
            m_list->setCurrentRow((row + m_list->count() - 1) % m_list->count());
            return;
        case Qt::Key_Tab:
        case Qt::Key_Return:
        case Qt::Key_Enter:
            accept();
            return;
        case Qt::Key_Escape:
            m_list->hide();
            return;
        default:
            break;
        }
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)
        return propose();
    if (typeBracket(event->text()))
        return;
    QLineEdit::keyPressEvent(event);
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right
        || event->key() == Qt::Key_Home || event->key() == Qt::Key_End)
        m_list->hide();
}

void QueryField::focusOutEvent(QFocusEvent *event)
{
    m_list->hide();
    QLineEdit::focusOutEvent(event);
}
