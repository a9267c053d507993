// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/requesteditor.h"

#include "server/core/json.h"
#include "ui/requests/addressfield.h"
#include "ui/requests/authorizationbox.h"
#include "ui/requests/bodyeditor.h"
#include "ui/requests/pairtable.h"
#include "ui/widgets/jsonhighlighter.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/panes.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/writtentext.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>
#include <utility>

using Requests::Directive;
using Requests::Request;

namespace {

enum Page { BodyPage, QueryPage, HeadersPage, ValuesPage, ChecksPage, FilePage };

/// What must not stand in a part of a query as it is; the rest is encoded when it is sent.
QByteArray escaped(const QByteArray &text)
{
    QByteArray result = text;
    if (!text.contains("{{"))
        result.replace('%', "%25");
    return result.replace('&', "%26").replace('#', "%23").replace('+', "%2B").replace(' ', "%20");
}

/// `a%20b=c` as a table shows it.
std::pair<QByteArray, QByteArray> decoded(const QByteArray &pair)
{
    const qsizetype equals = pair.indexOf('=');
    const auto shown = [](const QByteArray &part) {
        return QString::fromUtf8(QByteArray::fromPercentEncoding(part)).toUtf8();
    };
    return {shown(equals < 0 ? pair : pair.first(equals)),
            shown(equals < 0 ? QByteArray() : pair.sliced(equals + 1))};
}

/// Takes what is shown of @p text. What cannot be shown, such as bytes that are no UTF-8, stays
/// until somebody writes something else.
void takeShown(const QString &shown, QByteArray &text)
{
    if (QString::fromUtf8(text) != shown)
        text = shown.toUtf8();
}

QByteArray withoutReturns(QByteArray text)
{
    return text.replace("\r\n", "\n");
}

} // namespace

RequestEditor::RequestEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_bar(new FoldingRow(this))
    , m_method(new QComboBox(m_bar))
    , m_address(new AddressField(theme, m_bar))
    , m_authorization(new AuthorizationBox(m_bar))
    , m_title(new QLineEdit(this))
    , m_name(new QLineEdit(this))
    , m_tabs(new QTabWidget(this))
    , m_body(new BodyEditor(theme, this))
    , m_query(new PairTable(theme, "requestQuery", tr("Parameters of the query"), this))
    , m_headers(new PairTable(theme, "requestHeaders", tr("Headers"), this))
    , m_values(makeText("requestValues", tr("Values taken out of the response"),
                        tr("One per line: name = body.path\nFor example: token = body.token")))
    , m_checks(makeText("requestChecks", tr("Checks of the response"),
                        tr("One per line. For example:\nstatus == 201\n"
                           "body.list[0].field == \"email\"\nbody.error missing\nduration < 200")))
    , m_file(makeText("requestFile", tr("The whole file as text"), QString()))
    , m_outcomes(new QListWidget(this))
{
    Panes::mark(*this);
    build();
    addPages();
    connectAll();
}

