// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/differencemodel.h"

#include "ui/widgets/linediff.h"
#include "ui/widgets/theme.h"

#include <algorithm>
#include <utility>

namespace {

constexpr int Columns = DifferenceModel::ChangeColumn + 1;
/// Lines of longer texts are not compared to be counted.
constexpr qsizetype LongestCounted = 200'000;

QString keyOf(const Difference &difference)
{
    return QStringList({QString::number(int(difference.kind)), difference.name, difference.member,
                        difference.part})
        .join(QChar(0x1f));
}

} // namespace

DifferenceModel::DifferenceModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (!m_differences.isEmpty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ChangeColumn));
    });
}

void DifferenceModel::show(QList<Difference> differences, const QString &source,
                           const QString &target)
{
    QSet<QString> before;
    for (const Difference &each : chosen())
        before.insert(keyOf(each));
    beginResetModel();
    m_differences = std::move(differences);
    m_source = source;
    m_target = target;
    m_chosen.clear();
    m_notes.clear();
    m_pills.clear();
    for (int i = 0; i < m_differences.size(); ++i) {
        m_pills.append(pillOf(m_differences[i]));
        if (before.contains(keyOf(m_differences[i])))
            m_chosen.insert(i);
    }
    endResetModel();
    emit chosenChanged();
}

// ---- what is chosen

QList<Difference> DifferenceModel::chosen() const
{
    QList<Difference> list;
    for (int i = 0; i < m_differences.size(); ++i) {
        if (m_chosen.contains(i))
            list.append(m_differences[i]);
    }
    return list;
}

void DifferenceModel::setChosen(int row, bool isChosen)
{
    if (!m_differences[row].isCarried() || m_chosen.contains(row) == isChosen)
        return;
    if (!isChosen) {
        m_chosen.remove(row);
        for (int i = 0; i < m_differences.size(); ++i) {
            if (m_differences[i].needs.contains(row))
                setChosen(i, false);
        }
        return;
    }
    m_chosen.insert(row);
    for (const int needed : m_differences[row].needs)
        setChosen(needed, true);
}

void DifferenceModel::tellChosen()
{
    if (m_differences.isEmpty())
        return;
    emit dataChanged(index(0, ChosenColumn), index(rowCount() - 1, ChosenColumn),
                     {Qt::CheckStateRole});
    emit chosenChanged();
}

void DifferenceModel::choose(int row, bool isChosen)
{
    setChosen(row, isChosen);
    tellChosen();
}

bool DifferenceModel::isBulk(int row) const
{
    return m_differences[row].isCarried()
        && m_differences[row].change != Difference::Change::Removed;
}

void DifferenceModel::chooseAll(bool areChosen)
{
    for (int i = 0; i < m_differences.size(); ++i) {
        if (!areChosen || isBulk(i))
            setChosen(i, areChosen);
    }
    tellChosen();
}

bool DifferenceModel::areAllChosen() const
{
    bool isAny = false;
    for (int i = 0; i < m_differences.size(); ++i) {
        if (isBulk(i) && !m_chosen.contains(i))
            return false;
        isAny = isAny || isBulk(i);
    }
    return isAny;
}

void DifferenceModel::setNote(const QString &kind, const QString &name, const QStringList &fields,
                              const QString &note)
{
    for (const int row : std::as_const(m_chosen)) {
        const Difference &each = m_differences[row];
        const bool isOther = !fields.isEmpty() && each.kind != Difference::Kind::Collection
            && !(each.kind == Difference::Kind::Field && fields.contains(each.member));
        if (Comparison::partKind(each.kind) == kind && each.part == name && !isOther)
            m_notes.insert(row, note);
    }
    tellNotes();
}

void DifferenceModel::clearNotes()
{
    m_notes.clear();
    tellNotes();
}

void DifferenceModel::tellNotes()
{
    if (!m_differences.isEmpty())
        emit dataChanged(index(0, ChangeColumn), index(rowCount() - 1, ChangeColumn));
}

// ---- texts

QString DifferenceModel::kindText(const Difference &difference)
{
    static const QHash<QString, const char *> members = {
        {QStringLiteral("access"), QT_TR_NOOP("Access")},
        {QStringLiteral("webhook"), QT_TR_NOOP("Webhook")},
        {QStringLiteral("fulltext"), QT_TR_NOOP("Full-text search")},
        {QStringLiteral("tests"), QT_TR_NOOP("Test cases")},
        {QStringLiteral("strictIsolation"), QT_TR_NOOP("Strict isolation")},
        {QStringLiteral("description"), QT_TR_NOOP("Description")},
    };
    switch (difference.kind) {
    case Difference::Kind::Collection:
        return tr("Collection");
    case Difference::Kind::Field:
        return tr("Field");
    case Difference::Kind::Index:
        return tr("Index");
    case Difference::Kind::Member:
        return members.contains(difference.member) ? tr(members.value(difference.member))
                                                   : difference.member;
    case Difference::Kind::Codehook:
        return tr("Codehook");
    case Difference::Kind::Module:
        return tr("Module");
    case Difference::Kind::Job:
        return tr("Job");
    case Difference::Kind::Setting:
    case Difference::Kind::Secret:
        break;
    }
    return tr("Setting");
}

