// SPDX-License-Identifier: GPL-3.0-or-later
// Answers queries with mingo, an independent implementation of MongoDB's language.
//   node oracle.mjs SEED DOCUMENTS QUERIES
// Prints one JSON object a line: first {"documents": […]}, then {"q": …, "ids": […]} for each query, and
// {"sort": …, "ids": […]} for each order. The same seed gives the same lines.
import { Query, find } from 'mingo';

let state = Number(process.argv[2]) || 1;
function random(below) {
  // mulberry32: small, seeded, the same everywhere
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % below;
}
const pick = (list) => list[random(list.length)];

// Left out, because mingo 7.2.7 answers otherwise than MongoDB (its manual and server) there:
//   $mod on values that are no numbers (mingo counts true as 1): only on the field n
//   $elemMatch with conditions on elements that are scalars (mingo matches them): only on the field o
//   $type on an array (mingo does not look at its elements): only on the field s; $all on a value that is no array
//     (mingo wants one): only on the field t
//   $all with null on a missing field, and [] within $in (mingo finds neither)
//   null on a dotted path (mingo does not see that one of several elements lacks the field)
//   $size and $elemMatch on paths through arrays (mingo gathers the values into an array first), and
//     arrays within arrays of objects (mingo does not look into them)
//   $gt, $gte, $lt, $lte with null (mingo: missing is not null, but everything is comparable with it)
//   null at an index beyond an array's end; $type int, long and double (JavaScript has one kind of number)
//   the order of arrays (mingo does not take their smallest or greatest element) and of objects among each other (it
//     does not compare the types of their values first)
// $bt, $date and $distinct are not MongoDB's query operators; scenarios in tests/api have them.
const words = ['oslo', 'rome', 'Rome', 'å', 'a', 'b', '', '10', 'true'];
const present = () => pick([true, false, 0, 1, 2, 3, 2.5, -1, 10, 1e6, ...words]);
const scalar = () => (random(12) === 0 ? null : present());
const fields = ['a', 'b', 'c', 'd'];
const list = (most, make) => Array.from({ length: random(most + 1) }, make);

function flatObject() {
  const made = {};
  for (const field of fields) if (random(3) > 0) made[field] = scalar();
  return made;
}
function value(depth) {
  switch (depth > 0 ? random(10) : 9) {
    case 0: case 1: return object(depth - 1);
    case 2: return list(3, scalar);
    case 3: return list(2, flatObject);
    default: return scalar();
  }
}
function object(depth) {
  const made = {};
  for (const field of fields) if (random(3) > 0) made[field] = value(depth);
  return made;
}
function document(id) {
  const made = { _id: id, ...object(2) };
  const number = () => pick([0, 1, 2, 3, 4, 5, 7, 8, -3, 10]);
  if (random(3) > 0) made.n = random(2) ? number() : list(3, number);
  if (random(3) > 0) made.o = list(3, flatObject);
  if (random(3) > 0) made.s = random(6) === 0 ? flatObject() : scalar();
  if (random(3) > 0) made.u = scalar();
  if (random(3) > 0) made.t = list(3, scalar);
  return made;
}

const top = () => pick(fields);
const dotted = () => pick(['a.a', 'a.b', 'b.c', 'c.d', 'a.b.c', 'o.a', 'o.b']);
const indexed = () => pick(['a.0', 'b.1', 'b.0.a', 'o.0.a', 'n.1']);
const operand = () => (random(8) === 0 ? value(1) : scalar());

function relation() {
  return { [pick(['$gt', '$gte', '$lt', '$lte'])]: present() };
}
/// An operator that is right on any path.
function anywhere() {
  switch (random(7)) {
    case 0: return present();
    case 1: return { $eq: present() };
    case 2: return { $ne: present() };
    case 3: return { ...relation(), ...relation() };
    case 4: return { $exists: random(2) === 0 };
    case 5: return { $regex: pick(['o', '^r', 'e$', '^$', '[ab]']), ...(random(2) ? { $options: 'i' } : {}) };
    default: return { [pick(['$in', '$nin'])]: list(3, present) };
  }
}
function onTop() {
  switch (random(7)) {
    case 0: return operand();
    case 1: return { [pick(['$eq', '$ne'])]: operand() };
    case 2: return { [pick(['$in', '$nin'])]: list(3, scalar) };
    case 3: return { $size: random(4) };
    case 4: return { $elemMatch: { $gt: pick([0, 1, 'a']), $lt: pick([3, 10, 'z']) } };
    default: return anywhere();
  }
}
function comparison(depth) {
  const [field, make] = pick([
    [top, onTop], [top, onTop], [dotted, anywhere], [indexed, anywhere],
    [() => 'u', onTop], [() => 'u', onTop], // a field without arrays, for which an index is used
    [() => 's', () => ({ $type: pick(['string', 'bool', 'null', 'object', 'number', 2, 8, 10, 3]) })],
    [() => 't', () => ({ $all: list(2, present) })],
    [() => 'n', () => ({ $mod: [pick([2, 3, 4]), random(3)] })],
    [() => 'o', () => ({ $elemMatch: { [top()]: anywhere(), [top()]: anywhere() } })],
  ]);
  const wanted = depth > 0 && random(8) === 0 ? { $not: operatorsOnly(make) } : make();
  return { [field()]: wanted };
}
function operatorsOnly(make) {
  for (;;) {
    const made = make();
    if (made && typeof made === 'object' && (Object.keys(made)[0] || '').startsWith('$')) return made;
  }
}
function condition(depth) {
  if (depth > 0 && random(4) === 0)
    return { [pick(['$and', '$or', '$nor'])]: Array.from({ length: 1 + random(3) }, () => condition(depth - 1)) };
  return random(2) ? comparison(depth) : { ...comparison(depth), ...comparison(depth) };
}

const documents = Array.from({ length: Number(process.argv[3]) || 100 }, (_, i) =>
  document((0x100000 + i).toString(16).padStart(24, '0')));
console.log(JSON.stringify({ documents }));
for (let i = Number(process.argv[4]) || 100; i > 0; --i) {
  const q = condition(2);
  const query = new Query(q);
  console.log(JSON.stringify({ q, ids: documents.filter((each) => query.test(each)).map((each) => each._id) }));
}
for (let i = 0; i < 40; ++i) {
  const sort = {};
  for (let n = 1 + random(2); n > 0; --n) sort[pick(['s.a', 's.b', 'u'])] = pick([1, -1]);
  const ids = find(documents, {}).sort({ ...sort, _id: 1 }).all().map((each) => each._id);
  console.log(JSON.stringify({ sort, ids }));
}
