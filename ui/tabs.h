// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/place.h"
#include "ui/widgets/draftstore.h"

#include <QByteArray>
#include <QList>
#include <QPointer>
#include <QString>
#include <QTabWidget>

#include <functional>
#include <optional>
#include <vector>

class QTimer;
class QToolButton;
class Theme;

/// The tabs of the window: what is unsaved in them is asked about, and kept on disk until it is
/// saved or discarded. They know nothing of what the panels show. Thread: the window's.
class Tabs final : public QTabWidget
{
    Q_OBJECT

public:
    struct Tab
    {
        QWidget *widget;
        Place place;
        std::function<QString()> title;
        std::function<bool()> hasUnsaved = [] { return false; };
        std::function<void()> save = [] {};
        /// What is to be kept of what is not saved; empty: nothing.
        std::function<QByteArray()> draft = [] { return QByteArray(); };
        std::function<void(const DraftStore::Draft &)> restore = [](const DraftStore::Draft &) {};
        bool comesBack = true; ///< It is opened again with its database.
        bool closesWhenSaved = false;
    };

    /// @p start is shown while nothing else is.
    Tabs(const Theme &theme, QWidget *start, QWidget *parent);

    /// Closes all tabs, after it kept their drafts. Those that are opened from now on are of the
    /// database @p identity; empty: of none.
    void begin(const QString &identity);
    /// Forgets the drafts of a database that is no more.
    void forgetDrafts();

    /// Opens @p tab and shows it, with the draft that is kept of it.
    void add(Tab tab);
    /// Shows the first steps, also when they were closed.
    void showStart();
    /// Shows the tab of @p place. False: there is none.
    bool showPlace(const Place &place);
    /// What add() and showPlace() showed last; nothing: the first steps.
    std::optional<Place> currentPlace() const;
    /// The places of the tabs that come back, the current one at the end.
    QList<Place> places() const;
    /// Those that have a draft on disk.
    QList<Place> placesWithDrafts() const;
    /// Call when the tab of @p widget may have become unsaved or saved, or has another draft.
    void updateTab(QWidget *widget);

    bool hasUnsaved() const;
    bool hasUnsaved(const QList<Place> &places) const;
    void saveCurrent();
    /// Asks about unsaved changes where there are some; then calls @p done unless the user cancels.
    void leave(std::function<void()> done);
    /// Closes a tab, and asks before it where something is unsaved.
    void closeTab(int index);
    /// Closes all tabs but that at @p index; what is not saved stays.
    void closeOthers(int index);
    /// Asks for the page whose tab was closed last.
    void reopenClosed();
    /// Shows the tab @p step after the current one, round and round.
    void showNext(int step);
    /// Closes the tabs of @p places, whose pages are no more, and forgets their drafts.
    void closePlaces(const QList<Place> &places);
    /// Writes what is not saved to disk now.
    void keepDrafts();

signals:
    /// Tabs were opened, closed, moved or chosen.
    void placesChanged();
    /// The page of @p place is wanted again.
    void placeRequested(const Place &place);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void tabInserted(int index) override;
    void tabRemoved(int index) override;
    void resizeEvent(QResizeEvent *event) override;
    /// Nothing: Qt would draw a line beside the button, also where it is hidden.
    void paintEvent(QPaintEvent *) override { }

private:
    Tab *tabOf(const QWidget *widget);
    Tab *tabOf(const Place &place);
    void showTitle(const Tab &tab);
    void close(QWidget *widget);
    void openMenu(const QPoint &position);
    void fillList();
    void updateList();

    const Theme &m_theme;
    QWidget *m_start;
    QTimer *m_keepTimer;
    QToolButton *m_list; ///< Of all tabs, where they do not fit.
    std::vector<Tab> m_open;
    QList<Place> m_closedPlaces; ///< Of tabs that were closed, the last one at the end.
    QList<QPointer<QWidget>> m_closed; ///< Those that the event loop has to delete yet.
    std::optional<DraftStore> m_drafts; ///< Nothing while no database is open.
};
