class ApiError extends Error {
  constructor(response, body) {
    super(`${response.status} ${response.statusText} from ${new URL(response.url).pathname}`);
    this.name = 'ApiError';
    this.status = response.status;
    this.body = body;
  }
}
const api = (base, defaults = {}) => {
  const call = async (method, path, { query, json, headers, signal } = {}) => {
    const url = new URL(path, base);
    Object.entries(query ?? {}).forEach(([key, value]) => [].concat(value).forEach((each) => url.searchParams.append(key, each)));
    const response = await fetch(url, { method, headers: { accept: 'application/json', ...defaults, ...headers }, body: json && JSON.stringify(json), signal });
    const body = response.headers.get('content-type')?.startsWith('application/json') ? await response.json() : await response.text();
    if (!response.ok) throw new ApiError(response, body);
    return { body, headers: response.headers };
  };
  return new Proxy({}, { get: (_, method) => (...given) => call(method.toUpperCase(), ...given) });
};

async function beforePOST(req, res) {
  const client = api('https://api.example/v1/', { authorization: `Bearer ${context.settings.key}` });
  const { body, headers } = await client.get('rates', { query: { base: 'EUR', symbols: ['NOK', 'PLN'] } });
  log.info(body.path, body.rates.nok, headers.get('X-Remaining'), headers.getSetCookie(), [...headers.keys()]);
  const made = await client.post('/orders', { json: { id: 7, name: 'Åse' }, headers: { 'content-type': 'application/json' } });
  log.info(made.body.method, JSON.parse(made.body.sent));
  log.info(await (await fetch('https://api.example/text')).text());
  try { await client.get('/missing'); } catch (e) { log.warn(e.name, e.message, e.status, e.body); }
  const abort = new AbortController(), quick = await fetch('https://api.example/quick', { signal: abort.signal });
  abort.abort(new Error('changed my mind'));
  log.info(quick.status, abort.signal.reason.message);
  try { abort.signal.throwIfAborted(); } catch (e) { log.warn(e.message); }
  for (const signals of [[new AbortController().signal], [new AbortController().signal, AbortSignal.timeout(60000)]])
    log.info((await fetch('https://api.example/quick', { signal: AbortSignal.any(signals) })).status);
  await fetch('https://api.example/', { signal: AbortSignal.abort() }).catch((e) => log.warn(e.name, e instanceof DOMException, e.code));
  try { await fetch('https://down.example/'); } catch (e) { log.warn(e instanceof TypeError, e.cause?.code); }
  for (const bad of ['not a url', 'https://user:pass@api.example/']) await fetch(bad).catch((e) => log.warn(e.name));
  const response = new Response(JSON.stringify({ a: [1] }), { status: 201, headers: [['content-type', 'application/json'], ['x-a', '1'], ['X-A', '2']] });
  const copy = response.clone();
  log.info(response.status, response.ok, response.headers.get('x-a'), await response.json(), response.bodyUsed, (await copy.arrayBuffer()).byteLength);
  await response.text().catch((e) => log.warn(e.name));
  const h = new Headers({ Accept: 'a', 'X-B': ' b ' });
  h.append('accept', 'c');
  h.delete('x-none');
  log.info([...h], h.has('ACCEPT'), Object.fromEntries(h.entries()), new Request('https://x.example/', { method: 'post', body: new URLSearchParams({ a: '1 2' }) }).headers.get('content-type'));
  const { status } = await Response.json({ ok: true }, { status: 202 });
  res.end({ data: { status } });
}
