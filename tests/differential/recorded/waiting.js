// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts of one feature each, which recordings.mjs records in a hook host and steps through in Node.

//# await
async function load(id) {
  const found = await db.get('/rest/things', { id });
  return found[0].n;
}
async function beforePOST(req, res) {
  let total = 0;
  total += await load(1);
  const more = await Promise.all([load(2), 5]);
  total += more[0] + more[1];
  res.end({ data: { total } });
}
//# await in loops and conditions
async function beforePOST(req, res) {
  const names = [];
  for (const id of ['a', 'b']) {
    const [first] = await db.get('/rest/things', { id });
    if (await Promise.resolve(first.n === 1))
      names.push(first.name + id);
  }
  res.end({ data: { names } });
}
//# rejected promises
async function fails(what) {
  await null;
  throw new Error(what);
}
async function beforePOST(req, res) {
  let said = '';
  try {
    await fails('first');
    said = 'never';
  } catch (error) {
    said = error.message;
  } finally {
    said += '.';
  }
  res.end({ data: { said } });
}
//# then
function beforePOST(req, res) {
  let steps = [];
  db.get('/rest/things').then((list) => {
    steps.push(list.length);
    return list[0].name;
  }).then(function (name) {
    steps.push(name);
    res.end({ data: { steps } });
  });
  steps.push('first');
}
//# callbacks of db
function beforePOST(req, res) {
  let state = 'asked';
  db.get('/rest/things', function (error, list) {
    state = error ? 'failed' : 'answered';
    const n = list.length;
    res.end({ data: { state, n } });
  });
  state = 'waiting';
}
//# generators
function* numbers(limit) {
  let n = 0;
  while (n < limit) {
    n++;
    yield n;
  }
  return 'done';
}
function beforePOST(req, res) {
  let sum = 0;
  for (const n of numbers(3))
    sum += n;
  const it = numbers(1);
  const first = it.next();
  const second = it.next();
  res.end({ data: { sum, first: first.value, second: second.value } });
}
//# generators that are told
function* talk() {
  const a = yield 'one';
  const b = yield* [a, 'two'];
  return [a, b];
}
function beforePOST(req, res) {
  const it = talk();
  const heard = [];
  heard.push(it.next().value);
  heard.push(it.next('told').value);
  heard.push(it.next().value);
  const end = it.next();
  res.end({ data: { heard, done: end.done } });
}
//# timers
function beforePOST(req, res) {
  let ticks = 0;
  setTimeout(function tick() {
    ticks++;
    res.end({ data: { ticks } });
  }, 1);
  ticks = 10;
}
//# async iteration
async function* pages() {
  for (const n of [1, 2]) {
    yield n;
  }
}
async function beforePOST(req, res) {
  let sum = 0;
  for await (const page of pages()) {
    sum += page;
  }
  res.end({ data: { sum } });
}
