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
constexpr QByteArrayView Jwt = "jwt";
constexpr qsizetype LongestName = 128;

bool isSecretStep(QByteArrayView step)
{
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

/// Two letters, in lower case, of which each name above and each other thing that is masked has
/// some: `passwd` sw, `secret` cr, `token` and all keys ke, `cookie` ok, `passphrase` sp,
/// `authorization` iz, `signature` gn, `jwt` wt, a JWT yj, an address of Slack ck, other webhooks
/// bh, and an escaped letter \u.
constexpr std::array<std::array<char, 2>, 12> Pairs = {{{'s', 'w'},
                                                        {'c', 'r'},
                                                        {'k', 'e'},
                                                        {'o', 'k'},
                                                        {'s', 'p'},
                                                        {'i', 'z'},
                                                        {'w', 't'},
                                                        {'y', 'j'},
                                                        {'c', 'k'},
                                                        {'b', 'h'},
                                                        {'g', 'n'},
                                                        {'\\', 'u'}}};

unsigned pairsIn(const char *data, qsizetype size)
{
    unsigned found = 0;
    for (qsizetype i = 0; i < size; ++i) {
        const unsigned first = static_cast<unsigned char>(data[i]) | 0x20u;
        const unsigned second = static_cast<unsigned char>(data[i + 1]) | 0x20u;
        for (const auto &pair : Pairs)
            found |= unsigned(first == static_cast<unsigned char>(pair[0] | 0x20))
                & unsigned(second == static_cast<unsigned char>(pair[1]));
    }
    return found;
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
    // Block by block, so that the compiler looks at many bytes at once.
    constexpr qsizetype Block = 64;
    for (qsizetype begin = 0; begin + 1 < text.size(); begin += Block) {
        if (pairsIn(text.data() + begin, std::min(Block, text.size() - 1 - begin)) != 0)
            return true;
    }
    return hasBearer(text) || (text.contains('@') && text.contains("://"));
}

} // namespace Inspector
