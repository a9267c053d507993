// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/junit.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace Requests {

namespace {

/// XML 1.0 has no control characters, and no other program would read them.
QString asXml(QString text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        const bool isPair =
            text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const bool isControl = c < 0x20 && c != u'\t' && c != u'\n' && c != u'\r';
        if (isControl || (text[i].isSurrogate() && !isPair) || c >= 0xfffe)
            text[i] = QChar(QChar::ReplacementCharacter);
        i += isPair;
    }
    return text;
}

QString secondsOf(qint64 microseconds)
{
    return QString::number(double(microseconds) / 1e6, 'f', 6);
}

void writeCounts(QXmlStreamWriter &xml, const QList<Report> &reports)
{
    const auto countOf = [&](auto isOne) {
        return QString::number(std::count_if(reports.begin(), reports.end(), isOne));
    };
    qint64 time = 0;
    for (const Report &each : reports)
        time += each.answer.microseconds;
    xml.writeAttribute(QStringLiteral("tests"), QString::number(reports.size()));
    xml.writeAttribute(QStringLiteral("failures"), countOf([](const Report &each) {
                           return each.error.isEmpty() && !each.hasPassed();
                       }));
    xml.writeAttribute(QStringLiteral("errors"),
                       countOf([](const Report &each) { return !each.error.isEmpty(); }));
    xml.writeAttribute(QStringLiteral("time"), secondsOf(time));
}

void writeCase(QXmlStreamWriter &xml, const Report &report)
{
    xml.writeStartElement(QStringLiteral("testcase"));
    xml.writeAttribute(QStringLiteral("name"), asXml(report.label));
    xml.writeAttribute(QStringLiteral("classname"), asXml(report.file));
    xml.writeAttribute(QStringLiteral("file"), asXml(report.file));
    xml.writeAttribute(QStringLiteral("line"), QString::number(report.line));
    xml.writeAttribute(QStringLiteral("time"), secondsOf(report.answer.microseconds));
    if (!report.error.isEmpty()) {
        xml.writeStartElement(QStringLiteral("error"));
        xml.writeAttribute(QStringLiteral("message"), asXml(report.error));
        xml.writeEndElement();
    }
    for (const Check::Outcome &check : report.checks) {
        if (check.hasPassed)
            continue;
        xml.writeStartElement(QStringLiteral("failure"));
        xml.writeAttribute(QStringLiteral("message"), asXml(check.message));
        xml.writeAttribute(QStringLiteral("type"), QStringLiteral("check"));
        xml.writeCharacters(asXml(check.text));
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

} // namespace

QByteArray junitOf(const QList<Report> &reports)
{
    QByteArray text;
    QXmlStreamWriter xml(&text);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("testsuites"));
    xml.writeAttribute(QStringLiteral("name"), QStringLiteral("hookdeskd requests run"));
    writeCounts(xml, reports);
    for (qsizetype begin = 0, end = 0; begin < reports.size(); begin = end) {
        while (end < reports.size() && reports[end].file == reports[begin].file)
            ++end;
        const QList<Report> suite = reports.sliced(begin, end - begin);
        xml.writeStartElement(QStringLiteral("testsuite"));
        xml.writeAttribute(QStringLiteral("name"), asXml(suite.first().file));
        writeCounts(xml, suite);
        for (const Report &each : suite)
            writeCase(xml, each);
        xml.writeEndElement();
    }
    xml.writeEndDocument();
    return text;
}

} // namespace Requests
