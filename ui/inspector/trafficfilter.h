// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin.h"

#include <QList>
#include <QRegularExpression>
#include <QString>

#include <functional>

/// What is typed into the inspector's filter: words, and fields such as `status:>=400`,
/// `method:POST`, `path:/rest/order/*`, `took:>50ms`, `hook:beforePOST`, `key:ab12cd`,
/// `collection:people`; `-` before one turns it round, quotation marks keep blanks together. All of
/// them have to hold. A value; any thread.
class TrafficFilter
{
public:
    TrafficFilter() = default;
    explicit TrafficFilter(const QString &typed);

    /// What is wrong with what was typed; empty: nothing.
    const QString &fault() const { return m_fault; }
    /// Whether the fields hold.
    bool takes(const Inspector::Record &record) const;
    /// Whether @p text has all words.
    bool hasWords(const QByteArray &text) const;

    /// The names of the fields, for people.
    static QString fieldNames();

private:
    using Test = std::function<bool(const Inspector::Record &)>;

    void addTerm(QString term);
    void addField(const QString &name, const QString &value, bool isTurned);
    Test statusTest(const QString &value);
    Test durationTest(QString value);
    Test number(const QString &value, std::function<double(const Inspector::Record &)> of);

    QList<Test> m_tests;
    QList<QByteArray> m_words; ///< In lower case.
    QList<QByteArray> m_not; ///< The same: words that must not be there.
    QString m_fault;
};
