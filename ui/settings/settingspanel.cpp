// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingspanel.h"

#include "client/routes.h"
#include "ui/settings/settingrows.h"
#include "ui/widgets/jsonhighlighter.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timetext.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMap>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>
#include <functional>
#include <utility>

namespace {

using Kind = Setting::Kind;

Json::Value valueAt(Json::Value value, const QString &path)
{
    for (const QString &part : path.split(QLatin1Char('.')))
        value = value.value(part.toUtf8());
    return value;
}

/// A setting as its field shows it.
QString shown(const Json::Value &value, Kind kind)
{
    if (kind != Kind::List)
        return value.isString() ? value.toString()
                                : (value.isNull() ? QString() : QString::fromUtf8(value.toJson()));
    QStringList texts;
    for (const QByteArray &text : value.texts())
        texts.append(QString::fromUtf8(text));
    return texts.join(QStringLiteral(", "));
}

/// What is sent for the text of a field; nothing takes the setting away.
QByteArray sent(const QString &text, Kind kind)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return "null";
    if (kind == Kind::List) {
        Json::ArrayWriter list;
        for (const QString &each : trimmed.split(QLatin1Char(',')))
            list.raw(Json::quoted(each.trimmed()));
        return list.take();
    }
    if (kind == Kind::Truth
        && (trimmed == QLatin1String("true") || trimmed == QLatin1String("false")))
        return trimmed.toLatin1();
    bool isNumber = false;
    const qlonglong number = trimmed.toLongLong(&isNumber);
    // What is no number, or neither true nor false, is refused by the server, which knows why.
    return kind == Kind::Number && isNumber ? QByteArray::number(number) : Json::quoted(trimmed);
}

} // namespace

