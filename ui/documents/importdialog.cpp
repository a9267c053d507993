// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/importdialog.h"

#include "client/routes.h"
#include "ui/documents/cellvalue.h"
#include "ui/documents/documentchange.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QCursor>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

namespace {

constexpr int PreviewRows = 20;
constexpr int MostColumns = 40;
constexpr int MostRefusals = 5000; ///< More are counted, and not listed.
constexpr int Steps = 1000;
enum Column { LineColumn, FieldColumn, WhyColumn, ColumnCount };

} // namespace

ImportDialog::ImportDialog(Client &client, Client &owner, const Theme &theme,
                           const QString &collection, const QString &file, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_owner(owner)
    , m_theme(theme)
    , m_collection(collection)
    , m_path(Routes::documents(collection))
    , m_file(file)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_table(new QTableWidget(this))
    , m_question(new QLabel(tr("When a document is &refused:"), this))
    , m_atRefusal(new QComboBox(this))
    , m_separatorLabel(new QLabel(tr("&Values are separated by:"), this))
    , m_separator(new QComboBox(this))
    , m_runsHooks(new QCheckBox(tr("&Run the POST codehooks for each document"), this))
    , m_bar(new QProgressBar(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import documents"));
    setWindowModality(Qt::WindowModal);
    resize(720, 460);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    m_title->setText(tr("Import %1 into %2").arg(QFileInfo(file).fileName(), collection));
    m_title->setProperty("title", true);
    m_title->setTextFormat(Qt::PlainText);
    m_text->setObjectName(QStringLiteral("importText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    makeTable();
    layout->addWidget(m_table, 1);
    m_bar->setRange(0, Steps);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    layout->addWidget(m_bar);
    m_atRefusal->setObjectName(QStringLiteral("importAtRefusal"));
    m_atRefusal->setAccessibleName(tr("When a document is refused"));
    m_atRefusal->addItems({tr("Skip it and continue"), tr("Stop")});
    m_question->setBuddy(m_atRefusal);
    m_runsHooks->setObjectName(QStringLiteral("importRunsHooks"));
    m_runsHooks->setChecked(true);
    layout->addLayout(makeSeparatorRow());
    layout->addWidget(m_runsHooks);
    layout->addWidget(makeButtons());
    showPreview();
    setPhase(Phase::Preview);
    m_client.read(Routes::collection(collection)).then(this, [this](const Client::Reply &reply) {
        m_types = DeclaredFields(reply.json().root());
        if (m_phase == Phase::Preview && m_fault.isEmpty())
            showPreview();
    });
}

void ImportDialog::makeTable()
{
    m_table->setObjectName(QStringLiteral("importTable"));
    m_table->setAccessibleName(tr("Documents of the file"));
    m_table->setFrameShape(QFrame::StyledPanel);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setDefaultSectionSize(m_theme.scaled(130));
    m_table->verticalHeader()->setDefaultSectionSize(m_theme.scaled(24));
}

QLayout *ImportDialog::makeSeparatorRow()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_separator->setObjectName(QStringLiteral("importSeparator"));
    m_separator->setAccessibleName(tr("Separator of the values"));
    m_separator->addItem(tr("Comma"), int(','));
    m_separator->addItem(tr("Semicolon"), int(';'));
    m_separator->addItem(tr("Tab"), int('\t'));
    m_separator->addItem(tr("Vertical bar"), int('|'));
    m_separatorLabel->setBuddy(m_separator);
    row->addWidget(m_separatorLabel);
    row->addWidget(m_separator);
    row->addStretch();
    connect(m_separator, &QComboBox::currentIndexChanged, this, [this] {
        m_form.separator = char(m_separator->currentData().toInt());
        m_form.fields.clear(); // the columns are others
        showPreview();
    });
    connect(m_table->horizontalHeader(), &QHeaderView::sectionClicked, this,
            &ImportDialog::openColumnMenu);
    connect(m_table, &QTableWidget::cellActivated, this,
            [this](int, int column) { openColumnMenu(column); });
    return row;
}

QWidget *ImportDialog::makeButtons()
{
    auto *buttons = new QWidget(this);
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const auto add = [&](const QString &text, const char *name, void (ImportDialog::*slot)()) {
        auto *button = new QPushButton(text, buttons);
        button->setObjectName(QLatin1String(name));
        connect(button, &QPushButton::clicked, this, slot);
        return button;
    };
    m_copy = add(tr("Copy list"), "importCopy", &ImportDialog::copyList);
    m_takeBack = add(tr("Undo import"), "importTakeBack", &ImportDialog::takeBack);
    m_close = add(tr("Cancel"), "importClose", &ImportDialog::reject);
    m_begin = add(tr("Import"), "importBegin", &ImportDialog::begin);
    m_begin->setProperty("primary", true);
    row->addWidget(m_question);
    row->addWidget(m_atRefusal);
    row->addWidget(m_copy);
    row->addStretch();
    row->addWidget(m_takeBack);
    row->addWidget(m_close);
    row->addWidget(m_begin);
    return buttons;
}

void ImportDialog::setPhase(Phase phase)
{
    m_phase = phase;
    const bool isPreview = phase == Phase::Preview;
    const bool isDone = phase == Phase::Done;
    const bool hasList = m_task && m_task->refusedCount() > 0;
    m_question->setVisible(isPreview);
    m_atRefusal->setVisible(isPreview);
    m_runsHooks->setVisible(isPreview);
    m_separator->setVisible(isPreview && m_separator->isVisibleTo(this));
    m_separatorLabel->setVisible(m_separator->isVisibleTo(this));
    m_begin->setVisible(isPreview);
    m_begin->setDefault(isPreview);
    m_table->setVisible(isPreview || hasList);
    m_bar->setVisible(phase == Phase::Running || phase == Phase::TakingBack);
    m_copy->setVisible(isDone && hasList);
    m_takeBack->setVisible(isDone && m_task && !m_task->ids().isEmpty());
    m_close->setEnabled(phase != Phase::TakingBack);
    m_close->setText(isPreview ? tr("Cancel")
                               : (phase == Phase::Running ? tr("Stop") : tr("Close")));
    m_close->setDefault(!isPreview);
    if (!isPreview)
        m_close->setFocus();
}

// ---- before

void ImportDialog::showPreview()
{
    auto reader = DocumentFileReader::open(m_file);
    if (!reader) {
        m_fault = reader.error().message;
        return;
    }
    (*reader)->setTypes(m_types);
    (*reader)->setForm(m_form);
    m_fault.clear();
    m_table->setRowCount(0);
    m_table->setColumnCount(0);
    m_fields.clear();
    QString fault;
    int row = 0;
    for (; row < PreviewRows; ++row) {
        const auto document = (*reader)->next();
        if (!document)
            fault = tr("Line %1: %2").arg((*reader)->line()).arg(document.error().message);
        if (row == 0)
            showHead(**reader);
        if (!document || !*document)
            break;
        m_table->insertRow(row);
        m_table->setVerticalHeaderItem(row,
                                       new QTableWidgetItem(QString::number((*reader)->line())));
        const auto parsed = Json::Document::parseKnown(**document);
        for (const Json::Member &member : parsed->root().members()) {
            auto *item = new QTableWidgetItem(CellValue::shown(member.value));
            item->setFont(m_theme.codeFont(-1));
            if (const int column = columnOf(QString::fromUtf8(member.key)); column >= 0)
                m_table->setItem(row, column, item);
        }
    }
    m_begin->setEnabled(row > 0);
    if (row == 0) {
        m_fault = fault.isEmpty() ? tr("%1 contains no documents.").arg(m_file) : fault;
        m_text->setText(m_fault);
        return;
    }
    const QString hint = m_columns.isEmpty()
        ? tr("Preview of the first documents.")
        : tr("Preview of the first documents. Click the head of a column to choose its field.");
    m_text->setText(fault.isEmpty() ? hint : fault);
}

/// The columns of a table stand there whether they are imported or not.
void ImportDialog::showHead(const DocumentFileReader &reader)
{
    m_columns.clear();
    for (const QByteArray &column : reader.columns())
        m_columns.append(QString::fromUtf8(column));
    QStringList labels;
    for (const QString &column : std::as_const(m_columns).mid(0, MostColumns)) {
        const QString field =
            QString::fromUtf8(m_form.fields.value(column.toUtf8(), column.toUtf8()));
        m_fields.append(field);
        labels.append(field.isEmpty() ? tr("%1 (left out)").arg(column)
                          : field == column
                          ? column
                          : tr("%1 from %2", "a field, a column of a file").arg(field, column));
    }
    m_table->setColumnCount(int(labels.size()));
    m_table->setHorizontalHeaderLabels(labels);
    for (int column = 0; column < labels.size(); ++column)
        m_table->horizontalHeaderItem(column)->setToolTip(labels[column]);
    m_table->horizontalHeader()->setSectionsClickable(!m_columns.isEmpty());
    const QSignalBlocker blocker(m_separator);
    m_separator->setCurrentIndex(m_separator->findData(int(reader.separator())));
    m_separator->setVisible(reader.separator() != 0);
    m_separatorLabel->setVisible(reader.separator() != 0);
}

/// The column of @p field; -1: there is no room for one more.
int ImportDialog::columnOf(const QString &field)
{
    if (m_columns.isEmpty() && !m_fields.contains(field) && m_fields.size() < MostColumns) {
        m_fields.append(field);
        m_table->setColumnCount(int(m_fields.size()));
        m_table->setHorizontalHeaderLabels(m_fields);
    }
    return int(m_fields.indexOf(field));
}

/// What a column of a table may become: itself, a declared field that no other is, or nothing.
void ImportDialog::openColumnMenu(int column)
{
    if (m_phase != Phase::Preview || column < 0 || column >= m_columns.size())
        return;
    const QString name = m_columns[column];
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("importColumn"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, const QString &field) {
        QAction *action = menu->addAction(text, this, [this, name, field] { readAs(name, field); });
        action->setCheckable(true);
        action->setChecked(m_fields[column] == field);
    };
    add(name, name);
    for (const QByteArray &declared : m_types.names()) {
        const QString field = QString::fromUtf8(declared);
        if (field != name && (!m_fields.contains(field) || m_fields[column] == field))
            add(field, field);
    }
    menu->addSeparator();
    add(tr("Leave out"), QString());
    menu->addAction(tr("Another field…"), this, [this, name] {
        const auto rule = [](const QString &field) {
            return field.trimmed().isEmpty() ? tr("Enter a field name.") : QString();
        };
        Ask::forText(this, {tr("Field"), tr("Import %1 as:").arg(name), tr("Choose"), rule, name},
                     [this, name](const QString &field) { readAs(name, field.trimmed()); });
    });
    menu->popup(QCursor::pos());
}

void ImportDialog::readAs(const QString &column, const QString &field)
{
    m_form.fields.insert(column.toUtf8(), field.toUtf8());
    showPreview();
}

// ---- meanwhile

void ImportDialog::begin()
{
    auto reader = DocumentFileReader::open(m_file);
    if (!reader) {
        m_text->setText(reader.error().message);
        return;
    }
    (*reader)->setForm(m_form);
    const auto atRefusal = m_atRefusal->currentIndex() == 0 ? ImportTask::AtRefusal::GoOn
                                                            : ImportTask::AtRefusal::Stop;
    Client &client = m_runsHooks->isChecked() ? m_client : m_owner;
    m_task = new ImportTask(client, m_path, Routes::collection(m_collection), std::move(*reader),
                            atRefusal, this);
    m_table->clear();
    m_table->setRowCount(0);
    m_table->setColumnCount(ColumnCount);
    m_table->setHorizontalHeaderLabels({tr("Line"), tr("Field"), tr("Reason")});
    m_table->horizontalHeader()->resizeSection(LineColumn, m_theme.scaled(70));
    m_table->horizontalHeader()->setSectionResizeMode(WhyColumn, QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->setAccessibleName(tr("Refused documents"));
    connect(m_task, &ImportTask::refused, this, &ImportDialog::addRefusal);
    connect(m_task, &DocumentTask::progressed, this, [this](double part, qint64) {
        m_bar->setValue(int(part * Steps));
        m_text->setText(counts());
    });
    connect(m_task, &DocumentTask::finished, this, &ImportDialog::finish);
    setPhase(Phase::Running);
    m_text->setText(counts());
    m_task->start();
}

QString ImportDialog::counts() const
{
    const QString stored = tr("%Ln document(s) imported", nullptr, int(m_task->count()));
    const QString refused = tr("%Ln refused", nullptr, int(m_task->refusedCount()));
    return m_task->refusedCount() == 0 ? stored + QLatin1Char('.')
                                       : QStringLiteral("%1, %2.").arg(stored, refused);
}

void ImportDialog::addRefusal(const ImportTask::Refusal &refusal)
{
    m_table->show();
    m_text->setText(counts());
    const int row = m_table->rowCount();
    if (row >= MostRefusals)
        return;
    m_table->insertRow(row);
    auto *line = new QTableWidgetItem(QLocale().toString(refusal.line));
    line->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_table->setItem(row, LineColumn, line);
    m_table->setItem(row, FieldColumn, new QTableWidgetItem(refusal.field));
    auto *why = new QTableWidgetItem(refusal.message);
    why->setToolTip(refusal.message);
    m_table->setItem(row, WhyColumn, why);
}

// ---- after

void ImportDialog::finish()
{
    m_text->setText(m_task->isCancelled() ? tr("Stopped. %1").arg(counts()) : counts());
    setPhase(Phase::Done);
    emit documentsChanged();
}

void ImportDialog::takeBack()
{
    QList<RequestQueue::Request> requests = DocumentChange::removal(m_collection, m_task->ids());
    auto *queue = new RequestQueue(m_owner, std::move(requests), this);
    connect(queue, &DocumentTask::progressed, this,
            [this](double part, qint64) { m_bar->setValue(int(part * Steps)); });
    connect(queue, &DocumentTask::finished, this, [this](const QString &fault) {
        m_text->setText(fault.isEmpty() ? tr("The imported documents were deleted again.") : fault);
        setPhase(Phase::Done);
        m_takeBack->hide();
        if (fault.isEmpty())
            m_task->forget();
        emit documentsChanged();
    });
    setPhase(Phase::TakingBack);
    m_bar->setValue(0);
    queue->start();
}

void ImportDialog::copyList()
{
    QStringList lines;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < ColumnCount; ++column)
            cells.append(m_table->item(row, column)->text());
        lines.append(cells.join(QLatin1Char('\t')));
    }
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

/// Escape, and the button of the window, stop what runs before they close the dialog.
void ImportDialog::reject()
{
    if (m_phase == Phase::Running) {
        m_task->cancel();
        return;
    }
    if (m_phase == Phase::TakingBack)
        return;
    if (m_phase == Phase::Done && !m_task->ids().isEmpty())
        emit imported(m_task->ids());
    QDialog::reject();
}
