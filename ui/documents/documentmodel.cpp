// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentmodel.h"

#include "client/client.h"
#include "client/routes.h"
#include "ui/documents/cellvalue.h"
#include "ui/widgets/entitytag.h"
#include "ui/widgets/theme.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace {

constexpr int PageSize = 100;
constexpr int MaximumPages = 40;
constexpr int NotFound = 404;
constexpr qsizetype LargestCell = 100 * 1024; ///< That is edited in its place.
/// More rows than that no view can scroll over pixel by pixel.
constexpr qint64 MaximumRows = 10'000'000;

int countOf(qint64 total)
{
    return int(std::min(total, MaximumRows));
}

} // namespace

DocumentModel::DocumentModel(Client &client, const Theme &theme, const QString &collection,
                             QObject *parent)
    : DocumentTable(parent)
    , m_client(client)
    , m_theme(theme)
    , m_path(Routes::documents(collection))
    , m_definition(Routes::collection(collection))
    , m_edits(new CellEdits(client, m_path, this))
{
    connect(m_edits, &CellEdits::changed, this, &DocumentModel::repaint);
    connect(m_edits, &CellEdits::stored, this, &DocumentModel::takeStored);
    loadColumns();
    reload(); // both at once: a server may be far away
}

void DocumentModel::loadColumns()
{
    m_client.read(m_definition).then(this, [this](const Client::Reply &reply) {
        const auto definition = reply.json();
        m_columns.undeclare(); // what was before
        const auto columns = DocumentColumns::declaredBy(definition.root());
        for (const DocumentColumns::Column &column : columns)
            addColumn(column);
        emit declaredRead(columns);
        m_declared = DeclaredFields(definition.root());
        if (columnCount() > 0)
            emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        if (std::exchange(m_isReady, true))
            reload();
        else if (m_held)
            std::exchange(m_held, {})();
    });
}

void DocumentModel::setReader(Client *reader)
{
    m_reader = reader;
    showNothing(); // what somebody else sees is not to be taken for this, nor changed
    reload();
}

void DocumentModel::setQuery(const DocumentQuery &query)
{
    setQuery(query, m_order);
}

void DocumentModel::setQuery(const DocumentQuery &query, const DocumentOrder &order)
{
    m_isOther = m_isOther || query != m_query;
    m_query = query;
    m_edits->removeRefused();
    takeOrder(order);
    reload();
}

void DocumentModel::setOrder(const DocumentOrder &order)
{
    if (takeOrder(order))
        reload();
}

/// Whether it is another one.
bool DocumentModel::takeOrder(const DocumentOrder &order)
{
    if (order == m_order)
        return false;
    m_isOther = true;
    m_order = order;
    if (columnCount() > 0)
        emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    return true;
}

QByteArray DocumentModel::parameters() const
{
    QByteArrayList parameters;
    if (!m_query.isEmpty())
        parameters.append(m_query.parameters());
    if (!m_order.isEmpty())
        parameters.append("h=" + QByteArray('{' + m_order.hint() + '}').toPercentEncoding());
    return parameters.join('&');
}

QByteArray DocumentModel::wholeParameters() const
{
    // The words of a document, by which it is found, are as large as it is.
    const QByteArray hint = "{\"$fields\":{\"_keywords\":0,\"_tags\":0}"
        + (m_order.isEmpty() ? QByteArray() : ',' + m_order.hint()) + '}';
    return "metafields=true&h=" + hint.toPercentEncoding()
        + (m_query.isEmpty() ? QByteArray() : '&' + m_query.parameters());
}

void DocumentModel::reload()
{
    ++m_generation;
    m_held = {};
    m_isFetching = false;
    m_wanted.clear();
    m_read.clear();
    fetch(0);
}

/// A row is asked for while it is painted: what is painted last is read first.
void DocumentModel::want(int row) const
{
    const int page = row / PageSize;
    if (m_read.contains(page))
        return;
    m_wanted.removeAll(page);
    m_wanted.append(page);
    if (m_wanted.size() == 1)
        QMetaObject::invokeMethod(const_cast<DocumentModel *>(this), &DocumentModel::fetchWanted,
                                  Qt::QueuedConnection);
}

