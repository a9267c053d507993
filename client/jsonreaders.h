// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/documentfile.h"

/// A JSON array of documents, or documents one after the other. Thread: one.
class JsonReader final : public DocumentFileReader
{
public:
    using DocumentFileReader::DocumentFileReader;

    Result<std::optional<QByteArray>> next() override;
    bool canGoOn() const override { return m_isWhole; }

private:
    void skipBlanks();
    /// One value, cut out by its brackets; the JSON parser looks at it closely.
    Result<std::optional<QByteArray>> document();

    bool m_isStart = true;
    bool m_inArray = false;
    bool m_isWhole = false; ///< The last document ended, whatever is wrong within.
};

/// A document a line; empty lines are left out. Thread: one.
class LineReader final : public DocumentFileReader
{
public:
    using DocumentFileReader::DocumentFileReader;

    Result<std::optional<QByteArray>> next() override;
    bool canGoOn() const override { return true; }
};
