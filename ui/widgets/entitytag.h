// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// Entity tags, by which a change is made only to what was seen (`If-Match`). Any thread.
namespace EntityTag {

/// That of @p document, JSON with its meta fields; empty where it has no version.
QByteArray of(const QByteArray &document);
/// That of a document in @p version.
QByteArray ofVersion(qint64 version);

} // namespace EntityTag
