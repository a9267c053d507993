// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/collection/fieldspage.h"

#include "ui/widgets/emptyhint.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>

#include <algorithm>
#include <array>

namespace {

struct FieldType
{
    const char *type;
    const char *label;
};

constexpr std::array FieldTypes = {
    FieldType{"text", QT_TRANSLATE_NOOP("FieldsPage", "Text")},
    FieldType{"rich_text", QT_TRANSLATE_NOOP("FieldsPage", "Rich text (HTML)")},
    FieldType{"number", QT_TRANSLATE_NOOP("FieldsPage", "Integer")},
    FieldType{"float_number", QT_TRANSLATE_NOOP("FieldsPage", "Number")},
    FieldType{"money", QT_TRANSLATE_NOOP("FieldsPage", "Money")},
    FieldType{"bool", QT_TRANSLATE_NOOP("FieldsPage", "Boolean")},
    FieldType{"email", QT_TRANSLATE_NOOP("FieldsPage", "E-mail address")},
    FieldType{"date", QT_TRANSLATE_NOOP("FieldsPage", "Date")},
    FieldType{"datetime", QT_TRANSLATE_NOOP("FieldsPage", "Date and time")},
    FieldType{"time", QT_TRANSLATE_NOOP("FieldsPage", "Time of day")},
    FieldType{"option", QT_TRANSLATE_NOOP("FieldsPage", "Option from a list")},
    FieldType{"json", QT_TRANSLATE_NOOP("FieldsPage", "JSON (any value)")},
    FieldType{"relation", QT_TRANSLATE_NOOP("FieldsPage", "Reference to a document")},
    FieldType{"relations", QT_TRANSLATE_NOOP("FieldsPage", "References to documents")},
    FieldType{"child", QT_TRANSLATE_NOOP("FieldsPage", "Child documents")},
    FieldType{"image", QT_TRANSLATE_NOOP("FieldsPage", "Image")},
    FieldType{"images", QT_TRANSLATE_NOOP("FieldsPage", "Images")},
    FieldType{"file", QT_TRANSLATE_NOOP("FieldsPage", "File")},
    FieldType{"files", QT_TRANSLATE_NOOP("FieldsPage", "Files")},
};

/// Which declared type fits what was found in documents.
QByteArray declaredType(const Json::Value &found)
{
    const auto types = found.value("types").texts();
    const QByteArray type = types.value(0) == "null" ? types.value(1) : types.value(0);
    if (type == "number")
        return "float_number";
    return type == "text" || type == "bool" ? type : QByteArray("json");
}

bool isNumeric(const QByteArray &type)
{
    return type == "number" || type == "float_number" || type == "money";
}

/// What a field's line of text means: `min` and the like are JSON where they can be.
QByteArray jsonOf(const QByteArray &member, const QByteArray &type, const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return {};
    if (member == "options") {
        Json::ArrayWriter list;
        for (const QString &each : trimmed.split(QLatin1Char(',')))
            list.raw(Json::quoted(each.trimmed()));
        return list.take();
    }
    const bool isPlainText =
        member == "pattern" || member == "formula" || (member == "default" && type == "text");
    const auto json = Json::Document::parse(trimmed.toUtf8());
    const bool isJson = json && !isPlainText
        && (member != "default" || !isNumeric(type) || json->root().isNumber());
    return isJson ? json->root().toJson() : Json::quoted(trimmed);
}

QString textOfJson(const Json::Value &value)
{
    if (value.isNull())
        return {};
    if (value.isString())
        return value.toString();
    if (!value.isArray())
        return QString::fromUtf8(value.toJson());
    QStringList texts;
    for (const Json::Value &item : value.items())
        texts.append(item.isString() ? item.toString() : QString::fromUtf8(item.toJson()));
    return texts.join(QStringLiteral(", "));
}

} // namespace

FieldsPage::FieldsPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("page"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 12);
    layout->setSpacing(12);
    m_empty =
        new QLabel(tr("No field is declared: documents may hold anything. What is declared is "
                      "checked when documents are written."),
                   this);
    m_empty->setProperty("muted", true);
    m_empty->setWordWrap(true);
    layout->addWidget(m_empty);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(makeList(), 2);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(makeForm());
    row->addWidget(scroll, 3);
    layout->addLayout(row, 1);
    m_save = new QPushButton(tr("Save fields"), this);
    m_save->setObjectName(QStringLiteral("saveFields"));
    m_save->setProperty("primary", true);
    layout->addWidget(m_save, 0, Qt::AlignRight);
    connect(m_save, &QPushButton::clicked, this, &FieldsPage::saveRequested);
    updateList();
}

