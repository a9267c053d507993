// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/linediff.h"

#include <algorithm>
#include <string>
#include <vector>

#include <dtl/dtl.hpp>

namespace LineDiff {

namespace {

std::vector<std::string> linesOf(const QString &text)
{
    std::vector<std::string> lines;
    for (const QString &line : text.split(QLatin1Char('\n')))
        lines.push_back(line.toStdString());
    return lines;
}

} // namespace

QList<Line> between(const QString &before, const QString &after)
{
    dtl::Diff<std::string> diff(linesOf(before), linesOf(after));
    diff.onHuge();
    diff.compose();
    QList<Line> lines;
    for (const auto &[line, info] : diff.getSes().getSequence()) {
        const Kind kind = info.type == dtl::SES_ADD ? Kind::Added
            : info.type == dtl::SES_DELETE          ? Kind::Removed
                                                    : Kind::Same;
        lines.append({kind, QString::fromStdString(line)});
    }
    for (auto begin = lines.begin(); begin != lines.end();) {
        const auto end = std::find_if(begin, lines.end(),
                                      [](const Line &line) { return line.kind == Kind::Same; });
        std::stable_partition(begin, end,
                              [](const Line &line) { return line.kind == Kind::Removed; });
        begin = end == lines.end() ? end : end + 1;
    }
    return lines;
}

QString text(const QString &before, const QString &after)
{
    QStringList lines;
    for (const Line &line : between(before, after)) {
        const char *sign = line.kind == Kind::Added ? "+ "
            : line.kind == Kind::Removed            ? "- "
                                                    : "  ";
        lines.append(QLatin1String(sign) + line.text);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace LineDiff
