// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/checks.h"
#include "client/requests/imported.h"
#include "client/requests/prepare.h"

#include <cstdlib>

QList<QByteArray> fuzzExamples()
{
    return {
        "@a = {{b}}\n### one\n# @name x\n# @check body.a[0][\"b\"] == 1\nPOST {{a}}/x HTTP/1.1\n"
        "  ?c=d\nA: b\n\n{\"a\":{{$randomInt 1 9}}}\n// c\n< f\n\n> {%\n x\n%}\n<> y\n",
        "GET http://a\r\nb: c\r\n\r\nd\r\n###\r\n# @set t = body.$.x\r\nhttps://b\r\n",
        "POST /a\ncontent-type: multipart/form-data; boundary=b\n\n--b\n\n<@ f\n--b--\n"};
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace Requests;
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto imported = importAny(text)) {
        int count = 0;
        for (const Imported::File &each : imported->files)
            count += int(RequestFile::parse(each.text).requests().size());
        if (count != imported->count)
            std::abort();
    }
    RequestFile file = RequestFile::parse(text);
    if (file.text() != text)
        std::abort();
    Variables variables;
    variables.setConnection("http://h", "KEY-OF-THE-CONNECTION");
    variables.setFile(file.variables());
    const Answer answer{200, {{"a", "b"}}, R"({"a":[{"b":1}],"t":"x"})", 1};
    for (qsizetype i = 0; i < file.requests().size() && i < 4; ++i) {
        const Request request = file.requests()[i];
        const auto sent = prepare(request, variables, [](const QString &) {
            return Result<QByteArray>(QByteArray("f"));
        });
        if (sent && !isOfServer(sent->url, "http://h")
            && (sent->url.contains("KEY-OF") || sent->body.contains("KEY-OF")))
            std::abort();
        for (const Directive &each : request.directives) {
            if (const auto check = Check::parse(each.value))
                (void)check->run(answer, variables);
        }
        // What is written again as it was stays so, and a change is read again as it was meant.
        if (!file.replace(i, request) || file.text() != text)
            std::abort();
        RequestFile other = file;
        Request changed = request;
        changed.headers.prepend(Header("x", "y"));
        changed.directives.append(Directive{"check", "status == 1"});
        if (other.replace(i, changed) && other.requests()[i].headers != changed.headers)
            std::abort();
        other.remove(i);
        if (other.requests().size() != file.requests().size() - 1)
            std::abort();
    }
    return 0;
}
