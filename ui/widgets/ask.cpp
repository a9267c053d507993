// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ask.h"

#include "ui/widgets/layouts.h"

#include <QCoreApplication>
#include <QDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>
#include <vector>

namespace Ask {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Ask", text);
}

QDialog *makeDialog(QWidget *parent, const QString &title, const QString &text)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto *layout = Layouts::column(dialog, 420, 12);
    auto *heading = new QLabel(title, dialog);
    heading->setProperty("title", true);
    layout->addWidget(heading);
    auto *label = new QLabel(text, dialog);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    layout->addWidget(label);
    return dialog;
}

QPushButton *addButton(QHBoxLayout *row, const QString &text, const char *name)
{
    auto *button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    row->addWidget(button);
    return button;
}

QHBoxLayout *addButtonRow(QDialog *dialog)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    static_cast<QVBoxLayout *>(dialog->layout())->addLayout(row);
    return row;
}

void makePrimary(QPushButton *button)
{
    button->setProperty("primary", true);
    button->setDefault(true);
}

/// Numbers are the same with and without the marks that part their thousands, and names whatever
/// blanks and line breaks they have, since these cannot be seen or typed.
bool isTyped(const QString &text, const QString &wanted)
{
    const auto digits = [](QString number) {
        return number.remove(QRegularExpression(QStringLiteral("[\\s.,'\u2019\u00a0\u202f]")));
    };
    bool isNumber = false;
    digits(wanted).toLongLong(&isNumber);
    return isNumber ? digits(text) == digits(wanted) : text.simplified() == wanted;
}

/// What GuardProperty asks for around @p widget; empty: nothing.
QString guardOf(const QWidget *widget)
{
    for (; widget; widget = widget->parentWidget()) {
        if (const QString guard = widget->property(GuardProperty).toString(); !guard.isEmpty())
            return guard;
    }
    return {};
}

QLineEdit *addTypedLine(QDialog *dialog, const QString &typed, const char *name)
{
    auto *layout = static_cast<QVBoxLayout *>(dialog->layout());
    auto *label = new QLabel(tr("Type %1 to confirm:").arg(typed), dialog);
    label->setTextFormat(Qt::PlainText);
    auto *edit = new QLineEdit(dialog);
    edit->setObjectName(QLatin1String(name));
    edit->setAccessibleName(label->text());
    label->setBuddy(edit);
    layout->addWidget(label);
    layout->addWidget(edit);
    return edit;
}

} // namespace

void forText(QWidget *parent, const TextQuestion &question, std::function<void(QString)> done)
{
    QDialog *dialog = makeDialog(parent, question.title, question.label);
    auto *layout = static_cast<QVBoxLayout *>(dialog->layout());
    auto *edit = new QLineEdit(question.initial, dialog);
    edit->selectAll();
    edit->setObjectName(QStringLiteral("askText"));
    edit->setAccessibleName(question.label);
    layout->addWidget(edit);
    auto *fault = new QLabel(dialog);
    fault->setObjectName(QStringLiteral("askFault"));
    fault->setWordWrap(true);
    fault->setProperty("muted", true);
    layout->addWidget(fault);
    QHBoxLayout *row = addButtonRow(dialog);
    QObject::connect(addButton(row, tr("Cancel"), "askCancel"), &QPushButton::clicked, dialog,
                     &QDialog::reject);
    QPushButton *accept = addButton(row, question.accept, "askAccept");
    makePrimary(accept);
    const auto check = [edit, accept, fault, rule = question.fault] {
        const QString wrong = rule(edit->text());
        fault->setText(edit->text().isEmpty() ? QString() : wrong);
        fault->setMinimumHeight(std::max(0, fault->heightForWidth(edit->width())));
        accept->setEnabled(wrong.isEmpty());
    };
    check();
    QObject::connect(edit, &QLineEdit::textChanged, dialog, check);
    QObject::connect(accept, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, parent,
                     [edit, done = std::move(done)] { done(edit->text()); });
    dialog->open();
}

void toConfirm(QWidget *parent, const QString &title, const QString &text, const QString &accept,
               std::function<void()> done, std::function<void()> otherwise)
{
    QDialog *dialog = makeDialog(parent, title, text);
    QHBoxLayout *row = addButtonRow(dialog);
    QPushButton *cancel = addButton(row, tr("Cancel"), "askCancel");
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    if (otherwise)
        QObject::connect(dialog, &QDialog::rejected, parent, std::move(otherwise));
    QPushButton *agree = addButton(row, accept, "askAccept");
    makePrimary(agree);
    QObject::connect(agree, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, parent, std::move(done));
    dialog->open();
}

void toDestroy(QWidget *parent, const Destruction &what, std::function<void()> done)
{
    QDialog *dialog = makeDialog(parent, what.title, what.text);
    // The name of a collection, or a number, may be the same on a server that is no production.
    const QString typed = what.typed.simplified();
    const QString guard = guardOf(parent).simplified();
    std::vector<std::pair<QLineEdit *, QString>> lines;
    if (!typed.isEmpty())
        lines.emplace_back(addTypedLine(dialog, typed, "askText"), typed);
    if (!guard.isEmpty() && guard != typed)
        lines.emplace_back(addTypedLine(dialog, guard, lines.empty() ? "askText" : "askGuard"),
                           guard);
    QHBoxLayout *row = addButtonRow(dialog);
    QPushButton *cancel = addButton(row, tr("Cancel"), "askCancel");
    cancel->setDefault(true);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QPushButton *agree = addButton(row, what.accept, "askAccept");
    agree->setProperty("danger", true);
    agree->setAutoDefault(false); // Enter is no agreement, wherever the focus is
    QObject::connect(agree, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, parent, std::move(done));
    agree->setEnabled(lines.empty());
    for (const auto &line : lines) {
        QObject::connect(line.first, &QLineEdit::textChanged, dialog, [agree, lines] {
            agree->setEnabled(std::all_of(lines.begin(), lines.end(), [](const auto &each) {
                return isTyped(each.first->text(), each.second);
            }));
        });
    }
    if (lines.empty())
        cancel->setFocus();
    else
        lines.front().first->setFocus();
    dialog->open();
}

void aboutUnsaved(QWidget *parent, const QString &what, std::function<void(Unsaved)> done)
{
    QDialog *dialog =
        makeDialog(parent, tr("Save changes?"), tr("%1 has unsaved changes.").arg(what));
    QHBoxLayout *row = addButtonRow(dialog);
    const auto choice = [&](const QString &text, const char *name, Unsaved answer) {
        QPushButton *button = addButton(row, text, name);
        QObject::connect(button, &QPushButton::clicked, parent, [dialog, done, answer] {
            dialog->close();
            done(answer);
        });
        return button;
    };
    choice(tr("Cancel"), "askCancel", Unsaved::Cancel);
    choice(tr("Discard"), "askDiscard", Unsaved::Discard);
    makePrimary(choice(tr("Save"), "askAccept", Unsaved::Save));
    dialog->open();
}

void toAcknowledge(QWidget *parent, const QString &title, const QString &text)
{
    QDialog *dialog = makeDialog(parent, title, text);
    QPushButton *close = addButton(addButtonRow(dialog), tr("Close"), "askAccept");
    makePrimary(close);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::accept);
    dialog->open();
}

} // namespace Ask
