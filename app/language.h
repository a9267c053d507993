// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

class TextMemory;

/// The language of all texts: ours, Qt's and QScintilla's, also in windows that are open.
/// Thread: the window's.
class Language final
{
public:
    Language();
    ~Language();
    Language(const Language &) = delete;
    Language &operator=(const Language &) = delete;

    /// @p code is `en`, `de` or `nb`; empty: that of the desktop, English where it has none of
    /// them.
    void set(const QString &code);

private:
    QString m_language; ///< Of the texts now; empty at first.
    std::unique_ptr<TextMemory> m_texts;
};
