// SPDX-License-Identifier: GPL-3.0-or-later
// Ways in which a variable gets another value between two steps, which a step is told of; see recordings.mjs.

//# assigned within conditions
function beforePOST(req, res) {
  let a = 0, b = 1, c;
  if ((a = b + 1) > 1)
    c = a;
  if (a > 9) {
    c = 'big';
  } else if ((b = a * 2) > 3) {
    c = b;
  }
  while ((a += 1) < 5)
    b = a;
  do {
    c = b++;
  } while (b < (a = 7));
  res.end({ data: { a, b, c } });
}
//# jumps out of loops
function beforePOST(req, res) {
  let a = 0, b = 0, last;
  outer: for (let i = 0; i < 3; i++) {
    for (let j = 0; ; j++) {
      last = i * 10 + j;
      if (j === 1)
        continue outer;
      if (i === 2) {
        b = j;
        break outer;
      }
      a += 1;
    }
  }
  block: {
    a = -a;
    if (a < 0)
      break block;
    b = 99;
  }
  res.end({ data: { a, b, last } });
}
//# cases that fall through
function beforePOST(req, res) {
  let a = 0, b = 0;
  for (const kind of [1, 2, 3, 4]) {
    switch (kind) {
    case (a = 1):
      b += 1;
    case 2:
      a = 20;
      break;
    default:
      a = 30;
    case 3:
      b = a;
    }
  }
  res.end({ data: { a, b } });
}
//# errors in the middle
function beforePOST(req, res) {
  let a = 0, b = 0, c = 0;
  function fail(value) {
    throw new Error('no ' + value);
  }
  try {
    a = 1;
    b = fail(a = 2);
  } catch ({ message }) {
    c = message;
    b = -1;
  } finally {
    a += 10;
  }
  try {
    try {
      a = fail(b = 5);
    } finally {
      c = b;
    }
  } catch (error) {
    b = c + 1;
  }
  res.end({ data: { a, b, c } });
}
//# assigned by functions within
function beforePOST(req, res) {
  let a = 0, b = 'b', c = 1;
  const raise = () => a++;
  function set(value) {
    b = value;
    [1, 2].forEach((n) => { c += n; });
    return b;
  }
  raise();
  const d = raise() + a;
  set('x');
  if (set('y') === b)
    raise();
  const counter = { set total(value) { c = value; } };
  counter.total = 7;
  res.end({ data: { a, b, c, d } });
}
//# parameters by arguments
function swap(first, second) {
  arguments[0] = second;
  second = first;
  return first + second;
}
function beforePOST(req, res) {
  const sum = swap(1, 2);
  res.end({ data: { sum } });
}
//# variables that are hoisted
function beforePOST(req, res) {
  before = typeof later;
  var before, later;
  {
    var later = 2;
    let inner;
    inner = later;
    before = inner;
  }
  for (var key in { x: 1, y: 2 })
    later = key;
  for (before of ['p', 'q'])
    ;
  res.end({ data: { before, later, key } });
}
//# objects of other names
function beforePOST(req, res) {
  const order = { lines: [] };
  const lines = order.lines, same = order;
  lines.push(1);
  same.total = 5;
  const copy = [...lines];
  delete order.total;
  [order.first, copy[1]] = [copy[0], 9];
  res.end({ data: { order, copy } });
}
//# generators and what runs between
function* numbers(state) {
  let sent = 0;
  for (let i = 0; i < 2; i++) {
    sent = yield i + sent;
    state.seen = sent;
  }
  return sent;
}
function beforePOST(req, res) {
  const state = {}, steps = numbers(state);
  let got = steps.next().value;
  got = steps.next(5).value;
  const end = steps.next(6);
  res.end({ data: { got, end, state } });
}
//# assigned while a function waits
async function beforePOST(req, res) {
  let a = 0, b = 0;
  const later = async (value) => {
    await null;
    a = value;
  };
  const waiting = later(3);
  b = a;
  await waiting;
  b = a + await (async () => { a = 8; return 1; })();
  res.end({ data: { a, b } });
}
//# blocks without a step
function beforePOST(req, res) {
  try {} finally {}
  {
    ;
  }
  var none;
  {}
  while (none === undefined)
    none = 1;
  res.end({ data: { none } });
}
