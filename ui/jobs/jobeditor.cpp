// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobeditor.h"

#include "client/routes.h"
#include "server/core/timezone.h"
#include "ui/jobs/crontabwords.h"
#include "ui/jobs/jobmodel.h"
#include "ui/widgets/entitytag.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timetext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDateTime>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTimeZone>

namespace {

constexpr int NextRunsShown = 5;
constexpr int LongestSeconds = 86'400;
constexpr char NewScript[] = "function runJob(req, res) {\n  log.info('running');\n"
                             "  res.end('done');\n}\n";

/// Those members of @p job that @p changes has too.
QByteArray membersOf(const Json::Value &job, const QByteArray &changes)
{
    Json::ObjectWriter members;
    const auto changed = Json::Document::parseKnown(changes);
    for (const Json::Member &member : changed->root().members())
        members.value(member.key, job.value(member.key));
    return members.take();
}

struct Preset
{
    const char *text;
    const char *crontab;
};

constexpr std::array Presets = {
    Preset{QT_TRANSLATE_NOOP("JobEditor", "Every minute"), "* * * * *"},
    Preset{QT_TRANSLATE_NOOP("JobEditor", "Every 10 minutes"), "*/10 * * * *"},
    Preset{QT_TRANSLATE_NOOP("JobEditor", "Every hour"), "0 * * * *"},
    Preset{QT_TRANSLATE_NOOP("JobEditor", "Every day at 03:00"), "0 3 * * *"},
    Preset{QT_TRANSLATE_NOOP("JobEditor", "Weekdays at 09:00"), "0 9 * * 1-5"},
    Preset{QT_TRANSLATE_NOOP("JobEditor", "Every Monday at 09:00"), "0 9 * * 1"},
    Preset{QT_TRANSLATE_NOOP("JobEditor", "First day of the month"), "0 3 1 * *"},
    Preset{QT_TRANSLATE_NOOP("JobEditor", "Every year"), "0 3 1 1 *"},
};

} // namespace