QPlainTextEdit *RequestEditor::makeText(const char *name, const QString &accessibleName,
                                        const QString &placeholder)
{
    auto *text = new QPlainTextEdit(this);
    text->setObjectName(QLatin1String(name));
    text->setAccessibleName(accessibleName);
    text->setPlaceholderText(placeholder);
    text->setProperty("flat", true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_theme.setCodeFont(text, -0.5);
    return text;
}

void RequestEditor::build()
{
    m_method->setObjectName(QStringLiteral("requestMethod"));
    m_method->setAccessibleName(tr("Method"));
    m_method->setEditable(true);
    m_method->setInsertPolicy(QComboBox::NoInsert);
    m_method->addItems({QStringLiteral("GET"), QStringLiteral("POST"), QStringLiteral("PUT"),
                        QStringLiteral("PATCH"), QStringLiteral("DELETE"), QStringLiteral("HEAD"),
                        QStringLiteral("OPTIONS")});
    m_method->setMinimumContentsLength(7);
    QWidget *line = m_bar->addBar(1);
    m_acts = m_bar->addBar();
    Layouts::rowOf(line)->addWidget(m_method);
    Layouts::rowOf(line)->addWidget(m_address, 1);
    Layouts::rowOf(m_acts)->addWidget(m_authorization);
    const auto widen = [this] { m_address->setMinimumWidth(m_theme.scaled(120)); };
    widen();
    connect(&m_theme, &Theme::changed, this, widen);
    auto *layout = Layouts::column(this);
    QWidget *names = Layouts::bar(this);
    m_title->setObjectName(QStringLiteral("requestTitle"));
    m_title->setAccessibleName(tr("Title"));
    m_title->setPlaceholderText(tr("Title"));
    m_title->setProperty("plain", true);
    m_name->setObjectName(QStringLiteral("requestName"));
    m_name->setAccessibleName(tr("Name for other requests"));
    m_name->setPlaceholderText(tr("Name, for {{name.response.body}}"));
    m_name->setProperty("plain", true);
    m_theme.setCodeFont(m_name, -1);
    Layouts::rowOf(names)->addWidget(m_title, 3);
    Layouts::rowOf(names)->addWidget(m_name, 2);
    layout->addWidget(names);
    layout->addWidget(m_tabs, 1);
    m_outcomes->setObjectName(QStringLiteral("requestOutcomes"));
    m_outcomes->setAccessibleName(tr("Results of the checks"));
    m_outcomes->setSelectionMode(QAbstractItemView::SingleSelection);
    m_outcomes->setWordWrap(true);
    m_outcomes->setIconSize(QSize(14, 14));
    m_outcomes->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_theme.setCodeFont(m_outcomes, -1);
    m_outcomes->hide();
    layout->addWidget(m_outcomes);
}

void RequestEditor::addPages()
{
    m_tabs->setObjectName(QStringLiteral("requestPages"));
    m_tabs->tabBar()->setObjectName(QStringLiteral("innerBar"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->addTab(m_body, tr("Body"));
    m_tabs->addTab(m_query, tr("Query"));
    m_tabs->addTab(m_headers, tr("Headers"));
    m_tabs->addTab(m_values, tr("Values"));
    m_tabs->addTab(m_checks, tr("Checks"));
    m_tabs->addTab(m_file, tr("Text"));
    m_tabs->setTabToolTip(ValuesPage, tr("Values that later requests use as {{name}}"));
    m_tabs->setTabToolTip(FilePage, tr("The file as it is kept, with comments and variables"));
}

void RequestEditor::connectAll()
{
    const auto takeIt = [this] { take(); };
    connect(m_method, &QComboBox::currentTextChanged, this, takeIt);
    connect(m_address, &QLineEdit::textChanged, this, takeIt);
    connect(m_authorization, &AuthorizationBox::edited, this, [this] {
        const Request before = m_request;
        m_authorization->apply(m_request);
        tellEdited(before);
    });
    for (QLineEdit *each : {m_title, m_name})
        connect(each, &QLineEdit::textChanged, this, takeIt);
    connect(m_body, &BodyEditor::edited, this, [this] {
        const Request before = m_request;
        m_body->apply(m_request);
        tellEdited(before);
    });
    connect(m_body, &BodyEditor::fileWanted, this, &RequestEditor::bodyFileWanted);
    connect(m_headers, &PairTable::edited, this, [this] {
        m_request.headers = m_headers->pairs();
        m_isFilling = true; // they say whose rights it has, and what its body is
        m_authorization->show(m_request);
        m_body->show(m_request);
        m_isFilling = false;
        showCounts();
        emit edited();
    });
    connect(m_query, &PairTable::edited, this, &RequestEditor::takeQuery);
    for (QPlainTextEdit *each : {m_values, m_checks})
        connect(each, &QPlainTextEdit::textChanged, this, takeIt);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] { showFile(m_fileText); });
    connect(m_file, &QPlainTextEdit::textChanged, this, &RequestEditor::takeFile);
}

/// Lines end as they did, and a byte order mark stays.
void RequestEditor::takeFile()
{
    constexpr char Mark[] = "\xef\xbb\xbf";
    QByteArray text = writtenText(*m_file).toUtf8();
    if (m_fileText.startsWith(Mark) && !text.startsWith(Mark))
        text.prepend(Mark);
    if (m_isFilling || text == withoutReturns(m_fileText))
        return; // a text that gets another font says that it has changed
    const qsizetype first = m_fileText.indexOf('\n');
    if (first > 0 && m_fileText[first - 1] == '\r')
        text.replace("\n", "\r\n");
    m_fileText = text;
    emit fileEdited(m_fileText);
}

void RequestEditor::setKeys(const Json::Value &keys)
{
    m_authorization->setKeys(keys);
    m_authorization->show(m_request);
}

void RequestEditor::setLines(QPlainTextEdit *text, const char *directive)
{
    QByteArrayList lines;
    for (const Directive &each : std::as_const(m_request.directives)) {
        if (each.name == directive)
            lines.append(each.value);
    }
    const QString now = QString::fromUtf8(lines.join('\n'));
    // Blank lines between those that are typed are nothing yet.
    QStringList shown = writtenText(*text).split(QLatin1Char('\n'));
    for (QString &each : shown)
        each = each.trimmed();
    shown.removeAll(QString());
    if (shown.join(QLatin1Char('\n')) != now)
        text->setPlainText(now);
}

void RequestEditor::takeLines(const QPlainTextEdit *text, const char *directive)
{
    QList<Directive> wanted;
    for (const QString &line : writtenText(*text).split(QLatin1Char('\n'))) {
        if (!line.trimmed().isEmpty())
            wanted.append(Directive{directive, line.trimmed().toUtf8()});
    }
    // They take the places that such ones have, so that others keep theirs.
    QList<Directive> result;
    for (const Directive &each : std::as_const(m_request.directives)) {
        if (each.name != directive)
            result.append(each);
        else if (!wanted.isEmpty())
            result.append(wanted.takeFirst());
    }
    m_request.directives = result + wanted;
}

void RequestEditor::show(const Request &request, const QByteArray &file)
{
    m_isFilling = true;
    m_request = request;
    m_method->setCurrentText(QString::fromUtf8(request.method));
    const auto set = [](QLineEdit *line, const QByteArray &text) {
        if (line->text() != QString::fromUtf8(text))
            line->setText(QString::fromUtf8(text));
    };
    set(m_address, request.url);
    m_address->setCursorPosition(m_address->hasFocus() ? m_address->cursorPosition() : 0);
    set(m_title, request.title);
    set(m_name, request.name());
    m_authorization->show(request);
    m_headers->setPairs(request.headers);
    m_body->show(request);
    setLines(m_values, "set");
    setLines(m_checks, "check");
    showFile(file);
    showQuery();
    showCounts();
    m_isFilling = false;
}

void RequestEditor::showFile(const QByteArray &text)
{
    m_fileText = text;
    if (m_tabs->currentWidget() != m_file)
        return;
    m_file->setReadOnly(!text.isValidUtf8());
    const QString shown = QString::fromUtf8(withoutReturns(text));
    if (writtenText(*m_file) == shown)
        return;
    const bool wasFilling = std::exchange(m_isFilling, true);
    m_file->setPlainText(shown);
    m_isFilling = wasFilling;
}

void RequestEditor::showQuery()
{
    PairTable::Pairs pairs;
    const qsizetype mark = m_request.url.indexOf('?');
    if (mark >= 0) {
        for (const QByteArray &pair : m_request.url.sliced(mark + 1).split('&')) {
            if (!pair.isEmpty())
                pairs.append(decoded(pair));
        }
    }
    m_query->setPairs(pairs);
}

/// The rows of the table become the query of the address; those that nobody has changed stay as
/// they are written.
void RequestEditor::takeQuery()
{
    const qsizetype mark = m_request.url.indexOf('?');
    const QByteArray path = mark < 0 ? m_request.url : m_request.url.first(mark);
    QHash<std::pair<QByteArray, QByteArray>, QByteArrayList> written;
    if (mark >= 0) {
        for (const QByteArray &pair : m_request.url.sliced(mark + 1).split('&'))
            written[decoded(pair)].append(pair);
    }
    QByteArrayList parts;
    for (const auto &row : m_query->pairs()) {
        QByteArrayList &known = written[row];
        const QByteArray value = row.second.isEmpty() ? QByteArray() : '=' + escaped(row.second);
        parts.append(known.isEmpty() ? escaped(row.first) + value : known.takeFirst());
    }
    m_request.url = parts.isEmpty() ? path : path + '?' + parts.join('&');
    m_isFilling = true;
    m_address->setText(QString::fromUtf8(m_request.url));
    m_isFilling = false;
    showCounts();
    emit edited();
}

void RequestEditor::take()
{
    if (m_isFilling)
        return;
    const Request before = m_request;
    takeShown(m_method->currentText().trimmed().toUpper(), m_request.method);
    takeShown(m_address->text().trimmed(), m_request.url);
    takeShown(m_title->text().trimmed(), m_request.title);
    QByteArray name = m_request.name();
    takeShown(m_name->text().trimmed(), name);
    if (name != m_request.name()) {
        m_request.directives.removeIf([](const Directive &each) { return each.name == "name"; });
        if (!name.isEmpty())
            m_request.directives.prepend(Directive{"name", name});
    }
    takeLines(m_values, "set");
    takeLines(m_checks, "check");
    tellEdited(before);
}

void RequestEditor::tellEdited(const Request &before)
{
    if (m_request == before)
        return; // a text that gets other colours says that it has changed
    m_isFilling = true;
    m_headers->setPairs(m_request.headers);
    showQuery();
    m_isFilling = false;
    showCounts();
    emit edited();
}

void RequestEditor::showCounts()
{
    const auto count = [&](const char *directive) {
        return std::count_if(m_request.directives.begin(), m_request.directives.end(),
                             [&](const Directive &each) { return each.name == directive; });
    };
    const auto set = [this](Page page, const QString &text, qsizetype number) {
        m_tabs->setTabText(page,
                           number == 0 ? text : QStringLiteral("%1 %2").arg(text).arg(number));
    };
    set(QueryPage, tr("Query"), m_query->pairs().size());
    set(HeadersPage, tr("Headers"), m_request.headers.size());
    set(ValuesPage, tr("Values"), count("set"));
    set(ChecksPage, tr("Checks"), count("check"));
}

void RequestEditor::showResult(const Requests::Report *report)
{
    m_outcomes->clear();
    for (const Requests::Check::Outcome &each :
         report ? report->checks : QList<Requests::Check::Outcome>()) {
        const auto role = each.hasPassed ? Theme::Role::Success : Theme::Role::Error;
        auto *item =
            new QListWidgetItem(m_theme.icon(each.hasPassed ? QStringLiteral("circle-check")
                                                            : QStringLiteral("alert-circle"),
                                             role),
                                each.hasPassed ? each.text : each.message, m_outcomes);
        item->setToolTip(each.text);
        if (!each.hasPassed)
            item->setForeground(m_theme.color(Theme::Role::Error));
    }
    m_outcomes->setVisible(m_outcomes->count() > 0);
    constexpr int MostRows = 6;
    constexpr int RowHeight = 24;
    m_outcomes->setFixedHeight(m_theme.scaled(RowHeight) * std::min(m_outcomes->count(), MostRows)
                               + 10);
}

void RequestEditor::setBodyFile(const QString &file)
{
    const Request before = m_request;
    m_request.body = "< " + file.toUtf8();
    m_body->show(m_request);
    m_body->apply(m_request);
    tellEdited(before);
}

void RequestEditor::focusTitle()
{
    m_title->setFocus();
    m_title->selectAll();
}
