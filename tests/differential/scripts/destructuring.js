const KEY = 'na' + 'me', sym = Symbol('s');
const order = { _id: 'o1', customer: { name: 'Jane', address: { city: 'Oslo', zip: null } }, lines: [{ sku: 'A', n: 2 }, { sku: 'B' }], meta: undefined, [sym]: 1 };
let calls = 0;
const fallback = (value) => { calls++; return value; };
function describe({ _id: id, customer: { [KEY]: name, address: { city = 'nowhere', zip = '0000', country = fallback('NO') } = {} } = {}, lines: [first, { sku: second = '?', n: count = 1 } = {}, ...others] = [], meta = {}, ...rest } = {}) {
  return { id, name, city, zip, country, first, second, count, others, meta, rest: Reflect.ownKeys(rest).map(String) };
}
const swap = ([a, b]) => [b, a];
function options(url, { method = 'GET', headers: { accept = '*/*', ...headers } = {}, retries: times = method === 'GET' ? 3 : 0 } = {}, ...[callback = () => 'none', ...extra]) {
  return [url, method, accept, headers, times, callback(), extra.length, arguments.length];
}
class Point {
  constructor({ x = 0, y = x } = {}) { ({ x: this.x, y: this.y } = { x, y }); }
  static from([x, y] = [1, 2]) { return new this({ x, y }); }
  *[Symbol.iterator]() { yield this.x; yield this.y; }
  set both([x, y]) { [this.x, this.y] = [x, y]; }
}

function beforePOST(req, res) {
  log.info(describe(order), describe(), describe({ customer: {} }), calls);
  log.info(options('u'), options('u', { method: 'POST', headers: { accept: 'a', b: 1 } }, () => 'cb', 1, 2));
  let a = 1, b = 2, c;
  [a, b] = [b, a];
  [, c = a, ...[a]] = [9, undefined, 7];
  ({ a, ['b' + '']: b = 5, ...c } = { a: [a], z: 1, y: 2 });
  log.info(a, b, c, swap('xy'), [...Point.from()], [...new Point({ x: 3 })]);
  const point = new Point();
  point.both = new Set([4, 5]);
  const target = {}, list = [];
  [target.x, list[2], target['y' + 1] = 'd'] = 'pq';
  for (const [key, { sku, n = 0 }] of Object.entries(order.lines)) list.push(`${key}${sku}${n}`);
  for ({ sku: target.last } of order.lines);
  for (let [i, j] = [0, 10]; i < j; [i, j] = [i + 3, j - 2]) list.push(i * j);
  log.info([...point], target, list, list.length);
  const { length, [length - 1]: last, 0: head } = 'hello', { toFixed } = 1, { a: { b: deep } = { b: 'deep' } } = {};
  log.info(length, last, head, toFixed.call(2.345, 1), deep);
  const bad = [() => { const { x } = null; return x; }, () => { const [x] = {}; return x; }, () => { const { x: { y } } = {}; return y; }, () => (({ x }) => x)(), () => { const [{ z }] = []; return z; }, () => ((x = y, y) => x)()];
  log.info(bad.map((act) => { try { return act(); } catch (e) { return e.name; } }));
  const merged = { ...null, ...'hi', ...[7], ...{ get g() { return 'got'; } }, a: 1, ...(req.body.count > 1 && { many: true }), ...undefined };
  const clone = (({ lines, ...others }) => ({ ...others, lines: [...lines] }))(order);
  log.info(merged, Object.getOwnPropertyDescriptor(merged, 'g').value, clone[sym], clone.lines !== order.lines, Math.max(...[1, 2], ...new Set([3])), [...[, 1]], (({ length: l }) => l)([...Array(3)]));
  var { x: [{ y: [z = 'zz'] = [] } = {}] = [] } = {}, fn = function ({ n } = { n: 1 }) { return n; }, arrow = ([h, ...t]) => (t.length ? [...arrow(t), h] : [h]);
  res.end({ data: { z, n: fn(), reversed: arrow([..."abc"]).join(''), lengths: [fn.length, options.length, arrow.length, describe.length] } });
}
