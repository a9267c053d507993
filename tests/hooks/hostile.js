// SPDX-License-Identifier: GPL-3.0-or-later
// What a hook must not be able to do. Each block is the body of a beforeGET; behind its name stands what its answer must
// say, as a regular expression: one end, not all that would do. A hook that says "memory" is stopped for it, or its process
// is, in the engine. One that says "crashed" crashes the engine of Qt 6.4: another Qt may do better. tst_hostile runs each, and then looks whether everything else still works.

//# loop: ran longer than
while (true) {}
//# loop that catches: ran longer than
for (;;) try { null.x; } catch (e) {}
//# loop in a getter: ran longer than
({ get x() { while (true); } }).x;
//# loop in toString: ran longer than
String({ toString() { while (true); } });
//# loop in valueOf while sorting: ran longer than
[3, 1, 2].sort(() => { for (;;); });
//# loop in toJSON: ran longer than
res.end({ data: { toJSON() { for (;;); } } });
//# loop in a proxy trap: ran longer than
new Proxy({}, { get() { for (;;); } }).x;
//# loop in an iterator: ran longer than
for (const x of { [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) });
//# loop of promises: ran longer than
(function again() { Promise.resolve().then(again); })();
//# loop of awaits: ran longer than
(async () => { for (;;) await null; })();
//# loop in a generator: ran longer than
[...(function* () { for (;;) yield; })()].length;
//# loop of timers: ran longer than
(function again() { setTimeout(again, 0); })();
//# interval without end: ran longer than
setInterval(() => {}, 1);
//# loop by eval: ran longer than
eval('for (;;);');
//# loop by Function: ran longer than
new Function('for (;;);')();
//# loop after the end: ^200
res.end(); for (;;);
//# waits for ever: finished without res.end
new Promise(() => {});
//# recursion: call stack
(function f() { f(); })(); res.end();
//# recursion that catches: crashed the engine
(function f() { try { f(); } catch (e) { f(); } })(); res.end();
//# recursion over a getter: call stack
const o = { get x() { return this.x; } }; o.x; res.end();
//# recursion over a proxy: call stack
const p = new Proxy({}, { get(t, k, r) { return r[k]; } }); p.x; res.end();
//# deep JSON: cannot carry: RangeError
let d = {}; const top = d; for (let i = 0; i < 100000; ++i) d = d.x = {}; res.end({ data: top });
//# deep source: stack space
eval('['.repeat(100000) + ']'.repeat(100000)); res.end();
//# memory by arrays: memory
const a = []; for (;;) a.push(new Array(10000).join('x') + a.length);
//# memory by objects: memory
let list = null; for (;;) list = { list, x: {} };
//# memory by one text: memory
'x'.repeat(Math.pow(2, 31) - 1); res.end();
//# memory by doubling: memory
let s = 'x'; for (;;) s += s;
//# memory by replace: memory
'x'.repeat(1e6).replace(/x/g, 'x'.repeat(1e5)); res.end();
//# memory by padStart: memory
'x'.padStart(Math.pow(2, 30)); res.end();
//# memory by typed arrays: RangeError: ArrayBuffer: out of memory
const all = []; for (let i = 0; i < 1e5; ++i) all.push(new Float64Array(1e5)); res.end();
//# memory by a map: memory
const m = new Map(); for (let i = 0; ; ++i) m.set(i, 'x'.repeat(10000) + i);
//# memory by closures: memory
const f = []; for (;;) { const big = new Array(1000).fill(0); f.push(() => big); }
//# memory by split: memory
'x'.repeat(3e7).split(''); res.end();
//# huge array: memory
new Array(4294967295).fill(0); res.end();
//# reverse of a sparse array: ^200
const r = []; r[4294967290] = 1; r.reverse(); res.end();
//# hostile iterator: crashed the engine
for (const x of { [Symbol.iterator]() { return { next() { return { done: false }; }, return: null }; } }) break; res.end();
//# hostile thenable: ^200
Promise.resolve({ then(resolve) { resolve(); throw 1; } }); res.end();
//# chain of proxies: crashed the engine
let chain = {}; for (let i = 0; i < 200000; ++i) chain = new Proxy(chain, {}); chain.x; res.end();
//# copyWithin: crashed the engine
Array.prototype.copyWithin.call({ length: Math.pow(2, 53) - 1 }, 0, 1); res.end();
//# nested groups in a regex: SyntaxError
new RegExp('('.repeat(50000)); res.end();
//# backtracking: too many steps
/(a+)+$/.test('a'.repeat(40) + 'b'); res.end();
//# regex on a huge text: too many steps
/(x+x+)+y/.test('x'.repeat(5e6)); res.end();
//# sort that lies: ran longer than
const n = Array.from({ length: 1e6 }, (x, i) => i); n.sort(() => Math.random() - 0.5); res.end();
//# String.prototype.valueOf: TypeError
String.prototype.valueOf.call({}); res.end();
//# log flood: ^200
for (let i = 0; i < 10000; ++i) log.info('x'.repeat(1000)); res.end();
//# log of a huge text: ^200
log.info('x'.repeat(2e7)); res.end();
//# call flood: more than 10000 calls
for (let i = 0; i < 100000; ++i) db.get('/rest/other'); res.end();
//# call with a huge body: memory
db.post('/rest/other', { x: 'x'.repeat(6e7) }).then(() => res.end(), (e) => { throw e; });
//# call that is nested too deep: cannot be read
let deep = {}; const root = deep; for (let i = 0; i < 500; ++i) deep = deep.x = {}; db.post('/rest/other', root); 
//# call of a path that is none: begins with /rest/
db.get('/admin/v1/keys').then(() => res.end({ error: 'keys' }), (e) => { throw e; });
//# call that climbs: There is no collection
db.get('/rest/../admin/v1/keys').then(() => res.end({ error: 'keys' }), (e) => { throw e; });
//# timer flood: may have 10000 timers
for (let i = 0; i < 20000; ++i) setTimeout(() => {}, 1000);
//# huge result: memory
res.end({ data: { x: new Array(70 * 1024 * 1024).join('y') } });
//# many results: ^200
for (let i = 0; i < 10000; ++i) res.end({ query: {} });
//# file: XMLHttpRequest is not defined
new XMLHttpRequest(); res.end();
//# Qt: Qt is not defined
Qt.openUrlExternally('file:///etc/passwd'); res.end();
//# require of node's modules: no module
require('fs').readFileSync('/etc/passwd'); res.end();
//# require of child_process: no module
require('child_process').execSync('id'); res.end();
//# process: not a function
process.exit(); res.end();
//# import: ^422
import('fs');
//# print, gc and other functions of the engine: gc is not defined
gc(); print(1); res.end();
//# way out by a constructor: Cannot read property
res.end.constructor('return this')().process.mainModule.require('fs'); res.end();
//# way to the bridge: bridge is not defined
bridge.post(99, 'x'); res.end();
//# way to the bridge by callers: TypeError
let c = arguments.callee; for (let i = 0; c && i < 10; ++i) c = c.caller; if (c && c.arguments) c.arguments[0].post(99, 'x'); res.end();
//# way to the bridge by a setter: ^200
Object.defineProperty(req, 'post', { get() { return 1; } }); res.end();
//# changes what the runtime uses: ^200
try { JSON.stringify = () => 'evil'; } catch (e) {} try { Array.prototype.forEach = null; Promise.prototype.then = null; Object.keys = null; } catch (e) {} res.end();
//# throws something odd: threw a value that cannot be shown
throw { get message() { throw new Error('again'); } };
//# throws a proxy: threw a value that cannot be shown
throw new Proxy({}, { get() { throw 1; }, has() { throw 2; } });
//# error with a stack of its own: TypeError
const e = new Error('mine'); Object.defineProperty(e, 'stack', { get() { throw e; } }); throw e;
//# ends with a proxy that throws: cannot carry
res.end(new Proxy({}, { ownKeys() { throw new Error('no'); } }));
//# ends with BigInt of another kind: BigInt is not defined
res.end({ data: { x: BigInt(1) } });
//# request to the server itself: may not reach
request('http://127.0.0.1:8787/admin/v1/keys').then(() => res.end(), (e) => { throw e; });
//# request to the metadata of a cloud: may not reach
request('http://169.254.169.254/latest/meta-data').then(() => res.end(), (e) => { throw e; });