QWidget *FieldsPage::makeList()
{
    auto *side = new QWidget(this);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_list = new QListWidget(side);
    m_list->setObjectName(QStringLiteral("fields"));
    m_list->setAccessibleName(tr("Declared fields"));
    new EmptyHint(*m_list, tr("No declared fields"));
    column->addWidget(m_list, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *add = new QPushButton(m_theme.icon(QStringLiteral("plus")), tr("Add"), side);
    add->setObjectName(QStringLiteral("addField"));
    m_fromDocuments = new QPushButton(side);
    m_fromDocuments->setObjectName(QStringLiteral("addFoundField"));
    m_fromDocuments->setText(tr("Add from documents"));
    m_fromDocuments->setToolTip(tr("Fields found in documents that are not declared yet"));
    m_fromDocuments->setProperty("menu", true);
    m_foundMenu = new QMenu(m_fromDocuments);
    m_fromDocuments->setMenu(m_foundMenu);
    m_remove = new QPushButton(m_theme.icon(QStringLiteral("trash")), tr("Remove"), side);
    m_remove->setObjectName(QStringLiteral("removeField"));
    m_remove->setToolTip(tr("Documents keep their data (Del)"));
    row->addWidget(add);
    row->addWidget(m_fromDocuments);
    row->addWidget(m_remove);
    row->addStretch();
    column->addLayout(row);
    connect(m_list, &QListWidget::currentRowChanged, this, &FieldsPage::showField);
    connect(add, &QPushButton::clicked, this, [this] {
        addField(tr("field%1").arg(m_fields.size() + 1), "text");
        m_name->setFocus();
        m_name->selectAll();
    });
    connect(m_remove, &QPushButton::clicked, this, &FieldsPage::removeField);
    connect(new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut),
            &QShortcut::activated, this, &FieldsPage::removeField);
    return side;
}

QWidget *FieldsPage::makeForm()
{
    auto *side = new QWidget(this);
    side->setObjectName(QStringLiteral("page"));
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    m_form = new QWidget(side);
    auto *form = new QFormLayout(m_form);
    form->setContentsMargins(0, 0, 8, 0);
    form->setVerticalSpacing(6);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_name = addText(form, "name", tr("&Name"), {});
    m_type = new QComboBox(m_form);
    m_type->setObjectName(QStringLiteral("fieldType"));
    m_type->setAccessibleName(tr("Field type"));
    for (const FieldType &type : FieldTypes)
        m_type->addItem(tr(type.label), QByteArray(type.type));
    form->addRow(tr("&Type"), m_type);
    m_collection = new QComboBox(m_form);
    m_collection->setObjectName(QStringLiteral("fieldCollection"));
    m_collection->setAccessibleName(tr("Referenced collection"));
    form->addRow(tr("&Collection"), m_collection);
    addText(form, "options", tr("&Options"), tr("red, green, blue"));
    addSwitch(form, "required", tr("Required"));
    addSwitch(form, "unique", tr("Unique"));
    addSwitch(form, "autoincrement", tr("Auto-increment"));
    addText(form, "min", tr("Mi&nimum"), tr("a number, or a length for text"));
    addText(form, "max", tr("Ma&ximum"), tr("a number, or a length for text"));
    addText(form, "pattern", tr("&Pattern"), tr("regular expression"));
    addText(form, "default", tr("&Default"), tr("used when missing"));
    addText(form, "formula", tr("&Formula"), QStringLiteral("{{price}} * {{count}}"));
    column->addWidget(m_form);
    column->addStretch();
    connect(m_type, &QComboBox::currentIndexChanged, this, [this] {
        if (m_isShowing)
            return;
        set("type", Json::quoted(QByteArrayView(m_type->currentData().toByteArray())));
        showField();
    });
    connect(m_collection, &QComboBox::currentTextChanged, this, [this](const QString &name) {
        if (!m_isShowing)
            set("collection", name.isEmpty() ? QByteArray() : Json::quoted(name));
    });
    return side;
}

