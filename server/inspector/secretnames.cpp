// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/secretnames.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace Inspector {

namespace {

/// In lower case and without - and _; a longer name may end in one.
constexpr std::array<QByteArrayView, 14> Endings = {
    "password",  "passwd",     "passphrase", "secret",     "token",         "apikey", "secretkey",
    "accesskey", "privatekey", "signingkey", "encryptkey", "authorization", "cookie", "signature"};
constexpr QByteArrayView Jwt = "jwt";
constexpr qsizetype LongestName = 128;

/// Whether @p step ends like one of the names: most do not.
bool mayBeSecret(QByteArrayView step)
{
    constexpr QByteArrayView Ends = "rd wd se et en ey on ie re wt";
    if (step.size() < 3 || step.back() == '-' || step.back() == '_')
        return step.size() >= 3;
    const std::array<char, 2> end = {char(step[step.size() - 2] | 0x20), char(step.back() | 0x20)};
    const bool isCut = step[step.size() - 2] == '-' || step[step.size() - 2] == '_';
    return isCut || Ends.contains(QByteArrayView(end.data(), 2));
}

bool isSecretStep(QByteArrayView step)
{
    if (!mayBeSecret(step))
        return false;
    std::array<char, LongestName> letters;
    qsizetype count = 0;
    for (const char c : step) {
        if (c == '-' || c == '_' || c == ' ')
            continue;
        if (count == LongestName)
            return false;
        letters[size_t(count++)] = c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
    }
    const QByteArrayView name(letters.data(), count);
    return name == Jwt || std::any_of(Endings.begin(), Endings.end(), [&](QByteArrayView ending) {
               return name.endsWith(ending);
           });
}

/// Three characters, in lower case, of every name above and of everything else that is masked:
/// `password` ssw, `passphrase` phr, `secret` ecr, `token` oke, all keys key, `authorization` riz,
/// `cookie` oki, `signature` gna, `jwt`, a JWT eyj, an address of Slack lac, other webhooks bho, and
/// an escaped letter \u0. They are rare in ordinary text.
constexpr std::array<std::array<char, 3>, 13> Probes = {{{'s', 's', 'w'},
                                                         {'p', 'h', 'r'},
                                                         {'e', 'c', 'r'},
                                                         {'o', 'k', 'e'},
                                                         {'k', 'e', 'y'},
                                                         {'r', 'i', 'z'},
                                                         {'o', 'k', 'i'},
                                                         {'g', 'n', 'a'},
                                                         {'j', 'w', 't'},
                                                         {'e', 'y', 'j'},
                                                         {'l', 'a', 'c'},
                                                         {'b', 'h', 'o'},
                                                         {'\\', 'u', '0'}}};

/// Sixteen bytes that are worked on at once: every body that is recorded passes here.
using Bytes = unsigned char __attribute__((vector_size(16)));
constexpr qsizetype BytesAtOnce = sizeof(Bytes);

Bytes lowerAt(const char *data)
{
    Bytes bytes;
    std::memcpy(&bytes, data, sizeof bytes);
    return bytes | static_cast<unsigned char>(0x20);
}

/// @p data holds two bytes more than are looked at.
bool hasProbeIn(const char *data)
{
    const Bytes first = lowerAt(data);
    const Bytes second = lowerAt(data + 1);
    const Bytes third = lowerAt(data + 2);
    Bytes found{};
    for (const auto &probe : Probes)
        found |= Bytes((first == static_cast<unsigned char>(probe[0] | 0x20))
                       & (second == static_cast<unsigned char>(probe[1]))
                       & (third == static_cast<unsigned char>(probe[2])));
    std::array<quint64, 2> halves;
    std::memcpy(halves.data(), &found, sizeof found);
    return (halves[0] | halves[1]) != 0;
}

bool hasProbe(QByteArrayView text)
{
    qsizetype at = 0;
    for (; at + BytesAtOnce + 1 < text.size(); at += BytesAtOnce) {
        if (hasProbeIn(text.data() + at))
            return true;
    }
    std::array<char, BytesAtOnce + 2> rest{};
    std::copy(text.begin() + at, text.end(), rest.begin());
    return hasProbeIn(rest.data());
}

/// `Bearer` and a token: capital letters are rare.
bool hasBearer(QByteArrayView text)
{
    for (qsizetype at = text.indexOf('B'); at >= 0; at = text.indexOf('B', at + 1)) {
        if (text.sliced(at).startsWith("Bearer "))
            return true;
    }
    return false;
}

/// A letter that is written as `%6B`: the name of a parameter may hide behind it.
bool hasEncodedLetter(QByteArrayView text)
{
    for (qsizetype at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
        if (at + 1 < text.size() && text[at + 1] >= '4' && text[at + 1] <= '7')
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
    return hasProbe(text) || hasBearer(text) || hasEncodedLetter(text)
        || (text.contains('@') && text.contains("://"));
}

} // namespace Inspector
