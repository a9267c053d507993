// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts of one feature each, which recordings.mjs records in a hook host and steps through in Node.

//# variables and arithmetic
const VAT = 0.25;
function beforePOST(req, res) {
  let net = 100;
  var gross = net * (1 + VAT);
  const text = 'gross ' + gross;
  net += 5;
  net++;
  gross = undefined;
  res.end({ data: { net, text } });
}
//# if and else
function beforePOST(req, res) {
  let a = req.body.count, b;
  if (a > 1)
    b = 'many';
  else
    b = 'one';
  if (b === 'one') {
    a = 0;
  } else if (a === 2) {
    a = 20;
  } else {
    a = 30;
  }
  res.end({ data: { a, b } });
}
//# for loop
function beforePOST(req, res) {
  let sum = 0;
  for (let i = 0; i < 3; i++) {
    sum += i;
  }
  for (var j = 2; j > 0; j--)
    sum -= j;
  res.end({ data: { sum } });
}
//# for of
function beforePOST(req, res) {
  let total = 0;
  for (const line of req.body.lines) {
    total += line.count * line.price;
  }
  for (const { sku, count } of req.body.lines)
    total += sku.length + count;
  res.end({ data: { total } });
}
//# for in
function beforePOST(req, res) {
  const names = [];
  for (const name in { a: 1, b: 2 }) {
    names.push(name);
  }
  res.end({ data: { names } });
}
//# while and do
function beforePOST(req, res) {
  let n = 3, m = 0;
  while (n > 0) {
    n--;
    if (n === 1)
      continue;
    m += n;
  }
  do {
    m++;
  } while (m < 4);
  res.end({ data: { n, m } });
}
//# labels, break and continue
function beforePOST(req, res) {
  let seen = 0;
  outer: for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      if (j === 1)
        continue outer;
      if (i === 2)
        break outer;
      seen += 10 * i + j;
    }
  }
  res.end({ data: { seen } });
}
//# switch
function beforePOST(req, res) {
  let kind = 'none';
  for (const n of [1, 2, 5]) {
    switch (n) {
      case 1: {
        kind = 'one';
        break;
      }
      case 2:
        kind = 'two';
      default:
        kind += '+';
    }
  }
  res.end({ data: { kind } });
}
//# functions and returns
function square(x) {
  const result = x * x;
  return result;
}
function sum(a, b = 2) {
  return square(a) +
    square(b);
}
function beforePOST(req, res) {
  const first = sum(3);
  const second = sum(1, 1);
  res.end({ data: { first, second } });
}
//# early returns
function classify(n) {
  if (n < 0)
    return 'negative';
  if (n === 0) {
    return 'zero';
  }
  return 'positive';
}
function nothing() {
  return;
}
function beforePOST(req, res) {
  const all = [classify(-1), classify(0), classify(1)];
  const none = nothing();
  res.end({ data: { all, none: none === undefined } });
}
//# arrow functions
const double = (x) => x * 2;
const shape = (a) => ({ a, b: double(a) });
function beforePOST(req, res) {
  const one = double(4);
  const two = shape(one);
  const three = ((x, y) => {
    const z = x + y;
    return z;
  })(1, 2);
  res.end({ data: { one, two, three } });
}
//# closures
function counter() {
  let n = 0;
  return function next() {
    n += 1;
    return n;
  };
}
function beforePOST(req, res) {
  const a = counter(), b = counter();
  a();
  a();
  const last = b();
  res.end({ data: { last } });
}
//# closures of a loop
function beforePOST(req, res) {
  const made = [];
  for (let i = 0; i < 3; i++) {
    made.push(() => i * 10);
  }
  const all = [];
  for (const each of made)
    all.push(each());
  res.end({ data: { all } });
}
//# callbacks of arrays
function beforePOST(req, res) {
  const lines = req.body.lines;
  let calls = 0;
  const counts = lines.map((line) => {
    calls++;
    return line.count;
  });
  const sum = counts.reduce((all, each) => all + each, 0);
  const big = lines.filter((line) => line.price > 50);
  res.end({ data: { sum, calls, big: big.length } });
}
//# try and catch
function risky(n) {
  if (n > 1) {
    throw new Error('too large');
  }
  return n;
}
function beforePOST(req, res) {
  let got = 0, problem = '';
  try {
    got = risky(1);
    got = risky(2);
    got = 99;
  } catch (error) {
    problem = error.message;
  }
  res.end({ data: { got, problem } });
}
//# finally
function tidy(list) {
  try {
    list.push('work');
    return list.length;
  } finally {
    list.push('tidy');
  }
}
function beforePOST(req, res) {
  const list = [];
  const n = tidy(list);
  try {
    try {
      throw new TypeError('inner');
    } finally {
      list.push('second');
    }
  } catch ({ message }) {
    list.push(message);
  }
  res.end({ data: { list, n } });
}
//# errors of the engine
function beforePOST(req, res) {
  let kind;
  try {
    req.nothing.there;
  } catch (error) {
    kind = error.name;
  }
  try {
    missing();
  } catch {
    kind += '!';
  }
  res.end({ data: { kind } });
}
//# an error that nobody catches
function deep(n) {
  if (n === 0)
    throw new RangeError('bottom');
  deep(n - 1);
}
function beforePOST(req, res) {
  const before = 1;
  deep(2);
  res.end({ data: { before } });
}
//# recursion
function fib(n) {
  if (n < 2)
    return n;
  const a = fib(n - 1);
  const b = fib(n - 2);
  return a + b;
}
function beforePOST(req, res) {
  const value = fib(4);
  res.end({ data: { value } });
}
//# blocks and shadowing
const x = 'outer';
function beforePOST(req, res) {
  const a = x;
  {
    const x = 'inner';
    let b = x + a;
    b += '!';
  }
  for (let x = 0; x < 1; x++) {
    const c = x;
  }
  res.end({ data: { a } });
}
//# hoisted variables and functions
function beforePOST(req, res) {
  later = early();
  function early() {
    return typeof later;
  }
  var later;
  later += '.';
  res.end({ data: { later } });
}
//# conditional and comma expressions
function beforePOST(req, res) {
  const yes = () => 'yes';
  const no = () => 'no';
  let a = req.body.count > 1 ? yes() : no();
  let b = (a += '!', a.length);
  const c = req.body.count && yes() || no();
  res.end({ data: { a, b, c } });
}
