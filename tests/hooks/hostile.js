// SPDX-License-Identifier: GPL-3.0-or-later
// What a hook must not be able to do. Each block is the body of a beforeGET; behind its name stands what its answer must
// say, as a regular expression. tst_hostile runs each, and then looks whether everything else still works.

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
//# recursion: call stack|crashed|RangeError
(function f() { f(); })(); res.end();
//# recursion that catches: ran longer|crashed|call stack|^200
(function f() { try { f(); } catch (e) { f(); } })(); res.end();
//# recursion over a getter: call stack|crashed
const o = { get x() { return this.x; } }; o.x; res.end();
//# recursion over a proxy: call stack|crashed
const p = new Proxy({}, { get(t, k, r) { return r[k]; } }); p.x; res.end();
//# deep JSON: cannot carry|call stack|crashed|nested
let d = {}; const top = d; for (let i = 0; i < 100000; ++i) d = d.x = {}; res.end({ data: top });
//# deep source: nested|call stack|crashed|memory|Error
eval('['.repeat(100000) + ']'.repeat(100000)); res.end();
//# memory by arrays: more memory|crashed|ran longer
const a = []; for (;;) a.push(new Array(10000).join('x') + a.length);
//# memory by objects: more memory|crashed|ran longer
let list = null; for (;;) list = { list, x: {} };
//# memory by one text: more memory|crashed|Error|ran longer|^200
'x'.repeat(Math.pow(2, 31) - 1); res.end();
//# memory by doubling: more memory|crashed|Error|ran longer
let s = 'x'; for (;;) s += s;
//# memory by replace: more memory|crashed|ran longer
'x'.repeat(1e6).replace(/x/g, 'x'.repeat(1e5)); res.end();
//# memory by padStart: more memory|crashed|Error|ran longer
'x'.padStart(Math.pow(2, 30)); res.end();
//# memory by typed arrays: more memory|crashed|Error|^200|ran longer
const all = []; for (let i = 0; i < 1e5; ++i) all.push(new Float64Array(1e5)); res.end();
//# memory by a map: more memory|crashed|ran longer
const m = new Map(); for (let i = 0; ; ++i) m.set(i, [i]);
//# memory by closures: more memory|crashed|ran longer
const f = []; for (;;) { const big = new Array(1000).fill(0); f.push(() => big); }
//# memory by split: more memory|crashed|ran longer|^200
'x'.repeat(3e7).split(''); res.end();
//# huge array: more memory|crashed|ran longer
new Array(4294967295).fill(0); res.end();
//# reverse of a sparse array: more memory|crashed|ran longer|^200
const r = []; r[4294967290] = 1; r.reverse(); res.end();
//# hostile iterator: crashed|TypeError|ran longer|^200
for (const x of { [Symbol.iterator]() { return { next() { return { done: false }; }, return: null }; } }) break; res.end();
//# hostile thenable: crashed|^200|finished
Promise.resolve({ then(resolve) { resolve(); throw 1; } }); res.end();
//# chain of proxies: crashed|call stack|^200|more memory|ran longer
let chain = {}; for (let i = 0; i < 200000; ++i) chain = new Proxy(chain, {}); chain.x; res.end();
//# copyWithin: crashed|ran longer|^200
Array.prototype.copyWithin.call({ length: Math.pow(2, 53) - 1 }, 0, 1); res.end();
//# nested groups in a regex: crashed|SyntaxError|memory|Error
new RegExp('('.repeat(50000)); res.end();
//# backtracking: too many steps|ran longer
/(a+)+$/.test('a'.repeat(40) + 'b'); res.end();
//# regex on a huge text: too many steps|ran longer|crashed|memory
/(x+x+)+y/.test('x'.repeat(5e6)); res.end();
//# sort that lies: ran longer|^200|crashed
const n = Array.from({ length: 1e6 }, (x, i) => i); n.sort(() => Math.random() - 0.5); res.end();
//# String.prototype.valueOf: crashed|TypeError|^200
String.prototype.valueOf.call({}); res.end();
//# log flood: ^200|ran longer
for (let i = 0; i < 200000; ++i) log.info('x'.repeat(1000)); res.end();
//# log of a huge text: ^200|memory
log.info('x'.repeat(2e7)); res.end();
//# call flood: more than 10000 calls|ran longer
for (let i = 0; i < 100000; ++i) db.get('/rest/other'); res.end();
//# call with a huge body: memory|crashed|Error|^200|longer|cannot be read
db.post('/rest/other', { x: 'x'.repeat(6e7) }).then(() => res.end(), (e) => { throw e; });
//# call that is nested too deep: cannot be read|call stack|Error
let deep = {}; const root = deep; for (let i = 0; i < 500; ++i) deep = deep.x = {}; db.post('/rest/other', root); 
//# call of a path that is none: begins with /rest/
db.get('/admin/v1/keys').then(() => res.end({ error: 'keys' }), (e) => { throw e; });
//# call that climbs: nothing at|There is no
db.get('/rest/../admin/v1/keys').then(() => res.end({ error: 'keys' }), (e) => { throw e; });
//# timer flood: may have 10000 timers
for (let i = 0; i < 20000; ++i) setTimeout(() => {}, 1000);
//# huge result: crashed|memory|longer|was killed
res.end({ data: { x: new Array(70 * 1024 * 1024).join('y') } });
//# many results: ^200
for (let i = 0; i < 10000; ++i) res.end({ query: {} });
//# file: not defined|ReferenceError
new XMLHttpRequest(); res.end();
//# Qt: not defined|ReferenceError
Qt.openUrlExternally('file:///etc/passwd'); res.end();
//# require of node's modules: no module
require('fs').readFileSync('/etc/passwd'); res.end();
//# require of child_process: no module
require('child_process').execSync('id'); res.end();
//# process: not a function
process.exit(); res.end();
//# import: ^422
import('fs');
//# print, gc and other functions of the engine: not defined|ReferenceError
gc(); print(1); res.end();
//# way out by a constructor: Cannot read|undefined|TypeError
res.end.constructor('return this')().process.mainModule.require('fs'); res.end();
//# way to the bridge: not defined|ReferenceError
bridge.post(99, 'x'); res.end();
//# way to the bridge by callers: ^200|null|undefined|TypeError
let c = arguments.callee; for (let i = 0; c && i < 10; ++i) c = c.caller; if (c && c.arguments) c.arguments[0].post(99, 'x'); res.end();
//# way to the bridge by a setter: ^200
Object.defineProperty(req, 'post', { get() { return 1; } }); res.end();
//# changes what the runtime uses: ^200
try { JSON.stringify = () => 'evil'; } catch (e) {} try { Array.prototype.forEach = null; Promise.prototype.then = null; Object.keys = null; } catch (e) {} res.end();
//# throws something odd: threw|HookError|Error
throw { get message() { throw new Error('again'); } };
//# throws a proxy: threw|HookError|Error|shown
throw new Proxy({}, { get() { throw 1; }, has() { throw 2; } });
//# error with a stack of its own: mine|TypeError
const e = new Error('mine'); Object.defineProperty(e, 'stack', { get() { throw e; } }); throw e;
//# ends with a proxy that throws: cannot carry|HookError
res.end(new Proxy({}, { ownKeys() { throw new Error('no'); } }));
//# ends with BigInt of another kind: ^422|not
res.end({ data: { x: BigInt(1) } });
//# request to the server itself: may not reach
request('http://127.0.0.1:8787/admin/v1/keys').then(() => res.end(), (e) => { throw e; });
//# request to the metadata of a cloud: may not reach
request('http://169.254.169.254/latest/meta-data').then(() => res.end(), (e) => { throw e; });
