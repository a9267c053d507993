// SPDX-License-Identifier: GPL-3.0-or-later
// What a run must not be able to leave to later runs of the same script. Each block is the body of attack(req, res) in
// canary.js; tst_escape.cpp runs it, and then looks in a second run and in other collections. `all` before the name: the
// script requires all libraries; `few`: those that runs of one process share.

//## few: settings of lodash's templates
const _ = require('lodash'); _.templateSettings.interpolate = /\$\{(.+?)\}/g; _.templateSettings.evaluate.lastIndex = 7;
_.templateSettings.imports.pwn = 1; _.templateSettings.variable = 'x';
//## few: regular expressions inside of lodash, compiled anew
const _ = require('lodash'); for (const key of ['interpolate', 'evaluate', 'escape']) _.templateSettings[key].compile('LEAK');
//## few: a regular expression that is reached by its properties
const _ = require('lodash'); Object.defineProperty(_.templateSettings.escape, 'leak', { value: 1 }); _.templateSettings.escape.exec = () => null;
//## few: mixins and prototypes of lodash
const _ = require('lodash'); _.mixin({ pwn() { return 1; } }); _.prototype.pwn = 1; _.chunk = null; _.VERSION = 'x'; _([1]).constructor.prototype.pwn = 1;
//## few: caches and counters of lodash
const _ = require('lodash'); _.uniqueId(); _.memoize.Cache.prototype.get = () => 'LEAK'; _.memoize.Cache = null; new _.memoize.Cache().__data__ = 1;
//## few: names that lodash's template turns into code
const _ = require('lodash'); for (const options of [{ sourceURL: '\nglobalThis.PWN = 1' }, { sourceURL: '\u2028globalThis.PWN = 1' }, { sourceURL: '\rglobalThis.PWN = 1//' },
  { variable: 'x){globalThis.PWN=1}+function(y' }, { imports: { 'a=globalThis.PWN=1': 1 } }, { interpolate: /([^]*)/g }])
  try { _.template('<%= 1 %>', options)({}); } catch (e) {}
