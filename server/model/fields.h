// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/model/formula.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QRegularExpression>

#include <optional>

namespace Model {

/// What a collection says of one field (contract: fields 2).
/// A value; any thread.
struct Field
{
    enum class Type {
        Text,
        RichText,
        Number, ///< A whole number.
        FloatNumber,
        Money, ///< Kept with two decimals.
        Email,
        Date,
        DateTime,
        Time,
        Bool,
        Option, ///< One of `options`, or an array of them.
        Json,
        Media, ///< image, images, file, files: an array of media ids.
        Relation, ///< An array of copies of documents of `collection`; one at most.
        Relations, ///< The same, any number.
        Child, ///< Nothing is kept: the children name their parent.
    };

    /// 2^53, where a counter ends: greater numbers are not exact for every client
    /// (contract: documents 2).
    static constexpr qint64 LastCount = qint64(1) << 53;

    QByteArray name;
    QByteArray typeName; ///< As it was declared.
    Type type = Type::Json;
    bool required = false;
    bool unique = false;
    bool autoincrement = false;
    std::optional<double> least; ///< Of a number its value, of a text its length, of a time its ms.
    std::optional<double> most;
    std::optional<QRegularExpression> pattern;
    QByteArrayList options; ///< JSON.
    QByteArray collection; ///< Of relations and children.
    qint64 target = 0; ///< The number of a relation's collection; 0 when there is no such one.
    QByteArrayList targetRelations; ///< The relations of that collection: copies hold their ids.
    QByteArray defaultValue; ///< JSON; empty for none.
    std::optional<Formula> formula;

    bool isRelation() const { return type == Type::Relation || type == Type::Relations; }
};

using Fields = QList<Field>;

/// The names of all types, as a definition writes them.
QByteArrayList fieldTypeNames();

/// Rules broken by values, as they become an error's `list`.
class Violations
{
public:
    void add(QByteArrayView field, const QString &text, const char *code);
    void add(const Violations &others);
    bool isEmpty() const { return m_list.isEmpty(); }
    /// The JSON array of `{"field", "message": [text, CODE]}`.
    QByteArray toJson() const { return '[' + m_list + ']'; }
    /// A ValidationError that lists them.
    Failure toFailure() const;
    Failure toFailure(const QString &message) const;

private:
    QByteArray m_list;
};

/// Reads the member `fields` of a collection's definition and adds what is wrong with it to
/// @p violations. What is wrong is left out: a field without a name or type as a whole, else the
/// rule alone.
Fields parseFields(const Json::Value &fields, Violations &violations);

/// The JSON that is stored for @p value of @p field: what the type allows is brought to its one
/// form. Broken rules are added to @p violations. Relations, defaults and formulas are the
/// transaction's.
QByteArray checkedValue(const Field &field, const Json::Value &value, Violations &violations);

/// @p text, a value of a form, as the type of @p field wants it; as a text where it does not fit.
QByteArray valueOfForm(const Field &field, QByteArrayView text);

/// Whether @p value is null or empty although @p field asks for one.
bool isMissing(const Field &field, const Json::Value &value);

/// `REQUIRED` where @p value is missing, null or empty.
void checkRequired(const Field &field, const std::optional<Json::Value> &value,
                   Violations &violations);

} // namespace Model
