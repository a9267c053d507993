// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/testcase.h"

#include <algorithm>

namespace {

void compare(const QString &place, const Json::Value &expected, const Json::Value &actual,
             QStringList &differences)
{
    if (expected.isObject() && actual.isObject()) {
        for (const Json::Member &member : expected.members()) {
            if (member.key.startsWith('_'))
                continue; // ids, times and versions are others each time
            const QString name = place + QLatin1Char('.') + QString::fromUtf8(member.key);
            if (const auto found = actual.find(member.key))
                compare(name, member.value, *found, differences);
            else
                differences.append(TestCase::tr("%1 is missing").arg(name));
        }
        for (const Json::Member &member : actual.members()) {
            if (!member.key.startsWith('_') && !expected.find(member.key))
                differences.append(
                    TestCase::tr("%1 is new")
                        .arg(place + QLatin1Char('.') + QString::fromUtf8(member.key)));
        }
        return;
    }
    if (expected.isArray() && actual.isArray()) {
        const auto wanted = expected.items();
        const auto found = actual.items();
        if (wanted.size() != found.size())
            differences.append(TestCase::tr("%1 has %2 elements instead of %3")
                                   .arg(place)
                                   .arg(found.size())
                                   .arg(wanted.size()));
        for (size_t i = 0; i < std::min(wanted.size(), found.size()); ++i)
            compare(QStringLiteral("%1[%2]").arg(place).arg(i), wanted[i], found[i], differences);
        return;
    }
    const QByteArray wanted = expected.toJson();
    const QByteArray found = actual.toJson();
    if (wanted != found)
        differences.append(TestCase::tr("%1 is %2 instead of %3")
                               .arg(place, QString::fromUtf8(found.left(100)),
                                    QString::fromUtf8(wanted.left(100))));
}

/// The JSON of the case @p name; empty: there is none.
QByteArray caseOf(const QList<TestCase> &cases, const QString &name)
{
    const auto found = std::find_if(cases.begin(), cases.end(),
                                    [&](const TestCase &each) { return each.name == name; });
    return found == cases.end() ? QByteArray() : found->toJson();
}

} // namespace

TestCase TestCase::fromJson(const Json::Value &json)
{
    TestCase testCase;
    testCase.name = json.value("name").toString();
    testCase.request = json.value("request").toJson();
    testCase.outbound = json.value("outbound").text().toByteArray();
    testCase.status = json.value("expected").value("status").toInteger();
    testCase.body = json.value("expected").value("body").toJson();
    return testCase;
}

QByteArray TestCase::toJson() const
{
    return Json::ObjectWriter()
        .text("name", name)
        .raw("request", request)
        .text("outbound", QByteArrayView(outbound))
        .raw("expected", Json::ObjectWriter().number("status", status).raw("body", body).take())
        .take();
}

QList<TestCase> TestCase::merged(const QList<TestCase> &before, const QList<TestCase> &mine,
                                 const QList<TestCase> &theirs)
{
    const auto isMine = [&](const QString &name) {
        return caseOf(before, name) != caseOf(mine, name);
    };
    QList<TestCase> merged;
    for (const TestCase &each : theirs) {
        if (!isMine(each.name))
            merged.append(each);
    }
    for (const TestCase &each : mine) {
        if (isMine(each.name))
            merged.append(each);
    }
    return merged;
}

QByteArray TestCase::run(const QString &source) const
{
    return Json::ObjectWriter()
        .text("source", source)
        .text("outbound", QByteArrayView(outbound))
        .raw("request", request)
        .take();
}

QStringList TestCase::differences(const Json::Value &report) const
{
    QStringList differences;
    const qint64 answered = report.value("status").toInteger();
    if (answered != status)
        differences.append(tr("status is %1 instead of %2").arg(answered).arg(status));
    const auto expected = Json::Document::parseKnown(body);
    compare(tr("answer"), expected->root(), report.value("response").value("body"), differences);
    if (const QString error = report.value("error").toString();
        !error.isEmpty() && !differences.isEmpty())
        differences.append(error);
    return differences;
}
