// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/completion.h"

#include "ui/codehook/hookapi.h"
#include "ui/widgets/fuzzy.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace Completion {

namespace {

constexpr int MaximumProposals = 60;
constexpr int MaximumLookBack = 4000; ///< Characters, for the call around the caret.

QString tr(const char *text)
{
    return QCoreApplication::translate("Completion", text);
}

using Kind = Proposal::Kind;

/// The members of what a hook is given (contract: codehooks 3)
struct RequestMember
{
    const char *name;
    const char *text;
};
constexpr RequestMember RequestMembers[] = {
    {"body",
     QT_TRANSLATE_NOOP("Completion", "What the client sent, or the document to be deleted.")},
    {"result", QT_TRANSLATE_NOOP("Completion", "The stored document, in after-hooks.")},
    {"query", QT_TRANSLATE_NOOP("Completion", "The conditions of a GET.")},
    {"hint",
     QT_TRANSLATE_NOOP("Completion", "Hints of the client, with '#headers' and '#usersession'.")},
    {"method", QT_TRANSLATE_NOOP("Completion", "GET, POST, PUT, PATCH or DELETE.")},
    {"path", QT_TRANSLATE_NOOP("Completion", "The path of the request.")},
    {"collection", QT_TRANSLATE_NOOP("Completion", "The name of the collection.")},
    {"id", QT_TRANSLATE_NOOP("Completion", "The id of the document, where the path names one.")},
    {"requestId", QT_TRANSLATE_NOOP("Completion", "The id under which the inspector keeps it.")},
};

constexpr const char *Keywords[] = {
    "async",      "await",  "break",  "case",      "catch",   "class",  "const",    "continue",
    "default",    "delete", "else",   "false",     "finally", "for",    "function", "if",
    "instanceof", "let",    "new",    "null",      "return",  "switch", "this",     "throw",
    "true",       "try",    "typeof", "undefined", "while"};

class Collector
{
public:
    explicit Collector(const QString &typed)
        : m_typed(typed)
    {
    }

    void add(Kind kind, const QString &name, const QString &detail, const QString &text = {})
    {
        m_isKnown = m_isKnown || (name == m_typed && kind != Kind::Word);
        const int fit = Fuzzy::fit(name, m_typed);
        // The word that stands there already is no proposal.
        if (fit == 0 || m_seen.contains(name) || (kind == Kind::Word && name == m_typed))
            return;
        m_seen.insert(name);
        m_list.append({fit, {kind, name, detail, text}});
    }
    /// Whether what is typed is a name by itself.
    bool isKnown() const { return m_isKnown; }
    void setKnown() { m_isKnown = true; }
    QList<Proposal> take()
    {
        std::stable_sort(m_list.begin(), m_list.end(),
                         [](const auto &a, const auto &b) { return a.first > b.first; });
        QList<Proposal> proposals;
        for (const auto &each : std::as_const(m_list).mid(0, MaximumProposals))
            proposals.append(each.second);
        return proposals;
    }

private:
    QString m_typed;
    bool m_isKnown = false;
    QSet<QString> m_seen;
    QList<std::pair<int, Proposal>> m_list;
};

void addFunctions(Collector &to, const QString &prefix)
{
    for (const HookApi::Function &function : HookApi::functions()) {
        if (!function.name.startsWith(prefix))
            continue;
        const QString rest = function.name.sliced(prefix.size());
        const qsizetype dot = rest.indexOf(QLatin1Char('.'));
        if (dot < 0)
            to.add(function.isValue ? Kind::Member : Kind::Function, rest, function.signature(),
                   function.text);
        else if (prefix.isEmpty())
            to.add(Kind::Member, rest.first(dot), tr("offered to hooks"));
    }
}

/// The fields behind `req.body.` and the like; @p inside is `address.` within one of them.
void addFields(Collector &to, const QStringList &fields, const QString &inside)
{
    for (const QString &field : fields) {
        if (field.startsWith(inside))
            to.add(Kind::Field, field.sliced(inside.size()).section(QLatin1Char('.'), 0, 0),
                   tr("field of the collection"));
    }
    if (inside.isEmpty())
        to.add(Kind::Field, QStringLiteral("_id"), tr("id of the document"));
}

void addMembers(Collector &to, const Source &source, const QString &object)
{
    static const QRegularExpression document(
        QStringLiteral(R"(^req\.(?:body|result|query)\.(.*)$)"));
    if (const auto match = document.match(object); match.hasMatch()) {
        addFields(to, source.fields, match.captured(1));
        return;
    }
    if (object == QLatin1String("req.")) {
        for (const RequestMember &member : RequestMembers)
            to.add(Kind::Member, QLatin1String(member.name), QStringLiteral("req"),
                   tr(member.text));
        return;
    }
    addFunctions(to, object);
}

void addWords(Collector &to, const Source &source, const QString &typed)
{
    for (const HookApi::Hook &hook : HookApi::hooks())
        to.add(Kind::Hook, hook.name, tr("hook"));
    for (const char *name : {"req", "res"})
        to.add(Kind::Member, QLatin1String(name), tr("given to the hook"));
    addFunctions(to, {});
    static const QRegularExpression word(QStringLiteral(R"([A-Za-z_$][\w$]{2,})"));
    int places = 0; // of the word at the caret
    for (auto match = word.globalMatch(source.script); match.hasNext();) {
        const QString name = match.next().captured();
        to.add(Kind::Word, name, tr("in this script"));
        if (name == typed && ++places == 2)
            to.setKnown();
    }
    for (const char *keyword : Keywords)
        to.add(Kind::Keyword, QLatin1String(keyword), {});
}

/// The script with blanks in the place of what its strings and comments hold.
QString withoutTexts(QString script)
{
    QChar open; // the quote of the string, `/` in a line's comment, `*` in the other kind
    for (qsizetype at = 0; at < script.size(); ++at) {
        const QChar c = script[at];
        const QChar next = at + 1 < script.size() ? script[at + 1] : QChar();
        const bool isBlock = open == QLatin1Char('*');
        const bool isLine = open == QLatin1Char('/');
        if (open.isNull()) {
            if (QStringLiteral("'\"`").contains(c))
                open = c;
            else if (c == QLatin1Char('/') && (next == c || next == QLatin1Char('*')))
                open = next;
            if (!open.isNull())
                script[at] = QLatin1Char(' ');
            continue;
        }
        const bool ends = isLine || (open != QLatin1Char('`') && !isBlock)
            ? c == QLatin1Char('\n') || (!isLine && c == open)
            : isBlock ? c == QLatin1Char('*') && next == QLatin1Char('/')
                      : c == open;
        script[at] = QLatin1Char(' ');
        if ((c == QLatin1Char('\\') && !isLine && !isBlock) || (isBlock && ends)) {
            if (++at < script.size())
                script[at] = QLatin1Char(' ');
        }
        if (ends)
            open = QChar();
    }
    return script;
}

} // namespace

