// SPDX-License-Identifier: GPL-3.0-or-later
// Describes everything that hooks share, as a text: two runs that no other hook has touched give the same. tst_escape.cpp
// puts require() calls in the place of LIBRARIES, attacks in that of ATTACK, and the names that hooks are offered, each with a
// comma behind it, in that of FACADES, also in attacks.
function beforePOST(req, res) {
  if (req.body.marks) return res.end({ data: { taken: markShared(req, res) } });
  if (req.body.attack) {
    try { attack(req, res); } catch (e) {}
    return res.end({ data: {} });
  }
  res.end({ data: { seen: describeAll(req, res) } });
}

function attack(req, res) {
  /*ATTACK*/
}

function describeAll(req, res) {
  const libraries = [/*LIBRARIES*/];
  return behaviours(libraries).concat(describe(rootsOf(libraries, res))).join('\n');
}

/// What all runs share, and nothing that is made for one.
function rootsOf(libraries, res) {
  const generator = function* () {}, asyncGenerator = (async function* () {})();
  const unnamed = [
    generator, asyncGenerator, Int8Array, ''.matchAll(/x/g), [][Symbol.iterator](), new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](), ''[Symbol.iterator](), (async () => {})(),
  ].map(Object.getPrototypeOf);
  const facades = { /*FACADES*/ res, resEnd: res.end, settings: context.settings };
  return [globalThis, unnamed, facades, libraries];
}

