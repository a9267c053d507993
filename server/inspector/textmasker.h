// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace Inspector {

/// Masks secrets in one text: JSON, also cut off, within other text or within texts of JSON at any
/// depth; forms and addresses; multipart forms; `name: value` lines; tokens that show what they
/// are.
///
/// The text is scanned once, without being parsed, so that damaged and cut texts are masked like
/// whole ones, and valid JSON stays valid. Lives for one text. Any thread.
class TextMasker final
{
public:
    /// @p text outlives this; it is @p depth texts deep within another one.
    explicit TextMasker(QByteArrayView text, int depth = 0)
        : m_text(text)
        , m_depth(depth)
    {
    }
    QByteArray masked();

private:
    struct Quoted
    {
        qsizetype contentEnd; ///< Behind the last byte of the content.
        qsizetype end; ///< Behind the closing quote, or the end of the text.
    };

    bool maskAt(char c);
    bool maskMember();
    bool maskMultipart(qsizetype from);
    bool maskAssigned();
    bool maskLabelled();
    bool maskElement();
    bool maskQuery();
    bool maskUserInfo();
    bool maskToken(qsizetype from, QByteArrayView letters, qsizetype least);
    bool maskAddress(QByteArrayView head);
    void maskValue(qsizetype from, qsizetype level, bool isTextAlone);
    void maskSlack(qsizetype from, qsizetype level);
    void replace(qsizetype from, qsizetype to, const QByteArray &with);

    qsizetype backslashesBefore(qsizetype at, qsizetype from) const;
    Quoted quotedFrom(qsizetype begin, qsizetype level, qsizetype limit) const;
    qsizetype structureEnd(qsizetype from, qsizetype level) const;
    qsizetype spaceEnd(qsizetype from) const;
    qsizetype wordEnd(qsizetype from, QByteArrayView ends) const;
    QByteArrayView nameBefore(qsizetype at) const;
    QByteArrayView wordsBefore(qsizetype at) const;
    bool startsAt(qsizetype at, QByteArrayView word) const;

    const QByteArrayView m_text;
    const int m_depth;
    QByteArray m_masked;
    qsizetype m_at = 0;
    qsizetype m_copied = 0; ///< Up to here the text is in m_masked.
    qsizetype m_queryEnd = 0; ///< Up to here maskQuery() has looked.
    bool m_isSlack = false; ///< Within the settings of Slack, whose address is a password.
};

} // namespace Inspector
