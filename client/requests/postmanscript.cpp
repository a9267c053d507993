// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/postmanscript.h"

#include <QRegularExpression>

#include <algorithm>

namespace Requests {

namespace {

/// A statement, and the directive that says the same: `%1` is what it has captured.
struct Pattern
{
    QRegularExpression expression;
    const char *name;
    const char *value;
};

const QList<Pattern> &patterns()
{
    static const QString json =
        QStringLiteral("(?:pm\\.response\\.json\\(\\)|jsonData|response|responseJson|body|data|res"
                       "|json)");
    static const QString path = QStringLiteral("((?:\\.[A-Za-z_]\\w*|\\[\\d+\\])+)");
    static const QString literal =
        QStringLiteral("(-?\\d+(?:\\.\\d+)?|true|false|\"[^\"]*\"|'[^']*')");
    static const auto of = [](const QString &pattern) {
        return QRegularExpression(QStringLiteral("^") + pattern + QStringLiteral(";?$"));
    };
    static const QList<Pattern> all = {
        {of(QStringLiteral("pm\\.response\\.to\\.have\\.status\\((\\d{3})\\)")), "check",
         "status == %1"},
        {of(QStringLiteral(
             "pm\\.expect\\(pm\\.response\\.code\\)\\.to\\.(?:eql|equal|be\\.equal)\\("
             "(\\d{3})\\)")),
         "check", "status == %1"},
        {of(QStringLiteral("tests\\[.+\\] = responseCode\\.code ={2,3} (\\d{3})")), "check",
         "status == %1"},
        {of(QStringLiteral("pm\\.response\\.to\\.be\\.(?:ok|success)")), "check", "status < 300"},
        {of(QStringLiteral(
             "pm\\.expect\\(pm\\.response\\.responseTime\\)\\.to\\.be\\.below\\((\\d+)"
             "\\)")),
         "check", "duration < %1"},
        {of(QStringLiteral("pm\\.expect\\(") + json + path
            + QStringLiteral("\\)\\.to\\.(?:eql|equal)\\(") + literal + QStringLiteral("\\)")),
         "check", "body%1 == %2"},
        {of(QStringLiteral(
                "pm\\.(?:environment|collectionVariables|globals|variables)\\.set\\([\"']"
                "([\\w.-]+)[\"'], ?")
            + json + path + QStringLiteral("\\)")),
         "set", "%1 = body%2"},
    };
    return all;
}

/// Lines that only frame a statement.
bool isFrame(const QString &line)
{
    static const QRegularExpression frame(QStringLiteral(
        "^(?:\\}\\)?;?|\\}\\s*\\);?|pm\\.test\\(.*(?:function\\s*\\(\\w*\\)|\\(\\w*\\)\\s*=>)\\s*"
        "\\{|"
        "(?:const|let|var) \\w+ = (?:pm\\.response\\.json\\(\\)|JSON\\.parse\\(responseBody\\));?|"
        "[\"']use strict[\"'];?)$"));
    return frame.match(line).hasMatch();
}

} // namespace

int PostmanScript::linesOf(const QByteArray &script)
{
    const QByteArrayList lines = script.split('\n');
    return int(std::count_if(lines.begin(), lines.end(), [](const QByteArray &line) {
        return !line.trimmed().isEmpty() && !line.trimmed().startsWith("//");
    }));
}

PostmanScript PostmanScript::parse(const QByteArray &script)
{
    // A test on one line is a statement in its frame.
    static const QRegularExpression oneLine(QStringLiteral(
        "^pm\\.test\\(.*(?:function\\s*\\(\\w*\\)|\\(\\w*\\)\\s*=>)\\s*\\{?\\s*(pm\\..+?)"
        ";?\\s*\\}?\\);?$"));
    PostmanScript result;
    for (const QByteArray &each : script.split('\n')) {
        QString line = QString::fromUtf8(each).trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1String("//")) || line.size() > 2000)
            continue;
        if (const auto inner = oneLine.match(line); inner.hasMatch())
            line = inner.captured(1).trimmed();
        bool isCarried = isFrame(line);
        for (const Pattern &pattern : patterns()) {
            const auto match = pattern.expression.match(line);
            if (!match.hasMatch() || isCarried)
                continue;
            QString value = QLatin1String(pattern.value);
            for (int i = 1; i <= match.lastCapturedIndex(); ++i) {
                QString captured = match.captured(i);
                if (captured.startsWith(QLatin1Char('\'')))
                    captured = QLatin1Char('"') + captured.mid(1).chopped(1) + QLatin1Char('"');
                value.replace(QStringLiteral("%%1").arg(i), captured);
            }
            const Directive directive{pattern.name, value.toUtf8()};
            if (!result.directives.contains(directive))
                result.directives.append(directive);
            isCarried = true;
        }
        result.left += !isCarried;
    }
    // Frames alone are nothing that is missing.
    return result;
}

} // namespace Requests
