// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentmodel.h"

#include "server/admin.h"
#include "ui/widgets/theme.h"

#include <QElapsedTimer>

#include <algorithm>

namespace {

constexpr int PageSize = 200;
constexpr qsizetype LongestCell = 200;

QString shown(const Json::Value &value, char *type)
{
    switch (value.type()) {
    case Json::Value::Type::String:
        *type = 's';
        return value.toString().left(LongestCell).replace(QLatin1Char('\n'), QLatin1Char(' '));
    case Json::Value::Type::Array:
        *type = 'c';
        return QStringLiteral("[ %1 ]").arg(value.items().size());
    case Json::Value::Type::Object:
        *type = 'c';
        return QStringLiteral("{ %1 }").arg(value.members().size());
    case Json::Value::Type::Null:
        *type = '0';
        break;
    case Json::Value::Type::Bool:
        *type = 'b';
        break;
    default:
        *type = 'n';
    }
    return QString::fromUtf8(value.toJson());
}

} // namespace

DocumentModel::DocumentModel(Admin &admin, const Theme &theme, const QString &collection,
                             QObject *parent)
    : QAbstractTableModel(parent)
    , m_admin(admin)
    , m_theme(theme)
    , m_path("/rest/" + collection.toUtf8())
{
}

void DocumentModel::setQuery(const QByteArray &query)
{
    m_query = query;
    reload();
}

void DocumentModel::reload()
{
    ++m_generation;
    m_fetching = false;
    fetch(0);
}

void DocumentModel::fetch(qint64 skip)
{
    if (std::exchange(m_fetching, true))
        return;
    QByteArray query = "metafields=true&totals=true&max=" + QByteArray::number(PageSize)
        + "&skip=" + QByteArray::number(skip);
    if (!m_query.isEmpty())
        query.append("&q=").append(m_query.toPercentEncoding());
    QElapsedTimer timer;
    timer.start();
    const int generation = m_generation;
    m_admin.request("GET", m_path, {}, query)
        .then(this, [this, skip, timer, generation](const Admin::Reply &reply) {
            if (generation != m_generation)
                return;
            m_fetching = false;
            if (!reply.isOk()) {
                emit failed(reply.message());
                return;
            }
            if (skip == 0) {
                beginResetModel();
                m_documents.clear();
                m_columns.clear();
                endResetModel();
            }
            take(reply.body);
            emit loaded(int(timer.elapsed()));
        });
}

DocumentModel::Row DocumentModel::rowFrom(const QByteArray &json, QStringList &columns) const
{
    Row row;
    row.json = json;
    const auto document = Json::Document::parse(json);
    if (!document)
        return row;
    for (const Json::Member &member : document->root().members()) {
        const QString name = QString::fromUtf8(member.key);
        qsizetype column = columns.indexOf(name);
        if (column < 0) {
            // Meta fields stay at the end.
            column = columns.size();
            columns.append(name);
        }
        while (row.cells.size() <= column) {
            row.cells.append(QString());
            row.types.append(' ');
        }
        char type = ' ';
        row.cells[column] = shown(member.value, &type);
        row.types[column] = type;
    }
    row.id = document->root().value("_id").text().toByteArray();
    return row;
}

void DocumentModel::take(const QByteArray &body)
{
    const auto reply = Json::Document::parse(body);
    if (!reply)
        return;
    const auto of = [](const Json::Value &value, const char *name) { return value.value(name); };
    m_total = of(of(reply->root(), "totals"), "total").toInteger();
    std::vector<Row> rows;
    QStringList columns = m_columns;
    for (const Json::Value &document : of(reply->root(), "data").items())
        rows.push_back(rowFrom(document.toJson(), columns));
    if (columns.size() > m_columns.size()) {
        beginInsertColumns({}, int(m_columns.size()), int(columns.size()) - 1);
        m_columns = columns;
        endInsertColumns();
    }
    if (rows.empty())
        return;
    const int first = int(m_documents.size());
    beginInsertRows({}, first, first + int(rows.size()) - 1);
    std::move(rows.begin(), rows.end(), std::back_inserter(m_documents));
    endInsertRows();
}

int DocumentModel::rowOf(const QByteArray &id) const
{
    const auto found = std::find_if(m_documents.begin(), m_documents.end(),
                                    [&](const Row &row) { return row.id == id; });
    return found == m_documents.end() ? -1 : int(found - m_documents.begin());
}

int DocumentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_documents.size());
}

int DocumentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant DocumentModel::data(const QModelIndex &index, int role) const
{
    const Row &row = m_documents.at(size_t(index.row()));
    const bool isThere = index.column() < row.cells.size();
    const char type = isThere ? row.types[index.column()] : ' ';
    switch (role) {
    case Qt::DisplayRole:
        return isThere ? row.cells[index.column()] : QString();
    case Qt::FontRole:
        return m_theme.codeFont(-1);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (type == 'n' ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ForegroundRole:
        if (type == 'n')
            return m_theme.color(Theme::Role::Number);
        if (type == 'b')
            return m_theme.color(Theme::Role::Keyword);
        if (type == '0' || type == 'c')
            return m_theme.color(Theme::Role::Faint);
        return m_columns[index.column()].startsWith(QLatin1Char('_'))
            ? m_theme.color(Theme::Role::Muted)
            : QVariant();
    default:
        return {};
    }
}

QVariant DocumentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    return orientation == Qt::Horizontal ? QVariant(m_columns.value(section))
                                         : QVariant(section + 1);
}

bool DocumentModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_fetching && qint64(m_documents.size()) < m_total
        && !m_documents.empty();
}

void DocumentModel::fetchMore(const QModelIndex &)
{
    fetch(qint64(m_documents.size()));
}
