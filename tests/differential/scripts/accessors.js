const temperature = {
  _celsius: 20,
  get fahrenheit() { return this._celsius * 9 / 5 + 32; },
  set fahrenheit(value) { this._celsius = (value - 32) * 5 / 9; },
  get ['kel' + 'vin']() { return this._celsius + 273.15; },
  get class() { return 'a reserved word'; }, set: 'plain', get: 'plain too', async: 1, static: 2, await: 3,
};
class Cart {
  static #instances = 0;
  static get instances() { return this.#instances; }
  #items = [];
  static { this.created = 'in a static block'; }
  constructor() { Cart.#instances++; }
  get items() { return Object.freeze([...this.#items]); }
  get total() { return this.#items.reduce((sum, { price, count = 1 }) => sum + price * count, 0); }
  set discount(percent) {
    if (!(percent >= 0 && percent <= 100)) throw new RangeError(`no discount: ${percent}`);
    this.#factor = 1 - percent / 100;
  }
  #factor = 1;
  get #net() { return this.total * this.#factor; }
  get net() { return +this.#net.toFixed(2); }
  add(...items) { this.#items.push(...items); return this; }
  *[Symbol.iterator]() { yield* this.#items; }
  static compare(a, b) { return a.#net - b.#net; }
  'quoted name'() { return 'q'; }
  42() { return 'n'; }
}
class VipCart extends Cart {
  get total() { return super.total - 10; }
  set discount(percent) { super.discount = percent + 5; }
  get discount() { return 'write only above'; }
  toString() { return `Vip(${super.toString()})`; }
}
const lazy = (object, name, make) => Object.defineProperty(object, name, { configurable: true, get() { const value = make(); Object.defineProperty(this, name, { value }); return value; } });

function beforePOST(req, res) {
  'use strict';
  temperature.fahrenheit = 212;
  log.info(temperature._celsius, temperature.kelvin, temperature.class, temperature.set, temperature.get, Object.keys(temperature).join());
  const cart = new Cart().add({ price: 10.25, count: 3 }, { price: 5 }), vip = new VipCart().add({ price: 30 });
  vip.discount = 15;
  log.info(cart.total, cart.net, vip.total, vip.net, vip.discount, Cart.instances, VipCart.created, [cart, vip].sort(Cart.compare)[0] === vip, cart['quoted name'](), cart[42](), [...cart].length, `${vip}`);
  const failures = [() => { cart.discount = 200; }, () => { cart.total = 1; }, () => { cart.items.push(1); }, () => { 'text'.length = 1; }, () => { Object.freeze([1])[0] = 2; }, () => { undefined.x = 1; }, () => { delete Object.freeze({ a: 1 }).a; }, () => { cart.net++; }];
  log.info(failures.map((act) => { try { return act() ?? 'silent'; } catch (e) { return e.name; } }));
  let made = 0;
  const holder = lazy({}, 'costly', () => ++made);
  log.info(holder.costly, holder.costly, made, Object.keys(holder));
  const own = Object.getOwnPropertyDescriptors(temperature), names = Object.getOwnPropertyNames(Cart.prototype);
  log.info(typeof own.fahrenheit.set, own.kelvin.set, own.class.get.name, names, Object.getOwnPropertyNames(class { static a = 1; static b() {} }).sort());
  const copy = Object.create(temperature, { extra: { value: 1, enumerable: true } });
  copy.fahrenheit = 32;
  for (const key in copy) if (Object.hasOwn(copy, key)) log.debug(key, copy[key]);
  log.info(temperature._celsius, copy._celsius, Object.assign({}, copy), { ...copy }.extra, JSON.stringify(copy), copy.hasOwnProperty('fahrenheit'), copy.propertyIsEnumerable('extra'));
  const o = { __proto__: { inherited: 1 }, ['__proto__']: 2, a: 1, 'b-c': 2, 3: 4, async *gen() {}, async m() { return super.toString === Object.prototype.toString; } };
  res.end({ data: { inherited: o.inherited, own: Object.keys(o), chained: (o.x ??= {}).y ??= 5, o: o.x } });
}
