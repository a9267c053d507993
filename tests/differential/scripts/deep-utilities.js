const isPlain = (value) => Object.prototype.toString.call(value) === '[object Object]' && [Object.prototype, null].includes(Object.getPrototypeOf(value));
function merge(target, ...sources) {
  for (const source of sources) {
    for (const key of Reflect.ownKeys(source)) {
      if (key === '__proto__' || key === 'constructor') continue;
      const [mine, theirs] = [target[key], source[key]];
      target[key] = isPlain(mine) && isPlain(theirs) ? merge({ ...mine }, theirs) : Array.isArray(mine) && Array.isArray(theirs) ? [...mine, ...theirs] : theirs;
    }
  }
  return target;
}
function equal(a, b, seen = new Map()) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b || a.constructor !== b.constructor) return false;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  switch (true) {
    case a instanceof Date: return a.getTime() === b.getTime();
    case a instanceof RegExp: return a.source === b.source && a.flags === b.flags;
    case a instanceof Set: return a.size === b.size && [...a].every((each) => b.has(each) || [...b].some((other) => equal(each, other, seen)));
    case a instanceof Map: return a.size === b.size && [...a].every(([key, value]) => b.has(key) && equal(value, b.get(key), seen));
    case ArrayBuffer.isView(a): return a.length === b.length && a.every((each, i) => Object.is(each, b[i]));
  }
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key], seen));
}
function clone(value, known = new WeakMap()) {
  if (Object(value) !== value || typeof value === 'function') return value;
  if (known.has(value)) return known.get(value);
  const make = { '[object Date]': () => new Date(value), '[object RegExp]': () => new RegExp(value), '[object Map]': () => new Map(), '[object Set]': () => new Set(), '[object Array]': () => [] }[Object.prototype.toString.call(value)];
  const copy = make ? make() : Object.create(Object.getPrototypeOf(value));
  known.set(value, copy);
  if (value instanceof Map) value.forEach((each, key) => copy.set(clone(key, known), clone(each, known)));
  if (value instanceof Set) value.forEach((each) => copy.add(clone(each, known)));
  for (const key of Reflect.ownKeys(value)) if (!(key === 'length' && Array.isArray(value))) { const property = Object.getOwnPropertyDescriptor(value, key); if ('value' in property) property.value = clone(property.value, known); Object.defineProperty(copy, key, property); }
  return copy;
}
function diff(a, b, path = []) {
  if (equal(a, b)) return [];
  if (!isPlain(a) || !isPlain(b)) return [{ path: path.join('.'), from: a, to: b }];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => diff(a[key], b[key], [...path, key]));
}
const get = (object, path, fallback) => path.split(/[.[\]]+/).filter(Boolean).reduce((at, key) => at?.[key], object) ?? fallback;
const set = (object, path, value) => { const keys = path.split('.'), last = keys.pop(); keys.reduce((at, key) => (at[key] ??= {}), object)[last] = value; return object; };
const keysOf = (change) => function convert(value) { return Array.isArray(value) ? value.map(convert) : isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [change(key), convert(each)])) : value; };
const toSnake = keysOf((key) => key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)), toCamel = keysOf((key) => key.replace(/_(\w)/g, (_, c) => c.toUpperCase()));
const freeze = (object) => { Object.values(object).forEach((each) => typeof each === 'object' && each !== null && freeze(each)); return Object.freeze(object); };

function beforePATCH(req, res) {
  const base = { a: { list: [1], d: new Date(5), inner: { x: 1 } }, s: new Set([{ k: 1 }]), m: new Map([['k', { v: /x/gi }]]), n: NaN, u: undefined, f() { return 'f'; }, get g() { return this.n; } };
  base.self = base;
  const copy = clone(base);
  log.info(equal(base, copy), copy.self === copy, copy.m.get('k').v.flags, copy.a.d !== base.a.d, copy.f(), Object.getOwnPropertyDescriptor(copy, 'g').get !== undefined);
  log.info(merge({ a: { b: [1], c: 1 } }, { a: { b: [2], d: { e: 1 } } }, { a: { c: null } }), merge({}, JSON.parse('{"__proto__":{"polluted":1}}')).polluted, {}.polluted);
  log.info(diff({ a: 1, b: { c: [1], d: 2 }, gone: true }, { a: 1, b: { c: [1, 2], d: 2 }, e: null }), diff(req.body, req.body));
  log.info(get(req.body, 'lines[1].sku'), get(req.body, 'lines.9.sku', 'none'), set({}, 'a.b.c', 1), toSnake({ orderId: 1, lineItems: [{ unitPrice: 2, URLPath: 3 }] }), toCamel({ order_id: 1, a: { b_c_d: [null] } }));
  const frozen = freeze({ deep: { list: [1] } }), cloned = structuredClone({ d: new Date(1), e: new RangeError('x'), m: new Map([[1, new Uint8Array([2])]]), nested: [undefined, null] });
  try { (() => { 'use strict'; frozen.deep.list.push(2); })(); } catch (e) { log.warn(e.name); }
  log.info(frozen, cloned.e instanceof RangeError, cloned.m.get(1), cloned.nested, equal([1, , 3], [1, undefined, 3]), equal(new Float32Array([0.1]), new Float32Array([0.1])), equal({ a: undefined }, { b: undefined }));
  res.end({ data: toCamel(toSnake(req.body)) });
}