QLineEdit *FieldsPage::addText(QFormLayout *form, const char *member, const QString &label,
                               const QString &hint)
{
    auto *edit = new QLineEdit(m_form);
    edit->setObjectName(QStringLiteral("field_%1").arg(QLatin1String(member)));
    edit->setPlaceholderText(hint);
    edit->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    form->addRow(label, edit);
    m_texts.insert(member, edit);
    connect(edit, &QLineEdit::textEdited, this, [this, member](const QString &text) {
        set(member,
            qstrcmp(member, "name") == 0
                ? Json::quoted(text.trimmed())
                : jsonOf(member, m_type->currentData().toByteArray(), text));
    });
    connect(edit, &QLineEdit::returnPressed, this, &FieldsPage::saveRequested);
    return edit;
}

QCheckBox *FieldsPage::addSwitch(QFormLayout *form, const char *member, const QString &label)
{
    auto *box = new QCheckBox(label, m_form);
    box->setObjectName(QStringLiteral("field_%1").arg(QLatin1String(member)));
    form->addRow(QString(), box);
    m_switches.insert(member, box);
    connect(box, &QCheckBox::clicked, this,
            [this, member](bool on) { set(member, on ? QByteArray("true") : QByteArray()); });
    return box;
}

// ---- what is shown

QByteArray FieldsPage::textOf(const Field &field)
{
    Json::ObjectWriter writer;
    for (const auto &[member, json] : field)
        writer.raw(member, json);
    return writer.take();
}

Json::Document FieldsPage::parsed(const Field &field)
{
    return std::move(*Json::Document::parseKnown(textOf(field)));
}

QByteArray FieldsPage::toJson() const
{
    Json::ArrayWriter list;
    for (const Field &field : m_fields)
        list.raw(textOf(field));
    return list.take();
}

QList<std::pair<QString, QString>> FieldsPage::renamed() const
{
    QStringList names;
    for (const Field &field : m_fields)
        names.append(parsed(field).root().value("name").toString());
    QList<std::pair<QString, QString>> renamed;
    for (qsizetype i = 0; i < names.size(); ++i) {
        // Where another field has the name now, documents have that one.
        const QString &before = m_savedNames[i];
        if (!before.isEmpty() && !names[i].isEmpty() && !names.contains(before))
            renamed.append({before, names[i]});
    }
    return renamed;
}

void FieldsPage::show(const Json::Value &fields)
{
    const int row = m_list->currentRow();
    m_fields.clear();
    m_savedNames.clear();
    for (const Json::Value &each : fields.items()) {
        m_savedNames.append(each.value("name").toString());
        Field field;
        for (const Json::Member &member : each.members())
            field.append({member.key.toByteArray(), member.value.toJson()});
        m_fields.append(field);
    }
    m_saved = toJson();
    updateList();
    m_list->setCurrentRow(std::min(std::max(row, 0), int(m_fields.size()) - 1));
    updateFound();
}

void FieldsPage::edit(const Json::Value &fields)
{
    const QByteArray saved = m_saved;
    const QStringList names = m_savedNames;
    show(fields);
    m_saved = saved;
    if (names.size() == m_savedNames.size()) // else nobody knows which is which
        m_savedNames = names;
    updateList();
}

void FieldsPage::setFound(const Json::Value &found)
{
    m_found.clear();
    for (const Json::Value &each : found.items()) {
        const QString name = each.value("name").toString();
        if (!name.contains(QLatin1Char('.')))
            m_found.append({name, declaredType(each)});
    }
    updateFound();
}

void FieldsPage::setCollections(const QStringList &collections)
{
    m_isShowing = true;
    m_collection->clear();
    m_collection->addItem(QString());
    m_collection->addItems(collections);
    m_isShowing = false;
    showField();
}

/// The menu of what is found and not declared.
void FieldsPage::updateFound()
{
    m_foundMenu->clear();
    QList<std::pair<QString, QByteArray>> missing;
    for (const auto &[name, type] : std::as_const(m_found)) {
        const bool isDeclared =
            std::any_of(m_fields.begin(), m_fields.end(), [&, wanted = name](const Field &field) {
                return parsed(field).root().value("name").toString() == wanted;
            });
        if (!isDeclared)
            missing.append({name, type});
    }
    for (const auto &[name, type] : std::as_const(missing))
        m_foundMenu->addAction(name, [this, name = name, type = type] { addField(name, type); });
    if (missing.size() > 1) {
        m_foundMenu->addSeparator();
        m_foundMenu->addAction(tr("All of these"), [this, missing] {
            FieldsPage *page = this;
            const auto all = missing; // the first one makes the menu, and so this, anew
            for (const auto &[name, type] : all)
                page->addField(name, type);
        });
    }
    m_fromDocuments->setEnabled(!m_foundMenu->isEmpty());
}

