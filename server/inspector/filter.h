// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/inspector/record.h"

#include <QList>
#include <QString>

#include <functional>

namespace Inspector {

/// A record as rows: the request, and beneath it those of its log lines that match.
struct Match
{
    qint64 number = 0; ///< Of the record.
    int level = 0; ///< Of the request by its status: Debug, Warn or Error.
    bool hasRequest = false; ///< The request itself matches, not a line of its log alone.
    QList<std::pair<int, int>> lines; ///< The place in the log, and the level.

    bool isEmpty() const { return !hasRequest && lines.isEmpty(); }
    /// `[number, level, place, level, …]`; the request's level is -1 when it does not match itself.
    QByteArray toJson() const;
    static Match fromJson(const Json::Value &json);
};

/// Which records are wanted: words, and fields such as `status:>=400`, `method:POST`,
/// `path:/rest/order/*`, `took:>50ms`, `hook:beforePOST`, `key:ab12cd`, `collection:people`,
/// `user:jane`, `from:client`, `kind:job`, `level:warn`, `since:2026-11-23T09:30:00Z`, `id:…`; `-`
/// before one turns it round, quotation marks keep blanks together. All of them have to hold. Any
/// letter case. A value; any thread.
class Filter
{
public:
    Filter() = default;
    /// Reads what was typed; see faulty() for what could not be understood.
    explicit Filter(const QString &typed);

    /// The fields that add() knows.
    static const QStringList &fields();
    /// @errors BadInput: the field does not take @p value.
    Result<Done> add(const QString &field, const QString &value, bool isTurned = false);
    /// Wants @p word, which may have blanks, somewhere in the request or in its log.
    void addWord(const QString &word, bool isTurned = false);

    /// The first field that was typed and not understood, such as `status:x`; empty: none.
    const QString &faulty() const { return m_faulty; }
    /// No record below it is wanted.
    Level leastLevel() const { return m_level; }
    /// No record that began before it is wanted; milliseconds since 1970.
    qint64 since() const { return m_since; }

    /// What of @p record is wanted.
    Match match(const Record &record) const;
    bool takes(const Record &record) const { return !match(record).isEmpty(); }

private:
    using Test = std::function<bool(const Record &)>;

    void addTerm(QString term);
    bool hasWords(const QByteArray &text) const;

    QList<Test> m_tests;
    QList<QByteArray> m_words; ///< In lower case.
    QList<QByteArray> m_not; ///< The same: words that must not be there.
    Level m_level = Level::Debug;
    qint64 m_since = 0;
    QString m_faulty;
};

} // namespace Inspector
