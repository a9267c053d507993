// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/recordedruntest.h"

const char RecordedRunTest::Orders[] = "const VAT = 0.25;\n" // 1
                                       "async function beforePOST(req, res) {\n"
                                       "  let total = 0;\n"
                                       "  for (const line of req.body.lines) {\n"
                                       "    const price = await priceOf(line.article);\n" // 5
                                       "    total += price * line.count;\n"
                                       "  }\n"
                                       "  log.info('total', total);\n"
                                       "  const gross = withVat(total);\n"
                                       "  res.end({data: {gross}});\n" // 10
                                       "}\n"
                                       "async function priceOf(article) {\n"
                                       "  const list = await db.get('/rest/c', {article});\n"
                                       "  return list.length ? 1 : article.length * 10;\n"
                                       "}\n" // 15
                                       "function withVat(net) {\n"
                                       "  const vat = net * VAT;\n"
                                       "  if (vat > 1000)\n"
                                       "    throw new Error('too dear');\n"
                                       "  return net + vat;\n" // 20
                                       "}\n";

void RecordedRunTest::initTestCase()
{
    QVERIFY(m_server.start());
    QVERIFY(m_server.define("c"));
    // A recording takes a while where other tests run beside it.
    QCOMPARE(
        m_server.client().put("/admin/v1/settings", R"({"codehooks":{"timeout":30000}})").status,
        200);
    m_orders =
        record(Orders, R"({"lines":[{"article":"A7","count":3},{"article":"BBB","count":2}]})");
}

QByteArray RecordedRunTest::record(const QByteArray &source, const QByteArray &body)
{
    const auto reply =
        m_server.client().post("/admin/v1/collections/c/codehook/test",
                               Json::ObjectWriter()
                                   .text("source", QByteArrayView(source))
                                   .raw("request", R"({"method":"POST","body":)" + body + '}')
                                   .boolean("record", true)
                                   .take());
    return reply.json().root().value("recording").toJson();
}

Recording RecordedRunTest::parsed(const QByteArray &document)
{
    auto recording = Recording::parse(document);
    if (!recording)
        qFatal("%s", qPrintable(recording.error().message));
    return std::move(*recording);
}

QString RecordedRunTest::at(const Recording &recording, int step)
{
    return QStringLiteral("%1:%2").arg(recording.function(step)).arg(recording.place(step).line);
}

int RecordedRunTest::firstIn(const Recording &recording, int line)
{
    const auto &steps = recording.stepsIn({0, line, 0});
    return steps.empty() ? -1 : steps.front();
}
