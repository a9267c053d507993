// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/documentfile.h"

#include <QByteArrayList>

#include <deque>
#include <vector>

/// Documents as the records of a table, whose first one has the names of the fields.
///
/// Values of declared fields become what their types ask for. For other columns the first records
/// say what they hold, and a later value that is otherwise stays a text. A number, `true`, an
/// object or an array becomes such a value only if it would be written again as it stands there:
/// `1.10`, `1E5` and `007` are texts. Empty values are left out. Thread: one.
class TableReader : public DocumentFileReader
{
public:
    using DocumentFileReader::DocumentFileReader;

    Result<std::optional<QByteArray>> next() final;
    bool canGoOn() const final { return m_isHeadRead; }
    QByteArrayList columns() const final { return m_columns; }

protected:
    using Record = std::optional<QByteArrayList>; ///< Nothing after the last one.
    /// The next record; the first one has the names. It calls beginDocument() where it begins.
    virtual Result<Record> readRecord() = 0;

private:
    enum class Kind { Unknown, Number, Bool, Json, Text };
    /// A record that was read ahead, and its line.
    struct Sampled
    {
        Result<Record> record;
        qint64 line;
    };

    static Kind kindOf(const QByteArray &value);
    QByteArray valueOf(size_t column, const QByteArray &value) const;
    Result<Done> readHead();
    void sample();
    void learnFrom(const QByteArrayList &record);
    Result<Record> nextRecord();

    bool m_isHeadRead = false;
    QByteArrayList m_columns; ///< As the head line names them.
    QByteArrayList m_names; ///< Of the fields that they become; empty: it is left out.
    std::vector<Kind> m_kinds; ///< Of the columns.
    std::deque<Sampled> m_sample;
};
