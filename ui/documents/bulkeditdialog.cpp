// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/bulkeditdialog.h"

#include "server/core/json.h"
#include "ui/widgets/jsonhighlighter.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

BulkEditDialog::BulkEditDialog(const Theme &theme, int documents, QWidget *parent)
    : QDialog(parent)
    , m_change(new QPlainTextEdit(this))
    , m_fault(new QLabel(this))
    , m_accept(new QPushButton(tr("Edit"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Edit documents"));
    setMinimumSize(480, 300);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    auto *heading = new QLabel(tr("Edit %Ln document(s)", nullptr, documents), this);
    heading->setProperty("title", true);
    layout->addWidget(heading);
    auto *text = new QLabel(tr("Fields to set in each document, or operators: {\"active\": true}, "
                               "{\"$inc\": {\"count\": 1}}, {\"$unset\": {\"note\": \"\"}}. The "
                               "hooks of PUT run for each."),
                            this);
    text->setWordWrap(true);
    layout->addWidget(text);
    m_change->setObjectName(QStringLiteral("bulkChange"));
    m_change->setAccessibleName(tr("Changes as JSON"));
    theme.setCodeFont(m_change);
    m_change->setTabChangesFocus(true);
    new JsonHighlighter(theme, m_change->document());
    layout->addWidget(m_change, 1);
    m_fault->setObjectName(QStringLiteral("bulkFault"));
    m_fault->setProperty("muted", true);
    m_fault->setWordWrap(true);
    layout->addWidget(m_fault);
    m_accept->setObjectName(QStringLiteral("bulkAccept"));
    Layouts::addButtons(this, tr("Cancel"), m_accept)->setObjectName(QStringLiteral("bulkCancel"));
    connect(m_change, &QPlainTextEdit::textChanged, this, &BulkEditDialog::check);
    connect(m_accept, &QPushButton::clicked, this, [this] {
        emit chosen(m_change->toPlainText().toUtf8());
        accept();
    });
    m_change->setPlainText(QStringLiteral("{  }"));
    m_change->moveCursor(QTextCursor::Start);
    m_change->moveCursor(QTextCursor::Right);
    m_change->moveCursor(QTextCursor::Right);
    m_change->setFocus();
}

void BulkEditDialog::check()
{
    const auto change = Json::Document::parse(m_change->toPlainText().toUtf8());
    const bool isObject = change && change->root().isObject();
    m_accept->setEnabled(isObject && !change->root().members().empty());
    if (!change)
        m_fault->setText(change.error().message);
    else
        m_fault->setText(isObject ? QString() : tr("Enter a JSON object."));
}
