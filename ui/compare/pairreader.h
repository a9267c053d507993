// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/compareside.h"
#include "ui/compare/storedparts.h"

#include <QObject>

#include <optional>

/// Reads what two databases have that could be carried over. Thread: the window's.
class PairReader final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Reads both; what was being read before is forgotten.
    void read(const CompareSide &source, const CompareSide &target);
    /// Forgets what is being read.
    void cancel();
    bool isReading() const { return m_isReading; }

signals:
    void finished(const StoredParts &source, const StoredParts &target);
    /// One of them cannot be read: @p text says which, and why.
    void failed(const QString &text);

private:
    void readSide(const CompareSide &side, const QByteArray &query,
                  std::optional<StoredParts> PairReader::*parts);
    void fail(const QString &text);

    bool m_isReading = false;
    int m_round = 0; ///< Answers to earlier rounds are ignored.
    std::optional<StoredParts> m_source; ///< Nothing until it is read.
    std::optional<StoredParts> m_target;
};
