// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/secretnames.h"

#include <algorithm>
#include <array>

namespace Inspector {

namespace {

/// In lower case and without - and _; a longer name may end in one.
constexpr std::array<QByteArrayView, 14> Endings = {
    "password",  "passwd",     "passphrase", "secret",     "token",         "apikey", "secretkey",
    "accesskey", "privatekey", "signingkey", "encryptkey", "authorization", "cookie", "signature"};
/// Secrets under these names alone: longer ones, such as `compass`, say something else.
constexpr std::array<QByteArrayView, 4> Whole = {"jwt", "pass", "pwd", "bearer"};
constexpr qsizetype LongestName = 128;

/// What does not count in a name.
constexpr bool isNameSeparator(char c)
{
    return c == '-' || c == '_' || c == ' ';
}

/// Whether a secret's name may end in @p c: most names end in another letter.
constexpr bool isLastLetter(char c)
{
    constexpr quint32 Letters = 1U << ('d' - 'a') | 1U << ('e' - 'a') | 1U << ('k' - 'a')
        | 1U << ('n' - 'a') | 1U << ('r' - 'a') | 1U << ('s' - 'a') | 1U << ('t' - 'a')
        | 1U << ('y' - 'a');
    const auto letter = static_cast<unsigned char>((c | 0x20) - 'a');
    return letter < 26 && (Letters >> letter & 1U) != 0;
}

bool mayBeSecret(QByteArrayView step)
{
    while (!step.isEmpty() && isNameSeparator(step.back()))
        step.chop(1);
    return !step.isEmpty() && isLastLetter(step.back());
}

bool isSecretStep(QByteArrayView step)
{
    if (!mayBeSecret(step))
        return false;
    std::array<char, LongestName> letters;
    qsizetype count = 0;
    for (const char c : step) {
        if (isNameSeparator(c))
            continue;
        if (count == LongestName)
            return false;
        letters[size_t(count++)] = c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
    }
    const QByteArrayView name(letters.data(), count);
    return std::find(Whole.begin(), Whole.end(), name) != Whole.end()
        || std::any_of(Endings.begin(), Endings.end(),
                       [&](QByteArrayView ending) { return name.endsWith(ending); });
}

/// Three characters, in lower case, of every name above and of everything else that is masked:
/// `password` ssw, `passphrase` phr, `secret` ecr, `token` oke, all keys key, `authorization` riz,
/// `cookie` oki, `signature` gna, `jwt`, `Bearer` rer, a JWT eyj, an address of Slack lac, other
/// webhooks bho, and an escaped letter \u0. They are rare in ordinary text.
constexpr std::array<std::array<char, 3>, 14> Probes = {{{'s', 's', 'w'},
                                                         {'p', 'h', 'r'},
                                                         {'e', 'c', 'r'},
                                                         {'o', 'k', 'e'},
                                                         {'k', 'e', 'y'},
                                                         {'r', 'i', 'z'},
                                                         {'o', 'k', 'i'},
                                                         {'g', 'n', 'a'},
                                                         {'j', 'w', 't'},
                                                         {'r', 'e', 'r'},
                                                         {'e', 'y', 'j'},
                                                         {'l', 'a', 'c'},
                                                         {'b', 'h', 'o'},
                                                         {'\\', 'u', '0'}}};

/// What may follow a name, or a step of one. A quote ends a name too.
constexpr std::array<char, 8> NameEnds = {':', '=', '>', '"', '\'', '.', '[', ']'};

/// What may stand between the letters of a name in a text: a form writes a blank as +, and a
/// backslash may escape what follows it.
constexpr bool isSeparator(char c)
{
    return isNameSeparator(c) || c == '+' || c == '\\';
}

/// Whether the letters before @p end, with separators between them, end like a secret's name. Long
/// ones without separators have a probe.
bool endsInName(QByteArrayView text, qsizetype end)
{
    while (end > 0 && isSeparator(text[end - 1]))
        --end;
    if (end == 0 || !isLastLetter(text[end - 1]))
        return false;
    constexpr qsizetype Longest = 13; // authorization
    std::array<char, Longest> letters;
    qsizetype first = Longest;
    bool isBehindSeparator = false;
    bool isSplit = false;
    for (qsizetype at = end; at > 0 && first > 0; --at) {
        const char c = text[at - 1];
        const char letter = char(c | 0x20);
        if (letter >= 'a' && letter <= 'z') {
            letters[size_t(--first)] = letter;
            isSplit = isSplit || isBehindSeparator;
        } else if (isSeparator(c)) {
            isBehindSeparator = true;
        } else {
            break;
        }
    }
    const QByteArrayView name(letters.data() + first, Longest - first);
    const auto isEnding = [&](QByteArrayView ending) { return name.endsWith(ending); };
    return std::any_of(Whole.begin(), Whole.end(), isEnding)
        || (isSplit
            && (isEnding("slack") || std::any_of(Endings.begin(), Endings.end(), isEnding)));
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
}

/// A set of pairs of bytes: every body that is recorded is looked through for them.
class Pairs
{
public:
    constexpr Pairs()
    {
        for (const auto &probe : Probes) {
            for (const char first : {probe[0], upper(probe[0])}) {
                add(first, probe[1]);
                add(first, upper(probe[1]));
            }
        }
        for (const char end : NameEnds) {
            for (int letter = 'A'; letter <= 'z'; ++letter) {
                if (isLastLetter(char(letter)) || isSeparator(char(letter)))
                    add(char(letter), end);
            }
            for (const char separator : {'-', ' ', '+'})
                add(separator, end);
        }
        // A character that is written as `%6B`: the name of a parameter may hide behind it.
        for (char digit = '2'; digit <= '7'; ++digit)
            add('%', digit);
    }
    static constexpr quint32 pair(char first, char second)
    {
        return quint32(static_cast<unsigned char>(first))
            | quint32(static_cast<unsigned char>(second)) << 8;
    }
    constexpr bool contains(quint32 pair) const
    {
        return (m_bits[pair / 64] >> (pair % 64) & 1U) != 0;
    }

private:
    static constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? char(c & ~0x20) : c; }
    constexpr void add(char first, char second)
    {
        const quint32 bit = pair(first, second);
        m_bits[bit / 64] |= quint64(1) << (bit % 64);
    }