/// Every object that a run reaches, from what is shared and from what it makes or is given, with the way to it.
function everything(req, res) {
  const thrown = (what) => { try { what(); } catch (e) { return e; } };
  const address = new URL('http://a/?b=1'), found = 'a'.match(/(?<n>a)/);
  const made = [
    req, res, address, address.searchParams, new URLSearchParams('a=1').entries(), new Error('x'), new AggregateError([]), new Date(), /x/g,
    thrown(() => null.x), thrown(() => JSON.parse('{')), thrown(() => request({ url: 1, a: Symbol() })), thrown(() => template('{{#each}}')),
    new Uint8Array(2), new DataView(new ArrayBuffer(2)), new Map(), new Set(), new WeakMap(), new WeakSet(), Promise.resolve(), new Proxy({}, {}),
    [].entries(), [].keys(), [].values(), new Map().entries(), new Set().values(), 'a'.matchAll(/a/g), Object(1), Object(''), Object(Symbol.iterator),
    async function () {}, function* () {}, async function* () {}, (async () => {})(), (function* () {})(), (async function* () {})(),
    (async function* () {})().next(), class { static a() {} #b = 1; get c() { return 1; } }, new (class extends Array {})(), found, found.groups,
    Object.create(null), (function () { return arguments; })(), (function () { 'use strict'; return arguments; })(), ((strings) => strings)`a`, crypto.createHash('md5'),
    Buffer.from('a'), Buffer.from('ab').subarray(1), new TextEncoder(), new TextDecoder(), new AbortController(), AbortSignal.abort(), new Event('x'), new EventTarget(),
    new DOMException('x'), new WeakRef({}), new FinalizationRegistry(() => {}), /x/su, /x/y, thrown(() => structuredClone(() => {})), crypto.subtle.digest('SHA-1', Buffer.from('a')),
    crypto.subtle.importKey, new Uint8Array(new Set([1])), new Date(0),
    crypto.createHmac('md5', 'k'), crypto.randomBytes(2), auth.sign_jwt, db.get('/rest/c'), setTimeout(() => {}, 1), structuredClone({}),
  ];
  const seen = new Map(), open = [[made, 'made'], [rootsOf([], res), 'shared']]; // each run has libraries of its own
  while (open.length) {
    const [object, way] = open.pop();
    if ((typeof object !== 'object' && typeof object !== 'function') || object === null || seen.has(object)) continue;
    seen.set(object, way);
    open.push([Object.getPrototypeOf(object), way + '.__proto__']);
    for (const key of Reflect.ownKeys(object)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(object, key);
      open.push([value, `${way}.${String(key)}`], [get, `${way}.get ${String(key)}`], [set, `${way}.set ${String(key)}`]);
    }
  }
  return [...seen];
}

/// Tries to leave something behind in every object that is there again when a run looks a second time, but for its
/// own: which of them took it.
function markShared(req, res) {
  const own = new Set([req, res, context]);
  for (const root of [req, res, context]) {
    for (const value of Object.values(root)) own.add(value).add(Object(value).prototype);
    for (const value of Object.values(context.settings)) own.add(value);
  }
  const again = new Map(everything(req, res));
  return everything(req, res).filter(([object]) => again.has(object) && !own.has(object)).filter(([object]) => isMarked(object)).map(([, way]) => way);
}

function isMarked(object) {
  const before = Object.getOwnPropertyNames(object).length, prototype = Object.getPrototypeOf(object), first = object[0];
  try { Object.defineProperty(object, 'MARK', { value: 1, configurable: true }); } catch (e) {}
  try { object.MARK = 1; } catch (e) {}
  try { object[0] = object[before] = 'MARK'; } catch (e) {}
  try { Object.setPrototypeOf(object, { MARK: 1 }); } catch (e) {}
  // What these add to the first of all prototypes ends the process after the run (tst_isolation).
  if (object !== Array.prototype && object !== Object.prototype) for (const change of [[].push, [].unshift]) try { Reflect.apply(change, object, ['MARK']); } catch (e) {}
  return Object.getOwnPropertyNames(object).length !== before || Object.getPrototypeOf(object) !== prototype || object[0] !== first;
}

/// The objects that can be reached, one line each: its properties and their values.
function describe(roots) {
  const numbers = new Map(), open = [], lines = [];
  const nameOf = (value) => {
    if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return String(value);
    if (!numbers.has(value)) {
      numbers.set(value, numbers.size);
      open.push(value);
    }
    return (typeof value === 'function' ? 'f' : 'o') + numbers.get(value);
  };
  nameOf(roots);
  while (open.length) {
    const object = open.shift();
    const parts = [nameOf(object), Object.isExtensible(object) ? '+' : '-', nameOf(Object.getPrototypeOf(object))];
    for (const key of Reflect.ownKeys(object)) {
      if (isUsual(object, key)) continue;
      const { value, get, set, writable, configurable } = Object.getOwnPropertyDescriptor(object, key);
      parts.push(`${String(key)}${writable ? 'w' : ''}${configurable ? 'c' : ''}=${get || set ? nameOf(get) + '/' + nameOf(set) : nameOf(value)}`);
    }
    if (object instanceof RegExp && object !== RegExp.prototype) parts.push(String(object));
    if (object instanceof Map && object !== Map.prototype) parts.push(object.size);
    lines.push(parts.join(' '));
  }
  return lines;
}

/// The length of a function and its prototype without members, which say nothing.
function isUsual(object, key) {
  if (typeof object !== 'function') return false;
  if (key !== 'prototype' || typeof object.prototype !== 'object') return key === 'length' || key === 'name';
  const keys = Reflect.ownKeys(object.prototype);
  return keys.length === 1 && keys[0] === 'constructor' && Object.getPrototypeOf(object.prototype) === Object.prototype;
}

/// What some of them do.
function behaviours(libraries) {
  const lines = [];
  const look = (what) => {
    let seen;
    try { seen = what(); } catch (e) { seen = 'threw ' + e.message; }
    lines.push('#' + lines.length + ' ' + (typeof seen === 'string' ? seen : JSON.stringify(seen)));
  };
  look(() => [3, 1, 2].sort().concat('a-b'.split('-'), [1, 2].map(String)));
  look(() => JSON.stringify({ a: [1, { b: null }], d: new Date(0) }));
  look(() => [RegExp.$1, RegExp.lastMatch, RegExp.input, RegExp['$&'], RegExp.leftContext].map(String));
  look(() => [Error.stackTraceLimit, typeof Error.prepareStackTrace, typeof new Error('x').stack, String(new TypeError('y'))]);
  look(() => [typeof PWN, typeof leak, Object.keys(globalThis).length, Object.getOwnPropertyNames(globalThis).length]);
  look(() => (0, eval)('typeof PWN + typeof leak + [1, 2].length'));
  look(() => new Function('return typeof PWN + typeof leak')());
  look(() => template('{{rawjson 1}}{{x}}{{#ifCond 1 "==" 1}}y{{/ifCond}}{{pwn}}', { x: '<' }));
  look(() => { try { return template('{{> pwn}}{{pwn 1}}', {}); } catch (e) { return 'no partial'; } });
  look(() => markdown('*a*'));
  look(() => [btoa('abc'), atob('YWJj'), crypto.createHash('md5').update('a').digest('hex')]);
  look(() => Object.getOwnPropertyNames(context.settings));
  const [_, async, uuid, moment, dayjs, handlebars] = libraries;
  look(() => [_.uniqueId('x'), _.template('<%= 1 %><%- "<" %>')(), _.chunk([1, 2, 3], 2), _.VERSION, _.memoize((x) => x)(1)]);
  look(() => _.template('${a}{{a}}')({ a: 1 }));
  look(() => [typeof _.pwn, typeof _([1]).pwn, _([1, 2]).map((x) => x + 1).value(), _.placeholder === _]);
  look(() => [typeof async.pwn, Object.keys(async).length, typeof uuid.v4, uuid.v4().length, uuid.validate(uuid.v4())]);
  if (moment) {
    look(() => [moment.locale(), moment.locales(), moment.utc(0).format(), moment.parseTwoDigitYear('68'), moment.defaultFormat]);
    look(() => [moment.relativeTimeThreshold('s'), moment.duration(50000).humanize(), typeof moment.fn.pwn, moment.now === undefined]);
    look(() => [moment.localeData().months(), moment.localeData().firstDayOfWeek(), moment.normalizeUnits('day')]);
  }
  if (dayjs) {
    look(() => [dayjs.locale(), Object.keys(dayjs.Ls), typeof dayjs.prototype.pwn, dayjs(0).toISOString(), dayjs(0).format('dddd')]);
  }
  if (handlebars) {
    look(() => [Object.keys(handlebars.helpers), Object.keys(handlebars.partials), Object.keys(handlebars.decorators)]);
    look(() => [handlebars.compile('{{x}}{{#if y}}z{{/if}}')({ x: '<', y: 1 }), handlebars.logger && handlebars.logger.level]);
  }
  return lines;
}
