// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/collection/indexespage.h"

#include "ui/widgets/emptyhint.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>

namespace {

enum Column { FieldsColumn, UniqueColumn, SizeColumn };

QString fieldsText(const Json::Value &index)
{
    QStringList names;
    for (const Json::Value &field : index.value("fields").items())
        names.append(field.toString());
    return names.join(QStringLiteral(", "));
}

} // namespace

IndexesPage::IndexesPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("page"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 12);
    layout->setSpacing(12);
    auto *text = new QLabel(
        tr("Queries and sorts on an indexed field do not read the whole collection."), this);
    text->setProperty("muted", true);
    text->setWordWrap(true);
    layout->addWidget(text);
    makeList();
    makeForm();
    makeFullText();
    makeExplain();
}

void IndexesPage::makeList()
{
    m_list = new QTableWidget(0, 3, this);
    m_list->setObjectName(QStringLiteral("indexes"));
    m_list->setAccessibleName(tr("Indexed fields"));
    m_list->setHorizontalHeaderLabels({tr("Fields"), tr("Unique"), tr("Size")});
    m_list->horizontalHeader()->setSectionResizeMode(FieldsColumn, QHeaderView::Stretch);
    m_list->setColumnWidth(SizeColumn, m_theme.scaled(110));
    m_list->horizontalHeader()->setSectionResizeMode(UniqueColumn, QHeaderView::ResizeToContents);
    Layouts::asList(m_list, m_theme.scaled(28));
    new EmptyHint(*m_list, tr("No indexes yet."));
    m_list->setMinimumHeight(m_theme.scaled(60)); // on a low page the answer below has room
    layout()->addWidget(m_list);
    connect(m_list, &QTableWidget::itemSelectionChanged, this, [this] {
        const auto rows = m_list->selectionModel()->selectedRows();
        // The index of a unique field goes with its rule.
        m_remove->setEnabled(!rows.isEmpty() && rows.first().row() < m_declared.size());
    });
}

void IndexesPage::makeForm()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_fields = new QLineEdit(this);
    m_fields->setObjectName(QStringLiteral("newIndex"));
    m_fields->setPlaceholderText(
        tr("Fields separated by commas, for example lastname or address.city"));
    m_fields->setAccessibleName(tr("Fields to index"));
    m_unique = new QCheckBox(tr("Unique"), this);
    m_unique->setObjectName(QStringLiteral("newIndexUnique"));
    m_unique->setToolTip(tr("Reject documents with the same values"));
    auto *add = new QPushButton(m_theme.icon(QStringLiteral("plus")), tr("Add index"), this);
    add->setObjectName(QStringLiteral("addIndex"));
    m_remove = new QPushButton(m_theme.icon(QStringLiteral("trash")), tr("Remove"), this);
    m_remove->setObjectName(QStringLiteral("removeIndex"));
    m_remove->setEnabled(false);
    row->addWidget(m_fields, 1);
    row->addWidget(m_unique);
    row->addWidget(add);
    row->addWidget(m_remove);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    connect(add, &QPushButton::clicked, this, &IndexesPage::add);
    connect(m_fields, &QLineEdit::returnPressed, this, &IndexesPage::add);
    connect(m_remove, &QPushButton::clicked, this, &IndexesPage::remove);
}

void IndexesPage::makeFullText()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_fullText = new QCheckBox(tr("Full-text index"), this);
    m_fullText->setObjectName(QStringLiteral("fullText"));
    m_fullText->setToolTip(tr("Finds the words of filter= without reading the whole collection"));
    m_fullTextState = new QLabel(this);
    m_fullTextState->setObjectName(QStringLiteral("fullTextState"));
    m_fullTextState->setProperty("muted", true);
    row->addWidget(m_fullText);
    row->addWidget(m_fullTextState, 1);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    connect(m_fullText, &QCheckBox::clicked, this, [this](bool isWanted) {
        m_fullText->setChecked(!isWanted); // until the server has said so
        emit saveRequested(Json::ObjectWriter().boolean("fulltext", isWanted).take());
    });
}

void IndexesPage::showFullText(const Json::Value &state)
{
    const bool isReady = state.isNull() || state.value("ready").toBool();
    m_isBuilding = m_isBuilding || !isReady;
    if (!m_fullText->isChecked())
        m_fullTextState->setText(tr("filter= reads all documents"));
    else if (!isReady)
        m_fullTextState->setText(
            tr("Being built (%1 %); filter= reads all documents until it is complete")
                .arg(int(100 * state.value("progress").toDouble())));
    else
        m_fullTextState->setText(
            state.isNull() ? QString()
                           : QLocale().formattedDataSize(state.value("bytes").toInteger()));
}

