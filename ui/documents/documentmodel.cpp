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

QString iconOf(const QByteArray &type)
{
    if (type == "number" || type == "float_number" || type == "money")
        return QStringLiteral("hash");
    if (type == "bool")
        return QStringLiteral("toggle-left");
    if (type == "date" || type == "datetime" || type == "time")
        return QStringLiteral("calendar");
    if (type == "relation" || type == "relations" || type == "child")
        return QStringLiteral("link");
    return type == "text" || type == "rich_text" || type == "email" || type == "option"
        ? QStringLiteral("abc")
        : QStringLiteral("braces");
}

/// The type of a field that nobody declared, as its first value has it.
QByteArray foundType(char type)
{
    switch (type) {
    case 's':
        return "text";
    case 'n':
        return "number";
    case 'b':
        return "bool";
    default:
        return "json";
    }
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
}

void DocumentModel::loadColumns()
{
    m_client.read(m_definition).then(this, [this](const Client::Reply &reply) {
        const auto definition = reply.json();
        for (Column &known : m_columns) { // from before
            known.isDeclared = known.isCalculated = false;
            known.collection.clear();
        }
        for (const Json::Value &field : definition.root().value("fields").items()) {
            Column column;
            column.name = field.value("name").toString();
            column.type = field.value("type").text().toByteArray();
            column.collection = field.value("collection").toString();
            column.isDeclared = true;
            column.isCalculated = field.value("autoincrement").toBool()
                || !field.value("formula").isNull() || column.type == "child";
            addColumn(column);
        }
        m_declared = DeclaredFields(definition.root());
        if (columnCount() > 0)
            emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        m_isReady = true;
        reload();
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
    m_isOther = m_isOther || query != m_query;
    m_query = query;
    m_edits->removeRefused();
    reload();
}

void DocumentModel::sort(int column, Qt::SortOrder order)
{
    const QString field = fieldName(column);
    const QByteArray before =
        std::exchange(m_order,
                      field.isEmpty() ? QByteArray()
                                      : "\"$orderby\":{" + Json::quoted(field)
                              + (order == Qt::AscendingOrder ? ":1}" : ":-1}"));
    m_isOther = m_isOther || m_order != before;
    reload();
}

QByteArray DocumentModel::parameters() const
{
    QByteArrayList parameters;
    if (!m_query.isEmpty())
        parameters.append(m_query.parameters());
    if (!m_order.isEmpty())
        parameters.append("h=" + QByteArray("{" + m_order + '}').toPercentEncoding());
    return parameters.join('&');
}

QByteArray DocumentModel::wholeParameters() const
{
    // The words of a document, by which it is found, are as large as it is.
    const QByteArray hint = "{\"$fields\":{\"_keywords\":0,\"_tags\":0}"
        + (m_order.isEmpty() ? QByteArray() : ',' + m_order) + '}';
    return "metafields=true&h=" + hint.toPercentEncoding()
        + (m_query.isEmpty() ? QByteArray() : '&' + m_query.parameters());
}

void DocumentModel::reload()
{
    if (!m_isReady) // what is declared comes first
        return;
    ++m_generation;
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
    while (m_wanted.size() > 1)
        m_wanted.removeFirst();
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
        .then(this, [this, page, isFirst, timer, generation](const Client::Reply &reply) {
            if (generation != m_generation)
                return;
            m_isFetching = false;
            if (!reply.isOk()) {
                // What somebody else may see is not to be taken for this; nor what was dropped.
                if (m_reader || reply.status == NotFound)
                    showNothing();
                emit failed(reply.message());
                return;
            }
            const auto body = reply.json();
            if (isFirst && std::exchange(m_isOther, false))
                showNothing(); // the places of the rows mean nothing any more
            if (isFirst)
                m_total = body.root().value("totals").value("total").toInteger();
            takePage(page, isFirst ? body.root().value("data") : body.root());
            if (isFirst)
                emit loaded(int(timer.elapsed()));
            emit pageLoaded();
            fetchWanted();
        });
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
        addColumn({name, foundType(cell.type)});
    }
    return row;
}

/// What is declared comes first, then what is found; meta fields stay at the end.
void DocumentModel::addColumn(const Column &column)
{
    if (const int known = columnOf(column.name); known >= 0) {
        if (column.isDeclared)
            m_columns[known] = column;
        return;
    }
    const auto firstMeta = column.isMeta()
        ? m_columns.end()
        : std::find_if(m_columns.begin(), m_columns.end(),
                       [](const Column &each) { return each.isMeta(); });
    const int at = int(firstMeta - m_columns.begin());
    beginInsertColumns({}, at, at);
    m_columns.insert(at, column);
    endInsertColumns();
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
    return parent.isValid() ? 0 : int(m_columns.size());
}

QString DocumentModel::fault(const QModelIndex &index) const
{
    const CellEdits::Edit *edit = m_edits->find(placeOf(index));
    return edit ? edit->message : QString();
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
    const Column &column = m_columns.at(index.column());
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

QVariant DocumentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    const Column &column = m_columns.at(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.name;
    case Qt::DecorationRole:
        return column.isMeta() ? QVariant()
                               : QVariant(m_theme.icon(iconOf(column.type), Theme::Role::Faint));
    case Qt::ToolTipRole:
        if (column.isMeta())
            return tr("%1: set by the server").arg(column.name);
        return column.isDeclared
            ? tr("%1: declared as %2").arg(column.name, QString::fromLatin1(column.type))
            : tr("%1: not declared").arg(column.name);
    default:
        return {};
    }
}

Qt::ItemFlags DocumentModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    const Column &column = m_columns.at(index.column());
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

int DocumentModel::columnOf(const QString &field) const
{
    const auto found = std::find_if(m_columns.begin(), m_columns.end(),
                                    [&](const Column &each) { return each.name == field; });
    return found == m_columns.end() ? -1 : int(found - m_columns.begin());
}

/// @p text over what was seen when it was begun, which is not what is seen when the rows were read
/// again, or came back after a crash.
CellEdits::Edit DocumentModel::editWith(const QModelIndex &index, const QString &text) const
{
    const Column &column = m_columns.at(index.column());
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