void DocumentModel::fetchWanted()
{
    if (m_isFetching || m_wanted.isEmpty())
        return;
    const int page = m_wanted.takeLast();
    // What was scrolled past is asked for again when it is seen again.
    m_wanted.remove(0, qMax<qsizetype>(0, m_wanted.size() - 1));
    fetch(page);
}

void DocumentModel::fetch(int page)
{
    m_isFetching = true;
    QByteArray query = wholeParameters() + "&max=" + QByteArray::number(PageSize)
        + "&skip=" + QByteArray::number(qint64(page) * PageSize);
    const bool isFirst = page == 0;
    if (isFirst)
        query.append("&totals=true"); // counting is not free: once
    QElapsedTimer timer;
    timer.start();
    const int generation = m_generation;
    Client &reader = m_reader ? *m_reader : m_client;
    reader.request("GET", m_path, {}, query)
        .then(this, [this, page, timer, generation](const Client::Reply &reply) {
            if (generation != m_generation)
                return;
            const std::chrono::nanoseconds taken(timer.nsecsElapsed());
            if (m_isReady)
                return takeAnswer(page, reply, taken);
            m_held = [this, page, reply, taken] { takeAnswer(page, reply, taken); };
        });
}

void DocumentModel::takeAnswer(int page, const Client::Reply &reply, std::chrono::nanoseconds taken)
{
    m_isFetching = false;
    if (!reply.isOk()) {
        // What somebody else may see is not to be taken for this; nor what was dropped.
        if (m_reader || reply.status == NotFound)
            showNothing();
        emit failed(reply.message());
        return;
    }
    const bool isFirst = page == 0;
    const auto body = reply.json();
    if (isFirst && std::exchange(m_isOther, false))
        showNothing(); // the places of the rows mean nothing any more
    if (isFirst)
        m_total = body.root().value("totals").value("total").toInteger();
    takePage(page, isFirst ? body.root().value("data") : body.root());
    if (isFirst) {
        removeUnused();
        emit loaded(taken);
    }
    emit pageLoaded();
    fetchWanted();
}

void DocumentModel::showNothing()
{
    m_total = 0;
    m_read.clear();
    m_recent.clear();
    setCount(0);
}

