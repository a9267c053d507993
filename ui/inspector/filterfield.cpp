// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/filterfield.h"

#include "server/inspector/filter.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSettings>
#include <QToolButton>

namespace {

using namespace std::chrono_literals;

constexpr auto TypingPause = 120ms;
constexpr char FiltersKey[] = "inspector/filters";

QString examples()
{
    return QStringLiteral("status:>=400  method:POST  path:/rest/order/*  took:>50ms  "
                          "hook:beforePOST  key:ab12cd  collection:people  user:jane  kind:job  "
                          "level:warn  since:2026-11-23T09:30:00Z  -path:/rest/log");
}

} // namespace

FilterField::FilterField(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
{
    m_edit->setObjectName(QStringLiteral("inspectorFilter"));
    m_edit->setPlaceholderText(tr("Words, or status:>=400 path:/rest/* took:>50ms"));
    m_edit->setAccessibleName(tr("Filter the inspector"));
    m_edit->setProperty("plain", true);
    m_edit->setClearButtonEnabled(true);
    m_edit->setMinimumWidth(140);
    m_edit->setToolTip(examples());
    Layouts::addIcon(m_edit, theme.icon(QStringLiteral("search")));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_edit, 1);
    auto *saved = new QToolButton(this);
    saved->setObjectName(QStringLiteral("savedFilters"));
    saved->setIcon(theme.icon(QStringLiteral("bookmark")));
    saved->setToolTip(tr("Saved filters"));
    saved->setAccessibleName(tr("Saved filters"));
    saved->setAutoRaise(true);
    row->addWidget(saved);
    m_saved = new QMenu(saved);
    saved->setMenu(m_saved);
    saved->setPopupMode(QToolButton::InstantPopup);
    connect(m_saved, &QMenu::aboutToShow, this, &FilterField::fillMenu);
    m_typing.setSingleShot(true);
    m_typing.setInterval(TypingPause);
    m_typing.callOnTimeout(this, &FilterField::apply);
    connect(m_edit, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_edit, &QLineEdit::returnPressed, this, &FilterField::apply);
}

QString FilterField::text() const
{
    return m_edit->text();
}

QString FilterField::withoutWindow(const QString &filter)
{
    static const QRegularExpression named(QStringLiteral("(^|\\s)from:window(\\s|$)"),
                                          QRegularExpression::CaseInsensitiveOption);
    // In front, since a quotation mark may still be open at the end.
    return filter.contains(named) ? filter : (QStringLiteral("-from:window ") + filter).trimmed();
}

void FilterField::setText(const QString &filter)
{
    m_edit->setText(filter);
    apply();
}

void FilterField::add(const QString &term)
{
    const QString opposite = term.startsWith(u'-') ? term.mid(1) : u'-' + term;
    QString typed = u' ' + text() + u' ';
    typed.replace(u' ' + opposite + u' ', QLatin1String(" "));
    if (!typed.contains(u' ' + term + u' '))
        typed.append(term);
    setText(typed.simplified());
}

void FilterField::begin()
{
    m_edit->setFocus();
    m_edit->selectAll();
}

void FilterField::apply()
{
    m_typing.stop();
    const QString faulty = Inspector::Filter(text()).faulty();
    Layouts::restyle(m_edit, "invalid", !faulty.isEmpty());
    m_edit->setToolTip(
        faulty.isEmpty() ? examples()
                         : tr("“%1” is not a valid filter. Examples: %2").arg(faulty, examples()));
    if (faulty.isEmpty())
        emit filterChanged(text());
}

void FilterField::fillMenu()
{
    m_saved->clear();
    const QString typed = text().trimmed();
    const QStringList saved = QSettings().value(QLatin1String(FiltersKey)).toStringList();
    for (const QString &filter : saved)
        m_saved->addAction(filter, this, [this, filter] { m_edit->setText(filter); });
    m_saved->addSeparator();
    const bool isSaved = saved.contains(typed);
    QAction *action = m_saved->addAction(
        isSaved ? tr("Remove this filter") : tr("Save this filter"), this, [typed, saved, isSaved] {
            QStringList changed = saved;
            if (isSaved)
                changed.removeAll(typed);
            else
                changed.append(typed);
            QSettings().setValue(QLatin1String(FiltersKey), changed);
        });
    action->setEnabled(!typed.isEmpty());
}
