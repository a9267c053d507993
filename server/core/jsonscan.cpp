// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/jsonscan.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace Json {

namespace {

/// The pieces of a text, one after the other; what is not JSON is pieces of one character.
class Scanner
{
public:
    struct Piece
    {
        QByteArrayView text;
        qsizetype place = 0;

        bool isNumber() const { return text[0] == '-' || (text[0] >= '0' && text[0] <= '9'); }
    };

    explicit Scanner(QByteArrayView text)
        : m_text(text)
    {
    }

    std::optional<Piece> next()
    {
        constexpr std::string_view Blanks = " \t\r\n";
        constexpr std::string_view InNumbers = "0123456789+-.eE";
        const std::string_view text(m_text.data(), size_t(m_text.size()));
        const size_t begin = text.find_first_not_of(Blanks, m_at);
        if (begin == std::string_view::npos)
            return std::nullopt;
        size_t end = begin + 1;
        if (text[begin] == '"')
            end = endOfString(text, end);
        else if (text[begin] == '-' || (text[begin] >= '0' && text[begin] <= '9'))
            end = std::min(text.find_first_not_of(InNumbers, end), text.size());
        m_at = end;
        return Piece{m_text.sliced(qsizetype(begin), qsizetype(end - begin)), qsizetype(begin)};
    }

private:
    static size_t endOfString(std::string_view text, size_t at)
    {
        while (at < text.size() && text[at] != '"')
            at += text[at] == '\\' ? 2 : 1;
        return std::min(at + 1, text.size());
    }

    QByteArrayView m_text;
    size_t m_at = 0;
};

template<typename Number>
bool isBeyond(QByteArrayView text)
{
    Number number = 0;
    return std::from_chars(text.data(), text.data() + text.size(), number).ec
        == std::errc::result_out_of_range;
}

bool isLargeInteger(QByteArrayView number)
{
    if (number.contains('.') || number.contains('e') || number.contains('E'))
        return false;
    return number.startsWith('-') ? isBeyond<qint64>(number) : isBeyond<quint64>(number);
}

} // namespace

std::optional<QByteArray> withDoublesForLargeIntegers(QByteArrayView text)
{
    QByteArray changed;
    qsizetype copied = 0;
    Scanner scanner(text);
    while (const auto piece = scanner.next()) {
        if (!piece->isNumber() || !isLargeInteger(piece->text))
            continue;
        const qsizetype end = piece->place + piece->text.size();
        changed.append(text.sliced(copied, end - copied)).append("e0");
        copied = end;
    }
    if (copied == 0)
        return std::nullopt;
    return changed.append(text.sliced(copied));
}

} // namespace Json