try { _.template('<% globalThis.PWN = 1; Array.prototype.pwn = 1 %>')(); } catch (e) {}
//## few: merges of lodash into prototypes
const _ = require('lodash'); _.merge({}, JSON.parse('{"__proto__":{"pwn":1},"constructor":{"prototype":{"pwn":1}}}'));
try { _.set({}, '__proto__.pwn', 1); _.set({}, ['constructor', 'prototype', 'pwn'], 1); _.setWith(Array, 'prototype.pwn', 1, Object); _.defaultsDeep({}, JSON.parse('{"constructor":{"prototype":{"pwn":1}}}')); _.zipObjectDeep(['constructor.prototype.pwn'], [1]); } catch (e) {}
//## few: another context of lodash
const _ = require('lodash'); const other = _.runInContext({ Array, Object, Function, RegExp, Date, Math, String, TypeError, Error, Symbol }); other.templateSettings.interpolate.compile('LEAK'); other.mixin(_, { pwn: () => 1 }); _.noConflict();
//## few: placeholders and shortcuts of lodash
const _ = require('lodash'); _.partial.placeholder = 1; _.bind.placeholder = {}; _.curry.placeholder.pwn = 1; _.templateSettings.imports._.pwn = 1;
//## few: members of async
const async_ = require('async'); for (const key in async_) { try { async_[key] = null; async_[key].pwn = 1; async_[key].prototype.pwn = 1; } catch (e) {} } async_.pwn = 1; async_.default && (async_.default.pwn = 1); async.pwn = 1;
//## few: internals of async
async.setImmediate = async.nextTick = null; const q = async.queue(() => {}); q.constructor.prototype.pwn = 1; Object.getPrototypeOf(q._tasks).push = null; Object.getPrototypeOf(q._tasks).pwn = 1; q.push.prototype && (q.push.prototype.pwn = 1);
//## few: members of uuid
const uuid = require('uuid'); for (const key in uuid) { try { uuid[key] = null; } catch (e) {} try { uuid[key].pwn = 1; uuid[key].DNS = 'x'; } catch (e) {} } uuid.pwn = 1;
//## few: sources of random bytes of uuid
const uuid = require('uuid'); crypto.getRandomValues = (a) => a; crypto.randomUUID = () => 'LEAK'; try { uuid.v4({ rng() { return 1; } }); uuid.v1({ node: [1, 2, 3, 4, 5, 6], clockseq: 1 }); } catch (e) {}
//## few: facades
for (const each of [/*FACADES*/]) {
  try { each.pwn = 1; Object.defineProperty(each, 'pwn', { value: 1 }); } catch (e) {}
  try { Object.setPrototypeOf(each, { pwn: 1 }); } catch (e) {}
  for (const key of Object.getOwnPropertyNames(each)) try { each[key].pwn = 1; each[key] = null; each[key].prototype.pwn = 1; delete each[key]; } catch (e) {}
}
//## few: what facades give
for (const each of [crypto.createHash('md5'), crypto.createHmac('md5', 'k'), crypto.randomBytes(1), db.get('/rest/c'), request]) { try { each.__proto__.pwn = 1; each.pwn = 1; each.constructor.pwn = 1; } catch (e) {} for (const key in each) try { each[key].pwn = 1; each[key].prototype.pwn = 1; } catch (e) {} }
//## few: res and its functions
for (const each of [res, res.end, res.send, req, context, context.settings]) { try { each.pwn = 1; each.__proto__.pwn = 1; each.prototype.pwn = 1; } catch (e) {} } res.end = res.send = null; context.settings.pwn = 1; context.collection = 'other'; context.settings = null;
//## few: setters on res and context
try { Object.defineProperty(context, 'settings', { get() { return { pwn: 1 }; } }); Object.defineProperty(res, 'end', { get() { PWN = 1; } }); Object.freeze(context); } catch (e) {}
//## few: stacks of errors
Error.prepareStackTrace = () => 'LEAK'; Error.stackTraceLimit = 0; Error.captureStackTrace = () => { PWN = 1; }; try { Object.defineProperty(Error.prototype, 'stack', { get() { return 'LEAK'; } }); } catch (e) {} new Error('x').__proto__.name = 'LEAK'; new TypeError('x').__proto__.message = 'LEAK'; new Error('x').constructor.pwn = 1;
//## few: callers of a function
let f = arguments.callee; for (let i = 0; f && i < 20; ++i) { try { f.pwn = 1; f.prototype.pwn = 1; f.arguments[0].pwn = 1; f.arguments[0].post(18, '{}'); } catch (e) {} f = f.caller; }
try { attack.caller.pwn = 1; beforePOST.caller.caller.pwn = 1; Object.getOwnPropertyDescriptor(Function.prototype, 'caller').get.call(res.end).pwn = 1; res.end.arguments.pwn = 1; } catch (e) {}
//## few: callers of a callback of a built-in function
for (const use of [(f) => [1].map(f), (f) => 'a'.replace(/a/, f), (f) => [1, 2].sort(f), (f) => JSON.stringify({ a: 1 }, f), (f) => JSON.parse('[1]', f), (f) => Reflect.apply(f, null, []), (f) => log.info({ toJSON: f }), (f) => res.send.call({ toJSON: f }), (f) => new Proxy({}, { get: f }).x, (f) => async.map([1], f), (f) => template('{{x}}', { get x() { return f(); } }), (f) => String({ toString: f })])
  try { use(function spy() { let c = spy; for (let i = 0; c && i < 9; ++i) { c.pwn = 1; if (c.arguments) for (const each of c.arguments) try { each.pwn = 1; } catch (e) {} c = c.caller; } return 'x'; }); } catch (e) {}
//## few: names that the runtime looks up
for (const name of ['then', 'message', 'name', 'stack', 'status', 'code', 'list', 'end', 'toJSON', 'level', 'line', 'id', 'data', 'error', 'beforePOST', 'draft', 'fresh', 'traced', 'get', 'set', 'value', 'writable', 'configurable', 'enumerable'])
  try { Object.defineProperty(Object.prototype, name, { get() { PWN = 1; }, set() { PWN = 1; }, configurable: true }); } catch (e) {}
