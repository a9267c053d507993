// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QStringList>

#include <optional>

/// The values of a grid of documents: how they are shown, and what is meant by what is typed. Pure
/// functions.
namespace CellValue {

/// A line for a cell; what is composed tells its size.
QString shown(const Json::Value &value);
/// The text to be edited: that of a text, else JSON.
QString editable(const Json::Value &value);
/// s(tring), n(umber), b(ool), c(omposed) or 0 for null.
char typeOf(const Json::Value &value);

/// The JSON that @p typed means in a field of the declared @p type (empty: none) whose value was of
/// the type @p before, as typeOf() tells it or a blank. Nothing when it means none: @p fault says
/// why.
std::optional<QByteArray> parse(const QString &typed, const QByteArray &type, char before,
                                QString &fault);

/// The `_id` of the document that the @p value of a relation refers to, of several the first one: a
/// relation holds an id or a copy of the document. Empty: there is none.
QByteArray relatedId(const Json::Value &value);

/// The @p fields of @p documents with their names above, a line each with tabs between, as
/// spreadsheets paste it.
QString table(const QStringList &fields, const QByteArrayList &documents);

} // namespace CellValue
