// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QList>
#include <QString>

#include <utility>

/// A value as a recording keeps it (docs/replay.md, "The format"). A value; any thread.
class RecordedValue
{
public:
    enum class Kind {
        Missing, ///< There is none: a variable that was not set, a member that an object lacks.
        Undefined,
        Null,
        Bool,
        Number,
        Text,
        Array,
        Object,
        Map,
        Set,
        Function,
        Other, ///< What has a text alone: a date, a pattern, a symbol, a promise, a proxy.
        Hidden ///< What was left out, or would have had to be asked of a getter.
    };

    RecordedValue() = default; ///< Missing.
    static RecordedValue of(const Json::Value &value);
    /// The value whose JSON is @p json; Hidden where it is none.
    static RecordedValue parse(QByteArrayView json);
    static RecordedValue text(QString text);
    static RecordedValue number(double number);
    static RecordedValue boolean(bool value);
    static RecordedValue undefined();

    Kind kind() const { return m_kind; }
    double toNumber() const; ///< As JavaScript has it; NaN where it cannot be.
    QString toText() const; ///< As JavaScript has it, where it is no object.
    bool isTrue() const; ///< As JavaScript has it.
    QByteArray typeName() const; ///< What `typeof` gives.

    /// The members that were kept, by name; of an array and a set by index, of a map by number.
    const QList<std::pair<QString, RecordedValue>> &members() const { return m_members; }
    /// The member @p name. A list and a text have `length`, a map and a set `size`.
    RecordedValue member(const QString &name) const;
    qsizetype count() const { return m_count; } ///< How many members there were.
    bool hasMore() const { return m_count > m_members.size(); }

    /// What it looks like in one line of about @p most letters.
    QString shown(int most = 60) const;
    /// `===`, and for objects what was kept of them.
    bool equals(const RecordedValue &other) const;

private:
    void readKind(const Json::Value &value);
    void readMembers(const Json::Value &list);

    Kind m_kind = Kind::Missing;
    QString m_text; ///< The text, the class, or what is shown of it.
    double m_number = 0;
    qsizetype m_count = 0;
    QList<std::pair<QString, RecordedValue>> m_members;
};
