// SPDX-License-Identifier: GPL-3.0-or-later
// What the scripts of scripts.mjs talk to: a few collections and servers in memory. They answer the run in Node; the run in a hook host
// gets the same answers again.
const CUSTOMERS = [
  { _id: 'c1', name: 'Jane Doe', email: 'Jane@Example.com', city: 'Oslo', tags: ['vip', 'new'], visits: 3, since: '2024-02-29T12:00:00.000Z' },
  { _id: 'c2', name: 'Łukasz Żółć', email: 'lukasz@example.pl', city: 'Gdańsk', tags: [], visits: 12, since: '2021-11-05T00:30:00.000Z' },
  { _id: 'c3', name: 'Åse Ødegård', email: 'ase@example.no', city: 'Oslo', tags: ['vip'], visits: 1, since: '2025-06-15T23:59:59.999Z' },
  { _id: 'c4', name: 'José Núñez', email: null, city: 'Madrid', visits: 0, since: '2020-01-01T00:00:00.000Z' },
];
const ORDERS = Array.from({ length: 23 }, (_, i) => ({
  _id: `o${i + 1}`, customer: `c${i % 4 + 1}`, status: ['new', 'paid', 'sent', 'cancelled'][i * 7 % 4], total: Math.round((i * 37.37 + 9.99) * 100) / 100,
  created: new Date(Date.UTC(2026, i % 12, 1 + i, i)).toISOString(), lines: [{ sku: `A-${i % 5}`, count: i % 3 + 1, price: 9.99 }, { sku: 'B-1', count: 1, price: i * 1.1 }],
}));
const CATEGORIES = [
  { _id: 'k1', name: 'All', parent: null }, { _id: 'k2', name: 'Books', parent: 'k1' }, { _id: 'k3', name: 'Music', parent: 'k1' },
  { _id: 'k4', name: 'Novels', parent: 'k2' }, { _id: 'k5', name: 'Jazz', parent: 'k3' }, { _id: 'k6', name: 'Free Jazz', parent: 'k5' },
];

function error(status, message, more) {
  return { error: { status, message, ...more } };
}
function isAsWanted(value, wanted) {
  if (wanted === null || typeof wanted !== 'object')
    return Array.isArray(value) ? value.includes(wanted) : value === wanted;
  return Object.entries(wanted).every(([operator, given]) => ({
    $gt: () => value > given, $gte: () => value >= given, $lt: () => value < given, $ne: () => value !== given,
    $in: () => given.includes(value), $regex: () => new RegExp(given).test(value),
  })[operator]?.());
}

export class World {
  collections = new Map(Object.entries({ customers: CUSTOMERS, orders: ORDERS, categories: CATEGORIES }).map(([name, list]) => [name, structuredClone(list)]));
  made = 0;
  asked = new Map();

  /// What a call is answered with, `{data}` or `{error}`. `given` are its arguments.
  answerTo(operation, given) {
    if (operation === 'slack')
      return { data: { statusCode: 200, body: 'ok' } };
    if (operation === 'mail')
      return { data: { result: [{ email_outbound_id: 'm' + ++this.made }] } };
    return operation === 'request' ? this.request(given[0]) : this[operation.slice(3)](...given);
  }

  /// How often it was asked for `what`, this time included.
  count(what) {
    this.asked.set(what, (this.asked.get(what) ?? 0) + 1);
    return this.asked.get(what);
  }
  collection(path) {
    const [, , name, id] = path.split('/');
    if (!this.collections.has(name))
      this.collections.set(name, []);
    const list = this.collections.get(name);
    return { name, id, list, found: list.find(({ _id }) => _id === id) };
  }
  get(path, query = {}, hint = {}) {
    const { name, id, list, found } = this.collection(path);
    if (name === 'flaky' && this.count('flaky') <= 2)
      return error(503, 'The server is busy.');
    if (id)
      return found ? { data: found } : error(404, `There is no document "${id}".`);
    const all = list.filter((each) => Object.entries(query).every(([field, wanted]) => isAsWanted(each[field], wanted)));
    const skipped = all.slice(hint.$skip ?? 0);
    return { data: skipped.slice(0, hint.$max ?? skipped.length) };
  }
  post(path, data) {
    const { name, list } = this.collection(path);
    if (name === 'guarded')
      return error(400, 'The document breaks rules of its fields.', { list: [{ field: 'name', message: ['is required'] }] });
    const made = [].concat(data).map((each) => ({ _id: `n${++this.made}`, ...each }));
    list.push(...made);
    return { data: structuredClone(Array.isArray(data) ? made : made[0]) };
  }
  put(path, data) {
    const { id, found } = this.collection(path);
    if (!found)
      return error(404, `There is no document "${id}".`);
    const { $inc = {}, $set = {}, ...fields } = data;
    Object.assign(found, fields, $set);
    for (const [field, more] of Object.entries($inc))
      found[field] = (found[field] ?? 0) + more;
    return { data: structuredClone(found) };
  }
  patch(path, data) { return this.put(path, data); }
  delete(path, ids) {
    const { list, id } = this.collection(path);
    const gone = id === '*' ? ids : [id];
    this.collections.set(path.split('/')[2], list.filter(({ _id }) => !gone.includes(_id)));
    return { data: { result: gone } };
  }

  request({ url, method = 'GET', json, encoding, body, bytes }) {
    const { host, pathname, searchParams } = new URL(url);
    if (host === 'down.example')
      return error(0, 'Connection refused', { code: 'ECONNREFUSED' });
    const sent = bytes === undefined ? body : Buffer.from(bytes, 'base64').toString();
    const [status, answer] = pathname === '/flaky' && this.count(url) <= 2 ? [503, { error: 'busy' }]
      : pathname === '/missing' ? [404, { error: 'no such page' }]
        : pathname === '/text' ? [200, 'a;b;c\n1;2;3\n']
          : pathname === '/page' ? [200, { items: [1, 2, 3].map((n) => n + 3 * Number(searchParams.get('page'))), next: searchParams.get('page') === '2' ? null : Number(searchParams.get('page')) + 1 }]
            : [200, { method, path: pathname, sent: sent ?? null, rates: { eur: 1, nok: 11.5025, pln: 4.3 } }];
    const isText = typeof answer === 'string', text = isText ? answer : JSON.stringify(answer);
    const headers = { 'content-type': isText ? 'text/csv; charset=utf-8' : 'application/json', 'x-remaining': '41', 'set-cookie': ['a=1; Path=/', 'b=2'] };
    const isBytes = encoding === null, read = json && !isText ? answer : text;
    return { data: { statusCode: status, statusMessage: status === 200 ? 'OK' : 'Error', headers, request: { href: url },
      body: isBytes ? Buffer.from(text).toString('base64') : read, ...(isBytes ? { isBytes } : {}) } };
  }
}
