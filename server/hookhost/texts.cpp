// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/texts.h"

#include <QStringList>

#include <unicode/idna.h>
#include <unicode/ucnv.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include <memory>

namespace HookHost::Texts {

namespace {

QString textOf(const icu::UnicodeString &text)
{
    return QString(reinterpret_cast<const QChar *>(text.getBuffer()), text.length());
}

} // namespace

std::optional<QString> decode(const QByteArray &bytes, const QByteArray &converter,
                              Malformed malformed)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> reader(
        ucnv_open(converter.constData(), &status), ucnv_close);
    if (U_FAILURE(status))
        return std::nullopt;
    if (malformed == Malformed::Refuse)
        ucnv_setToUCallBack(reader.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                            &status);
    // A byte of any encoding is two units of UTF-16 at most.
    QString text(bytes.size() * 2 + 1, Qt::Uninitialized);
    const int32_t length =
        ucnv_toUChars(reader.get(), reinterpret_cast<UChar *>(text.data()), int32_t(text.size()),
                      bytes.constData(), int32_t(bytes.size()), &status);
    if (U_FAILURE(status))
        return std::nullopt;
    text.truncate(length);
    text.squeeze();
    return text;
}

QString codePointsOf(const QString &property)
{
    constexpr qsizetype Longest = 60;
    const QString pattern = QStringLiteral("[\\p{%1}]").arg(property.left(Longest));
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeSet set(
        icu::UnicodeString(reinterpret_cast<const char16_t *>(pattern.utf16()),
                           int32_t(pattern.size())),
        status);
    QStringList ranges;
    for (int32_t i = 0; U_SUCCESS(status) && i < set.getRangeCount(); ++i)
        ranges.append(QString::number(set.getRangeStart(i), 16) + QLatin1Char('-')
                      + QString::number(set.getRangeEnd(i), 16));
    return ranges.join(QLatin1Char(' '));
}

QString domainToAscii(const QString &domain)
{
    constexpr uint32_t Ignored = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG
        | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN
        | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::IDNA> rules(icu::IDNA::createUTS46Instance(
        UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, status));
    icu::UnicodeString ascii;
    icu::IDNAInfo info;
    const icu::UnicodeString given(reinterpret_cast<const char16_t *>(domain.utf16()),
                                   int32_t(domain.size()));
    if (U_SUCCESS(status))
        rules->nameToASCII(given, ascii, info, status);
    return U_SUCCESS(status) && (info.getErrors() & ~Ignored) == 0 ? textOf(ascii) : QString();
}

} // namespace HookHost::Texts