void DocumentModel::takePage(int page, const Json::Value &documents)
{
    std::vector<Row> rows;
    for (const Json::Value &document : documents.items())
        rows.push_back(rowFrom(document));
    if (replaceRows(page * PageSize, PageSize, std::move(rows), countOf(m_total)))
        m_read.removeIf([page](int read) { return read > page; });
    m_read.insert(page);
    m_wanted.removeAll(page); // it was painted while it was read
    m_recent.removeAll(page);
    m_recent.append(page);
    if (m_recent.size() > MaximumPages) {
        forgetRows(m_recent.first() * PageSize, PageSize);
        m_read.remove(m_recent.takeFirst());
    }
    dropStored();
    if (rowCount() > 0 && columnCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

DocumentModel::Row DocumentModel::rowFrom(const Json::Value &document)
{
    Row row;
    row.json = document.toJson();
    row.id = document.value("_id").text().toByteArray();
    for (const Json::Member &member : document.members()) {
        const bool isLarge =
            row.json.size() > LargestCell && member.value.toJson().size() > LargestCell;
        const Cell cell{CellValue::shown(member.value), CellValue::typeOf(member.value), isLarge};
        const QString name = QString::fromUtf8(member.key);
        row.cells.insert(name, cell);
        addColumn(DocumentColumns::found(name, cell.type));
    }
    return row;
}

void DocumentModel::addColumn(const DocumentColumns::Column &column)
{
    const auto place = m_columns.placeOf(column);
    if (!place) {
        if (column.isDeclared)
            m_columns.declare(column);
        return;
    }
    beginInsertColumns({}, *place, *place);
    m_columns.insert(*place, column);
    endInsertColumns();
}

/// Fields that are neither declared nor in a document that was read are shown no longer, unless
/// somebody sorts by them or is editing them.
void DocumentModel::removeUnused()
{
    if (rowCount() == 0)
        return; // what they had is what was looked at
    const QSet<QString> used = usedFields();
    for (int column = m_columns.count() - 1; column >= 0; --column) {
        const QString field = fieldName(column);
        if (m_columns.at(column).isDeclared || used.contains(field) || m_order.indexOf(field) >= 0
            || m_edits->isIn(field))
            continue;
        beginRemoveColumns({}, column, column);
        m_columns.removeAt(column);
        endRemoveColumns();
    }
}

QByteArray DocumentModel::json(int row) const
{
    const Row *found = rowAt(row);
    return found ? found->json : QByteArray();
}

QByteArray DocumentModel::id(int row) const
{
    const Row *found = rowAt(row);
    return found ? found->id : QByteArray();
}

std::optional<QByteArrayList>
DocumentModel::loadedRows(const QList<std::pair<int, int>> &ranges) const
{
    QByteArrayList documents;
    for (const auto &[first, count] : ranges) {
        for (int row = first; row < first + count; ++row) {
            if (!isLoaded(row))
                return std::nullopt;
            documents.append(json(row));
        }
    }
    return documents;
}

int DocumentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_columns.count();
}

QString DocumentModel::fault(const QModelIndex &index) const
{
    const CellEdits::Edit *edit = m_edits->find(placeOf(index));
    return edit ? edit->message : QString();
}

QByteArray DocumentModel::relatedId(const QModelIndex &index) const
{
    const auto document = Json::Document::parse(json(index.row()));
    if (!document || relatedCollection(index.column()).isEmpty())
        return {};
    return CellValue::relatedId(document->root().value(fieldName(index.column()).toUtf8()));
}

QVariant DocumentModel::data(const QModelIndex &index, int role) const
{
    const Row *row = rowAt(index.row());
    if (role == Qt::DisplayRole)
        want(index.row());
    if (!row) {
        return role == Qt::DisplayRole && index.column() == 0 ? QVariant(QStringLiteral("…"))
                                                              : QVariant();
    }
    const DocumentColumns::Column &column = m_columns.at(index.column());
    const Cell cell = row->cells.value(column.name);
    const CellEdits::Edit *edit = m_edits->find({row->id, column.name});
    const bool isRefused = edit && !edit->message.isEmpty();
    switch (role) {
    case Qt::DisplayRole:
        return edit ? edit->typed : cell.text;
    case Qt::EditRole:
        return edit ? edit->typed : storedText(index);
    case Qt::ToolTipRole:
        return isRefused ? QVariant(edit->message) : QVariant();
    case Qt::BackgroundRole:
        return isRefused ? QVariant(m_theme.color(Theme::Role::ErrorSoft)) : QVariant();
    case Qt::FontRole:
        return m_theme.codeFont(-1);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (cell.type == 'n' ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ForegroundRole:
        if (isRefused)
            return m_theme.color(Theme::Role::Error);
        if (cell.type == 'n')
            return m_theme.color(Theme::Role::Number);
        if (cell.type == 'b')
            return m_theme.color(Theme::Role::Keyword);
        if (cell.type == '0' || cell.type == 'c')
            return m_theme.color(Theme::Role::Faint);
        return column.isMeta() ? m_theme.color(Theme::Role::Muted) : QVariant();
    default:
        return {};
    }
}

/// With several sort keys the title has the place of its own and an arrow; with one, the header
/// has.
QString DocumentModel::headerOf(const QString &field) const
{
    const int key = m_order.keys().size() > 1 ? m_order.indexOf(field) : -1;
    if (key < 0)
        return field;
    const bool isAscending = m_order.keys()[key].order == Qt::AscendingOrder;
    return field + QLatin1Char(' ') + QChar(isAscending ? u'↑' : u'↓') + QString::number(key + 1);
}

QVariant DocumentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    const DocumentColumns::Column &column = m_columns.at(section);
    switch (role) {
    case Qt::DisplayRole:
        return headerOf(column.name);
    case Qt::DecorationRole:
        return column.isMeta() ? QVariant()
                               : QVariant(m_theme.icon(column.icon(), Theme::Role::Faint));
    case Qt::ToolTipRole:
        return column.explanation();
    default:
        return {};
    }
}

Qt::ItemFlags DocumentModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    const DocumentColumns::Column &column = m_columns.at(index.column());
    const Row *row = rowAt(index.row());
    if (row && !m_reader && !column.isMeta() && !column.isCalculated
        && !row->cells.value(column.name).isLarge)
        flags |= Qt::ItemIsEditable;
    return flags;
}