QString requestMember(const QString &name)
{
    for (const RequestMember &member : RequestMembers) {
        if (name == QLatin1String(member.name))
            return tr(member.text);
    }
    return {};
}

Proposals proposalsFor(const Source &source)
{
    Proposals proposals;
    if (source.isInComment)
        return proposals;
    const QString line = source.before.section(QLatin1Char('\n'), -1);
    if (source.isInText) {
        static const QRegularExpression path(QStringLiteral(R"(["'`]/rest/([\w-]*)$)"));
        const auto match = path.match(line);
        if (!match.hasMatch())
            return proposals;
        proposals.typed = match.captured(1);
        proposals.isMember = true;
        Collector collector(proposals.typed);
        for (const QString &collection : source.collections)
            collector.add(Kind::Collection, collection, tr("collection"));
        proposals.list = collector.take();
        return proposals;
    }
    static const QRegularExpression place(
        QStringLiteral(R"((?<![\w$.])((?:[A-Za-z_$][\w$]*\??\.)*)([A-Za-z_$][\w$]*)?$)"));
    const auto match = place.match(line);
    const QString object = match.captured(1).remove(QLatin1Char('?'));
    proposals.typed = match.captured(2);
    proposals.isMember = !object.isEmpty();
    if (object.isEmpty() && line.endsWith(QLatin1Char('.')))
        return proposals; // behind a call or a number
    Collector collector(proposals.typed);
    if (proposals.isMember)
        addMembers(collector, source, object);
    else
        addWords(collector, source, proposals.typed);
    proposals.isComplete = collector.isKnown();
    proposals.list = collector.take();
    return proposals;
}

Call callAt(const QString &before)
{
    const QString code = withoutTexts(before.right(MaximumLookBack));
    int depth = 0;
    int argument = 0;
    for (qsizetype at = code.size() - 1; at >= 0; --at) {
        const QChar c = code[at];
        if (QStringLiteral(")]}").contains(c)) {
            ++depth;
        } else if (depth > 0) {
            if (QStringLiteral("([{").contains(c))
                --depth;
        } else if (QStringLiteral("[{").contains(c)) {
            argument = 0; // what is open here is one argument of the call around it
        } else if (c == QLatin1Char(',')) {
            ++argument;
        } else if (c == QLatin1Char(';')) {
            return {};
        } else if (c == QLatin1Char('(')) {
            static const QRegularExpression name(QStringLiteral(R"(([A-Za-z_$][\w$.]*)\s*$)"));
            const auto match = name.match(code.first(at));
            if (HookApi::find(match.captured(1)))
                return {match.captured(1), argument};
            argument = 0; // another's call: so is this
        }
    }
    return {};
}

} // namespace Completion
