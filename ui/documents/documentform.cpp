// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentform.h"

#include "ui/documents/cellvalue.h"
#include "ui/documents/formfield.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace {

constexpr int MostFields = 200;

/// Whether the text @p value of a field takes several lines.
bool isLong(const DocumentColumns::Column &column, const std::optional<Json::Value> &value)
{
    return column.type == "rich_text"
        || (value && value->isString() && value->text().contains('\n'))
        || (value && CellValue::typeOf(*value) == 'c' && column.collection.isEmpty());
}

/// @p document with @p value in @p field; an empty one takes the field away.
QByteArray withField(const Json::Value &document, const QByteArray &field, const QByteArray &value)
{
    Json::ObjectWriter written;
    bool isKnown = false;
    for (const Json::Member &member : document.members()) {
        const bool isIt = member.key == field;
        isKnown = isKnown || isIt;
        if (!isIt)
            written.value(member.key, member.value);
        else if (!value.isEmpty())
            written.raw(member.key, value);
    }
    if (!isKnown && !value.isEmpty())
        written.raw(field, value);
    return written.take();
}

} // namespace

DocumentForm::DocumentForm(const Theme &theme, QWidget *before, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_before(before)
    , m_layout(nullptr)
    , m_hint(new QLabel(this))
{
    setObjectName(QStringLiteral("documentForm"));
    setAccessibleName(tr("Document as a form"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto *page = new QWidget(this);
    m_layout = new QVBoxLayout(page);
    m_layout->setContentsMargins(12, 10, 12, 12);
    m_layout->setSpacing(10);
    m_hint->setProperty("muted", true);
    m_hint->setWordWrap(true);
    m_layout->addWidget(m_hint);
    m_layout->addStretch();
    setWidget(page);
    clear();
}

void DocumentForm::setDeclared(const QList<DocumentColumns::Column> &declared)
{
    if (m_declared == declared)
        return;
    m_declared = declared;
    clear(); // lines of another type must not stay
}

QList<DocumentColumns::Column> DocumentForm::columnsOf(const Json::Value &document) const
{
    QList<DocumentColumns::Column> columns = m_declared;
    QList<DocumentColumns::Column> meta;
    for (const Json::Member &member : document.members()) {
        const auto column =
            DocumentColumns::found(QString::fromUtf8(member.key), CellValue::typeOf(member.value));
        const bool isKnown =
            std::any_of(m_declared.begin(), m_declared.end(),
                        [&](const auto &each) { return each.name == column.name; });
        if (!isKnown)
            (column.isMeta() ? meta : columns).append(column);
    }
    return columns + meta;
}

/// A field that was emptied, and so is not in the document any more, keeps its line.
bool DocumentForm::fits(const QList<DocumentColumns::Column> &columns,
                        const Json::Value &document) const
{
    return std::all_of(columns.begin(), columns.end(), [&](const DocumentColumns::Column &column) {
        return std::any_of(m_fields.begin(), m_fields.end(), [&](const FormField *field) {
            return column.name == field->column().name
                && column.isDeclared == field->column().isDeclared
                && (field->isLong() || !isLong(column, document.find(column.name.toUtf8())));
        });
    });
}

void DocumentForm::rebuild(const QList<DocumentColumns::Column> &columns,
                           const Json::Value &document)
{
    dropFields();
    QWidget *before = m_before;
    for (const DocumentColumns::Column &column : columns) {
        auto *field = new FormField(m_theme, column,
                                    isLong(column, document.find(column.name.toUtf8())), widget());
        connect(field, &FormField::edited, this,
                [this, field](const QByteArray &value) { take(*field, value); });
        connect(field, &FormField::refused, this, &DocumentForm::refused);
        connect(field, &FormField::relatedRequested, this,
                [this, collection = column.collection](const QByteArray &id) {
                    emit relatedRequested(collection, id);
                });
        m_layout->insertWidget(m_layout->count() - 1, field);
        field->show(); // now, so that it can have the focus
        m_fields.append(field);
        before = field->follow(before);
    }
}

void DocumentForm::show(const QByteArray &json, bool isReadOnly)
{
    if (json == m_json && !m_fields.isEmpty()) {
        for (FormField *field : std::as_const(m_fields))
            field->setReadOnly(isReadOnly);
        return;
    }
    const auto document = Json::Document::parse(json);
    if (!document || !document->root().isObject()) {
        clear();
        return showHint(tr("The JSON is not valid. Correct it in the JSON view first."));
    }
    const auto columns = columnsOf(document->root());
    if (columns.size() > MostFields || columns.isEmpty()) {
        clear();
        return showHint(
            columns.isEmpty()
                ? tr("No fields are declared, and the document has none. Use the JSON "
                     "view, or declare fields in the settings of the collection.")
                : tr("The document has too many fields for a form. Use the JSON view."));
    }
    m_json = json;
    m_hint->hide();
    if (!fits(columns, document->root()))
        rebuild(columns, document->root());
    for (FormField *field : std::as_const(m_fields)) {
        field->setValue(document->root().find(field->column().name.toUtf8()));
        field->setReadOnly(isReadOnly);
    }
}

void DocumentForm::clear()
{
    m_json.clear();
    dropFields();
    showHint(tr("Select a document or add one."));
}

/// One of them may be what asked for it.
void DocumentForm::dropFields()
{
    for (FormField *field : std::exchange(m_fields, {})) {
        field->hide();
        field->deleteLater();
    }
}

void DocumentForm::showHint(const QString &text)
{
    m_hint->setText(text);
    m_hint->show();
}

void DocumentForm::take(const FormField &field, const QByteArray &value)
{
    const auto document = Json::Document::parse(m_json);
    if (!document)
        return;
    m_json = withField(document->root(), field.column().name.toUtf8(), value);
    emit edited(m_json);
}

QString DocumentForm::fault() const
{
    for (const FormField *field : m_fields) {
        if (const QString fault = field->faultText(); !fault.isEmpty())
            return fault;
    }
    return {};
}

void DocumentForm::showFaults(const QList<Client::Reply::Fault> &faults)
{
    FormField *first = nullptr;
    for (FormField *field : std::as_const(m_fields)) {
        QStringList texts;
        for (const Client::Reply::Fault &fault : faults) {
            if (fault.field.section(u'.', 0, 0) == field->column().name)
                texts.append(fault.text);
        }
        if (const QString own = field->faultText(); texts.isEmpty() && !own.isEmpty())
            texts.append(own);
        field->showFault(texts.join(u'\n'));
        if (!texts.isEmpty() && !first)
            first = field;
    }
    if (!first)
        return;
    ensureWidgetVisible(first);
    first->focus();
}

void DocumentForm::begin()
{
    for (FormField *field : std::as_const(m_fields)) {
        if (!field->column().isCalculated && !field->column().isMeta())
            return field->focus();
    }
}