// ---- what is typed into cells

CellEdits::Place DocumentModel::placeOf(const QModelIndex &index) const
{
    return {id(index.row()), fieldName(index.column())};
}

QString DocumentModel::storedText(const QModelIndex &index) const
{
    const auto document = Json::Document::parseKnown(json(index.row()));
    const auto value = document->root().find(fieldName(index.column()).toUtf8());
    return value ? CellValue::editable(*value) : QString();
}

/// @p text over what was seen when it was begun, which is not what is seen when the rows were read
/// again, or came back after a crash.
CellEdits::Edit DocumentModel::editWith(const QModelIndex &index, const QString &text) const
{
    const DocumentColumns::Column &column = m_columns.at(index.column());
    const CellEdits::Edit *known = m_edits->find(placeOf(index));
    const bool isBegun = known
        && (known->state == CellEdits::State::Typed || known->state == CellEdits::State::Restored);
    CellEdits::Edit edit;
    edit.typed = text;
    edit.tag = isBegun ? known->tag : EntityTag::of(json(index.row()));
    edit.type = column.isDeclared ? column.type : QByteArray();
    edit.before = rowAt(index.row())->cells.value(column.name).type;
    return edit;
}

void DocumentModel::noteTyping(const QModelIndex &index, const QString &text)
{
    if (isLoaded(index.row()))
        m_edits->type(placeOf(index), editWith(index, text));
}

void DocumentModel::endTyping(const QModelIndex &index)
{
    m_edits->endTyping(placeOf(index));
}

bool DocumentModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !isLoaded(index.row()))
        return false;
    const CellEdits::Place place = placeOf(index);
    const CellEdits::Edit edit = editWith(index, value.toString());
    m_edits->endTyping(place);
    if (edit.typed == storedText(index))
        m_edits->remove(place);
    else
        m_edits->store(place, edit);
    return true;
}

void DocumentModel::takeStored(const CellEdits::Place &place, const QByteArray &document)
{
    // The rows may have moved meanwhile; the document is looked for by its id.
    const int row = rowOf(place.first);
    if (row < 0)
        return;
    const QByteArray before = json(row);
    const auto parsed = Json::Document::parseKnown(document);
    setRow(row, rowFrom(parsed->root()));
    emit cellStored(before, document);
}

void DocumentModel::repaint(const QByteArray &id)
{
    if (const int row = rowOf(id); row >= 0)
        emit dataChanged(index(row, 0), index(row, columnCount() - 1));
}

QModelIndexList DocumentModel::edited() const
{
    QModelIndexList cells;
    for (auto each = m_edits->edits().cbegin(); each != m_edits->edits().cend(); ++each) {
        const int row = rowOf(each.key().first);
        const int column = columnOf(each.key().second);
        if (row >= 0 && column >= 0)
            cells.append(index(row, column));
    }
    std::sort(cells.begin(), cells.end());
    return cells;
}

/// What came back after a crash may have been stored before it.
void DocumentModel::dropStored()
{
    for (const QModelIndex &cell : edited()) {
        const CellEdits::Place place = placeOf(cell);
        const CellEdits::Edit *edit = m_edits->find(place);
        if (edit->state == CellEdits::State::Restored && edit->typed == storedText(cell))
            m_edits->remove(place);
    }
}