//## few: species and iterators
try { Array[Symbol.species] = function () { PWN = 1; }; Object.defineProperty(Array, Symbol.species, { get() { PWN = 1; } }); } catch (e) {} try { Array.prototype[Symbol.iterator] = function* () { yield 'LEAK'; }; Map.prototype.forEach = null; Set.prototype.add = null; } catch (e) {} class L extends Array { static get [Symbol.species]() { return Object; } } new L(1, 2).map((x) => x).pwn = 1;
//## few: thenables and promises
Promise.prototype.then = function () { PWN = 1; }; Promise.resolve = Promise.all = null; try { Promise[Symbol.species] = null; Object.defineProperty(Promise.prototype, 'constructor', { value: null }); } catch (e) {} Promise.resolve({ then(resolve) { resolve({ then() { PWN = 1; } }); } });
//## few: proxies
const p = new Proxy(Array.prototype, { set(t, k, v) { return Reflect.set(t, k, v); }, defineProperty(t, k, d) { return Reflect.defineProperty(t, k, d); } }); try { p.pwn = 1; Object.defineProperty(p, 'pwn', { value: 1 }); Reflect.set(Object.prototype, 'pwn', 1, Array.prototype); Reflect.setPrototypeOf(Array.prototype, { pwn: 1 }); } catch (e) {}
//## few: setters that define on the receiver
for (const each of [Array.prototype, Object.prototype, Function.prototype, Error.prototype, Promise.prototype, RegExp.prototype, Date.prototype, Map.prototype]) for (const key of ['toString', 'constructor', 'valueOf', 'then', 'next', 'toJSON', 'name', 'message', 'call', 'apply', 'bind'])
  { const d = Object.getOwnPropertyDescriptor(each, key); if (d && d.set) for (const target of [each, Array.prototype, JSON, Math, globalThis, log, Reflect, res.end, d.set, d.get]) try { d.set.call(target, 'LEAK'); Reflect.set(each, key, 'LEAK', target); } catch (e) {} }
//## few: setters of prototypes by assignment
for (const each of [[], {}, () => 1, new Error('x'), new Date(), /x/, new Map(), Promise.resolve(), Symbol('x'), 1, 'x', true, new Int8Array(1), new ArrayBuffer(1), (function* () {})(), [][Symbol.iterator]()]) for (const key of ['toString', 'constructor', 'pwn', 'next', 'then', Symbol.iterator, Symbol.toStringTag, '__proto__'])
  try { Object.getPrototypeOf(each)[key] = 'LEAK'; Object.getPrototypeOf(Object.getPrototypeOf(each))[key] = 'LEAK'; } catch (e) {}
//## few: the prototype of all by __proto__ and its accessor
try { Object.prototype.__proto__ = { pwn: 1 }; globalThis.__proto__ = { PWN: 1, leak: 1 }; Object.getOwnPropertyDescriptor(Object.prototype, '__proto__').set.call(Array.prototype, { pwn: 1 }); } catch (e) {} Object.prototype.__defineGetter__ && Object.prototype.__defineGetter__.call(globalThis, 'PWN', () => 1);
//## few: regular expressions of the language
/secret(1)/.test('a secret1'); RegExp.input = 'LEAK'; RegExp.prototype.exec = null; RegExp.prototype.compile.call(/x/, 'LEAK'); const shared = /x/g; shared.lastIndex = 9; try { RegExp.prototype.lastIndex = 3; RegExp.prototype.source = 'x'; } catch (e) {}
//## few: symbols, dates and numbers
Symbol.for('leak').pwn = 1; try { Symbol.prototype.description = 'x'; Date.now = () => 1; Date.prototype.getTime = null; Math.random = () => 4; Number.prototype.toFixed = null; Number.EPSILON = 1; parseInt = null; isNaN = null; undefined = 1; NaN = 2; Infinity = 3; } catch (e) {}
//## few: what evaluated code can change
for (const code of ['var leak = 1', 'leak = 1', 'function leak() {}', 'let PWN = 1', 'const PWN2 = 1', 'class PWN3 {}', 'this.leak = 1', 'delete globalThis.JSON', 'Array.prototype.pwn = 1', 'globalThis.PWN = 1; "use strict"'])
  { try { (0, eval)(code); } catch (e) {} try { eval(code); } catch (e) {} try { new Function(code)(); } catch (e) {} try { (function* () {}).constructor(code)().next(); } catch (e) {} try { (async () => {}).constructor(code)(); } catch (e) {} try { setTimeout(code, 0); } catch (e) {} }
