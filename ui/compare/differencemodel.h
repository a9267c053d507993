// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/comparison.h"

#include <QAbstractTableModel>
#include <QList>
#include <QSet>
#include <QStringList>

class Theme;

/// The differences of a comparison as rows, some of them chosen. A difference that needs another is
/// only chosen with it. Thread: the window's.
class DifferenceModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { ChosenColumn, KindColumn, NameColumn, SourceColumn, TargetColumn, ChangeColumn };
    enum Role {
        PillRole = Qt::UserRole, ///< What differs, in a word or two.
        PillColorsRole, ///< The roles of its text and its ground, as a list of two numbers.
        NoteRole, ///< What else is to be known, behind it.
        SearchRole, ///< All texts of the row.
    };

    explicit DifferenceModel(const Theme &theme, QObject *parent);

    /// Shows @p differences. Those that were chosen before and are still there stay chosen.
    void show(QList<Difference> differences, const QString &source, const QString &target);
    const QList<Difference> &differences() const { return m_differences; }
    QList<Difference> chosen() const;
    /// Chooses @p row and what it needs, or leaves it out with what needs it.
    void choose(int row, bool isChosen);
    /// Chooses all that is new or changed, or nothing. What only the target has is left to be
    /// chosen one by one.
    void chooseAll(bool areChosen);
    /// Whether all that chooseAll() would choose is chosen.
    bool areAllChosen() const;
    /// What the server says of what is chosen of a part: a script that does not compile, or, with
    /// @p fields, documents that do not fit these.
    void setNote(const QString &kind, const QString &name, const QStringList &fields,
                 const QString &note);
    void clearNotes();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

    /// What people call a difference's kind, and its icon.
    static QString kindText(const Difference &difference);
    static QString kindIcon(const Difference &difference);

signals:
    void chosenChanged();

private:
    QString textOf(const Difference &difference, int column) const;
    QString pillOf(const Difference &difference) const;
    QString noteOf(int row) const;
    void tellNotes();
    QVariant colorsOf(const Difference &difference) const;
    bool isBulk(int row) const;
    void setChosen(int row, bool isChosen);
    void tellChosen();

    const Theme &m_theme;
    QList<Difference> m_differences;
    QStringList m_pills; ///< Of each difference: to count lines takes a while.
    QSet<int> m_chosen;
    QHash<int, QString> m_notes; ///< Of single rows.
    QString m_source; ///< The names of both sides.
    QString m_target;
};
