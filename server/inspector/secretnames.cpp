// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/secretnames.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <string_view>

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
constexpr std::array<std::string_view, 14> Probes = {"ssw", "phr", "ecr", "oke", "key",
                                                     "riz", "oki", "gna", "jwt", "rer",
                                                     "eyj", "lac", "bho", "\\u0"};

/// What may follow a name, or a step of one. A quote ends a name too.
constexpr std::array<char, 8> NameEnds = {':', '=', '>', '"', '\'', '.', '[', ']'};

/// What may stand between the letters of a name in a text: a form writes a blank as +, and a
/// backslash may escape what follows it.
constexpr bool isSeparator(char c)
{
    return isNameSeparator(c) || c == '+' || c == '\\';
}

/// The last two letters of the names of secrets, and of `slack`.
constexpr auto LastPairs = [] {
    std::array<std::array<char, 2>, Endings.size() + Whole.size() + 1> pairs{};
    size_t count = 0;
    const auto add = [&](QByteArrayView name) {
        pairs[count++] = {name[name.size() - 2], name[name.size() - 1]};
    };
    for (const QByteArrayView name : Endings)
        add(name);
    for (const QByteArrayView name : Whole)
        add(name);
    add("slack");
    return pairs;
}();

bool isLastPair(char first, char second)
{
    const std::array<char, 2> wanted = {char(first | 0x20), char(second | 0x20)};
    return std::find(LastPairs.begin(), LastPairs.end(), wanted) != LastPairs.end();
}

constexpr bool isLetter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/// Whether the letters before @p end, with separators between them, end like a secret's name. Long
/// ones without separators have a probe.
bool endsInName(QByteArrayView text, qsizetype end)
{
    while (end > 0 && isSeparator(text[end - 1]))
        --end;
    if (end == 0 || !isLastLetter(text[end - 1]))
        return false;
    if (end > 1 && isLetter(text[end - 2]) && !isLastPair(text[end - 2], text[end - 1]))
        return false;
    constexpr qsizetype Longest = 13; // authorization
    std::array<char, Longest> letters;
    qsizetype first = Longest;
    bool isBehindSeparator = false;
    bool isSplit = false;
    for (qsizetype at = end; at > 0 && first > 0; --at) {
        const char c = text[at - 1];
        if (isLetter(c)) {
            letters[size_t(--first)] = char(c | 0x20);
            isSplit = isSplit || isBehindSeparator;
        } else if (isSeparator(c)) {
            isBehindSeparator = true;
        } else {
            break;
        }
    }
    const QByteArrayView name(letters.data() + first, Longest - first);
    const auto isEnding = [&](QByteArrayView ending) {
        return name.back() == ending.back() && name.endsWith(ending);
    };
    return std::any_of(Whole.begin(), Whole.end(), isEnding)
        || (isSplit
            && (isEnding("slack") || std::any_of(Endings.begin(), Endings.end(), isEnding)));
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
}

/// Pairs of bytes of which at least one is among the bytes 0 and 1, 2 and 3, … of every text that
/// holds a trace of a secret: every body that is recorded is looked through for them.
class Pairs
{
public:
    constexpr Pairs()
    {
        for (const std::string_view probe : Probes) {
            addInAnyCase(probe[0], probe[1]);
            addInAnyCase(probe[1], probe[2]);
        }
        for (const char end : NameEnds) {
            for (int letter = 'A'; letter <= 'z'; ++letter) {
                if (isLastLetter(char(letter)) || isSeparator(char(letter)))
                    add(char(letter), end);
            }
            for (const char separator : {'-', ' ', '+'})
                add(separator, end);
            addAllBehind(end);
        }
        // A character that is written as `%6B`: the name of a parameter may hide behind it.
        addAllBehind('%');
        for (int first = 0; first < 256; ++first)
            add(char(first), '%');
        add('/', '/'); // of an address
    }
    bool contains(quint16 pair) const { return (m_bits[pair / 64] >> (pair % 64) & 1U) != 0; }

private:
    static constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? char(c & ~0x20) : c; }
    constexpr void addInAnyCase(char first, char second)
    {
        for (const char one : {first, upper(first)}) {
            add(one, second);
            add(one, upper(second));
        }
    }
    constexpr void addAllBehind(char first)
    {
        for (int second = 0; second < 256; ++second)
            add(first, char(second));
    }
    constexpr void add(char first, char second)
    {
        const quint32 bit = quint32(static_cast<unsigned char>(first))
            | quint32(static_cast<unsigned char>(second)) << 8;
        m_bits[bit / 64] |= quint64(1) << (bit % 64);
    }

    std::array<quint64, 65536 / 64> m_bits{};
};

constexpr quint32 packed(char first, char second, char third)
{
    return quint32(static_cast<unsigned char>(first)) << 16
        | quint32(static_cast<unsigned char>(second)) << 8 | static_cast<unsigned char>(third);
}

/// Whether one of the probes begins at @p at.
bool isProbe(QByteArrayView text, qsizetype at)
{
    static constexpr auto Packed = [] {
        std::array<quint32, Probes.size()> all{};
        for (size_t i = 0; i < Probes.size(); ++i)
            all[i] = packed(Probes[i][0], Probes[i][1], Probes[i][2]);
        return all;
    }();
    if (at + 2 >= text.size())
        return false;
    const quint32 found = packed(lower(text[at]), lower(text[at + 1]), lower(text[at + 2]));
    return std::find(Packed.begin(), Packed.end(), found) != Packed.end();
}

/// Whether `://` begins at @p at, in a text that may hold an address with a user and a password.
bool isAddress(QByteArrayView text, qsizetype at)
{
    return at + 2 < text.size() && text[at] == ':' && text[at + 1] == '/' && text[at + 2] == '/'
        && text.contains('@');
}

/// By byte: the ends of names and `%`, which endsTrace() looks at.
constexpr auto Ends = [] {
    std::array<bool, 256> ends{};
    for (const char end : NameEnds)
        ends[static_cast<unsigned char>(end)] = true;
    ends['%'] = true;
    return ends;
}();

constexpr bool isEnd(char c)
{
    return Ends[static_cast<unsigned char>(c)];
}

/// Whether a secret's name ends before @p at, or what is there hides a character of one.
bool endsTrace(QByteArrayView text, qsizetype at)
{
    if (text[at] == '%')
        return at + 1 < text.size() && text[at + 1] >= '2' && text[at + 1] <= '7';
    if (text[at] == ':' && isAddress(text, at))
        return true;
    return at > 0 && (isLastLetter(text[at - 1]) || isSeparator(text[at - 1]))
        && endsInName(text, at);
}

/// Whether the pair of bytes at @p at, one of Pairs, belongs to what is masked.
bool isTrace(QByteArrayView text, qsizetype at)
{
    const bool isFirstEnd = isEnd(text[at]);
    const bool isSecondEnd = isEnd(text[at + 1]);
    if (isFirstEnd || isSecondEnd)
        return (isFirstEnd && endsTrace(text, at)) || (isSecondEnd && endsTrace(text, at + 1));
    return isProbe(text, at) || (at > 0 && (isProbe(text, at - 1) || isAddress(text, at - 1)));
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
    // What is looked for has a pair at an even place.
    static constexpr Pairs Known;
    const qsizetype even = text.size() & ~qsizetype(1);
    for (qsizetype at = 0; at < even; at += 2) {
        if (Known.contains(qFromLittleEndian<quint16>(text.data() + at)) && isTrace(text, at))
            return true;
    }
    return even < text.size() && isEnd(text[even]) && endsTrace(text, even);
}

} // namespace Inspector
