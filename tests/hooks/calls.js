// SPDX-License-Identifier: GPL-3.0-or-later
// The body of a hook that calls others: [what, function, what it must give]. tst_outbound puts the address of its peer in the place of
// HTTP. The forms of request() are those of the package; what fetch gives is what Node gives.
const E = 'HTTP/echo';
const error = async (act) => { try { return await act(); } catch (e) { return `${e.name}: ${e.message}`; } };
/// What the peer got of a call with a callback: method, path, body, type.
const got = (call, ...given) => new Promise((done) => call(...given, (e, response, body) => {
  if (e) return done(`${e.name}: ${e.message}`);
  const { method, url, body: sent, headers } = typeof body === 'string' ? JSON.parse(body) : body;
  done([method, url, sent, headers['content-type'] ?? '']);
}));
const cases = [
  ["post with options", () => got(request.post, E, { form: { a: 1 } }), ["POST", "/echo", "a=1", "application/x-www-form-urlencoded"]],
  ["get with options", () => got(request.get, E, { qs: { a: [1, 2], b: { c: 3 } } }), ["GET", "/echo?a%5B0%5D=1&a%5B1%5D=2&b%5Bc%5D=3", "", ""]],
  ["useQuerystring", () => got(request.get, E, { qs: { a: [1, 2] }, useQuerystring: true }), ["GET", "/echo?a=1&a=2", "", ""]],
  ["arrayFormat", () => got(request, { url: E, qs: { a: [1] }, qsStringifyOptions: { arrayFormat: 'brackets' } }), ["GET", "/echo?a%5B%5D=1", "", ""]],
  ["put and json", () => got(request.put, E, { json: { a: 1 } }), ["PUT", "/echo", '{"a":1}', "application/json"]],
  ["patch and headers", () => got(request.patch, E, { body: '{}', headers: { 'content-type': 'text/x' } }), ["PATCH", "/echo", "{}", "text/x"]],
  ["del", () => got(request.del, E, { headers: { a: 'b' } }), ["DELETE", "/echo", "", ""]],
  ["options", () => got(request.options, E), ["OPTIONS", "/echo", "", ""]],
  ["address and options", () => got(request, E, { method: 'POST', body: 'x' }), ["POST", "/echo", "x", "text/plain; charset=utf-8"]],
  ["options alone", () => got(request.post, { uri: E, body: 'x' }), ["POST", "/echo", "x", "text/plain; charset=utf-8"]],
  ["URL", () => got(request, new URL(E + '?u')), ["GET", "/echo?u", "", ""]],
  ["baseUrl", () => got(request, { baseUrl: 'HTTP/', url: '/echo' }), ["GET", "/echo", "", ""]],
  ["callback among the options", () => new Promise((done) => request({ url: E, callback: (e, response) => done(response.statusCode) })), 200],
  ["what callbacks get", () => new Promise((done) => request.post({ url: E, json: { a: 1 } }, (e1, response, body) => request('http://localhost:1/', (e2, ...none) => require('request')('HTTP/text', (e3, r3, text) =>
    done([e1, response.statusCode, body.method, e2.code, none.map(String), text]))))), [null, 200, "POST", "ECONNREFUSED", ["undefined", "undefined"], "plain æøå"]],
  ["defaults", () => got(request.defaults({ headers: { 'content-type': 'a/b' } }).defaults({ qs: { z: 1 } }).post, E, { body: 'x' }), ["POST", "/echo?z=1", "x", "a/b"]],
  ["defaults stay for themselves", () => got(request, E), ["GET", "/echo", "", ""]],
  ["bytes as a body", async () => JSON.parse((await request.post(E, { body: Buffer.from('é') })).body).body, "é"],
  ["bytes of an answer", async () => { const { body } = await request({ url: 'HTTP/bytes', encoding: null }); return [Buffer.isBuffer(body), body.toString('hex')]; }, [true, "00ff8041"]],
  ["encoding of an answer", async () => (await request({ url: 'HTTP/bytes', encoding: 'hex' })).body, "00ff8041"],
  ["head", async () => { const { statusCode, body } = await request.head(E); return [statusCode, body]; }, [200, ""]],
  ["head by method", async () => (await request({ url: 'HTTP/status', method: 'HEAD' })).statusCode, 418],
  ["nothing", () => error(() => request()), "TypeError: request takes an address or an object with options, not nothing."],
  ["a number", () => error(() => request(5)), "TypeError: request takes an address or an object with options, not a number."],
  ["options that are none", () => error(() => request(E, 'x')), "TypeError: request: the options are an object, not a text."],
  ["callback that is none", () => error(() => request(E, {}, 'x')), "TypeError: request: the callback is a function, not a text."],
  ["url that is none", () => error(() => request({ url: 5 })), 'TypeError: request: "url" is a text, or a URL, not a number.'],
  ["headers that are none", () => error(() => request({ url: E, headers: 'x' })), 'TypeError: request: "headers" is an object, not a text.'],
  ["timeout that is none", () => error(() => request({ url: E, timeout: '5' })), 'TypeError: request: "timeout" is a number, not a text.'],
  ["body that is none", () => error(() => request({ url: E, body: { a: 1 } })), 'TypeError: request: "body" is a text or bytes; set json: true to send an object.'],
  ["truth that is none", () => error(() => request({ url: E, gzip: 'yes' })), 'TypeError: request: "gzip" is true or false, not a text.'],
  ["encoding that is none", () => error(() => request({ url: E, encoding: 'nope' })), 'TypeError: request: "encoding" is null or an encoding of Buffer, such as "latin1", not a text.'],
  ["defaults that are none", () => error(() => request.defaults()), "TypeError: request.defaults takes an object with options, not a undefined."],

  ["fetch", async () => { const r = await fetch(E + '?q=1#h'); const { method, url } = await r.json(); return [r.status, r.ok, r.statusText, r.headers.get('Content-Type'), r.url === E + '?q=1', r.redirected, r.type, method, url, r.bodyUsed]; },
    [200, true, "OK", "application/json", true, false, "basic", "GET", "/echo?q=1", true]],
  ["fetch posts", async () => { const sent = async (init) => { const { body, headers } = await (await fetch(E, { method: 'post', ...init })).json(); return [body, headers['content-type']]; };
    return [await sent({ body: '{}', headers: { 'Content-Type': 'application/json' } }), await sent({ body: new URLSearchParams({ a: 'b c' }) }), await sent({ body: 'ä' }), (await sent({ body: new TextEncoder().encode('ö') }))[0]]; },
    [["{}", "application/json"], ["a=b+c", "application/x-www-form-urlencoded;charset=UTF-8"], ["ä", "text/plain;charset=UTF-8"], "ö"]],
  ["fetch of a Request", async () => (await (await fetch(new Request(E, { method: 'DELETE', headers: [['x-a', '1'], ['X-A', '2']] }))).json()).headers['x-a'], "1, 2"],
  ["fetch does not fail on a status", async () => { const r = await fetch('HTTP/status'); return [r.ok, r.status, await r.json()]; }, [false, 418, { "short": "stout" }]],
  ["fetch unpacks", async () => (await fetch('HTTP/gzip')).text(), "unpacked"],
  ["fetch gives cookies", async () => (await fetch('HTTP/cookie')).headers.getSetCookie(), ["a=1; Expires=Wed, 21 Oct 2099 07:28:00 GMT", "b=2"]],
  ["fetch gives bytes", async () => [...new Uint8Array(await (await fetch('HTTP/bytes')).arrayBuffer())], [0, 255, 128, 65]],
  ["fetch HEAD", async () => (await fetch(E, { method: 'HEAD' })).text(), ""],
  ["fetch is aborted", () => error(() => { const c = new AbortController(); setTimeout(() => c.abort(), 20); return fetch('HTTP/slow', { signal: c.signal }); }), "AbortError: This operation was aborted"],
  ["fetch is aborted with a reason", () => error(() => { const c = new AbortController(); setTimeout(() => c.abort(new Error('why')), 20); return fetch('HTTP/slow', { signal: c.signal }); }), "Error: why"],
  ["fetch is late", () => error(() => fetch('HTTP/slow', { signal: AbortSignal.timeout(50) })), "TimeoutError: The operation was aborted due to timeout"],
  ["fetch was aborted before", () => error(() => fetch(E, { signal: AbortSignal.abort() })), "AbortError: This operation was aborted"],
  ["fetch meets nobody", async () => { try { await fetch('http://localhost:1/'); } catch (e) { return [e.name, e.message.startsWith('fetch failed'), e.cause.code]; } }, ["TypeError", true, "ECONNREFUSED"]],
  ["fetch of a path", () => error(() => fetch('/x')), "TypeError: Failed to parse URL from /x"],
  ["fetch with a password", () => error(() => fetch('http://u:p@localhost/')), "TypeError: Request cannot be constructed from a URL that includes credentials: http://localhost"],
  ["GET with a body", () => error(() => fetch(E, { body: 'x' })), "TypeError: Request with GET/HEAD method cannot have body."],
  ["method that is none", () => error(() => fetch(E, { method: 'CONNECT' })), "TypeError: 'CONNECT' is not a valid HTTP method."],
  ["header that is none", () => error(() => fetch(E, { headers: { a: 'x\ny' } })), 'TypeError: Invalid header value: "x\\ny"'],
  ["options of fetch that are none", () => error(() => fetch(E, 5)), "TypeError: fetch: the second argument is an object with options, not 5."],
  ["signal that is none", () => error(() => fetch(E, { signal: {} })), 'TypeError: fetch: "signal" is an AbortSignal.'],
  ["body that is read twice", () => error(async () => { const r = await fetch(E); await r.text(); return r.text(); }), "TypeError: Body is unusable: Body has already been read"],
  ["clone", async () => { const r = await fetch('HTTP/text'), c = r.clone(); return [await r.text(), await c.text()]; }, ["plain æøå", "plain æøå"]],
];
const failed = [];
for (const [name, run, wanted] of cases) {
  const seen = JSON.stringify(await run() ?? null);
  if (seen !== JSON.stringify(wanted)) failed.push({ name, seen });
}
res.end({ data: { failed, count: cases.length } });
