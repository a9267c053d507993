// SPDX-License-Identifier: GPL-3.0-or-later
// A hook that runs what developers write today: [what, function, what it must give]. tst_hooks posts to it.
const cases = [
  ["json reviver", async function () { const seen = []; const v = JSON.parse('{"a":[1,{"c":2}],"b":3}', function (k, v) { seen.push(k); return k === 'c' ? undefined : typeof v === 'number' ? v + 1 : v });
 return [v, seen] }, [{"a":[2,{}],"b":4},["0","c","1","a","b",""]]],
  ["json reviver holder", async function () { const v = JSON.parse('[1,2]', function (k, v) { return k === '0' ? undefined : v }); return [0 in v, v.length] }, [false,2]],
  ["json list", async function () { return [JSON.stringify({a:1,b:2,c:{a:1,d:3}},['c','a','c']), JSON.stringify([{a:1,1:2}],[1]), JSON.stringify({a:1},[]), JSON.stringify({b:{a:[1]}},['b','a'],2), JSON.stringify({b:1,x:2},['b'],'--')] },
 ['{"c":{"a":1},"a":1}', '[{"1":2}]', '{}', '{\n  "b": {\n    "a": [\n      1\n    ]\n  }\n}', '{\n--"b": 1\n}']],
  ["json list toJSON", async function () { return JSON.stringify({d:new Date(0),n:new Number(1),u:undefined,f(){}}, ['d','n','u','f']) }, '{"d":"1970-01-01T00:00:00.000Z","n":1}'],
  ["json numbers", async function () { return [1 / JSON.parse('-0'), 1 / JSON.parse('[0,-0]')[1], JSON.parse('1e-400'), JSON.parse('1e400'), JSON.parse('{"a":-0}').a === 0, JSON.parse('12345678901234567890')].map(String) }, ["-Infinity","-Infinity","0","Infinity","true","12345678901234567000"]],
  ["json refuses", async function () { return ['1.', '.5', '01', '-', '1e', "{'a':1}", '[1,]', '{"a":1,}', '"\\x"', '"\t"', '', 'nul', '1 2', '{"a"', '\u00a01', '[1 2]', '{"a":1 "b"}'].map(t => { try { return JSON.parse(t) } catch (e) { return e.name } }).filter(v => v !== 'SyntaxError') }, []],
  ["json error", async function () { try { JSON.parse('{"a":tru}') } catch (e) { return e.message } }, "Unexpected token '}' in JSON at position 8"],
  ["json halves", async function () { return [JSON.stringify('\ud800a\udc00\ud83d\ude00'), JSON.parse('"\\ud800"').length, JSON.parse('["\udc00"]')[0].charCodeAt(0)] }, ['"\\ud800a\\udc00😀"', 1, 56320]],
  ["json odd arguments", async function () { return [JSON.parse(null), JSON.parse(5), JSON.parse(new String('[1]')), JSON.stringify(undefined) === undefined, JSON.parse.length, JSON.stringify.length, JSON.parse.name, 'prototype' in JSON.parse] }, [null,5,[1],true,2,3,"parse",false]],
  ["json names", async function () { const o = JSON.parse('{"__proto__":{"x":1},"constructor":2,"1":3,"a":4,"a":5}'); return [Object.keys(o), o.x === undefined, Object.getPrototypeOf(o) === Object.prototype, o.a] }, [["1","__proto__","constructor","a"],true,true,5]],
  ["timers in order", async function () { const r = []; await new Promise(end => { setTimeout(() => r.push(3), 30); setTimeout(() => r.push(1), 5); setTimeout(() => r.push(2), 5); setTimeout(() => { r.push(4); end() }, 40); for (const until = Date.now() + 50; Date.now() < until;); }); return r }, [1,2,3,4]],
  ["interval", async function () { const r = []; await new Promise(end => { const i = setInterval(() => { r.push(r.length); if (r.length === 3) { clearInterval(i); setTimeout(end, 5) } }, 1) }); return r }, [0,1,2]],
  ["timer cleared by one before it", async function () { const r = []; await new Promise(end => { setTimeout(() => { r.push(1); clearTimeout(second) }, 1); const second = setTimeout(() => r.push(2), 1); setTimeout(end, 2); for (const until = Date.now() + 5; Date.now() < until;); }); return r }, [1]],
  ["timer arguments", async function () { return new Promise(end => setTimeout((a, b, ...c) => end([a, b, c]), 1, 1, 2)) }, [1,2,[]]],
  ["async", async function () { async function f(a,b){ var a; const x = await Promise.resolve(a+b); return x*2 } return f(1,2) }, 6],
  ["arrow", async function () { const f = async x => await x + 1; return f(Promise.resolve(3)) }, 4],
  ["arrow obj", async function () { const f = async (x) =>
 ({
 a: await x }); return f(3) }, {"a":3}],
  ["this", async function () { const o={v:5, async m(){ return [1].map(()=>this.v)[0] + (await 1) + arguments.length }}; return o.m(1,2) }, 8],
  ["throw", async function () { async function f(){ throw new Error("x") } return f().catch(e=>e.message) }, "x"],
  ["gen", async function () { async function* g(){ yield 1; const x = yield Promise.resolve(2); yield* [3,4]; return 5 }
 return (async()=>{ const r=[]; for await (const x of g()) r.push(x); return r })() }, [1,2,3,4]],
  ["for await label", async function () { return (async()=>{ const r=[]; outer: for await (const x of [1,2,3]) { for (const y of [1,2]) { if (y===2) continue outer; if (x===3) break outer; r.push(x) } } return r })() }, [1,2]],
  ["spread", async function () { const a={x:1,get y(){return 2}}, b={z:3}; return {p:0, ...a, ...b, q:9, /* c */ ...{x:7},} }, {"p":0,"x":7,"y":2,"z":3,"q":9}],
  ["spread only", async function () { return {...null, ...(0||{a:1})} }, {"a":1}],
  ["rest", async function () { const {a, b: {c, ...d}, ...e} = {a:1,b:{c:2,x:3},f:4}; return [a,c,d,e] }, [1,2,{"x":3},{"f":4}]],
  ["rest default", async function () { const {a=5, b: {c, ...d} = {c:1,z:2}, ...e} = {q:1}; return [a,c,d,e] }, [5,1,{"z":2},{"q":1}]],
  ["rest param", async function () { function f({a,...r}, [b, {c, ...s}] = [1,{c:2,d:3}]){ return [a,r,b,c,s] } return f({a:1,z:2}) }, [1,{"z":2},1,2,{"d":3}]],
  ["rest arrow", async function () { return (({a,...r}) => r)({a:1,b:2}) }, {"b":2}],
  ["rest assign", async function () { let a,r; const v = ({a,...r} = {a:1,b:2}); return [a,r,v] }, [1,{"b":2},{"a":1,"b":2}]],
  ["rest computed", async function () { let n=0; const k=()=>"k"+n++; const {[k()]:v,...r}={k0:1,z:2}; return [v,r,n] }, [1,{"z":2},1]],
  ["rest for", async function () { const o=[]; for (const {a,...r} of [{a:1,b:2}]) o.push(r); return o }, [{"b":2}]],
  ["rest catch", async function () { try { throw {a:1,b:2} } catch ({a,...r}) { return r } }, {"b":2}],
  ["rest async", async function () { return (async ({a,...r}) => { await 1; return r })({a:1,b:2}) }, {"b":2}],
  ["fields", async function () { class A { x = 1; y = this.x + 1; static s = "S"; ["c"+1] = 3; z; f = () => this.x; }
 const a=new A; return [a.x,a.y,A.s,a.c1,"z" in a,a.f(),a.f.name,Object.getOwnPropertyNames(A.prototype).length, Object.getOwnPropertySymbols(A.prototype).length] }, [1,2,"S",3,true,1,"f",1,0]],
  ["asi fields", async function () { class A {
 x = 1
 y
 static z = 2
 m(){return this.x}
}
return [new A().m(), A.z] }, [1,2]],
  ["derived", async function () { class A{ a=1; constructor(v){this.v=v} } class B extends A { b=this.a+1; constructor(){ super(7); this.c=this.b } } class C extends A { d = super.toString === Object.prototype.toString }
 const b=new B, c=new C(3); return [b.a,b.b,b.c,b.v,c.v,c.d] }, [1,2,2,7,3,true]],
  ["private", async function () { class A { #x=1; #m(k){return this.#x+k} get #g(){return this.#x*10} set #g(v){this.#x=v} inc(){ this.#x++; this.#x += 2; return this.#m(1) } g(){ this.#g = 9; return this.#g } static #s = 5; static s(){ return A.#s ??= 6 } has(o){ return #x in o } opt(o){ return o?.#x } call(o){ return o?.#m?.(1) } de(){ [this.#x] = [3]; ({a:this.#x} = {a:4}); return this.#x } }
 const a=new A; return [a.inc(), a.g(), A.s(), a.has({}), a.has(a), a.opt(null), a.opt(a), a.call(a), a.de()] }, [5,90,5,false,true,null,9,10,4]],
  ["private brand", async function () { class A { #x=1; static get(o){return o.#x} } try { A.get({}) } catch (e) { return e instanceof TypeError } }, true],
  ["static block", async function () { class A { static x; static { this.x = 3; const y = 1; A.y = y } } return [A.x,A.y] }, [3,1]],
  ["class expr", async function () { const A = class { x = 2; static y = 1 }; return [new A().x, A.y] }, [2,1]],
  ["async super", async function () { class A { async m(x){return x+1} } class B extends A { async m(x){ const r = await super.m(x); return r*2 } } return new B().m(1) }, 4],
  ["logical", async function () { let a=null,b=1,c=0; const o={x:null,y:1}; a ??= 5; b ||= 6; c &&= 7; o.x ??= 3; o["y"] &&= 4; return [a,b,c,o] }, [5,1,0,{"x":3,"y":4}]],
  ["catch", async function () { try { null.x } catch { return 1 } }, 1],
  ["numeric", async function () { return 1_000_000 + 0xff_ff }, 1065535],
  ["dotAll", async function () { return /a.b/s.test("a\nb") && !/a.b/.test("a\nb") && /[.]/s.test(".") }, true],
  ["strict", async function () { "use strict"; const o={f(){return 3}, v:0, m(){ return this.v = this.f() }}; const r=o.m(); return [r,o.v] }, [3,3]],
  ["strict arrow", async function () { class A { c(){return 4} m = () => this.c(); n(){ return true ? this.c() : 0 } } return [new A().m(), new A().n()] }, [4,4]],
  ["async iter class", async function () { class R { async *[Symbol.asyncIterator](){ yield 1; yield 2 } } return (async()=>{ const r=[]; for await (let x of new R) { r.push(x) } return r })() }, [1,2]],
  ["closing", async function () { const log=[]; async function* g(){ try { yield 1; yield 2 } finally { log.push("closed") } }
 return (async()=>{ for await (const x of g()) break; try { for await (const x of g()) throw 1 } catch(e) { log.push(e) } return log })() }, ["closed","closed",1]],
  ["try/finally", async function () { return (async()=>{ try { return await 1 } finally { await 2 } })() }, 1],
  ["getter async obj", async function () { const o={ async *g(){ yield 1 }, async ["x"+1](){ return 2 }, get v(){ return 3 }, async: 1, get: 2 }; return (async()=>[(await o.g().next()).value, await o.x1(), o.v, o.async, o.get])() }, [1,2,3,1,2]],
  ["nested rest array", async function () { const [x, ...[y, {z, ...w}]] = [1,2,{z:3,q:4}]; return [x,y,z,w] }, [1,2,3,{"q":4}]],
  ["await in args", async function () { const f=(...a)=>a; return (async()=>f(await 1, {...await {a:1}}, `t${await 2}`, [await 3]))() }, [1,{"a":1},"t2",[3]]],
  ["multiline", async function () { const o = {
 a: 1,
 // c, d
 ...{b: 2},
 c: 3,
};
return Object.keys(o).join() }, "a,b,c"],
  ["param default temp", async function () { class A{ #o={n:0}; next(){return this.#o} m(){ return this.next().n += 1 } k(){ let q = {a:null}; return (q.a ??= this.#o).n } } const a=new A; return [a.m(), a.k()] }, [1,1]],
  ["async gen return", async function () { async function* g(){ try { yield 1 } finally { yield 9 } } return (async()=>{ const i=g(); await i.next(); const r=await i.return(5); const s=await i.next(); return [r.value, s.value, s.done] })() }, [9,5,true]],
  ["new private", async function () { class A { #C = class { v = 1 }; m(){ return new this.#C().v } } return new A().m() }, 1],
  ["inner class", async function () { class A extends Object { x=1; constructor(){ super(); class B extends Array { constructor(){ super(); this.q=1 } } this.b = new B } } const a=new A; return [a.x,a.b.q, "x" in a.b] }, [1,1,false]],
  ["template", async function () { const tag=(s,...v)=>s.raw.join("|")+v; return tag`a${1}b\n${2}c` }, "a|b\\n|c1,2"],
  ["dflt async", async function () { return (async (a, {b, ...c} = {b:1,d:2}, ...[e, {...f}]) => [a,b,c,e,await f])(1, undefined, 3, {g:4}) }, [1,1,{"d":2},3,{"g":4}]],
  ["flat, flatMap, at, findLast", async function () { return [[1,[2,[3]]].flat(), [1,2].flatMap(x=>[x,x]), [1,2,3].at(-1), [1,2,3].findLast(x=>x<3), [1,2,3].findLastIndex(x=>x>5)] }, [[1,2,[3]],[1,1,2,2],3,2,-1]],
  ["toSorted and friends", async function () { const a=[3,1,2]; return [a.toSorted(), a.toReversed(), a.toSpliced(0,1), a.with(1,9), a] }, [[1,2,3],[2,1,3],[1,2],[3,9,2],[3,1,2]]],
  ["sort is stable", async function () { return Array.from({length:100},(_,i)=>({k:i%3,i})).sort((a,b)=>a.k-b.k).every((x,i,l)=>!i||l[i-1].k<x.k||l[i-1].i<x.i) }, true],
  ["sort puts undefined last", async function () { return [3,undefined,1].sort().map(String) }, ["1","3","undefined"]],
  ["Object.keys calls no getter", async function () { let n = 0; const o = {b: 1, get a() { return ++n; }}, p = {z: 1}; const before = [Object.keys(p), Object.keys(o), n];
 Object.defineProperty(p, 'y', {get() { return ++n; }, enumerable: true}); Object.defineProperty(p, 'x', {get() { return ++n; }}); const c = Object.create(null, {k: {get() { return ++n; }, enumerable: true}});
 return [before, Object.keys(p), Object.keys(c), Object.keys([7, , 8]), Object.keys('ab'), n, Object.entries(o), Object.values(p), n, Object.keys.name, Object.keys.length] },
 [[["z"],["b","a"],0],["z","y"],["k"],["0","2"],["0","1"],0,[["b",1],["a",1]],[1,2],2,"keys",1]],
  ["Object.values asks a Proxy", async function () { const seen = [], p = new Proxy({a: 1, b: 2}, {get(t, k) { seen.push(k); return t[k] * 10; }}); return [Object.values(p), Object.entries(p), Object.keys(p), seen.join()] }, [[10,20],[["a",10],["b",20]],["a","b"],"a,b,a,b"]],
  ["Object.fromEntries, hasOwn", async function () { return [Object.fromEntries([["a",1]]), Object.hasOwn({a:1},"a"), Object.keys(Object.getOwnPropertyDescriptors({q:1}))] }, [{"a":1},true,["q"]]],
  ["replaceAll, matchAll, trim, at", async function () { return ["a-b-c".replaceAll("-","+"), [..."a1b2".matchAll(/[a-z](?<d>\d)/g)].map(m=>m.groups.d), " x ".trimStart()+"|"+" x ".trimEnd(), "abc".at(-1)] }, ["a+b+c",["1","2"],"x | x","c"]],
  ["the source of a regular expression", async function () { return [/\/\//.source, /[/]a/.source, new RegExp("a/b").source, String(/\/x/gi), new RegExp(/\/\//.source, "y").test("//")] }, ["\\/\\/", "[/]a", "a\\/b", "/\\/x/gi", true]],
  ["named groups", async function () { const m=/(?<y>\d{4})-(?<m>\d\d)/.exec("on 2024-05"); return [m.groups.y, m.groups.m, "2024-05".replace(/(?<y>\d+)-(?<m>\d+)/,"$<m>/$<y>"), /(?<a>.)\k<a>/.test("xx")] }, ["2024","05","05/2024",true]],
  ["replace with a function gets the groups", async function () { return "ab".replace(/(?<x>a)/, (...a)=>JSON.stringify(a[a.length-1])) }, "{\"x\":\"a\"}b"],
  ["Promise.allSettled, any, finally", async function () { const r=[]; await Promise.reject(1).catch(()=>0).finally(()=>r.push("f")); r.push((await Promise.allSettled([1,Promise.reject(2)])).map(x=>x.status), await Promise.any([Promise.reject(1),2])); try { await Promise.any([Promise.reject(3)]) } catch (e) { r.push(e.name, e.errors) } return r }, ["f",["fulfilled","rejected"],2,"AggregateError",[3]]],
  ["error cause", async function () { const e=new TypeError("x",{cause:5}); return [e.cause, e instanceof TypeError, e instanceof Error, e.name, Object.prototype.toString.call(e)] }, [5,true,true,"TypeError","[object Error]"]],
  ["a subclass of Error", async function () { class Own extends Error { constructor(m){ super(m); this.name="Own"; this.code=7 } } try { throw new Own("m") } catch(e) { return [e instanceof Own, e instanceof Error, e.name, e.message, e.code, String(e)] } }, [true,true,"Own","m",7,"Own: m"]],
  ["structuredClone, globalThis", async function () { const o={d:new Date(0),m:new Map([[1,{a:1}]])}; const c=structuredClone(o); return [c.d.getTime(), c.m.get(1).a, c.m!==o.m, typeof globalThis.JSON] }, [0,1,true,"object"]],
  ["optional chaining", async function () { const o={a:{f(){return 1}}}; return [o?.a?.f(), o.b?.c.d, o.a.g?.(), o?.["a"]?.f?.()] }, [1,null,null,1]],
  ["a function in a branch", async function () { if (true) function f(){ return 1 } return true }, true],
  ["many awaits in a loop", async function () { let n=0; for (let i=0;i<1000;i++) n+=await i; return n }, 499500],
  ["weak maps survive the garbage collector", async function () { let n=0; for (let r=0;r<30;++r) { const all=[]; for (let i=0;i<200;++i) { const m=new WeakMap, o={i}; m.set(o,{v:i}); m.set({},{}); all.push([m,o]); } n+=all.filter(([m,o])=>m.get(o).v===o.i).length; } return [n, new WeakSet([n=>n]).has(1)] }, [6000,false]],
  ["private names are hidden", async function () { class A { #x = 1; y = 2; static r(o) { return o.#x } } const a = Object.freeze(new A); return [Reflect.ownKeys(a), Object.getOwnPropertySymbols(a), {...a}, A.r(a)] }, [["y"],[],{"y":2},1]],
  ["closures of loops", async function () { const fs=[]; for (let i=0;i<3;i++) fs.push(async()=>i); return Promise.all(fs.map(f=>f())) }, [0,1,2]],
  ["Object.assign takes symbols", async function () { const s = Symbol('s'), f = Object.assign(function () {}, {[s]: 1, a: 2}); return [f[s], f.a, Object.assign({}, null, 'ab', undefined)] }, [1,2,{"0":"a","1":"b"}]],
  ["names that hold or are async", async function () { async function load_async(async) { return async } async function async(x) { return x } async function* $async() { yield 3 } const { value } = await $async().next(); return [await load_async(1), await async(2), value] }, [1,2,3]],
  ["names beyond the first plane", async function () { function 𝒜(x) { return x } class 𝒞 { 𝒜 = 2; static s() { return new 𝒞().𝒜 } } 𝒟: for await (const x of [1]) { for (;;) break 𝒟 } return [𝒜(1), 𝒞.s()] }, [1,2]],
  ["the async package takes async functions", async function () {
    return [
      await async.map([1, 2, 3], async (x) => x * 2), await async.map([1, 2], (x, next) => setTimeout(() => next(null, x + 1), 1)),
      await async.parallel({ a: async () => 1, b: (next) => Promise.resolve(2).then((x) => next(null, x)) }),
      await async.waterfall([async () => 2, async (n) => n * 3, (n, next) => next(null, n + 1)]),
      await async.series([async () => { throw new Error('bad') }]).catch((e) => e.message),
      (await async.auto({ a: async () => 1, b: ['a', async ({ a }) => a + 1] })).b,
    ]
  }, [[2,4,6],[2,3],{"a":1,"b":2},7,"bad",2]],
  ["replaceAll in an empty text", async function () { return ["".replaceAll(""), "".replaceAll("", "x"), "".replaceAll("", (m, at, text) => at + text), "ab".replaceAll("", "-"), "b".replaceAll("b")] }, ["undefined","x","0","-a-b-","undefined"]],
  ["places of an empty text", async function () { return ["".indexOf(""), "".lastIndexOf("", 3), "abc".indexOf("", 9), "abc".indexOf("", -1), "abc".lastIndexOf("", 1), "abc".lastIndexOf(""), "abc".indexOf("c", 1), "abca".lastIndexOf("a", 2), "".includes("")] }, [0,0,3,0,1,3,2,0,true]],
  ["arguments that are undefined", async function () { const no = undefined; return ["abc".substr(1, no), "abc".endsWith("c", no), "abc".endsWith("b", 2), "ab".split(no, 1), "ab".split("", no), Array.from([1], no), "a".padStart(2, no), [1, [2]].flat(no), [1, 2].at(no), [1, 2].includes(), "undefined".includes(), "abc".slice(1, no), [1, 2].toString("-")] },
    ["bc",true,true,["ab"],["a","b"],[1]," a",[1,2],1,false,true,"bc","1,2"]],
  ["empty matches are met once", async function () { return ["1234567".replace(/\B(?=(\d{3})+(?!\d))/g, ","), "ab cd".replace(/\b/g, "|"), "a".replace(/$/g, "e"), "a\nb\n".replace(/^/gm, "> "), "xay".replace(/a*/g, "-"), "aXb".replaceAll(/x?/gi, "_"), "b".replace(/(?:)/g, (m, at) => at)] },
    ["1,234,567","|ab| |cd|","ae","> a\n> b\n> ","-x--y-","_a__b_","0b1"]],
  ["split where a match may be empty", async function () { return ["fooBarBaz".split(/(?=[A-Z])/), "abc".split(/\s*/), "a, b".split(/\s*,\s*/), "a1b2".split(/(\d)/), "ab".split(/(x)|b/).length, "abc".split(/(?:)/, 2), "".split(/(?:)/), "".split(/x/), "a.b".split(/\.|/), "a,b".split({ [Symbol.split]: (text, limit) => [text, limit] }, 4), "abc".split(/\u0062|[\]]/)] },
    [["foo","Bar","Baz"],["a","b","c"],["a","b"],["a","1","b","2",""],3,["a","b"],[],[""],["a","b"],["a,b",4],["a","c"]]],
  ["messages of errors are texts", async function () { const message = (e) => [typeof e.message, e.message]; let thrown; try { new AggregateError(5) } catch (e) { thrown = e.name } return [message(new Error(5)), message(new TypeError({})), message(new Error(null)), message(Error()), thrown] }, [["string","5"],["string","[object Object]"],["string","null"],["string",""],"TypeError"]],
  ["lengths of functions", async function () { return [[].flat, [].flatMap, [].findLast, [].findLastIndex, [].at, "".replaceAll, "".indexOf, "".split, "".endsWith, Array.from].map((each) => each.length) }, [0,1,1,1,1,2,1,2,1,1]],
  ["a value is read before what changes its variable", async function () {
    let a = 1, b = 2, s = "x", i = 0, o = {n: 1}; const p = o, list = [0, 0], results = [];
    results.push(a - (a = 5), a < (a = 9), (a = 3) + (a = 4), s + (s = "y") + s, a * await (a = 2));
    b = a + b - (a = b); list[i] = ++i; list[i] += i++; o.next = o = {n: 2};
    return [results, a, b, list, p, [1].map((x) => x - (x = 7)), (function (x) { return x in (x = {q: 1}) })("q")]
  }, [[-4,true,7,"xyy",8],2,2,[1,1],{"n":1,"next":{"n":2}},[-6],true]],
  ["a function is read before its arguments", async function () {
    let f = () => "old", o = {v: 1, f() { return this.v }}, k = "f"; const p = o;
    return [f(f = () => "new"), o.f(o = {}), (o = p)[k](k = "g"), (o = p)?.f(o = null), (o = p).f`${o = 1}`]
  }, ["old",1,1,1,1]],
  ["a method behind a comma is no method", async function () { const o = {f() { return this === o }}; return [(0, o.f)(), (o.f)(), o.f(), (0, o.f)`x`] }, [false,true,true,false]],
  ["parentheses around what is lowered", async function () {
    class A { #x = 1; #m(a, b) { return [a, b] } [(0, "k")] = 2; static g(o) { return [(0, o).#x, (o || 1).#x++, (0, o).#x += 1, #x in (0, o), o?.#m((1, 2), (3)), (0, o).k] } }
    let x = 0, r, o = {}; x ||= (1, 5); (x) &&= (6); (0, o).y ??= (1, 7); o[0, "z"] ??= 8;
    const {a, ...s} = ({a: 1, b: 2}), {[(0, "c")]: c, ...t} = (0, {c: 3, d: 4}), [{...u} = (0, {e: 5})] = []; ({...r} = (0, {f: 6}));
    const all = []; for await (const each of (0, [1, 2])) all.push(each);
    async function* g() { yield* (0, [3]) } for await (const each of (g())) all.push(each);
    return [A.g(new A), x, o, s, c, t, u, r, (({...v} = (0, {h: 9})) => v)(), all]
  }, [[1,1,3,true,[2,3],2],6,{"y":7,"z":8},{"b":2},3,{"d":4},{"e":5},{"f":6},{"h":9},[1,2,3]]],
  ["chains through private names", async function () { class A { #f() { return null } #o = {q: 1}; t() { return [this.#f()?.(1), this.#f?.()?.x, delete this.#o?.q, this.#o, delete this.#f()?.y] } } return new A().t() }, [null,null,true,{},true]],
  ["names of members in any script", async function () {
    const имя = {ключ: 1, f(x) { return [this === имя, x] }, 名: {f() { return 2 }}}; имя.ключ += 1; имя.ключ &&= 5;
    class A { имя = 3; #имя = 4; t() { return [this?.имя, this?.#имя, this.#имя] } }
    return [имя?.ключ, (null || имя).ключ, (0, имя).ключ, имя?.f(1), имя.f?.(2), имя?.名.f(), new A().t(), delete имя?.ключ, "ключ" in имя]
  }, [5,5,5,[true,1],[true,2],2,[3,4,4],true,false]],
  ["a method is read before its arguments", async function () {
    const order = [], t = (name, value) => { order.push(name); return value }, error = (f) => { try { return f() } catch (e) { return e.name } };
    const o = {get f() { t("f"); return (x) => x }, g: null, list: []}; let none;
    return [
      o.f(t("x", 1)), o["f"](t("y", 2)), o.f`${t("z", 3)}`.length, (o.f)(...[t("s", 4)], t("u")), o.list.push(...[1, 2], order.length),
      error(() => none.f(missing.x)), error(() => o.g(missing)), error(() => missing(none.x)), error(() => none.f(t("never"))), error(() => o.none(t("late"))),
      error(() => new o.g(...[t("new")])), Math.max(...[1, order.length], 2), String.raw`a${order.length}`, order.join()]
  }, [1,2,2,4,3,"TypeError","ReferenceError","ReferenceError","TypeError","TypeError","TypeError",11,"a11","f,x,f,y,f,z,f,s,u,late,new"]],
  ["calls in optional chains", async function () {
    const order = [], error = (f) => { try { return f() } catch (e) { return e.name } };
    const o = {get f() { order.push("f"); return function (...x) { return [this === o, ...x] } }, a: {}}; let none;
    class A { static m() { return [super.toString?.().length > 0, super.none?.(order.push("never"))] } }
    return [
      o.f?.(1), o?.f(2), o?.["f"]?.(...[3], 4), none?.f(order.push("never")), none?.f?.(1).x[2], o.none?.(order.push("never")), o?.a.none?.().x, (o?.f)(5),
      error(() => o?.none()), error(() => o.a?.none(order.push("late"))), error(() => (none?.a).b), error(() => (none?.f)()), error(() => (none?.f)`x`),
      delete o?.a, delete none?.f().x, A.m(), order.join()]
  }, [[true,1],[true,2],[true,3,4],null,null,null,null,[true,5],"TypeError","TypeError","TypeError","TypeError","TypeError",true,true,[true,null],"f,f,f,f,late"]],
  ["optional calls of chains in parentheses", async function () {
    const order = [], o = {f(...x) { return [this === o, ...x] }, get g() { order.push("g"); return this.f }}; let none;
    class A { #f(x) { return [this instanceof A, x] } t(o) { return (o?.#f)?.(1) } }
    return [
      (o?.f)?.(1), (o?.none)?.(order.push("never")), (none?.f)?.(order.push("never")), (o?.g)?.(...[2], 3), (o?.none)?.().x.y, (none?.f)?.()?.x, (o?.f)?.(4).length,
      ((o?.none)?.())?.(), (o?.["f"])?.(5)[1], new A().t(new A()), new A().t(null), order.join()]
  }, [[true,1],null,null,[true,2,3],null,null,2,null,5,[true,1],null,"g"]],
  ["functions of Promise on what is no constructor", async function () {
    const error = (f) => { try { f(); return "none" } catch (e) { return e.name } };
    return [
      error(() => [Promise.resolve][0]()), error(() => Promise.reject.call({})), error(() => Promise.all.call([], [1])), error(() => Promise.race.call([], [1])),
      await Promise.resolve.call(Promise, 5), await Promise.all([1, Promise.resolve(2)]), Promise.all.name, Promise.race.length]
  }, ["TypeError","TypeError","TypeError","TypeError",5,[1,2],"all",1]],
  ["patterns assign variables of outer functions", async function () {
    let a, b, c, d, e, f; (() => { [a] = [1]; ({b} = {b: 2}); ({c, ...d} = {c: 3, x: 4}); [[e], {f = 6}] = [[5], {}] })();
    const seen = []; [1].forEach(() => { for ([a, b] of [[7, 8]]) seen.push(a, b); for ({c} of [{c: 9}]) { seen.push(c); break } for ({length: c} in {ten: 1}) seen.push(c) });
    [a, b] = [b, a]; return [a, b, c, d, e, f, seen]
  }, [8,7,3,{"x":4},5,6,[7,8,9,3]]],
  ["the order in patterns", async function () {
    const order = [], t = (name, value) => { order.push(name); return value }, error = (f) => { try { return f() } catch (e) { return e.name } };
    const list = (name) => ({[Symbol.iterator]() { t(name); return {next: () => { t("next"); return {value: undefined, done: false} }, return: () => { t("end"); return {} }} }});
    let a, b, c, r; [] = list("none"); [[], a = t("a")] = [list("inner"), undefined]; ({a: {b, ...c} = t("default", {b: 1, d: 2}), [t("key", "e")]: a, ...r} = {e: 3, f: 4});
    const {[t("k1", "x")]: x, ...s} = {get x() { return t("x", 5) }, get y() { return t("y", 6) }}; const f = ({g, ...h}, i = h, [j] = [i.k]) => [g, h, j];
    return [a, b, c, r, x, s, f({g: 1, k: 2}), f.length, error(() => { [] = 1 }), error(() => { const {} = null }), error(() => (([]) => 1)({})), [, [, ...b], {...c}] = [1, [2, 3], "z"], b, c, order.join()]
  }, [3,1,{"d":2},{"f":4},5,{"y":6},[1,{"k":2},2],1,"TypeError","TypeError","TypeError",[1,[2,3],"z"],[3],{"0":"z"},"none,end,inner,end,a,default,key,k1,x,y"]],
  ["variables before their declaration", async function () {
    const error = (f) => { try { return f() } catch (e) { return e.name } }, same = (x) => x;
    return [
      error(() => { same(z); let z }), error(() => { (z).x = 1; let z }), error(() => { z = 1; let z }), error(() => { [z] = [1]; let z }), error(() => { for (z of [1]); let z }), error(() => { z++; let z }),
      error(() => { z ??= 1; let z }), error(() => { set(); let z; function set() { z = 1 } }), error(() => { same(C); class C {} }), error(() => `${z}${z}`.length, z => z), error(() => { let {a = b, b, ...c} = {} }),
      error(() => { switch (1) { case 0: let z; case 1: return z } }), error(() => { switch (1) { case 0: let z; case 1: z = 1 } }), error(() => { switch (0) { case 0: let z = 2; case 1: return ++z } }),
      error(() => ((a = b, b) => a)()), error(() => ((a, b = a, {c = b} = {}) => c)(4)), error(() => { let z; set(); function set() { z = 1 } return z }), error(() => { same({z}); let z }),
      error(() => (({b} = {b: (b)}) => b)()), error(() => { const [{c} = {c}] = [] }), error(() => (([{d, e = d} = {d: 2}] = []) => e)())]
  }, ["ReferenceError","ReferenceError","ReferenceError","ReferenceError","ReferenceError","ReferenceError","ReferenceError","ReferenceError","ReferenceError","ReferenceError","ReferenceError","ReferenceError","ReferenceError",3,"ReferenceError",4,1,"ReferenceError","ReferenceError","ReferenceError",2]],
  ["constants stay constant", async function () {
    const {a, ...r} = {a: 1, b: 2}, error = (f) => { try { return f() } catch (e) { return e.name } };
    return [error(() => { a = 2 }), error(() => { r++ }), error(() => { [a] = [3] }), error(() => { a ||= 4 }), error(() => { r &&= 4 }), error(() => { for (const {c, ...s} of [{c: 1}]) c = 2 }), a, r]
  }, ["TypeError","TypeError","TypeError",null,"TypeError","TypeError",1,{"b":2}]],
  ["a finally after a jump", async function () {
    const order = [], t = (name, value) => { order.push(name); return value };
    function f(how) { for (let i = 0; i < 2; ++i) { try { if (how === 1) return "returned"; if (how === 2) continue; break } finally { for (var x of [1]) t("loop"); try { null.x } catch { t("caught") } t("end" + how); if (how === 3) return x } } return "end" }
    function* g() { try { yield 1; yield 2 } finally { for (const x of [3]) yield x; t("closed") } } for (const x of g()) break;
    async function h() { try { return 4 } finally { for await (const x of [5]) t(x); const [y] = [...[await 6]]; t(y) } }
    const error = (f) => { try { return f() } catch (e) { return e } };
    const cancelled = (x) => { for (let i = 0; i < 2; ++i) { try { return x } finally { continue } } };
    return [cancelled(1), f(1), f(2), f(3), f(), await h(), error(() => { try { return 7 } finally { [...[]]; throw 8 } }), order.join()]
  }, [null,"returned","end",1,"end",4,8,"loop,caught,end1,loop,caught,end2,loop,caught,end2,loop,caught,end3,loop,caught,endundefined,5,6"]],
  ["names of classes with fields", async function () {
    const A = class { x = 1 }; let B; B = class { static y = 2 }; const {C = class { #z }} = {}, o = {D: class { x = 1 }};
    return [A.name, B.name, C.name, o.D.name, class { x = 1 }.name, (class E { x = 1 }).name, (class extends Object { x = 1 }).length]
  }, ["A","B","C","D","","E",0]],
  ["library functions are called on something", async function () {
    const error = (f) => { try { return f() } catch (e) { return e.name } }, {at, flat, sort, toString} = [], {replaceAll, lastIndexOf, substr, match} = "";
    return [at, flat, sort, toString, replaceAll, lastIndexOf, substr, match].map((f) => error(() => f("a"))).concat(error(() => (0, "".search)("a")), at.call("ab", 1), Object.hasOwn(globalThis, "JSON"))
  }, ["TypeError","TypeError","TypeError","TypeError","TypeError","TypeError","TypeError","TypeError","TypeError","b",true]],
  ["the prototype in a literal", async function () {
    const order = [], o = {a: order.push("a"), __proto__: (order.push("p"), {q: 1, m() { return 2 }}), m() { return super.m() + 1 }}, n = {"__proto__": null, ...{a: 1}}; const __proto__ = 1;
    return [Object.keys(o), o.q, o.m(), order, Object.getPrototypeOf(n), Object.keys(n), Object.keys({__proto__}), Object.keys({["__proto__"]: 1, __proto__: 5}), Object.keys({__proto__() {}})]
  }, [["a","m"],1,3,["a","p"],null,["a"],["__proto__"],["__proto__"],["__proto__"]]],
  ["prototype that is no object", async function () { const o = {a: 1}, p = {b: 2}; o.__proto__ = p; o.__proto__ = 1; o.__proto__ = "x"; return [o.b, Object.getPrototypeOf(o) === p, Object.keys(o)] }, [2,true,["a"]]],
  ["frozen arrays", async function () {
    const tried = (what) => { try { return what() } catch (e) { return e.name } };
    const list = Object.freeze([1, 2]), none = Object.freeze([]), sealed = Object.seal([1]), table = Object.freeze({0: "a", b: 1});
    tried(() => list[0] = 9); tried(() => table[0] = 9); tried(() => none.length = 3);
    return [tried(() => list.push(3)), tried(() => none.unshift(1)), tried(() => sealed.push(1)), list, none, sealed, table, Object.isFrozen(list), Object.isFrozen(table)]
  }, ["TypeError","TypeError","TypeError",[1,2],[],[1],{"0":"a","b":1},true,true]],
  ["functions of texts", async function () {
    const error = (f) => { try { return f() } catch (e) { return e.name } };
    class Sum extends Function { twice(x) { return this(x) + this(x) } }
    const Generator = Object.getPrototypeOf(function* () {}).constructor, made = new Function("a", "b = 2", "...c", "return [a, b, c.length]"), sum = new Sum("a", "return a + 1");
    return [error(() => Function("/*", "*/){")), error(() => Function("", "}); (function () {")), error(() => Function("a = function () {", "}) {")), error(() => Function("a b", "")), error(() => Function("`", "`){")), error(() => Function("return 1 <!-- 2\n+ 5")()),
      made(1), made.length, made.name, Function("class A { #x = 3; static x(a) { return a?.#x ?? 4 } x = A.x(this) } return [new A().x, A.x()]")(), await Function("return (async ({a, ...b}) => b)({a: 1, c: 2})")(), Function("'use strict'; return typeof this")(), typeof Function("return this")(),
      sum.twice(2), sum instanceof Sum, sum instanceof Function, (() => 1).constructor === Function, Function.length, Object.getPrototypeOf(Generator) === Function, [...new Generator("yield 1; yield* [2]")()], Function("//", "--> x\n return 6")(), typeof Function("/*\n*/ return x1 = 1")]
  }, ["SyntaxError","SyntaxError","SyntaxError","SyntaxError","SyntaxError",6,[1,2,0],1,"anonymous",[3,4],{"c":2},"undefined","object",6,true,true,true,1,true,[1,2],6,"function"]],
  ["eval reads as the compiler does", async function () {
    const error = (f) => { try { return f() } catch (e) { return e.name } }, indirect = eval;
    let a = 1; var v = 2;
    function strict() { "use strict"; return [eval("var s = 1; typeof this"), eval(""), error(() => s), error(() => eval("with (v) {}")), error(() => eval("010"))] }
    return [eval("1 <!-- 2\n+ 5"), eval("/*\n*/--> )\n 3"), eval("a = 4; var w = a ** 2; ({...{w}})"), a, w, eval("let a = 9; a"), a, eval("[...(function* () { yield* [v] })()]"), await eval("(async () => await 7)()"), eval("class B { #b = 1; b() { return this.#b } } new B().b()"),
      error(() => eval("a b")), error(() => eval("}); (function () {")), eval(5), eval(), eval("1;;;{}"), typeof eval, eval.name, (0, eval)("typeof a"), indirect("var p = 1; p ??= 2; p"), error(() => p), eval?.("typeof v"), (eval)("v"), eval("eval('v + eval(`a`)')"), eval(...["v"]), eval("`${v}`"), strict(), ((eval) => eval("v"))((x) => x + 1)]
  }, [6,3,{"w":16},4,16,9,4,[2],7,1,"SyntaxError","SyntaxError",5,null,1,"function","eval","undefined",1,"ReferenceError","undefined",2,6,2,"2",["undefined",null,"ReferenceError","SyntaxError","SyntaxError"],"v1"]],
  ["a spread value is copied before what follows it", async function () {
    const order = [], t = (name, value) => { order.push(name); return value }, error = (f) => { try { return f() } catch (e) { return e.message } };
    const source = {get x() { return t("x", 1) }, get y() { return t("y", 2) }}, fails = {get z() { throw new Error("z") }};
    return [{a: t("a", 0), ...source, b: t("b", 3), ...t("c", null), ["d" + t("d", 4)]: t("e", 5), ...source, f: {...source, g: t("g", 6),},}, error(() => ({...fails, a: t("never")})), error(() => ({...fails, ...t("never")})),
      {...{}, ...source, get h() { return 7 }}, {__proto__: {i: 8}, ...source, j: t("j", 9)}.i, order.join()]
  }, [{"a":0,"x":1,"y":2,"b":3,"d4":5,"f":{"x":1,"y":2,"g":6}},"z","z",{"x":1,"y":2,"h":7},8,"a,x,y,b,c,d,e,x,y,x,y,g,x,y,x,y,j"]],
  ["names that the global object inherits", async function () {
    return (() => { "use strict"; const before = typeof propertyIsEnumerable; propertyIsEnumerable = 3; return [before, propertyIsEnumerable, typeof ({}).propertyIsEnumerable] })()
  }, ["function",3,"function"]],
  ["a list of expressions is a value", async function () {
    const o = {x: 1}, error = (f) => { try { return f() } catch (e) { return e.name } };
    return [error(() => typeof (0, nowhere1)), typeof nowhere1, typeof (nowhere1), error(() => delete (0, o.x)), o.x, delete (o.x), o.x ?? null, typeof (0, o).x]
  }, ["ReferenceError","undefined","undefined",true,1,true,null,"undefined"]],
  ["an iterator that answers nothing to its end", async function () {
    const error = async (f) => { try { return await f() } catch (e) { return e.name } }, of = (answer) => ({[Symbol.iterator]: () => ({next: () => ({done: true}), ...answer})});
    return [await error(() => { [] = of({return() {}}) }), await error(() => { [] = of({return: () => ({})}) }), await error(() => { [] = of({}) }), await error(async () => { for await (const x of {[Symbol.asyncIterator]: () => ({next: () => ({}), return() {}})}) break }),
      await error(async () => { for await (const x of {[Symbol.asyncIterator]: () => ({next: () => ({})})}) break })]
  }, ["TypeError",null,null,"TypeError",null]],
  ["a long text with a match at its end", async function () {
    const text = 'ab '.repeat(20000) + 'abc';
    return [/(?:ab)+c/.test(text), /(?:ab)+c/g.exec(text).index, text.search(/(?:ab)+c/), text.replace(/(?:ab)+c/, '').length, text.match(/(ab)+c/)[1], /(?:ab)+d/.test(text)]
  }, [true,60000,60000,60000,"ab",false]],
  ["patterns with a group that repeats", async function () {
    const g = /(\d)+/g; g.lastIndex = 3; const found = g.exec('1a2b34'), at = g.lastIndex, none = g.exec('1a2b34');
    return ['aXbXc'.match(/(?:X)+/g), 'ab12'.search(/(\d)+/), 'abab'.match(/(ab)*/), 'x1y22'.replace(/(\d)+/g, '<$1>'), 'none'.match(/(z)+/), 'none'.match(/(z)+/g), /(z)+/y.test('azz'), found[0], found.index, at, none, g.lastIndex, '1a2b'.split(/(\d)+/)]
  }, [["X","X"],2,["abab","ab"],"x<1>y<2>",null,null,false,"34",4,6,null,0,["","1","a","2","b"]]],
  ["a function expression keeps its own name", async function () {
    const strict = () => { 'use strict'; const of = (run) => { try { return run() } catch (e) { return e.name } }; return [of(function f() { f = 1; return 2 }), of(function f() { return f++ }), of(function f() { return f ??= 3 })] };
    return [(function f() { f = 1; return typeof f })(), (function f() { return f = 5 })(), (function f() { f += 'x'; return typeof f })(), (function f() { return [String(f++), String(--f), typeof f] })(),
      (function f() { return [f || (f = 2), f ??= 4].map((x) => typeof x) })(), (function f(f) { f = 1; return f })(), (function f() { var f = 1; f = 2; return f })(), (function f() { const g = () => { f = 3; return typeof f }; return g() })(), strict()]
  }, ["function",5,"function",["NaN","NaN","function"],["function","function"],1,2,"function",["TypeError","TypeError",null]]],
];

async function beforePOST(req, res) {
  const failed = [];
  for (const [name, run, wanted] of cases) {
    try {
      const got = JSON.stringify((await run.call({})) ?? null);
      if (got !== JSON.stringify(wanted)) failed.push({ name, got });
    } catch ({ message, ...rest }) {
      failed.push({ name, message, ...rest });
    }
  }
  res.end({ data: { failed, count: cases.length } });
}