//## few: this at all places
for (const f of [function () { return this; }, new Function('return this'), (0, eval)('(function () { return this })')]) try { const g = f(); g.PWN = 1; g.leak = 1; g.JSON = null; Object.defineProperty(g, 'leak', { value: 1 }); Object.setPrototypeOf(g, null); delete g.Array; } catch (e) {} [1].forEach(function () { this.PWN = 1; }); async.each([1], function () { this.leak = 1; });
//## few: templates with helpers that are given
template('{{f (rawjson 1)}}', { f: (x) => { Object.getPrototypeOf(x).toHTML = () => 'POISON'; Object.getPrototypeOf(x).toString = () => 'POISON'; x.constructor.prototype.pwn = 1; x.constructor.pwn = 1; } });
//## few: templates whose helpers get options
template('{{#f}}a{{else}}b{{/f}}{{f 1 a=2}}', { f: function () { const o = arguments[arguments.length - 1]; for (const each of [o, o.data, o.data && o.data.root, o.fn, o.inverse, o.hash, o.lookupProperty, o.fn && o.fn.constructor, this]) try { each.pwn = 1; each.__proto__.pwn = 1; each.prototype.pwn = 1; } catch (e) {} return ''; } });
//## few: templates that look at prototypes
for (const text of ['{{constructor}}', '{{__proto__.pwn}}', '{{#with "s" as |x|}}{{#with (lookup x "constructor")}}{{/with}}{{/with}}', '{{lookup (lookup this "constructor") "prototype"}}', '{{#each this}}{{@key}}{{/each}}', '{{switch 1}}{{case 1}}', '{{#switch __proto__}}{{#case 1}}{{/case}}{{/switch}}', '{{> pwn}}', '{{#> pwn}}x{{/pwn}}', '{{#*inline "pwn"}}LEAK{{/inline}}{{> pwn}}', '{{*decorator}}', '{{#*inline "pwn"}}LEAK{{/inline}}', '{{log "x" level="error"}}', '{{helperMissing}}', '{{blockHelperMissing}}', '{{#sortBy a "b"}}{{/sortBy}}', '{{raw-helper}}'])
  try { template(text, { a: [{ b: { valueOf() { PWN = 1; } } }], pwn: () => { PWN = 1; } }); } catch (e) {}
