// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

/// Document ids: 24 hexadecimal digits, the ObjectID of the MongoDB manual (seconds, random,
/// counter). Any thread.
namespace ObjectId {

/// A new id; ids of one process ascend in the order of the calls, also when the clock steps back.
/// Processes are told apart by 40 random bits.
QByteArray create();

/// True for 24 hexadecimal digits in lower case.
bool isValid(QByteArrayView id);

} // namespace ObjectId
