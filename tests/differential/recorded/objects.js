// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts of one feature each, which recordings.mjs records in a hook host and steps through in Node.

//# destructuring
function beforePOST(req, res) {
  const { name, lines: [first, ...others], missing = 'default' } = req.body;
  let [a, , b = 3] = [1, 2];
  [a, b] = [b, a];
  const { count, ...rest } = first;
  res.end({ data: { name, a, b, count, rest, missing, n: others.length } });
}
//# destructured parameters
function area({ width, height = 2 }, [unit] = ['cm']) {
  const value = width * height;
  return value + unit;
}
function beforePOST(req, res) {
  const one = area({ width: 3 });
  const two = area({ width: 1, height: 1 }, ['m']);
  res.end({ data: { one, two } });
}
//# spread and rest
function gather(first, ...others) {
  const all = [first, ...others];
  return all.length;
}
function beforePOST(req, res) {
  const list = [1, 2];
  const n = gather(...list, 3);
  const merged = { ...req.body.lines[0], extra: true };
  res.end({ data: { n, merged } });
}
//# objects that change
function beforePOST(req, res) {
  const order = { lines: [], total: 0 };
  order.lines.push('a');
  order.total = 5;
  const same = order;
  same.total = 7;
  delete order.lines;
  order.nested = { deep: { deeper: [1] } };
  order.nested.deep.deeper.push(2);
  res.end({ data: order });
}
//# objects that others change
function beforePOST(req, res) {
  const cart = { items: [] };
  add(cart, 'x');
  add(cart, 'y');
  res.end({ data: cart });
}
function add(target, what) {
  target.items.push(what);
  target.last = what;
}
//# classes
class Shape {
  #name;
  static made = 0;
  constructor(name) {
    this.#name = name;
    Shape.made++;
  }
  get name() {
    return this.#name;
  }
  area() {
    return 0;
  }
}
class Square extends Shape {
  constructor(side) {
    super('square');
    this.side = side;
  }
  area() {
    const base = super.area();
    return base + this.side * this.side;
  }
}
function beforePOST(req, res) {
  const square = new Square(3);
  const area = square.area();
  const name = square.name;
  res.end({ data: { area, name } });
}
//# getters and setters
const account = {
  cents: 0,
  get euros() {
    return this.cents / 100;
  },
  set euros(value) {
    this.cents = value * 100;
  },
};
function beforePOST(req, res) {
  account.euros = 3;
  const now = account.euros;
  res.end({ data: { now } });
}
//# optional chaining and defaults
function beforePOST(req, res) {
  let a = req.body?.lines?.[0]?.sku;
  let b = req.body.nothing?.deeper?.still;
  let c = b ?? 'fallback';
  a ||= 'x';
  b ??= 'set';
  c &&= c.toUpperCase();
  res.end({ data: { a, b, c } });
}
//# template texts
function tag(strings, ...values) {
  const n = strings.length;
  return n + values.length;
}
function beforePOST(req, res) {
  const who = req.body.name;
  const text = `Hello ${who}, ${1 + 1}`;
  const tagged = tag`a${1}b${2}c`;
  res.end({ data: { text, tagged } });
}
//# maps and sets
function beforePOST(req, res) {
  const seen = new Map();
  seen.set('a', 1);
  seen.set('b', { deep: true });
  const unique = new Set([1, 1, 2]);
  unique.add('x');
  const size = seen.size + unique.size;
  res.end({ data: { size } });
}
//# values of many kinds
function beforePOST(req, res) {
  let value = null;
  value = undefined;
  value = true;
  value = -0;
  value = NaN;
  value = Infinity;
  value = 'tab\t"quoted" ü 😀';
  value = Symbol('mark');
  value = /a+/g;
  value = new Date(86400000);
  value = [1, , 3];
  value = [[[[[1]]]]];
  value = { a: { b: { c: { d: { e: 1 } } } } };
  value = 'x'.repeat(5000);
  value = function named() {};
  value = new TypeError('wrong');
  res.end();
}
