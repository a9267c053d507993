// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTranslator>

#include <memory>
#include <vector>

/// The language of all texts: ours, Qt's and QScintilla's. Windows that are open keep theirs; they
/// are made anew. Thread: the window's.
class Language final
{
public:
    Language() = default;
    ~Language();
    Language(const Language &) = delete;
    Language &operator=(const Language &) = delete;

    /// @p code is `en`, `de` or `nb`; empty: that of the desktop, English where it has none of
    /// them.
    void set(const QString &code);

private:
    void install(const QString &name, const QString &folder);

    QString m_language; ///< Of the texts now; empty at first.
    std::vector<std::unique_ptr<QTranslator>> m_translators;
};