SettingsPanel::SettingsPanel(Client &client, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_notice(new NoticeBar(theme, this))
    , m_pages(new QTabWidget(this))
{
    auto *layout = Layouts::column(this);
    layout->addWidget(makeBar());
    layout->addWidget(Layouts::line(this));
    layout->addWidget(m_notice);
    m_message = new QLabel(this);
    m_message->setObjectName(QStringLiteral("settingsMessage"));
    m_message->setProperty("banner", QStringLiteral("bad"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->hide();
    layout->addWidget(m_message);
    m_pages->setObjectName(QStringLiteral("settingsPages"));
    m_pages->setDocumentMode(true);
    m_pages->tabBar()->setObjectName(QStringLiteral("innerBar"));
    m_pages->tabBar()->setDrawBase(false);
    m_pages->addTab(makeForm(), tr("Form"));
    m_pages->addTab(makeText(), tr("JSON"));
    m_pages->setEnabled(false); // what is read would take the place of what is typed
    layout->addWidget(m_pages, 1);
    connect(m_pages, &QTabWidget::currentChanged, this, &SettingsPanel::updateState);
    load();
}

QWidget *SettingsPanel::makeBar()
{
    QWidget *bar = Layouts::bar(this);
    auto *title = new QLabel(tr("Database settings"), bar);
    title->setProperty("title", true);
    m_state = new QLabel(bar);
    m_state->setObjectName(QStringLiteral("settingsState"));
    m_state->setProperty("muted", true);
    m_save = new QPushButton(m_theme.icon(QStringLiteral("device-floppy"), Theme::Role::OnAccent),
                             tr("Save"), bar);
    m_save->setObjectName(QStringLiteral("saveSettings"));
    m_save->setProperty("primary", true);
    Layouts::rowOf(bar)->addWidget(title);
    Layouts::rowOf(bar)->addStretch();
    Layouts::rowOf(bar)->addWidget(m_state);
    Layouts::rowOf(bar)->addWidget(m_save);
    connect(m_save, &QPushButton::clicked, this, &SettingsPanel::save);
    return bar;
}

QWidget *SettingsPanel::makeForm()
{
    auto *page = new QWidget(this);
    page->setObjectName(QStringLiteral("page"));
    auto *form = new QFormLayout(page);
    form->setContentsMargins(24, 16, 24, 16);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(4);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (const Setting &setting : SettingRows) {
        if (setting.group[0]) {
            auto *group = new QLabel(tr(setting.group), page);
            group->setProperty("title", true);
            group->setContentsMargins(0, 12, 0, 2);
            form->addRow(group);
        }
        const QString path = QLatin1String(setting.path);
        auto *field = new QLineEdit(page);
        field->setObjectName(path);
        field->setPlaceholderText(QLatin1String(setting.otherwise));
        field->setToolTip(path);
        field->setAccessibleName(tr(setting.label));
        field->setMaximumWidth(420);
        if (setting.kind == Kind::Secret)
            field->setEchoMode(QLineEdit::PasswordEchoOnEdit);
        auto *fault = new QLabel(page);
        fault->setProperty("fault", true);
        fault->setWordWrap(true);
        fault->hide();
        auto *column = new QVBoxLayout;
        column->setSpacing(2);
        column->addWidget(field);
        column->addWidget(fault);
        auto *label = new QLabel(tr(setting.label), page);
        label->setBuddy(field);
        form->addRow(label, column);
        m_fields.insert(path, field);
        m_faults.insert(path, fault);
        connect(field, &QLineEdit::textEdited, this, [this, fault] {
            fault->hide();
            updateState();
        });
        connect(field, &QLineEdit::returnPressed, this, &SettingsPanel::save);
    }
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    return scroll;
}

QWidget *SettingsPanel::makeText()
{
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("settingsText"));
    m_text->setAccessibleName(tr("Settings as JSON"));
    m_text->setProperty("flat", true);
    m_theme.setCodeFont(m_text);
    m_text->setTabChangesFocus(true);
    new JsonHighlighter(m_theme, m_text->document());
    connect(m_text, &QPlainTextEdit::textChanged, this, &SettingsPanel::updateState);
    return m_text;
}

void SettingsPanel::load()
{
    m_client.request("GET", Routes::settings()).then(this, [this](const Client::Reply &reply) {
        if (!reply.isOk())
            return showFaults(reply);
        const auto settings = reply.json();
        m_tag = reply.tag;
        m_savedText = PrettyJson::format(reply.body);
        m_pages->setEnabled(true);
        show(settings.root());
        if (!m_draft.state.isEmpty())
            showDraft();
    });
}

// ---- drafts

QByteArray SettingsPanel::draft() const
{
    if (!m_draft.state.isEmpty())
        return m_draft.state;
    if (!hasUnsavedChanges())
        return {};
    Json::ObjectWriter fields;
    for (auto field = m_fields.cbegin(); field != m_fields.cend(); ++field) {
        if (field.value()->text() != m_saved[field.key()])
            fields.text(field.key().toUtf8(), field.value()->text());
    }
    Json::ObjectWriter draft;
    draft.text("tag", QByteArrayView(m_tag)).raw("fields", fields.take());
    if (m_text->toPlainText() != m_savedText)
        draft.text("text", m_text->toPlainText());
    return draft.take();
}

void SettingsPanel::restore(const DraftStore::Draft &draft)
{
    m_draft = draft;
}

void SettingsPanel::showDraft()
{
    const DraftStore::Draft draft = std::exchange(m_draft, {});
    const auto state = Json::Document::parse(draft.state);
    if (!state)
        return;
    for (const Json::Member &field : state->root().value("fields").members()) {
        if (QLineEdit *edit = m_fields.value(QString::fromUtf8(field.key)))
            edit->setText(field.value.toString());
    }
    if (const auto text = state->root().find("text")) {
        m_pages->setCurrentIndex(1);
        QTextCursor cursor(m_text->document());
        cursor.select(QTextCursor::Document);
        cursor.insertText(text->toString()); // one step for undo
    }
    updateState();
    if (!hasUnsavedChanges())
        return;
    if (state->root().value("tag").text() != m_tag)
        return showTheirs({200, m_savedText.toUtf8(), m_tag});
    m_notice->tell(
        NoticeBar::Kind::Information,
        tr("Unsaved changes from %1 were restored.").arg(timeText(draft.time)),
        {{tr("Discard"), "discardDraft", [this] { load(); }}, {tr("Keep"), "keepDraft", [] {}}});
}

// ---- changes of others

/// The settings of the form, a line each, to be compared. What is secret is not shown.
QString SettingsPanel::listed(const Json::Value &settings) const
{
    QStringList lines;
    for (const Setting &setting : SettingRows) {
        if (setting.kind != Kind::Secret)
            lines.append(QStringLiteral("%1: %2").arg(
                QLatin1String(setting.path),
                shown(valueAt(settings, QLatin1String(setting.path)), setting.kind)));
    }
    return lines.join(QLatin1Char('\n'));
}

QString SettingsPanel::listed() const
{
    QStringList lines;
    for (const Setting &setting : SettingRows) {
        if (setting.kind != Kind::Secret)
            lines.append(QStringLiteral("%1: %2").arg(
                QLatin1String(setting.path), m_fields[QLatin1String(setting.path)]->text()));
    }
    return lines.join(QLatin1Char('\n'));
}

void SettingsPanel::showTheirs(const Client::Reply &theirs)
{
    m_notice->tell(NoticeBar::Kind::Warning,
                   tr("Somebody else saved these settings while you were editing them."),
                   {{tr("Compare"), "compareVersions",
                     [this, theirs] {
                         if (isFormShown())
                             emit compareRequested(listed(theirs.json().root()), listed());
                         else
                             emit compareRequested(PrettyJson::format(theirs.body),
                                                   m_text->toPlainText());
                     },
                     true},
                    {tr("Use theirs"), "useTheirs", [this] { load(); }},
                    {tr("Keep mine"), "keepMine", [this, theirs] { keepMine(theirs); }}});
}

/// What was not changed in the form becomes theirs.
void SettingsPanel::keepMine(const Client::Reply &theirs)
{
    const auto settings = theirs.json();
    for (const Setting &setting : SettingRows) {
        const QString path = QLatin1String(setting.path);
        const QString stored = shown(valueAt(settings.root(), path), setting.kind);
        if (m_fields[path]->text() == m_saved[path])
            m_fields[path]->setText(stored);
        m_saved[path] = stored;
    }
    const QString text = PrettyJson::format(theirs.body);
    if (m_text->toPlainText() == m_savedText)
        m_text->setPlainText(text);
    m_savedText = text;
    m_tag = theirs.tag;
    updateState();
}

void SettingsPanel::show(const Json::Value &settings)
{
    for (const Setting &setting : SettingRows) {
        const QString path = QLatin1String(setting.path);
        m_saved[path] = shown(valueAt(settings, path), setting.kind);
        m_fields[path]->setText(m_saved[path]);
        m_faults[path]->hide();
        Layouts::restyle(m_fields[path], "invalid", false);
    }
    m_text->setPlainText(m_savedText);
    m_notice->hide();
    m_message->hide();
    updateState();
}

bool SettingsPanel::isFormShown() const
{
    return m_pages->currentIndex() == 0;
}

bool SettingsPanel::hasUnsavedChanges() const
{
    return !m_draft.state.isEmpty() || m_text->toPlainText() != m_savedText
        || std::any_of(m_fields.keyBegin(), m_fields.keyEnd(), [this](const QString &path) {
               return m_fields[path]->text() != m_saved[path];
           });
}

/// What the form changes: of the other settings it says nothing.
QByteArray SettingsPanel::patch() const
{
    QMap<QString, QByteArray> changes;
    for (const Setting &setting : SettingRows) {
        const QString path = QLatin1String(setting.path);
        if (m_fields[path]->text() != m_saved[path])
            changes.insert(path, sent(m_fields[path]->text(), setting.kind));
    }
    const std::function<QByteArray(const QString &)> objectAt = [&](const QString &prefix) {
        Json::ObjectWriter writer;
        QString last;
        for (auto change = changes.cbegin(); change != changes.cend(); ++change) {
            if (!change.key().startsWith(prefix))
                continue;
            const QString rest = change.key().sliced(prefix.size());
            const QString name = rest.section(QLatin1Char('.'), 0, 0);
            if (name == last)
                continue;
            last = name;
            writer.raw(name.toUtf8(),
                       name == rest ? change.value() : objectAt(prefix + name + QLatin1Char('.')));
        }
        return writer.take();
    };
    return objectAt({});
}

void SettingsPanel::save()
{
    if (!hasUnsavedChanges())
        return;
    const bool isForm = isFormShown();
    m_client
        .requestIfMatch(isForm ? "PATCH" : "PUT", Routes::settings(), m_tag,
                        isForm ? patch() : m_text->toPlainText().toUtf8())
        .then(this, [this](const Client::Reply &reply) {
            if (reply.isOk())
                load();
            else if (reply.isOvertaken())
                m_client.request("GET", Routes::settings()).then(this, [this](const auto &theirs) {
                    showTheirs(theirs);
                });
            else
                showFaults(reply);
        });
}

void SettingsPanel::showFaults(const Client::Reply &reply)
{
    QStringList others;
    for (const Client::Reply::Fault &fault : reply.faults()) {
        if (!isFormShown() || !m_faults.contains(fault.field)) {
            others.append(QStringLiteral("%1: %2").arg(fault.field, fault.text));
            continue;
        }
        m_faults[fault.field]->setText(fault.text);
        m_faults[fault.field]->show();
        Layouts::restyle(m_fields[fault.field], "invalid", true);
        m_fields[fault.field]->setFocus();
    }
    if (reply.faults().isEmpty())
        others.append(reply.message());
    m_message->setText(tr("Not saved. %1").arg(others.join(QLatin1Char('\n'))));
    m_message->setVisible(!others.isEmpty());
}

void SettingsPanel::updateState()
{
    const bool isUnsaved = hasUnsavedChanges();
    m_save->setEnabled(isUnsaved);
    m_state->setText(isUnsaved ? tr("Unsaved changes") : QString());
    // One page is edited at a time: what the other shows would be lost with the saving of this.
    m_pages->setTabEnabled(isFormShown() ? 1 : 0, !isUnsaved);
    emit unsavedChanged();
}
