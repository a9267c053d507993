// SPDX-License-Identifier: GPL-3.0-or-later
// Describes everything that hooks share, as a text: two runs that no other hook has touched give the same. tst_escape.cpp
// puts require() calls in the place of LIBRARIES, and attacks in that of ATTACK.
function beforePOST(req, res) {
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
  const generator = function* () {}, asyncGenerator = (async function* () {})();
  const unnamed = [
    generator, asyncGenerator, Int8Array, ''.matchAll(/x/g), [][Symbol.iterator](), new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](), ''[Symbol.iterator](), (async () => {})(),
  ].map(Object.getPrototypeOf);
  const facades = { db, log, console, request, slack, sendMail, auth, template, markdown, require, crypto, btoa, atob, setTimeout,
    setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate, res, resEnd: res.end, settings: context.settings };
  return behaviours(libraries).concat(describe([globalThis, unnamed, facades, libraries])).join('\n');
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
