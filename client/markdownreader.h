// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/tablereader.h"

/// The table of a Markdown text, which may have other things before and after it. Thread: one.
/// Source: GitHub Flavored Markdown, section 4.10.
class MarkdownReader final : public TableReader
{
public:
    using TableReader::TableReader;

private:
    Result<Record> readRecord() override;
    /// Reads on to the row beneath which a line of dashes stands; nothing: there is no table.
    std::optional<QByteArrayList> findHead();

    bool m_isInTable = false;
};
