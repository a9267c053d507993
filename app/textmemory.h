// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QMutex>
#include <QSet>
#include <QString>
#include <QTranslator>

#include <memory>
#include <vector>

/// The translators of one language, which remember what they were asked for: so a text on the
/// screen leads back to its source, and can be shown in another language without building its
/// window anew. Thread: translate() any, the others the window's.
class TextMemory final : public QTranslator
{
    Q_OBJECT

public:
    /// Asks @p translators, the last one first.
    explicit TextMemory(std::vector<std::unique_ptr<QTranslator>> translators);
    ~TextMemory() override;

    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *disambiguation,
                      int n) const override;

    /// @p text, which these translators gave, in the language that is installed now; nothing where
    /// it is no text of theirs. Of two that look alike it is that of one of @p contexts.
    QString inPresentLanguage(const QString &text, const QByteArrayList &contexts) const;

private:
    struct Source
    {
        QByteArray context;
        QByteArray text;
        QByteArray disambiguation;
        bool counts = false; ///< It has plural forms.
    };
    /// A text with places to be filled in.
    struct Pattern
    {
        QString shown;
        Source source;
        int letters = 0; ///< How many of it are no place.
    };

    void remember(const Source &source, const QString &shown) const;
    QString filled(const Pattern &pattern, const QString &text,
                   const QByteArrayList &contexts) const;

    const std::vector<std::unique_ptr<QTranslator>> m_translators;
    mutable QMutex m_mutex; ///< Guards what follows.
    mutable QSet<size_t> m_asked;
    mutable QHash<QString, QList<Source>> m_texts; ///< By how they are shown.
    mutable QList<Pattern> m_patterns;
};

/// Shows all windows that are open, whose texts are of @p before, in the language that is installed
/// now. What people have typed stays. Thread: the window's.
void retranslateWindows(const TextMemory &before);
