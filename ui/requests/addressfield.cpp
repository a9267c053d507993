// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/addressfield.h"

#include "client/routes.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>

#include <algorithm>

namespace {

/// The parameters of `/rest`. Source: docs/rest/queries.md.
QStringList restParameters()
{
    return {QStringLiteral("q="),      QStringLiteral("h="),      QStringLiteral("max="),
            QStringLiteral("skip="),   QStringLiteral("sort="),   QStringLiteral("dir="),
            QStringLiteral("filter="), QStringLiteral("totals="), QStringLiteral("metafields="),
            QStringLiteral("apikey=")};
}

/// What stands before the name of a collection.
QString documentsPath()
{
    return QString::fromLatin1(Routes::documents(QString()));
}

QStringList roots()
{
    return {QStringLiteral("{{base}}") + documentsPath(), QStringLiteral("https://")};
}

} // namespace

AddressField::AddressField(const Theme &theme, QWidget *parent)
    : QLineEdit(parent)
    , m_model(new QStringListModel(this))
    , m_completer(new QCompleter(m_model, this))
{
    setObjectName(QStringLiteral("requestAddress"));
    setAccessibleName(tr("Address"));
    setPlaceholderText(QStringLiteral("{{base}}/rest/customers"));
    theme.setCodeFont(this, -1);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::PopupCompletion);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->popup()->setObjectName(QStringLiteral("addressProposals"));
    connect(this, &QLineEdit::textEdited, this, &AddressField::propose);
    connect(m_completer, QOverload<const QString &>::of(&QCompleter::activated), this,
            &AddressField::accept);
}

void AddressField::propose()
{
    const QString before = text().left(cursorPosition());
    const qsizetype braces = before.lastIndexOf(QLatin1String("{{"));
    const qsizetype mark =
        std::max(before.lastIndexOf(QLatin1Char('?')), before.lastIndexOf(QLatin1Char('&')));
    const qsizetype rest = before.lastIndexOf(documentsPath());
    const qsizetype name = rest + documentsPath().size();
    QStringList proposals;
    if (braces >= 0 && before.indexOf(QLatin1String("}}"), braces) < 0) {
        m_begin = int(braces) + 2;
        for (const QString &each : std::as_const(m_variables))
            proposals.append(each + QStringLiteral("}}"));
    } else if (mark >= 0) {
        m_begin = int(mark) + 1;
        if (!before.mid(mark).contains(QLatin1Char('=')))
            proposals = restParameters();
    } else if (rest >= 0 && before.indexOf(QLatin1Char('/'), name) < 0) {
        m_begin = int(name);
        proposals = m_collections;
    } else if (!before.contains(QLatin1Char('/')) && !before.isEmpty()) {
        m_begin = 0;
        proposals = roots();
    }
    const QString typed = before.mid(m_begin);
    m_model->setStringList(proposals);
    m_completer->setCompletionPrefix(typed);
    const bool isDone =
        m_completer->completionCount() == 1 && m_completer->currentCompletion() == typed;
    if (proposals.isEmpty() || m_completer->completionCount() == 0 || isDone)
        return m_completer->popup()->hide();
    m_completer->complete(QRect(0, 0, std::min(width(), 320), height()));
}

void AddressField::accept(const QString &proposal)
{
    QString after = text().mid(cursorPosition());
    if (proposal.endsWith(QLatin1String("}}")) && after.startsWith(QLatin1String("}}")))
        after.remove(0, 2);
    const QString before = text().left(m_begin) + proposal;
    setText(before + after);
    setCursorPosition(int(before.size()));
    emit textEdited(text());
}

void AddressField::keyPressEvent(QKeyEvent *event)
{
    const bool isOpen = m_completer->popup()->isVisible();
    const bool isAccept = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
        || event->key() == Qt::Key_Tab;
    if (isOpen && isAccept && event->modifiers() == Qt::NoModifier) {
        const QModelIndex current = m_completer->popup()->currentIndex();
        const QString chosen =
            current.isValid() ? current.data().toString() : m_completer->currentCompletion();
        m_completer->popup()->hide();
        return accept(chosen);
    }
    QLineEdit::keyPressEvent(event);
}
