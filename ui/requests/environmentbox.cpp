// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/environmentbox.h"

#include "ui/requests/pairtable.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QRegularExpression>

#include <utility>

namespace {

/// Values with such a name go to the private file.
bool isSecretName(const QByteArray &name)
{
    static const QRegularExpression secret(
        QStringLiteral("token|secret|passw|api-?_?key|^key$|cookie|authorization|credential"),
        QRegularExpression::CaseInsensitiveOption);
    return secret.match(QString::fromUtf8(name)).hasMatch();
}

} // namespace

EnvironmentBox::EnvironmentBox(RequestBook &book, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_book(book)
    , m_choice(new QComboBox(this))
    , m_variables(new PairTable(theme, "environmentVariables", tr("Variables"), this))
{
    auto *layout = Layouts::column(this);
    auto *title = new QLabel(tr("Environment"), this);
    title->setProperty("title", true);
    title->setContentsMargins(12, 8, 12, 4);
    layout->addWidget(title);
    QWidget *bar = Layouts::bar(this);
    m_choice->setObjectName(QStringLiteral("environment"));
    m_choice->setAccessibleName(tr("Environment"));
    Layouts::rowOf(bar)->addWidget(m_choice, 1);
    QToolButton *add = Layouts::addTool(bar, theme.icon(QStringLiteral("plus")),
                                        tr("New environment"), "newEnvironment");
    layout->addWidget(bar);
    m_variables->setToolTip(tr("Names such as token, key or password are kept in "
                               "http-client.private.env.json, which stays out of git."));
    layout->addWidget(m_variables, 1);
    connect(add, &QToolButton::clicked, this, &EnvironmentBox::askForNew);
    connect(m_choice, &QComboBox::activated, this,
            [this](int index) { m_book.setEnvironment(m_choice->itemData(index).toByteArray()); });
    connect(m_variables, &PairTable::edited, this, &EnvironmentBox::write);
    connect(&book, &RequestBook::environmentChanged, this, &EnvironmentBox::show);
    show();
}

void EnvironmentBox::show()
{
    if (m_isFilling)
        return;
    m_isFilling = true;
    m_choice->clear();
    m_choice->addItem(tr("No environment"), QByteArray());
    QByteArrayList names = m_book.environments().names();
    if (!m_book.environment().isEmpty() && !names.contains(m_book.environment()))
        names.append(m_book.environment());
    for (const QByteArray &name : std::as_const(names))
        m_choice->addItem(QString::fromUtf8(name), name);
    m_choice->setCurrentIndex(m_choice->findData(m_book.environment()));
    const Requests::Values values = m_book.environments().valuesOf(m_book.environment());
    QByteArrayList order = values.keys();
    std::sort(order.begin(), order.end());
    PairTable::Pairs pairs;
    QByteArrayList hidden;
    for (const QByteArray &name : std::as_const(order)) {
        pairs.append({name, values.value(name)});
        if (m_book.environments().isPrivate(m_book.environment(), name))
            hidden.append(name);
    }
    m_variables->setPairs(pairs);
    m_variables->setHidden(hidden);
    m_isFilling = false;
}

/// Writes what differs from the files.
void EnvironmentBox::write()
{
    const Requests::Values before = m_book.environments().valuesOf(m_book.environment());
    const PairTable::Pairs pairs = m_variables->pairs();
    Requests::Values now;
    for (const auto &[name, value] : pairs)
        now.insert(name, value);
    m_isFilling = true; // the table is as the user has it
    QByteArrayList secrets; // also under another name
    for (auto each = before.cbegin(); each != before.cend(); ++each) {
        if (m_book.environments().isPrivate(m_book.environment(), each.key()))
            secrets.append(each.value());
    }
    const auto set = [this, &secrets](const QByteArray &name, const QByteArray &value) {
        const bool isPrivate = m_book.environments().isPrivate(m_book.environment(), name)
            || isSecretName(name) || secrets.contains(value);
        if (const auto done = m_book.setVariable(name, value, isPrivate); !done)
            emit failed(done.error().message);
    };
    for (auto each = now.cbegin(); each != now.cend(); ++each) {
        if (!each.value().isEmpty() && before.value(each.key()) != each.value())
            set(each.key(), each.value());
    }
    for (auto each = before.cbegin(); each != before.cend(); ++each) {
        if (now.value(each.key()).isEmpty())
            set(each.key(), {});
    }
    m_isFilling = false;
    if (m_choice->currentData().toByteArray() != m_book.environment())
        show();
}

void EnvironmentBox::askForNew()
{
    Ask::forText(this,
                 {tr("New environment"), tr("Name, for example dev or staging"), tr("Create"),
                  [this](const QString &text) {
                      const QByteArray name = text.trimmed().toUtf8();
                      return name.isEmpty() || name.startsWith('$')
                              || m_book.environments().names().contains(name)
                          ? tr("Choose another name.")
                          : QString();
                  }},
                 [this](const QString &name) {
                     m_book.setEnvironment(name.trimmed().toUtf8());
                     show();
                 });
}
