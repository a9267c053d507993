// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QList>
#include <QString>

#include <span>

namespace Model {

enum class MemberKind {
    Anything,
    Bool,
    Text,
    Texts, ///< An array of texts.
    Scalars, ///< An array of texts, numbers, true and false.
    Object,
};

enum class Presence {
    Optional, ///< It may be left out, and is not null.
    Nullable, ///< null is the same as leaving it out.
    Required,
};

/// What one member of a JSON object from a client may be. A table of these describes the object; a
/// part that needs more than a type, such as a URL, is looked at where it is read.
struct MemberRule
{
    const char *name = "";
    MemberKind kind = MemberKind::Anything;
    Presence presence = Presence::Optional;
    qsizetype least = 0; ///< Bytes of a text, elements of an array; other kinds have no length.
    const char *expected = nullptr; ///< What the value must be, in the place of what the kind says.
};

/// What is wrong with a member.
struct MemberFault
{
    QByteArray member;
    QString text; ///< A sentence that names the member.
    QByteArray code; ///< `UNKNOWN`, or the member's name in capitals, as in an error's `list`.
};

/// What is wrong with the members of @p object by @p rules: each in the order of the object, then
/// those that are missing. A member that no rule names is wrong too: it is misspelt, or a wish that
/// would be lost. @p owner says what has the members, for people: "a field".
QList<MemberFault> faultsOf(const Json::Value &object, std::span<const MemberRule> rules,
                            const char *owner);

/// Whether @p value is an array, and of texts alone.
bool areTexts(const Json::Value &value);

} // namespace Model
