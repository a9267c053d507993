// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/tablereader.h"

/// CSV (RFC 4180) with a head line. Values are separated by what a first line `sep=;` says, or else
/// by the one of comma, semicolon, tab and pipe that the head line has most of. Thread: one.
class CsvReader final : public TableReader
{
public:
    using TableReader::TableReader;
    char separator() const override { return char(m_separator); }

private:
    Result<Record> readRecord() override;
    void findSeparator();

    int m_separator = 0; ///< 0: not known yet.
};