QString FieldsPage::titleOf(const Field &field) const
{
    const auto document = parsed(field);
    const Json::Value root = document.root();
    QStringList rules = {root.value("type").toString()};
    for (const char *rule : {"required", "unique", "autoincrement"}) {
        if (root.value(rule).toBool())
            rules.append(m_switches[rule]->text().toLower());
    }
    return QStringLiteral("%1   %2").arg(root.value("name").toString(),
                                         rules.join(QStringLiteral(" · ")));
}

void FieldsPage::updateList()
{
    const QSignalBlocker blocker(m_list);
    const int row = m_list->currentRow();
    while (m_list->count() > m_fields.size())
        delete m_list->takeItem(m_list->count() - 1);
    for (int i = 0; i < m_fields.size(); ++i) {
        if (i >= m_list->count())
            m_list->addItem(QString());
        m_list->item(i)->setText(titleOf(m_fields[i]));
    }
    m_list->setCurrentRow(std::min(row, int(m_fields.size()) - 1));
    m_empty->setVisible(m_fields.isEmpty());
    m_save->setEnabled(hasUnsavedChanges());
    showField();
    emit changed();
}

void FieldsPage::showField()
{
    const int row = m_list->currentRow();
    const bool hasField = row >= 0 && row < m_fields.size();
    m_form->setVisible(hasField);
    m_remove->setEnabled(hasField);
    if (!hasField)
        return;
    m_isShowing = true;
    const auto document = parsed(m_fields[row]);
    const Json::Value root = document.root();
    const QByteArray type = root.value("type").text().toByteArray();
    for (auto each = m_texts.cbegin(); each != m_texts.cend(); ++each) {
        const QString text = textOfJson(root.value(each.key()));
        // What is typed stays as it is typed.
        if (jsonOf(each.key(), type, each.value()->text()) != root.value(each.key()).toJson())
            each.value()->setText(text);
    }
    for (auto each = m_switches.cbegin(); each != m_switches.cend(); ++each)
        each.value()->setChecked(root.value(each.key()).toBool());
    m_type->setCurrentIndex(std::max(0, m_type->findData(type)));
    const QString collection = root.value("collection").toString();
    if (m_collection->findText(collection) < 0)
        m_collection->addItem(collection);
    m_collection->setCurrentText(collection);
    // Only what means something for the type.
    auto *form = static_cast<QFormLayout *>(m_form->layout());
    const auto setRow = [form](QWidget *widget, bool visible) {
        widget->setVisible(visible);
        if (QWidget *label = form->labelForField(widget))
            label->setVisible(visible);
    };
    const bool isLinked = type == "relation" || type == "relations" || type == "child";
    const bool isText = type == "text" || type == "rich_text";
    setRow(m_collection, isLinked);
    setRow(m_texts["options"], type == "option");
    setRow(m_texts["min"], isText || isNumeric(type));
    setRow(m_texts["max"], isText || isNumeric(type));
    setRow(m_texts["pattern"], isText || type == "email");
    setRow(m_texts["default"], type != "child");
    setRow(m_texts["formula"], isText || isNumeric(type));
    setRow(m_switches["unique"], type != "child");
    setRow(m_switches["required"], type != "child");
    setRow(m_switches["autoincrement"], type == "number");
    m_isShowing = false;
}

// ---- changes

/// Sets a member of the field that is shown; an empty @p json takes it away.
void FieldsPage::set(const char *member, const QByteArray &json)
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_fields.size())
        return;
    Field &field = m_fields[row];
    const auto known = std::find_if(field.begin(), field.end(),
                                    [member](const auto &each) { return each.first == member; });
    if (json.isEmpty() && known != field.end())
        field.erase(known);
    else if (known != field.end())
        known->second = json;
    else if (!json.isEmpty())
        field.append({member, json});
    m_list->item(row)->setText(titleOf(field));
    m_save->setEnabled(hasUnsavedChanges());
    updateFound();
    emit changed();
}

void FieldsPage::addField(const QString &name, const QByteArray &type)
{
    m_savedNames.append(QString());
    m_fields.append(
        Field{{"name", Json::quoted(name)}, {"type", Json::quoted(QByteArrayView(type))}});
    updateList();
    m_list->setCurrentRow(int(m_fields.size()) - 1);
    updateFound();
}

void FieldsPage::removeField()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    m_fields.removeAt(row);
    m_savedNames.removeAt(row);
    updateList();
    updateFound();
}