    std::array<quint64, 65536 / 64> m_bits{};
};

/// Whether the two bytes of @p text that end at @p at, a pair of the set, belong to what is masked.
bool isTrace(QByteArrayView text, qsizetype at)
{
    if (text[at - 1] == '%')
        return true;
    if (std::find(NameEnds.begin(), NameEnds.end(), text[at]) != NameEnds.end())
        return endsInName(text, at);
    const std::array<char, 3> found = {lower(text[at - 1]), lower(text[at]),
                                       at + 1 < text.size() ? lower(text[at + 1]) : '\0'};
    return std::find(Probes.begin(), Probes.end(), found) != Probes.end();
}

bool hasTrace(QByteArrayView text)
{
    static constexpr Pairs Known;
    quint32 pair = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        pair = pair >> 8 | Pairs::pair('\0', text[at]);
        if (Known.contains(pair) && isTrace(text, at))
            return true;
    }
    return false;
}

} // namespace

bool isSecretName(QByteArrayView name)
{
    qsizetype begin = 0;
    for (qsizetype i = 0; i <= name.size(); ++i) {
        const bool isEnd = i == name.size() || name[i] == '[' || name[i] == ']' || name[i] == '.';
        if (!isEnd)
            continue;
        if (i > begin && isSecretStep(name.sliced(begin, i - begin)))
            return true;
        begin = i + 1;
    }
    return false;
}

bool mayHoldSecret(QByteArrayView text)
{
    return hasTrace(text) || (text.contains('@') && text.contains("://"));
}

} // namespace Inspector
