// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/snippets.h"

#include <QCoreApplication>

namespace Snippets {

namespace {

struct Entry
{
    const char *title;
    const char *text;
};

constexpr Entry Entries[] = {
    {QT_TRANSLATE_NOOP("Snippets", "Validate a field"),
     "if (!req.body.‹name›) {\n"
     "  return res.end({ error: [{ field: '‹name›', message: '‹is missing›' }] });\n"
     "}\n"},
    {QT_TRANSLATE_NOOP("Snippets", "Compute a field"),
     "req.body.‹total› = ‹req.body.price * req.body.quantity›;\n"},
    {QT_TRANSLATE_NOOP("Snippets", "Set a default value"),
     "req.body.‹status› = req.body.‹status› || '‹new›';\n"},
    {QT_TRANSLATE_NOOP("Snippets", "Refuse a request"),
     "return res.end({ error: '‹This is not allowed.›' });\n"},
    {QT_TRANSLATE_NOOP("Snippets", "Limit a query"),
     "req.query.‹owner› = ‹req.hint['#usersession'].user›;\n"
     "return res.end({ query: req.query });\n"},
    {QT_TRANSLATE_NOOP("Snippets", "Read documents of another collection"),
     "const ‹found› = await db.get('/rest/‹customers›', { ‹city›: '‹Oslo›' }, { $max: 10 });\n"
     "log.debug('found', ‹found›.length);\n"},
    {QT_TRANSLATE_NOOP("Snippets", "Store a document in another collection"),
     "await db.post('/rest/‹history›', { ‹document›: req.body._id, ‹time›: new Date() });\n"},
    {QT_TRANSLATE_NOOP("Snippets", "Call another API"),
     "const response = await request({ url: '‹https://api.example/rates›', json: true });\n"
     "if (response.statusCode !== 200) {\n"
     "  throw new Error('‹The rates› answered ' + response.statusCode);\n"
     "}\n"
     "req.body.‹rate› = response.body.‹eur›;\n"},
    {QT_TRANSLATE_NOOP("Snippets", "Send data to another API"),
     "await request({\n"
     "  url: '‹https://api.example/orders›', method: 'POST', json: true,\n"
     "  headers: { authorization: 'Bearer ' + context.settings.‹token› },\n"
     "  body: req.body\n"
     "});\n"},
    {QT_TRANSLATE_NOOP("Snippets", "Send a message to Slack"),
     "await slack({ message: '‹A new order›', slackhookurl: context.settings.‹slack› });\n"},
    {QT_TRANSLATE_NOOP("Snippets", "Send mail"),
     "await sendMail({\n"
     "  to: '‹jane@example.com›', subject: '‹Your order›',\n"
     "  html: template('‹<p>Dear {{name}}, thank you.</p>›', req.body)\n"
     "});\n"},
    {QT_TRANSLATE_NOOP("Snippets", "Sign a token (JWT)"),
     "const token = auth.sign_jwt({ ‹role›: '‹admin›' }, context.settings.‹secret›, { expiresIn: "
     "'‹1h›' });\n"
     "return res.end({ data: { token } });\n"},
    {QT_TRANSLATE_NOOP("Snippets", "Check a token (JWT)"),
     "const claims = await auth.verify_jwt(req.body.‹token›, context.settings.‹secret›);\n"
     "log.debug('‹signed in as›', claims.‹role›);\n"},
    {QT_TRANSLATE_NOOP("Snippets", "Verify a signature (HMAC)"),
     "const expected = crypto.createHmac('sha256', context.settings.‹secret›)\n"
     "  .update(JSON.stringify(req.body)).digest('hex');\n"
     "if (req.hint['#headers']['‹x-signature›'] !== expected) {\n"
     "  return res.end({ error: '‹The signature is wrong.›' });\n"
     "}\n"},
};

} // namespace

QList<Snippet> all()
{
    QList<Snippet> list;
    for (const Entry &each : Entries)
        list.append(
            {QCoreApplication::translate("Snippets", each.title), QString::fromUtf8(each.text)});
    return list;
}

Filled filled(const QString &text, int indentation)
{
    Filled made;
    qsizetype open = -1;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == QChar(u'‹')) {
            open = made.text.size();
        } else if (text[i] == QChar(u'›') && open >= 0) {
            made.stops.append({open, made.text.size() - open});
            open = -1;
        } else {
            made.text.append(text[i]);
            if (text[i] == QLatin1Char('\n') && i + 1 < text.size())
                made.text.append(QString(indentation, QLatin1Char(' ')));
        }
    }
    return made;
}

} // namespace Snippets
