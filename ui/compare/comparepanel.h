// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/compareside.h"
#include "ui/compare/comparison.h"

#include <QList>
#include <QWidget>

#include <functional>

class DeployTask;
class DifferenceModel;
class DiffView;
class NoticeBar;
class PairReader;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;
class QToolButton;
class Theme;

/// Compares two open databases or servers side by side. Chosen differences are deployed from one to
/// the other. Thread: the window's.
class ComparePanel final : public QWidget
{
    Q_OBJECT

public:
    /// All that are open at the time of the call; the first is the one in whose tabs this is.
    using Sides = std::function<QList<CompareSide>()>;

    ComparePanel(const Theme &theme, Sides sides, QWidget *parent);

    /// `Compare staging → shop`
    QString title() const;
    /// What can be taken back; empty: nothing. It is kept on disk as what others have not saved.
    QByteArray draft() const;
    void restore(const QByteArray &draft);

signals:
    /// The title or the draft is another.
    void changed();

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeSidesBar();
    QWidget *makeListBar();
    QToolButton *makeSide(QWidget *bar, const char *name, const QString &accessible);
    void makeTable();
    void connectParts();
    void updateSides();
    void showSides();
    void offerSides(QToolButton *button, bool isSource);
    void setSides(CompareSide source, CompareSide target);
    void read();
    void take(const StoredParts &source, const StoredParts &target);
    void showState(const QString &title, const QString &text);
    void updateChosen();
    void showCurrent();
    void toggleSelected();
    void deploy();
    void tellDeployed(int count);

    const Theme &m_theme;
    const Sides m_sides;
    CompareSide m_source;
    CompareSide m_target;
    StoredParts m_targetParts; ///< As they were read, with their tags.
    PairReader *m_reader;
    DeployTask *m_task;
    DifferenceModel *m_model;
    QSortFilterProxyModel *m_filtered;
    QToolButton *m_sourceButton = nullptr;
    QToolButton *m_targetButton = nullptr;
    QToolButton *m_swap = nullptr;
    QLabel *m_production = nullptr;
    QPushButton *m_refresh = nullptr;
    QPushButton *m_deploy = nullptr;
    QPushButton *m_undo = nullptr; ///< Seen while something can be taken back.
    QCheckBox *m_all = nullptr;
    QLineEdit *m_filter = nullptr;
    QLabel *m_count = nullptr;
    NoticeBar *m_notice;
    QStackedWidget *m_stack;
    QWidget *m_listPage = nullptr;
    QLabel *m_stateTitle = nullptr;
    QLabel *m_stateText = nullptr;
    QTableView *m_table;
    DiffView *m_diff;
};