JobEditor::JobEditor(Client &client, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_notice(new NoticeBar(theme, this))
{
    setObjectName(QStringLiteral("jobEditor"));
    auto *form = new QWidget(this);
    m_column = new QVBoxLayout(form);
    m_column->setContentsMargins(16, 12, 16, 12);
    m_column->setSpacing(8);
    addHead();
    addFields();
    addRest();
    m_column->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(form->minimumSizeHint().width() + 14); // and the bar beside it
    auto *layout = Layouts::column(this);
    layout->addWidget(m_notice);
    layout->addWidget(scroll, 1);
    layout->addWidget(Layouts::line(this));
    layout->addWidget(makeFoot());
    show({});
    m_client.request("GET", Routes::settings()).then(this, [this](const Client::Reply &reply) {
        const auto settings = reply.json();
        const QByteArrayView zone = settings.root().value("jobs").value("timezone").text();
        if (!zone.isEmpty())
            m_defaultZone = zone.toByteArray();
        update();
    });
}

void JobEditor::addHead()
{
    m_description = new QLineEdit(this);
    m_description->setObjectName(QStringLiteral("jobDescription"));
    m_description->setAccessibleName(tr("Job description"));
    m_description->setPlaceholderText(tr("Description"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_script = new QPushButton(m_theme.icon(QStringLiteral("code")), tr("Edit script"), this);
    m_script->setObjectName(QStringLiteral("editJobScript"));
    row->addWidget(m_description, 1);
    row->addWidget(m_script);
    m_column->addLayout(row);
    connect(m_description, &QLineEdit::textEdited, this, &JobEditor::update);
    connect(m_script, &QPushButton::clicked, this,
            [this] { emit scriptRequested(m_id, m_description->text()); });
}

void JobEditor::addFields()
{
    const std::array<QString, Crontab::Units> names = {tr("Minute"), tr("Hour"), tr("Day"),
                                                       tr("Month"), tr("Weekday")};
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(2);
    for (int unit = 0; unit < Crontab::Units; ++unit) {
        auto *label = new QLabel(names[size_t(unit)], this);
        label->setProperty("muted", true);
        auto *field = new QLineEdit(this);
        field->setObjectName(QStringLiteral("crontab%1").arg(unit));
        field->setAccessibleName(names[size_t(unit)]);
        m_theme.setCodeFont(field);
        field->setAlignment(Qt::AlignCenter);
        field->setMinimumWidth(40);
        label->setBuddy(field);
        grid->addWidget(label, 0, unit);
        grid->addWidget(field, 1, unit);
        m_fields[size_t(unit)] = field;
        connect(field, &QLineEdit::textEdited, this, &JobEditor::takeFields);
    }
    m_column->addLayout(grid);
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    m_crontab = new QLineEdit(this);
    m_crontab->setObjectName(QStringLiteral("crontab"));
    m_crontab->setAccessibleName(tr("Crontab"));
    m_theme.setCodeFont(m_crontab);
    m_presets = new QComboBox(this);
    m_presets->setObjectName(QStringLiteral("crontabPresets"));
    m_presets->setAccessibleName(tr("Presets"));
    m_presets->setPlaceholderText(tr("Presets"));
    for (const Preset &preset : Presets)
        m_presets->addItem(tr(preset.text), QLatin1String(preset.crontab));
    row->addWidget(m_crontab, 1);
    row->addWidget(m_presets, 1);
    m_column->addLayout(row);
    m_words = new QLabel(this);
    m_words->setObjectName(QStringLiteral("crontabWords"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_column->addWidget(m_words);
    connect(m_crontab, &QLineEdit::textEdited, this, &JobEditor::setCrontab);
    connect(m_presets, &QComboBox::activated, this, &JobEditor::takePreset);
}

void JobEditor::addRest()
{
    m_nextRuns = new QGridLayout;
    m_nextRuns->setHorizontalSpacing(16);
    m_nextRuns->setVerticalSpacing(2);
    m_nextRuns->setColumnStretch(2, 1);
    m_column->addLayout(m_nextRuns);

    m_zone = new QComboBox(this);
    m_zone->setObjectName(QStringLiteral("jobTimezone"));
    m_zone->setAccessibleName(tr("Time zone"));
    m_zone->setEditable(true);
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    m_zone->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_zone->setMinimumContentsLength(12);
    m_zone->lineEdit()->setPlaceholderText(tr("Time zone from the settings"));
    m_zone->completer()->setFilterMode(Qt::MatchContains);
    m_zone->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_zone->addItem(QString());
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds())
        m_zone->addItem(QString::fromLatin1(id));
    m_timeout = new QSpinBox(this);
    m_timeout->setObjectName(QStringLiteral("jobTimeout"));
    m_timeout->setAccessibleName(tr("Time limit in seconds"));
    m_timeout->setRange(0, LongestSeconds);
    m_timeout->setSpecialValueText(tr("Default limit"));
    m_timeout->setSuffix(tr(" s"));
    m_timeout->setToolTip(tr("A run is stopped after this many seconds"));
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_zone, 1);
    row->addWidget(m_timeout);
    m_column->addLayout(row);
    m_catchUp = new QCheckBox(tr("Catch up on missed runs"), this);
    m_catchUp->setObjectName(QStringLiteral("jobCatchUp"));
    m_catchUp->setToolTip(
        tr("Runs once for all runs missed while the server was down or the machine slept"));
    m_column->addWidget(m_catchUp);

    m_fault = new QLabel(this);
    m_fault->setObjectName(QStringLiteral("jobFault"));
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setWordWrap(true);
    Layouts::restyle(m_fault, "banner", "bad");
    m_column->addWidget(m_fault);
    connect(m_zone, &QComboBox::editTextChanged, this, &JobEditor::update);
    connect(m_timeout, &QSpinBox::valueChanged, this, &JobEditor::update);
    connect(m_catchUp, &QCheckBox::toggled, this, &JobEditor::update);
    connect(&m_theme, &Theme::changed, this, &JobEditor::update);
}

QWidget *JobEditor::makeFoot()
{
    QWidget *foot = Layouts::bar(this);
    m_revert = new QPushButton(tr("Revert"), foot);
    m_revert->setObjectName(QStringLiteral("revertJob"));
    m_save = new QPushButton(tr("Save job"), foot);
    m_save->setObjectName(QStringLiteral("saveJob"));
    m_save->setProperty("primary", true);
    m_save->setToolTip(tr("Ctrl+S"));
    Layouts::rowOf(foot)->addStretch();
    Layouts::rowOf(foot)->addWidget(m_revert);
    Layouts::rowOf(foot)->addWidget(m_save);
    connect(m_save, &QPushButton::clicked, this, &JobEditor::save);
    connect(m_revert, &QPushButton::clicked, this,
            [this] { show(m_isNew ? QByteArray() : m_saved); });
    return foot;
}

// ---- what is shown

void JobEditor::show(const QByteArray &json)
{
    const auto document = Json::Document::parse(json.isEmpty() ? QByteArray("{}") : json);
    const Json::Value job = document ? document->root() : Json::Value();
    m_isNew = false;
    m_id = job.value("_id").text().toByteArray();
    m_description->setText(job.value("description").toString());
    m_description->setCursorPosition(0);
    m_description->setToolTip(m_description->text());
    m_zone->setEditText(job.value("timezone").toString());
    m_timeout->setValue(int(job.value("timeout").toInteger() / 1000));
    m_catchUp->setChecked(job.value("catchup").toBool());
    setCrontab(job.value("crontab").toString());
    setEnabled(!m_id.isEmpty());
    m_saved = json;
    m_fault->hide();
    m_notice->hide();
    update();
}

void JobEditor::beginNew()
{
    show({});
    m_isNew = true;
    setEnabled(true);
    setCrontab(QStringLiteral("0 3 * * *"));
    m_description->setFocus();
    update();
}

void JobEditor::setCrontab(const QString &text)
{
    if (m_crontab->text() != text)
        m_crontab->setText(text);
    const QStringList fields = text.simplified().split(QLatin1Char(' '));
    m_isSettingFields = true;
    for (int unit = 0; unit < Crontab::Units; ++unit)
        m_fields[size_t(unit)]->setText(fields.size() == Crontab::Units ? fields[unit] : QString());
    m_isSettingFields = false;
    m_presets->setCurrentIndex(m_presets->findData(text.simplified()));
    update();
}

void JobEditor::takeFields()
{
    if (m_isSettingFields)
        return;
    QStringList fields;
    for (const QLineEdit *field : m_fields)
        fields.append(field->text().simplified().remove(QLatin1Char(' ')));
    m_crontab->setText(fields.join(QLatin1Char(' ')));
    m_presets->setCurrentIndex(m_presets->findData(m_crontab->text()));
    update();
}

void JobEditor::takePreset(int index)
{
    setCrontab(m_presets->itemData(index).toString());
}

void JobEditor::update()
{
    const auto crontab = Crontab::parse(m_crontab->text().toUtf8());
    const QByteArray zoneName = m_zone->currentText().trimmed().toUtf8();
    const auto zone = TimeZone::find(zoneName.isEmpty() ? m_defaultZone : zoneName);
    const bool isShown = m_isNew || !m_id.isEmpty();
    m_words->setText(!isShown
                         ? tr("Select a job or create one.")
                         : (crontab ? CrontabWords::describe(*crontab) : crontab.error().message));
    const bool isWrong = isShown && !crontab;
    m_words->setStyleSheet(
        QStringLiteral("font-weight: 600; color: %1")
            .arg(m_theme.color(isWrong ? Theme::Role::Error : Theme::Role::Text).name()));
    Layouts::restyle(m_crontab, "invalid", isWrong);
    Layouts::restyle(m_zone->lineEdit(), "invalid", !zone);
    m_zone->setToolTip(zone ? QString() : zone.error().message);
    while (QLayoutItem *item = m_nextRuns->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (isShown && crontab && zone)
        showNextRuns(*crontab, *zone);
    m_script->setEnabled(!m_id.isEmpty());
    m_script->setToolTip(m_isNew ? tr("Save the job first") : QString());
    const bool isUnsaved = hasUnsavedChanges();
    m_save->setText(m_isNew ? tr("Create job") : tr("Save job"));
    m_save->setEnabled(isUnsaved && crontab && zone);
    m_revert->setEnabled(isUnsaved);
    emit unsavedChanged();
}

/// In the time of this machine, and in UTC.
void JobEditor::showNextRuns(const Crontab &crontab, const QTimeZone &zone)
{
    const auto add = [this](int row, int column, const QString &text, bool isHead) {
        auto *label = new QLabel(text, this);
        if (isHead)
            label->setProperty("muted", true);
        else
            m_theme.setCodeFont(label, -1);
        label->setObjectName(QStringLiteral("nextRun%1%2").arg(row).arg(column));
        m_nextRuns->addWidget(label, row, column);
    };
    add(0, 0, tr("Next runs, local time"), true);
    add(0, 1, tr("UTC"), true);
    const QString format = QStringLiteral("ddd d MMM yyyy, HH:mm");
    qint64 time = QDateTime::currentSecsSinceEpoch();
    for (int row = 1; row <= NextRunsShown; ++row) {
        const auto next = crontab.next(time, zone);
        if (!next)
            break;
        time = *next;
        const QDateTime moment = QDateTime::fromSecsSinceEpoch(time);
        add(row, 0, QLocale().toString(moment, format), false);
        add(row, 1, QLocale().toString(moment.toUTC(), QStringLiteral("ddd HH:mm")), false);
    }
}

// ---- saving

/// What differs from what was shown: nothing else is written.
QByteArray JobEditor::changes() const
{
    const auto document = Json::Document::parse(m_saved.isEmpty() ? QByteArray("{}") : m_saved);
    const Json::Value before = document ? document->root() : Json::Value();
    Json::ObjectWriter changes;
    const auto add = [&](const char *name, const QString &text) {
        if (text != before.value(name).toString())
            changes.text(name, text);
    };
    add("description", m_description->text());
    add("crontab", m_crontab->text().simplified());
    add("timezone", m_zone->currentText().trimmed());
    if (m_catchUp->isChecked() != before.value("catchup").toBool())
        changes.boolean("catchup", m_catchUp->isChecked());
    const qint64 seconds = m_timeout->value();
    if (seconds != before.value("timeout").toInteger() / 1000)
        changes.raw("timeout", seconds > 0 ? QByteArray::number(seconds * 1000) : "null");
    if (m_isNew)
        changes.text("script", QByteArrayView(NewScript));
    return changes.take();
}

bool JobEditor::hasUnsavedChanges() const
{
    return m_isNew || (!m_id.isEmpty() && changes() != "{}");
}

void JobEditor::save()
{
    if (!m_save->isEnabled())
        return;
    const auto finish = [this](const Client::Reply &reply) { finishSave(reply); };
    if (m_isNew)
        m_client.request("POST", Routes::documents(Routes::JobCollection), changes())
            .then(this, finish);
    else
        m_client
            .requestIfMatch("PUT", Routes::document(Routes::JobCollection, m_id),
                            EntityTag::of(m_saved), changes())
            .then(this, finish);
}

// ---- drafts, and changes of others

/// Shows @p changes, members of a job, over what is shown.
void JobEditor::take(const Json::Value &changes)
{
    if (const auto text = changes.find("description"))
        m_description->setText(text->toString());
    if (const auto zone = changes.find("timezone"))
        m_zone->setEditText(zone->toString());
    if (const auto timeout = changes.find("timeout"))
        m_timeout->setValue(int(timeout->toInteger() / 1000));
    if (const auto catchUp = changes.find("catchup"))
        m_catchUp->setChecked(catchUp->toBool());
    if (const auto crontab = changes.find("crontab"))
        setCrontab(crontab->toString());
    update();
}

QByteArray JobEditor::draft() const
{
    if (!hasUnsavedChanges())
        return {};
    return Json::ObjectWriter()
        .boolean("new", m_isNew)
        .text("saved", QByteArrayView(m_saved))
        .raw("changes", changes())
        .take();
}

void JobEditor::restore(const DraftStore::Draft &draft)
{
    const auto state = Json::Document::parse(draft.state);
    if (!state)
        return;
    const bool isNew = state->root().value("new").toBool();
    const QByteArray saved = state->root().value("saved").text().toByteArray();
    if (isNew)
        beginNew();
    else
        show(saved);
    take(state->root().value("changes"));
    m_notice->tell(
        NoticeBar::Kind::Information,
        tr("Unsaved changes from %1 were restored.").arg(timeText(draft.time)),
        {{tr("Discard"), "discardDraft", [this] { show(m_isNew ? QByteArray() : m_saved); }},
         {tr("Keep"), "keepDraft", [] {}}});
}

void JobEditor::noteStored(const QByteArray &json)
{
    if (EntityTag::of(json) == EntityTag::of(m_saved) && !m_saved.isEmpty())
        return;
    if (!hasUnsavedChanges())
        show(json);
    else
        showTheirs(json);
}

void JobEditor::showTheirs(const QByteArray &theirs)
{
    m_notice->tell(
        NoticeBar::Kind::Warning, tr("Somebody else saved this job while you were editing it."),
        {{tr("Compare"), "compareVersions",
          [this, theirs] {
              const auto stored = Json::Document::parse(theirs);
              emit compareRequested(
                  PrettyJson::format(membersOf(stored ? stored->root() : Json::Value(), changes())),
                  PrettyJson::format(changes()));
          },
          true},
         {tr("Use theirs"), "useTheirs", [this, theirs] { show(theirs); }},
         {tr("Keep mine"), "keepMine", [this, theirs] {
              const QByteArray mine = changes();
              show(theirs);
              take(Json::Document::parseKnown(mine)->root());
          }}});
}

void JobEditor::finishSave(const Client::Reply &reply)
{
    if (reply.isOvertaken()) {
        m_client
            .request("GET", Routes::document(Routes::JobCollection, m_id), {}, Client::MetaFields)
            .then(this, [this](const Client::Reply &theirs) {
                if (theirs.isOk())
                    noteStored(theirs.body);
            });
        return;
    }
    if (reply.isOk()) {
        show(reply.body);
        emit saved(m_id);
        return;
    }
    m_fault->setText(reply.explanation());
    m_fault->show();
}
