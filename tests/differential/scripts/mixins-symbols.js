const Serializable = (Base) => class extends Base {
  static revive(text) { return Object.assign(new this(), JSON.parse(text)); }
  serialize() { return JSON.stringify({ ...this, kind: this.constructor.name }); }
};
const Comparable = (Base) => class Comparable extends Base {
  compareTo(other) { return Math.sign(this - other); }
  static [Symbol.hasInstance](value) { return typeof value?.compareTo === 'function'; }
};
const Observable = (Base = Object) => class extends Base {
  #observers = new Set();
  observe(act) { this.#observers.add(act); return () => this.#observers.delete(act); }
  notify(...given) { for (const act of this.#observers) act(...given); return this.#observers.size; }
};
class Money { constructor(amount = 0) { this.amount = amount; } valueOf() { return this.amount; } }
class Price extends Observable(Comparable(Serializable(Money))) {
  set value(next) { const before = this.amount; this.amount = next; this.notify(before, next); }
}
class Stack extends Array {
  static get [Symbol.species]() { return Array; }
  peek() { return this[this.length - 1]; }
  get [Symbol.isConcatSpreadable]() { return true; }
}
class Matrix {
  constructor(rows) { this.rows = rows; }
  static identity(n) { return new Matrix(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => Number(i === j)))); }
  times({ rows }) { return new Matrix(this.rows.map((row) => rows[0].map((_, j) => row.reduce((sum, each, k) => sum + each * rows[k][j], 0)))); }
  static power(m, n) { return n === 0 ? Matrix.identity(m.rows.length) : n % 2 ? m.times(Matrix.power(m, n - 1)) : Matrix.power(m.times(m), n / 2); }
  [Symbol.toPrimitive](hint) { return hint === 'number' ? NaN : this.rows.map((row) => row.join(' ')).join('\n'); }
}
const masked = { [Symbol.replace](text, by) { return text.replace(/\d(?=\d{4})/g, by); }, [Symbol.split](text) { return [text.slice(0, 2), text.slice(2)]; }, [Symbol.match]: () => ['own'], [Symbol.search]: () => 42 };
function Legacy(name) { if (!new.target) return new Legacy(name); this.name = name; }
Legacy.prototype = { constructor: Legacy, get upper() { return this.name.toUpperCase(); }, hello: function hello() { return `hello ${this.name}`; } };
Legacy.make = function () { return Reflect.construct(Legacy, arguments, new.target || Legacy); };

function beforePOST(req, res) {
  const price = new Price(5), seen = [], stop = price.observe((...given) => seen.push(given));
  price.value = 7;
  log.info(price.notify('x'), stop(), price.notify('y'), seen, price.serialize(), Price.revive('{"amount":3}').compareTo(price), price instanceof Money, { compareTo() {} } instanceof Comparable(Object), price > 6, price + 1);
  const stack = Stack.from([1, 2, 3]), mapped = stack.map((n) => n * 2);
  stack.push(4);
  log.info(stack.peek(), stack.length, stack instanceof Stack, mapped instanceof Stack, Array.isArray(stack), [0].concat(stack), stack.filter((n) => n > 2).constructor.name, JSON.stringify(stack), Stack.of(9).peek());
  log.info(`${Matrix.power(new Matrix([[1, 1], [1, 0]]), 30)}`.split('\n'), +Matrix.identity(1), '4111111111111111'.replace(masked, '*'), 'abcd'.split(masked), 'x'.match(masked), 'x'.search(masked));
  log.info(Legacy('a').hello(), new Legacy('b').upper, Legacy.make('c') instanceof Legacy, Object.keys(new Legacy('d')), Legacy.name, Legacy.length, (function () {}).name, (() => {}).name, ({ m() {} }).m.name, ({ ['x' + 1]: () => {} }).x1.name, new Function('a', 'return a * 2')(4), Symbol('d').description, Symbol.for('k') === Symbol.for('k'), Symbol.keyFor(Symbol.for('k')), Object(Symbol.iterator) == Symbol.iterator);
  const hidden = Symbol('hidden'), bag = { [hidden]: 1, shown: 2, get [Symbol.toStringTag]() { return 'Bag'; } };
  log.info(Object.keys(bag), Object.getOwnPropertySymbols(bag).map(String), JSON.stringify(bag), `${bag}`, { ...bag }[hidden], Object.entries(bag), hidden in bag, Object.assign({}, bag)[hidden]);
  const bound = price.compareTo.bind(price, 8), partial = ((f, ...a) => (...b) => f(...a, ...b))(Math.max, 3), chain = (value) => ({ map: (f) => chain(f(value)), get: () => value });
  log.info(bound(), bound.name, bound.length, partial(1, 2), chain(2).map((n) => n ** 3).map(String).get(), [1, 2].map(chain).map((c) => c.get()), (function () { return typeof this; }).call(5), (function () { 'use strict'; return typeof this; }).call(5), [].concat.call(1, 2).length, Math.max.apply(null, [1, 5]), (() => { try { return eval('1 + 1'); } catch (e) { return e.name; } })());
  class Temp { static #count = 0; static make() { return ++Temp.#count; } static { Temp.make(); } accessor = 1; 'use' = 2; static async *gen() { yield* [1, 2]; } static get [Symbol.species]() { return null; } }
  res.end({ data: { made: Temp.make(), temp: { ...new Temp() }, proto: Object.getPrototypeOf(Price).name, names: Object.getOwnPropertyNames(Price.prototype) } });
}
