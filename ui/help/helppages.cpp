// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/helppages.h"

#include "server/core/markdown.h"

#include <QFile>
#include <QRegularExpression>
#include <QTextDocumentFragment>
#include <QUrl>

#include <algorithm>

namespace HelpPages {

namespace {

constexpr char Folder[] = ":/docs/";
constexpr char Index[] = "index.md";

QString textOf(const QString &path)
{
    QFile file(QLatin1String(Folder) + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString titleOf(const QString &text)
{
    const QString first = text.section(QLatin1Char('\n'), 0, 0);
    return first.startsWith(QLatin1String("# ")) ? first.mid(2) : first;
}

/// Adds the page @p path, and behind it the pages that its lists link to.
void add(QList<HelpPage> &pages, const QString &path, int depth)
{
    static const QRegularExpression listed(QStringLiteral("^\\* \\[[^\\]]*\\]\\(([^)#:]+\\.md)\\)"),
                                           QRegularExpression::MultilineOption);
    const bool isKnown = std::any_of(pages.begin(), pages.end(),
                                     [&](const HelpPage &page) { return page.path == path; });
    const QString text = isKnown ? QString() : textOf(path);
    if (text.isEmpty())
        return;
    // The index is the list itself.
    const bool isIndex = path == QLatin1String(Index);
    if (!isIndex)
        pages.append({path, titleOf(text), text, depth});
    const QUrl base(path);
    auto matches = listed.globalMatch(text);
    while (matches.hasNext())
        add(pages, base.resolved(QUrl(matches.next().captured(1))).path(), isIndex ? 0 : depth + 1);
}

/// How well @p page answers @p words: 0 is not at all.
int rank(const HelpPage &page, const QStringList &words)
{
    static const QRegularExpression heading(QStringLiteral("^#+ .*$"),
                                            QRegularExpression::MultilineOption);
    int points = 0;
    QString headings;
    auto matches = heading.globalMatch(page.text);
    while (matches.hasNext())
        headings += matches.next().captured() + QLatin1Char('\n');
    for (const QString &word : words) {
        const qsizetype count = page.text.count(word, Qt::CaseInsensitive);
        if (count == 0)
            return 0;
        constexpr int OfTitle = 100;
        constexpr int OfHeading = 30;
        points += int(std::min<qsizetype>(count, OfHeading - 1))
            + (headings.contains(word, Qt::CaseInsensitive) ? OfHeading : 0)
            + (page.title.contains(word, Qt::CaseInsensitive) ? OfTitle : 0);
    }
    return points;
}

} // namespace

const QList<HelpPage> &all()
{
    static const QList<HelpPage> pages = [] {
        QList<HelpPage> list;
        add(list, QLatin1String(Index), 0);
        return list;
    }();
    return pages;
}

const HelpPage *find(const QString &path)
{
    const auto found = std::find_if(all().begin(), all().end(),
                                    [&](const HelpPage &page) { return page.path == path; });
    return found == all().end() ? nullptr : &*found;
}

QString anchorOf(const QString &heading)
{
    static const QRegularExpression dropped(QStringLiteral("[^\\w\\- ]"),
                                            QRegularExpression::UseUnicodePropertiesOption);
    return heading.toLower().remove(dropped).replace(QLatin1Char(' '), QLatin1Char('-'));
}

QString html(const HelpPage &page)
{
    static const QRegularExpression heading(QStringLiteral("<h([1-6])>(.*?)</h\\1>"));
    const QString plain = QString::fromUtf8(markdownToHtml(page.text.toUtf8(), false));
    QString made;
    qsizetype end = 0;
    auto matches = heading.globalMatch(plain);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const QString text = QTextDocumentFragment::fromHtml(match.captured(2)).toPlainText();
        made += QStringView(plain).mid(end, match.capturedStart() - end);
        made += QStringLiteral("<h%1><a name=\"%2\"></a>%3</h%1>")
                    .arg(match.captured(1), anchorOf(text), match.captured(2));
        end = match.capturedEnd();
    }
    made += QStringView(plain).mid(end);
    // A text browser pads cells, not paragraphs.
    made.replace(QLatin1String("<pre>"),
                 QLatin1String("<table class=\"code\" width=\"100%\" cellpadding=\"10\" "
                               "cellspacing=\"0\"><tr><td class=\"code\"><pre>"));
    made.replace(QLatin1String("\n</code></pre>"),
                 QLatin1String("</code></pre></td></tr></table><p></p>"));
    made.replace(QLatin1String("<table>"),
                 QLatin1String("<table border=\"1\" cellspacing=\"0\" cellpadding=\"6\">"));
    return made;
}

QList<const HelpPage *> search(const QString &words)
{
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QList<std::pair<int, const HelpPage *>> found;
    for (const HelpPage &page : all()) {
        if (const int points = rank(page, wanted); points > 0)
            found.append({points, &page});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    QList<const HelpPage *> pages;
    for (const auto &each : std::as_const(found))
        pages.append(each.second);
    return pages;
}

} // namespace HelpPages