void IndexesPage::makeExplain()
{
    m_query = new QueryField(this);
    m_query->setObjectName(QStringLiteral("explainQuery"));
    m_query->setAccessibleName(tr("Query to explain"));
    m_query->setPlaceholderText(tr("Test whether a query uses an index"));
    m_theme.setCodeFont(m_query, -1);
    m_query->setClearButtonEnabled(true);
    layout()->addWidget(m_query);
    m_plan = new QLabel(this);
    m_plan->setObjectName(QStringLiteral("queryPlan"));
    m_plan->setTextFormat(Qt::PlainText);
    m_plan->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_plan->setWordWrap(true);
    m_plan->hide();
    layout()->addWidget(m_plan);
    connect(m_query, &QLineEdit::returnPressed, this,
            [this] { emit explainRequested(m_query->text().trimmed().toUtf8()); });
}

void IndexesPage::setFields(const QStringList &fields)
{
    m_query->setFields(fields);
}

void IndexesPage::show(const Json::Value &definition)
{
    m_fullText->setChecked(definition.value("fulltext").toBool());
    m_declared.clear();
    for (const Json::Value &index : definition.value("indexes").items())
        m_declared.append(index.toJson());
    const auto sizes = Json::Document::parseKnown(m_sizes);
    setSizes(sizes->root());
}

void IndexesPage::setSizes(const Json::Value &sizes)
{
    m_sizes = sizes.isArray() ? sizes.toJson() : QByteArray("[]");
    QByteArrayList rows = m_declared;
    QStringList shown;
    for (const QByteArray &index : std::as_const(m_declared))
        shown.append(fieldsText(Json::Document::parseKnown(index)->root()));
    Json::Value fullText;
    for (const Json::Value &index : sizes.items()) {
        if (index.value("fulltext").toBool())
            fullText = index;
        else if (!shown.contains(fieldsText(index)))
            rows.append(index.toJson());
    }
    m_isBuilding = false;
    showFullText(fullText);
    m_list->setRowCount(int(rows.size()));
    for (int row = 0; row < rows.size(); ++row) {
        const auto index = Json::Document::parseKnown(rows[row]);
        const QString fields = fieldsText(index->root());
        QString size;
        bool isReady = true;
        for (const Json::Value &each : sizes.items()) {
            if (fieldsText(each) != fields)
                continue;
            isReady = each.value("ready").isNull() || each.value("ready").toBool();
            size = isReady
                ? QLocale().formattedDataSize(each.value("bytes").toInteger())
                : QStringLiteral("%1 %").arg(int(100 * each.value("progress").toDouble()));
        }
        m_isBuilding = m_isBuilding || !isReady;
        m_list->setItem(row, FieldsColumn, new QTableWidgetItem(fields));
        m_list->setItem(
            row, UniqueColumn,
            new QTableWidgetItem(index->root().value("unique").toBool() ? tr("yes") : QString()));
        auto *sizeItem = new QTableWidgetItem(size);
        sizeItem->setFont(m_theme.codeFont(-1));
        if (!isReady)
            sizeItem->setToolTip(tr("Being built; queries use it once it is complete"));
        m_list->setItem(row, SizeColumn, sizeItem);
        if (row >= m_declared.size())
            m_list->item(row, FieldsColumn)
                ->setToolTip(tr("Belongs to a unique field; see Fields"));
    }
}

void IndexesPage::showPlan(const Json::Value &plan, const QString &fault)
{
    const bool usesIndex = plan.value("usesIndex").toBool();
    QStringList lines;
    if (!fault.isEmpty())
        lines.append(fault);
    else
        lines.append(
            usesIndex
                ? tr("Uses an index.")
                : tr("Reads the whole collection. An index on these fields would avoid that."));
    if (plan.value("sorts").toBool())
        lines.append(tr("Sorts the results. An index would provide the order."));
    for (const Json::Value &step : plan.value("plan").items())
        lines.append(step.toString());
    m_plan->setText(lines.join(QLatin1Char('\n')));
    Layouts::restyle(m_plan, "banner",
                     fault.isEmpty() && usesIndex ? QStringLiteral("good") : QStringLiteral("bad"));
    m_plan->show();
}

/// One field, or several with commas.
void IndexesPage::add()
{
    Json::ArrayWriter fields;
    QStringList names;
    for (const QString &field : m_fields->text().split(QLatin1Char(','))) {
        if (!field.trimmed().isEmpty()) {
            names.append(field.trimmed());
            fields.raw(Json::quoted(field.trimmed()));
        }
    }
    const bool isKnown =
        !m_list->findItems(names.join(QStringLiteral(", ")), Qt::MatchExactly).isEmpty();
    if (names.isEmpty() || isKnown)
        return;
    m_fields->clear();
    Json::ObjectWriter index;
    index.raw("fields", fields.take());
    if (m_unique->isChecked())
        index.boolean("unique", true);
    m_unique->setChecked(false);
    save(m_declared + QByteArrayList{index.take()});
}

void IndexesPage::remove()
{
    QByteArrayList indexes;
    for (int row = 0; row < m_declared.size(); ++row) {
        if (!m_list->item(row, FieldsColumn)->isSelected())
            indexes.append(m_declared[row]);
    }
    save(indexes);
}

void IndexesPage::save(const QByteArrayList &indexes)
{
    Json::ArrayWriter list;
    for (const QByteArray &index : indexes)
        list.raw(index);
    emit saveRequested(Json::ObjectWriter().raw("indexes", list.take()).take());
}
