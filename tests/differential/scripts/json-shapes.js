const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const reviver = (key, value) => (typeof value === 'string' && ISO.test(value) ? new Date(value) : key === 'amount' ? Number(value) : value);
function replacer(key, value) {
  if (key === 'password') return undefined;
  if (value instanceof Map) return { $map: [...value] };
  if (value instanceof Set) return { $set: Array.from(value) };
  if (this[key] instanceof Date) return { $date: this[key].getTime() };
  return value;
}
const revive = (key, value) => (value?.$map ? new Map(value.$map) : value?.$set ? new Set(value.$set) : value?.$date !== undefined ? new Date(value.$date) : value);
class Money {
  constructor(amount, currency) { this.amount = amount; this.currency = currency; }
  toJSON(key) { return `${key}:${this.amount.toFixed(2)} ${this.currency}`; }
}
const stable = (value) => JSON.stringify(value, (key, each) => (each && typeof each === 'object' && !Array.isArray(each)
  ? Object.keys(each).sort().reduce((sorted, name) => { sorted[name] = each[name]; return sorted; }, {}) : each));

function beforePOST(req, res) {
  const parsed = JSON.parse('{"when":"2026-01-02T03:04:05.678Z","amount":"12.50","list":[{"amount":"1e3"}],"no":null}', reviver);
  log.info(parsed.when instanceof Date, parsed.when.getUTCDay(), parsed.amount + parsed.list[0].amount);
  const value = { m: new Map([['a', new Set([1, 2])]]), d: new Date(0), password: 'x', f() {}, u: undefined, s: Symbol('s'), n: NaN, list: [undefined, () => 1, NaN, -0] };
  const text = JSON.stringify(value, replacer, 2);
  log.info(text);
  const again = JSON.parse(text, revive);
  log.info(again.m.get('a').has(2), again.d.toISOString(), 'password' in again, again.list);
  log.info(JSON.stringify({ price: new Money(9.5, 'EUR'), list: [new Money(1, 'NOK')] }), stable({ b: 1, a: { d: [{ z: 1, y: 2 }], c: null } }));
  log.info(JSON.stringify('\u2028"\\\b\u0007é😀'), JSON.stringify({ a: 1, b: [1, { c: 2 }], d: {} }, null, '--'), JSON.stringify({ x: 1, y: { x: 2, z: 3 } }, ['x', 'y']), JSON.stringify([new Number(1), new String('s'), new Boolean(false), Object(Symbol())]));
  log.info(JSON.stringify(undefined), JSON.stringify(null), JSON.stringify(Infinity), JSON.stringify({ [Symbol('k')]: 1, '': 2, 10: 'a', 9: 'b' }), JSON.stringify({ date: new Date(NaN) }));
  const circular = { name: 'c', inner: {} };
  circular.inner.self = circular;
  try { JSON.stringify(circular); } catch (e) { log.warn(e.name); }
  const seen = new WeakSet();
  log.info(JSON.stringify(circular, (key, each) => { if (typeof each === 'object' && each !== null) { if (seen.has(each)) return '[circular]'; seen.add(each); } return each; }));
  for (const bad of ['{a:1}', '[1,]', '', '{"a":1}}', "{'a':1}", 'undefined', '01', '"\n"']) {
    try { JSON.parse(bad); log.error('parsed', bad); } catch (e) { if (!(e instanceof SyntaxError)) throw e; }
  }
  log.info(JSON.parse('{"__proto__":{"x":1},"a":1,"a":2}'), JSON.parse(' [1e2,-0.5E-1,"\\u0041\\/"] '), Object.is(JSON.parse('-0'), -0));
  res.end({ data: { deep: JSON.parse('['.repeat(50) + ']'.repeat(50)).flat(Infinity).length, raw: req.rawBody } });
}