QString DifferenceModel::kindIcon(const Difference &difference)
{
    switch (difference.kind) {
    case Difference::Kind::Collection:
        return QStringLiteral("table");
    case Difference::Kind::Field:
        return QStringLiteral("hash");
    case Difference::Kind::Index:
        return QStringLiteral("brackets");
    case Difference::Kind::Member:
        return difference.member == QLatin1String("access") ? QStringLiteral("key")
            : difference.member == QLatin1String("webhook") ? QStringLiteral("send")
                                                            : QStringLiteral("file-text");
    case Difference::Kind::Codehook:
        return QStringLiteral("webhook");
    case Difference::Kind::Module:
        return QStringLiteral("code");
    case Difference::Kind::Job:
        return QStringLiteral("clock-play");
    case Difference::Kind::Setting:
        return QStringLiteral("settings");
    case Difference::Kind::Secret:
        break;
    }
    return QStringLiteral("key");
}

/// `+14 −3 lines`, for scripts; a word for all else.
QString DifferenceModel::pillOf(const Difference &difference) const
{
    if (difference.kind == Difference::Kind::Secret)
        return tr("differs");
    if (difference.change == Difference::Change::New)
        return tr("new");
    if (difference.change == Difference::Change::Removed)
        return tr("only in %1").arg(m_target);
    const bool isScript = difference.kind == Difference::Kind::Codehook
        || difference.kind == Difference::Kind::Module || difference.kind == Difference::Kind::Job;
    if (!isScript || difference.sourceText == difference.targetText
        || difference.sourceText.size() + difference.targetText.size() > LongestCounted)
        return tr("changed");
    int added = 0;
    int removed = 0;
    for (const LineDiff::Line &line :
         LineDiff::between(difference.targetText, difference.sourceText)) {
        added += line.kind == LineDiff::Kind::Added ? 1 : 0;
        removed += line.kind == LineDiff::Kind::Removed ? 1 : 0;
    }
    return tr("+%1 −%2 lines").arg(added).arg(removed);
}

QString DifferenceModel::noteOf(int row) const
{
    return m_differences[row].isCarried() ? m_notes.value(row)
                                          : tr("secrets are never carried over");
}

QVariant DifferenceModel::colorsOf(const Difference &difference) const
{
    using Role = Theme::Role;
    const auto both = [](Role text, Role ground) { return QVariantList({int(text), int(ground)}); };
    if (difference.kind == Difference::Kind::Secret)
        return both(Role::Warning, Role::WarningSoft);
    switch (difference.change) {
    case Difference::Change::New:
        return both(Role::Success, Role::SuccessSoft);
    case Difference::Change::Removed:
        return both(Role::Error, Role::ErrorSoft);
    case Difference::Change::Changed:
        break;
    }
    return both(Role::Accent, Role::AccentSoft);
}

QString DifferenceModel::textOf(const Difference &difference, int column) const
{
    const auto orDash = [](const QString &text) {
        return text.isEmpty() ? QStringLiteral("–") : text;
    };
    switch (column) {
    case KindColumn:
        return kindText(difference);
    case NameColumn:
        return difference.name;
    case SourceColumn:
        return orDash(difference.sourceSummary);
    case TargetColumn:
        return orDash(difference.targetSummary);
    default:
        return {};
    }
}

// ---- the table

int DifferenceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_differences.size());
}

int DifferenceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant DifferenceModel::data(const QModelIndex &index, int role) const
{
    const Difference &difference = m_differences[index.row()];
    const QString pill = m_pills[index.row()];
    const QString note = noteOf(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        if (index.column() == ChangeColumn)
            return note.isEmpty() ? pill : pill + QStringLiteral(", ") + note;
        return textOf(difference, index.column());
    case Qt::DecorationRole:
        return index.column() == KindColumn ? m_theme.icon(kindIcon(difference)) : QVariant();
    case Qt::CheckStateRole:
        if (index.column() != ChosenColumn || !difference.isCarried())
            return {};
        return m_chosen.contains(index.row()) ? Qt::Checked : Qt::Unchecked;
    case Qt::AccessibleTextRole:
        return index.column() == ChosenColumn
            ? tr("Deploy %1 %2").arg(kindText(difference), difference.name)
            : data(index, Qt::DisplayRole);
    case PillRole:
        return pill;
    case PillColorsRole:
        return colorsOf(difference);
    case NoteRole:
        return note;
    case SearchRole:
        return QStringList({kindText(difference), difference.name, difference.sourceSummary,
                            difference.targetSummary, pill, note})
            .join(QLatin1Char(' '));
    default:
        return {};
    }
}

QVariant DifferenceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList titles = {QString(), tr("What"), tr("Name"),
                                m_source,  m_target,   tr("Difference")};
    return titles.value(section);
}

Qt::ItemFlags DifferenceModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.column() == ChosenColumn && m_differences[index.row()].isCarried())
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

bool DifferenceModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != ChosenColumn)
        return false;
    choose(index.row(), value.toInt() == Qt::Checked);
    return true;
}
