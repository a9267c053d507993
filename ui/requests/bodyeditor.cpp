// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/bodyeditor.h"

#include "ui/requests/pairtable.h"
#include "ui/widgets/jsonhighlighter.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/writtentext.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStackedWidget>

using Requests::Header;
using Requests::Request;

namespace {

constexpr char FormType[] = "application/x-www-form-urlencoded";

/// A value of a form; variables stay as they are written.
QByteArray encoded(const QByteArray &value)
{
    return value.contains("{{") ? value : value.toPercentEncoding();
}

PairTable::Pairs pairsOf(QByteArray body)
{
    PairTable::Pairs pairs;
    for (const QByteArray &pair : body.replace('\n', "").split('&')) {
        const qsizetype equals = pair.indexOf('=');
        const QByteArray name = equals < 0 ? pair : pair.first(equals);
        QByteArray value = equals < 0 ? QByteArray() : pair.sliced(equals + 1);
        if (!name.trimmed().isEmpty())
            pairs.append({QByteArray::fromPercentEncoding(name.trimmed()),
                          QByteArray::fromPercentEncoding(value.replace('+', ' '))});
    }
    return pairs;
}

} // namespace

BodyEditor::BodyEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_kind(new QComboBox(this))
    , m_pages(new QStackedWidget(this))
    , m_text(new QPlainTextEdit(this))
    , m_form(new PairTable(theme, "requestForm", tr("Fields of the form"), this))
    , m_file(new QLineEdit(this))
{
    auto *layout = Layouts::column(this);
    layout->addWidget(makeBar(theme));
    m_text->setObjectName(QStringLiteral("requestBody"));
    m_text->setAccessibleName(tr("Body"));
    m_text->setProperty("flat", true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    theme.setCodeFont(m_text, -0.5);
    new JsonHighlighter(theme, m_text->document());
    auto *none = new QLabel(tr("This request has no body."), this);
    none->setProperty("muted", true);
    none->setAlignment(Qt::AlignCenter);
    auto *filePage = new QWidget(this);
    auto *fileLayout = new QHBoxLayout(filePage);
    fileLayout->setAlignment(Qt::AlignTop);
    m_file->setObjectName(QStringLiteral("requestBodyFile"));
    m_file->setAccessibleName(tr("File"));
    m_file->setPlaceholderText(tr("Path beside the file of requests"));
    auto *choose = new QToolButton(filePage);
    choose->setObjectName(QStringLiteral("chooseBodyFile"));
    choose->setIcon(theme.icon(QStringLiteral("folder-open")));
    choose->setToolTip(tr("Choose a file; it is copied beside the file of requests"));
    choose->setAccessibleName(tr("Choose a file"));
    fileLayout->addWidget(m_file, 1);
    fileLayout->addWidget(choose);
    m_pages->addWidget(none);
    m_pages->addWidget(m_text);
    m_pages->addWidget(m_form);
    m_pages->addWidget(filePage);
    layout->addWidget(m_pages, 1);
    const auto tell = [this] {
        if (!m_isFilling)
            emit edited();
    };
    connect(m_text, &QPlainTextEdit::textChanged, this, tell);
    connect(m_form, &PairTable::edited, this, tell);
    connect(m_file, &QLineEdit::textChanged, this, tell);
    connect(choose, &QToolButton::clicked, this, &BodyEditor::fileWanted);
}

QWidget *BodyEditor::makeBar(const Theme &theme)
{
    QWidget *bar = Layouts::bar(this);
    m_kind->setObjectName(QStringLiteral("requestBodyKind"));
    m_kind->setAccessibleName(tr("Kind of body"));
    m_kind->addItems({tr("None"), tr("JSON"), tr("Text"), tr("Form"), tr("File")});
    Layouts::rowOf(bar)->addWidget(m_kind);
    Layouts::rowOf(bar)->addStretch();
    QToolButton *format = Layouts::addTool(bar, theme.icon(QStringLiteral("braces")),
                                           tr("Format the JSON"), "formatRequestBody");
    connect(format, &QToolButton::clicked, this, &BodyEditor::format);
    connect(m_kind, &QComboBox::activated, this, [this](int index) {
        setKind(Kind(index));
        emit edited();
    });
    return bar;
}

BodyEditor::Kind BodyEditor::kind() const
{
    return Kind(m_kind->currentIndex());
}

BodyEditor::Kind BodyEditor::kindOf(const Request &request)
{
    const QByteArray type = Requests::headerOf(request.headers, "content-type").toLower();
    if (request.body.isEmpty() && type.isEmpty())
        return Kind::None;
    if (type.startsWith(FormType))
        return Kind::Form;
    if (request.body.startsWith("< ") && !request.body.contains('\n'))
        return Kind::File;
    const bool isJson = type.contains("json")
        || (type.isEmpty() && (request.body.startsWith('{') || request.body.startsWith('[')));
    return isJson ? Kind::Json : Kind::Text;
}

void BodyEditor::setKind(Kind kind)
{
    m_kind->setCurrentIndex(int(kind));
    m_pages->setCurrentIndex(kind == Kind::None       ? 0
                                 : kind == Kind::Form ? 2
                                 : kind == Kind::File ? 3
                                                      : 1);
    findChild<QToolButton *>(QStringLiteral("formatRequestBody"))->setVisible(kind == Kind::Json);
}

void BodyEditor::show(const Request &request)
{
    m_isFilling = true;
    const Kind kind = kindOf(request);
    setKind(kind);
    const QString text = QString::fromUtf8(request.body);
    // What is typed keeps its caret and its undo.
    if (kind == Kind::Form)
        m_form->setPairs(pairsOf(request.body));
    else if (kind == Kind::File)
        m_file->setText(text.mid(2).trimmed());
    else if (writtenText(*m_text) != text)
        m_text->setPlainText(text);
    m_isFilling = false;
}

void BodyEditor::apply(Request &request) const
{
    const auto setType = [&](const char *type) {
        const QByteArray before = Requests::headerOf(request.headers, "content-type");
        if (before.toLower().startsWith(type) || (type[0] == '\0' && before.isEmpty()))
            return;
        request.headers.removeIf(
            [](const Header &each) { return each.first.toLower() == "content-type"; });
        if (type[0] != '\0')
            request.headers.append(Header("Content-Type", type));
    };
    const QByteArray type = Requests::headerOf(request.headers, "content-type").toLower();
    // Bytes that are no UTF-8 stay until somebody writes another body.
    const QString text = writtenText(*m_text);
    const auto setText = [&] {
        if (QString::fromUtf8(request.body) != text)
            request.body = text.toUtf8();
    };
    switch (kind()) {
    case Kind::None:
        request.body.clear();
        return setType("");
    case Kind::Json:
        setText();
        if (!type.contains("json"))
            setType("application/json");
        return;
    case Kind::Text:
        setText();
        if (type.isEmpty() || type.contains("json") || type.startsWith(FormType))
            setType("text/plain");
        return;
    case Kind::Form: {
        QByteArrayList pairs;
        for (const auto &[name, value] : m_form->pairs())
            pairs.append(encoded(name) + '=' + encoded(value));
        request.body = pairs.join("&\n");
        return setType(FormType);
    }
    case Kind::File:
        request.body = "< " + m_file->text().trimmed().toUtf8();
        if (type.startsWith(FormType) || type.contains("json") || type.isEmpty())
            setType("application/octet-stream");
        return;
    }
}

void BodyEditor::format()
{
    const QString formatted = PrettyJson::format(writtenText(*m_text).toUtf8());
    if (formatted == writtenText(*m_text))
        return;
    // By a cursor, so that it can be undone.
    QTextCursor cursor(m_text->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(formatted);
}
