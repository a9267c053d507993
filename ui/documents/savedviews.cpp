// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/savedviews.h"

#include "ui/widgets/ask.h"
#include "ui/widgets/textdigest.h"
#include "ui/widgets/theme.h"

#include <QActionGroup>
#include <QMenu>
#include <QSettings>
#include <QUrl>

#include <utility>

SavedViews::SavedViews(const Theme &theme, const QString &identity, const QString &collection,
                       std::function<View()> present, QWidget *parent)
    : QToolButton(parent)
    , m_key(QStringLiteral("views/%1/%2/").arg(textDigest(identity), textDigest(collection)))
    , m_present(std::move(present))
    , m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("savedViews"));
    setIcon(theme.icon(QStringLiteral("bookmark")));
    setToolTip(tr("Saved views"));
    setAccessibleName(toolTip());
    setPopupMode(QToolButton::InstantPopup);
    m_menu->setToolTipsVisible(true);
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &SavedViews::fillMenu);
}

/// Names may have slashes, which settings take for groups.
QString SavedViews::keyOf(const QString &name) const
{
    return m_key + QString::fromLatin1(QUrl::toPercentEncoding(name));
}

QStringList SavedViews::names() const
{
    QSettings settings;
    settings.beginGroup(m_key.chopped(1));
    QStringList names;
    for (const QString &key : settings.childGroups())
        names.append(QUrl::fromPercentEncoding(key.toLatin1()));
    names.sort(Qt::CaseInsensitive);
    return names;
}

SavedViews::View SavedViews::read(const QString &name) const
{
    QSettings settings;
    settings.beginGroup(keyOf(name));
    return {settings.value(QStringLiteral("query")).toString(),
            DocumentOrder::fromTexts(settings.value(QStringLiteral("sort")).toStringList()),
            settings.value(QStringLiteral("columns")).toMap()};
}

void SavedViews::write(const QString &name, const View &view)
{
    QSettings settings;
    settings.beginGroup(keyOf(name));
    settings.setValue(QStringLiteral("query"), view.query);
    settings.setValue(QStringLiteral("sort"), view.order.texts());
    settings.setValue(QStringLiteral("columns"), view.columns);
}

void SavedViews::fillMenu()
{
    m_menu->clear();
    qDeleteAll(m_menu->findChildren<QMenu *>(Qt::FindDirectChildrenOnly));
    qDeleteAll(m_menu->findChildren<QActionGroup *>(Qt::FindDirectChildrenOnly));
    const View present = m_present();
    const QStringList known = names();
    auto *group = new QActionGroup(m_menu);
    for (const QString &name : known) {
        const View view = read(name);
        QAction *each = m_menu->addAction(QString(name).replace(u'&', QLatin1String("&&")), this,
                                          [this, view] { emit chosen(view); });
        each->setCheckable(true);
        each->setChecked(view == present);
        each->setToolTip(view.query.isEmpty() ? tr("All documents") : view.query);
        group->addAction(each);
    }
    if (known.isEmpty())
        m_menu->addAction(tr("No saved views"))->setEnabled(false);
    m_menu->addSeparator();
    m_menu->addAction(tr("Save view…"), this, &SavedViews::askForName)
        ->setObjectName(QStringLiteral("saveView"));
    QMenu *removal = m_menu->addMenu(tr("Delete view"));
    removal->setEnabled(!known.isEmpty());
    for (const QString &name : known)
        removal->addAction(QString(name).replace(u'&', QLatin1String("&&")), this,
                           [this, name] { askToDelete(name); });
}

void SavedViews::askForName()
{
    const auto fault = [](const QString &name) {
        return name.trimmed().isEmpty() ? tr("Type a name.") : QString();
    };
    Ask::forText(
        this, {tr("Save the view"), tr("Name of this query, order and columns"), tr("Save"), fault},
        [this](const QString &typed) {
            const QString name = typed.trimmed();
            if (!names().contains(name))
                return write(name, m_present());
            Ask::toConfirm(this, tr("Replace the view?"),
                           tr("There is a view named %1 already.").arg(name), tr("Replace"),
                           [this, name] { write(name, m_present()); });
        });
}

void SavedViews::askToDelete(const QString &name)
{
    Ask::toConfirm(this, tr("Delete the view?"),
                   tr("The view %1 will be deleted. Documents are not affected.").arg(name),
                   tr("Delete"), [this, name] { QSettings().remove(keyOf(name)); });
}