//## few: templates whose text is cached
const text = '{{rawjson 1}}{{x}}{{#ifCond 1 "==" 1}}y{{/ifCond}}{{pwn}}'; template(text, { pwn: 'LEAK', x: { toHTML: () => 'LEAK' }, ifCond: () => 'LEAK', rawjson: () => 'LEAK' }); for (let i = 0; i < 150; ++i) template('{{x}}' + i, {}); try { template({ toString: () => text, pwn: 1, type: 'Program', body: [] }, {}); template({ type: 'Program', body: [{ type: 'MustacheStatement', path: { original: 'x', parts: ['x'] }, params: [{ type: 'NumberLiteral', value: '1; globalThis.PWN = 1' }] }] }, {}); } catch (e) {}
//## few: templates that are cached under a name of a prototype
for (const text of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '']) try { template(text, { pwn: 1 }); } catch (e) {}
//## few: timers
setInterval(() => { PWN = 1; leak = 1; }, 1); setTimeout(function () { this.PWN = 1; Array.prototype.pwn = 1; }, 0); setImmediate(() => { res.end = null; }); try { clearTimeout({ valueOf() { PWN = 1; return 1; } }); setTimeout(() => {}, { valueOf() { this.constructor.pwn = 1; } }); } catch (e) {}
//## few: promises that go on after the end
Promise.resolve().then(() => { try { [].__proto__.pwn = 1; PWN = 1; } catch (e) {} }); (async () => { await null; for (let i = 0; i < 5; ++i) { await i; try { Function.prototype.pwn = 1; } catch (e) {} } })();
//## few: calls that are answered after the end
db.get('/rest/c').then((list) => { try { list.__proto__.pwn = 1; PWN = 1; } catch (e) {} }); db.get('/rest/c', {}, {}, function (error, list) { try { list.constructor.prototype.pwn = 1; this.PWN = 1; } catch (e) {} });
//## few: arguments of calls with getters
const evil = { get url() { Object.prototype.pwn = 1; return 'http://127.0.0.1:1'; }, toJSON() { PWN = 1; throw 1; } }; for (const use of [() => db.post('/rest/c', evil), () => request(evil), () => log.info(evil), () => slack(evil), () => sendMail(evil), () => auth.sign_jwt(evil, 'k'), () => markdown(evil), () => btoa(evil), () => crypto.createHash(evil), () => require(evil), () => template('{{x}}', evil)]) try { use(); } catch (e) {}
//## few: helpers of lowered code
class A { #x = 1; static #s = 2; get(o) { return o.#x; } } const { a, ...rest } = { a: 1, b: 2 }; const spread = { ...rest }; for (const name of ['$$h', '$$$h']) try { const h = eval(name); h.pwn = 1; for (const key in h) { h[key].pwn = 1; h[key] = null; h[key].prototype.pwn = 1; } } catch (e) {} rest.__proto__.pwn = 1; new A().constructor.pwn = 1;
//## few: async functions and generators of lowered code
const g = (async function* () { yield 1; })(); try { g.__proto__.__proto__.pwn = 1; g.next = null; g.__proto__.next = null; g.constructor.pwn = 1; } catch (e) {} const f = async () => 1; f().constructor.pwn = 1; f().__proto__.then = null; const h = (function* () {})(); h.__proto__.__proto__.next = null; h.__proto__.__proto__.pwn = 1;
//## few: symbols that are hidden
for (const each of [new WeakMap([[{}, 1]]), new WeakSet(), new AggregateError([]), Promise.resolve(1), (async function* () {})()]) for (const key of Object.getOwnPropertySymbols(each).concat(Reflect.ownKeys(each.__proto__))) try { each.__proto__[key] = 'LEAK'; each[key].pwn = 1; each[key].constructor.prototype.pwn = 1; } catch (e) {}
const spy = new Proxy({}, { get(t, key) { if (typeof key === 'symbol') try { Object.prototype[key] = 'LEAK'; PWN = String(key); } catch (e) {} } }); for (const use of [() => WeakMap.prototype.get.call(spy), () => WeakSet.prototype.has.call(spy, spy), () => Promise.prototype.then.call(spy), () => Map.prototype.get.call(spy), () => (async function* () {})().next.call(spy), () => structuredClone(spy), () => Object.assign({}, spy)]) try { use(); } catch (e) {}
//## few: subclasses of built-ins
for (const Base of [Array, Map, Set, Promise, Error, RegExp, Date, Function, Object, Int8Array]) try { class Own extends Base { static { Base.pwn = 1; Object.getPrototypeOf(Own.prototype).pwn = 1; } pwn = 1; } new Own(() => {}).pwn = 2; Own.__proto__.leak = 1; } catch (e) {}
//## few: Reflect, and functions that are bound
const bound = [].push.bind(Array.prototype); try { bound('LEAK'); Reflect.construct(Array, [], Object).pwn = 1; Reflect.apply(Object.defineProperty, null, [Array.prototype, 'pwn', { value: 1 }]); Array.prototype.splice.call(Array.prototype, 0, 0, 'LEAK'); Array.prototype.length = 3; } catch (e) {}
//## few: sharing by objects that a run keeps for ever
Function.prototype.leak = req; Symbol.iterator.leak = req; for (const each of [log.info, parseInt, Object, Array.from, require('lodash'), require('lodash').map, async.map]) try { each.kept = req; new WeakMap().set(each, req); } catch (e) {}
//## few: polyfilled functions
for (const each of [structuredClone, Object.fromEntries, Array.prototype.flat, String.prototype.replaceAll, Promise.any, Promise.allSettled, WeakMap, AggregateError, Array.prototype.toSorted]) try { each.pwn = 1; each.prototype.pwn = 1; each.call = null; } catch (e) {}
//## few: texts and JSON with hidden members
JSON.parse('{"__proto__":{"pwn":1}}').pwn = 2; Object.assign({}, JSON.parse('{"__proto__":{"pwn":1}}')); const { ...copy } = JSON.parse('{"__proto__":{"pwn":1}}'); structuredClone(JSON.parse('{"__proto__":{"pwn":1}}')); ({ ...JSON.parse('{"__proto__":{"pwn":1}}') }).pwn; 'x'.pwn = 1; String.raw.pwn = 1; ((s) => { try { s.pwn = 1; s.raw.pwn = 1; s.raw.push('LEAK'); } catch (e) {} })`a`;
//## all: locales of moment
const moment = require('moment'); moment.locale('pwn', { months: ['LEAK'] }); moment.defineLocale('leak', {}); moment.updateLocale('en', { months: 'LEAK_LEAK'.split('_'), week: { dow: 3 } }); moment.locale('leak');
//## all: settings and prototypes of moment
const moment = require('moment'); moment.fn.pwn = 1; moment.fn.format = () => 'LEAK'; moment.duration.fn.pwn = 1; moment.relativeTimeThreshold('s', 1); moment.relativeTimeRounding(() => 7); moment.parseTwoDigitYear = () => 1; moment.now = () => 0; moment.defaultFormat = 'LEAK'; moment.updateOffset = () => { PWN = 1; }; moment.momentProperties.push('pwn'); moment.suppressDeprecationWarnings = true; moment.createFromInputFallback = null;
//## all: internals of moment
const moment = require('moment'); const data = moment.localeData(); for (const each of [data, data.__proto__, data._config, data._months, data._longDateFormat, moment().__proto__, moment.duration(1).__proto__, moment.HTML5_FMT, moment.ISO_8601, moment.invalid().__proto__]) try { each.pwn = 1; each.DATE = 'LEAK'; } catch (e) {} try { data._config.months.push('LEAK'); data._monthsParse = ['LEAK']; data._dayOfMonthOrdinalParse.compile('LEAK'); moment.localeData('en').ordinal = () => 'LEAK'; } catch (e) {}
//## all: plugins and locales of dayjs
const dayjs = require('dayjs'); dayjs.extend((option, Dayjs, factory) => { Dayjs.prototype.pwn = 1; Dayjs.prototype.format = () => 'LEAK'; factory.pwn = 1; }); dayjs.locale('pwn', { name: 'pwn', weekdays: ['LEAK'] }); dayjs.locale({ name: 'leak', weekdays: [] }, null, false); dayjs.Ls.en.weekdays[0] = 'LEAK'; dayjs.Ls.en.pwn = 1; dayjs.unix = null; dayjs.prototype.pwn = 1; dayjs.en.name = 'LEAK';
//## all: helpers, partials and decorators of handlebars
const h = require('handlebars'); h.registerHelper('pwn', () => 'LEAK'); h.registerHelper('if', () => 'LEAK'); h.registerPartial('pwn', 'LEAK'); h.registerDecorator('pwn', () => {}); h.unregisterHelper('each'); h.helpers.rawjson = () => 'LEAK'; h.log = () => { PWN = 1; }; h.logger.level = 'debug'; h.logger.methodMap.pwn = 1;
//## all: internals of handlebars
const h = require('handlebars'); for (const each of [h, h.Utils, h.VM, h.AST, h.Parser, h.Parser && h.Parser.yy, h.Parser && h.Parser.lexer, h.Compiler, h.Compiler && h.Compiler.prototype, h.JavaScriptCompiler, h.JavaScriptCompiler && h.JavaScriptCompiler.prototype, h.SafeString.prototype, h.Exception, h.Exception.prototype, h.__proto__, h.create().__proto__, h.default, h.HandlebarsEnvironment && h.HandlebarsEnvironment.prototype]) try { each.pwn = 1; each.toHTML = () => 'LEAK'; for (const key in each) if (typeof each[key] === 'function') try { each[key].pwn = 1; } catch (e) {} } catch (e) {}
try { h.Utils.escapeExpression = (x) => x; h.JavaScriptCompiler.prototype.nameLookup = () => '(globalThis.PWN = 1)'; h.Parser.lexer.rules.forEach((r) => r.compile('LEAK')); h.Parser.terminals_ = {}; h.VM.template = null; h.create = null; h.compile = () => () => 'LEAK'; } catch (e) {}
//## all: code out of handlebars' trees
const h = require('handlebars'); for (const value of ['1);globalThis.PWN=1;(', { toString: () => 'globalThis.PWN=1' }]) try { const tree = h.parse('{{x 1 "s" true}}'); tree.body[0].params.forEach((each) => { each.value = each.original = value; }); h.compile(tree)({ x: () => 1 }); h.precompile(tree); h.template(h.precompile('{{x}}')); } catch (e) {}
//## all: async and uuid beside talkative libraries
const async_ = require('async'), uuid = require('uuid'), _ = require('lodash'); async_.pwn = 1; uuid.pwn = 1; _.pwn = 1; _.templateSettings.interpolate.compile('LEAK'); Array.prototype.pwn = 1; Object.prototype.leak = 1; globalThis.PWN = 1; JSON.stringify = () => '"LEAK"'; Function.prototype.call = function () { PWN = 1; };
//## few: promises of the engine's own kind
const seen = []; class P extends Promise { constructor(run) { super(run); seen.push(this.constructor, Promise.prototype.constructor, Object.getPrototypeOf(Promise.resolve()).constructor); } }
new P(() => {}).then(() => {}); new P((yes) => yes(Promise.resolve(1)));
for (const each of seen.concat(Promise, (async () => {})().constructor, Promise.all([]).constructor, Promise[Symbol.species])) try { each.pwn = 1; each.resolve = null; each.prototype.then = null; } catch (e) {}
