function guarded(target, rules, path = '') {
  return new Proxy(target, {
    get(object, key, receiver) {
      const value = Reflect.get(object, key, receiver);
      return value !== null && typeof value === 'object' ? guarded(value, rules, `${path}${String(key)}.`) : value;
    },
    set(object, key, value, receiver) {
      const rule = rules[path + key];
      if (rule && !rule(value)) throw new TypeError(`${path}${key} cannot be ${JSON.stringify(value)}`);
      log.debug('set', path + key, value);
      return Reflect.set(object, key, value, receiver);
    },
    deleteProperty(object, key) {
      if (key.startsWith('_')) return false;
      return delete object[key];
    },
    has: (object, key) => !key.startsWith('_') && key in object,
    ownKeys: (object) => Reflect.ownKeys(object).filter((key) => !String(key).startsWith('_')),
  });
}
const defaults = (make) => new Proxy({}, { get: (object, key) => (key in object ? object[key] : (object[key] = make(key))) });
const negative = (list) => new Proxy(list, { get: (object, key, receiver) => Reflect.get(object, /^-\d+$/.test(String(key)) ? object.length + Number(key) : key, receiver) });

function beforePOST(req, res) {
  'use strict';
  const body = guarded({ ...req.body, _secret: 1, address: { zip: '0150' } }, { count: (n) => n >= 0, 'address.zip': (zip) => /^\d{4}$/.test(zip) });
  body.count = 5;
  body.address.zip = '0151';
  for (const act of [() => { body.count = -1; }, () => { body.address.zip = 'x'; }, () => { delete body._secret; }, () => { delete body.tags; return 'tags' in body; }]) {
    try { log.info('fine', act()); } catch (e) { log.warn(e.name, e instanceof TypeError); }
  }
  log.info(Object.keys(body), '_secret' in body, 'name' in body, JSON.stringify(body));
  const groups = defaults((key) => [key]);
  groups.a.push(1); groups.b.push(2); groups.a.push(3);
  const last = negative(['x', 'y', 'z']);
  log.info(groups.a, groups.b, last[-1], last[0], last.length, [...last], Array.isArray(last));
  const calls = [];
  const traced = new Proxy(function add(a, b) { return a + b; }, {
    apply: (act, self, given) => { calls.push(given); return Reflect.apply(act, self, given.map(Number)); },
    construct: (Act, given, target) => ({ made: given.length, same: target === traced }),
  });
  log.info(traced('1', '2'), traced.call(null, 3, 4), new traced(1, 2, 3), calls, typeof traced, traced.name);
  const { proxy, revoke } = Proxy.revocable({ a: 1 }, {});
  log.info(proxy.a);
  revoke();
  try { log.info(proxy.a); } catch (e) { log.warn(e.name); }
  class Base { constructor() { this.kind = new.target.name; } hello() { return `hello ${this.kind}`; } }
  class Sub extends Base {}
  log.info(Reflect.construct(Base, [], Sub).kind, Reflect.ownKeys({ b: 1, 2: 0, a: 1, 1: 0, [Symbol.for('s')]: 1 }).map(String), Reflect.has(Sub.prototype, 'hello'), Reflect.getPrototypeOf(Sub) === Base);
  log.info(Reflect.defineProperty(Object.freeze({}), 'x', { value: 1 }), Reflect.set(Object.freeze({ x: 1 }), 'x', 2), Reflect.apply(Math.max, null, [1, 3, 2]), Reflect.isExtensible(Object.seal({})));
  res.end({ data: { ...body, plain: Object.entries(body).length } });
}
