// SPDX-License-Identifier: GPL-3.0-or-later
// The scripts that are mutated, and the pieces that are put into them.
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const read = (name) => fs.readFileSync(path.join(root, name), 'utf8');

export const acorn = vm.runInThisContext(read('resources/js/vendor/acorn.js'));

/// The tree of `source` and its tokens; null where it does not parse.
export function parsed(source) {
  try {
    const tokens = [];
    const tree = acorn.parse(source, { ecmaVersion: 2023, sourceType: 'script', locations: true, onToken: tokens });
    return { tree, tokens: tokens.filter((each) => each.type.label !== 'eof') };
  } catch {
    return null;
  }
}

const parts = Object.fromEntries(fs.readdirSync(path.join(root, 'hookruntime/compiler'))
  .map((name) => [`compiler/${path.parse(name).name}`, vm.runInThisContext(read(`hookruntime/compiler/${name}`))]));
const compiler = parts['compiler/compiler'](acorn, parts);

/// What our compiler makes of `source`.
export function lowered(source) {
  return compiler.lower(source);
}

function cookbook() {
  const scripts = [];
  for (const name of fs.readdirSync(path.join(root, 'docs/cookbook')))
    for (const [, script] of read(`docs/cookbook/${name}`).matchAll(/^```js(?! lib)[^\n]*\n([^]*?)^```/gm))
      scripts.push(script);
  return scripts;
}

/// Each case of language.js as a hook that logs what it gives.
function languageCases() {
  const source = read('tests/hooks/language.js'), scripts = [];
  const cases = parsed(source).tree.body[0].declarations[0].init.elements;
  for (const { elements: [, run] } of cases)
    scripts.push(`async function beforePOST(req, res) {\n  const run = ${source.slice(run.start, run.end)};\n`
      + '  try { log.info(await run.call({})); } catch (e) { log.info(e); }\n  res.end();\n}\n');
  return scripts;
}

function escapes() {
  return read('tests/hooks/escape.js').split('\n//## ').slice(1).map((block) => block.slice(block.indexOf('\n') + 1)
    .replace(/OUT/g, '}}); globalThis.PWN = 1; Array.prototype.pwn = 1; (function () { return function () {')
    .replace(/<CR>/g, '\r').replace(/<LS>/g, '\u2028').replace(/<PS>/g, '\u2029').replace(/<BOM>/g, '\ufeff')
    .replace(/<NEL>/g, '\u0085').replace(/<NUL>/g, '\0').replace(/<LONG>/g, ' '.repeat(50)));
}

export const scripts = [
  ...cookbook(), ...languageCases(), ...escapes(),
  ...fs.readdirSync(path.join(root, 'resources/sample')).filter((name) => name.endsWith('.js')).map((name) => read(`resources/sample/${name}`)),
];

/// What may stand between two tokens, or tempts a parser to read on or to stop.
export const TRIVIA = [' ', '\n', '\r', '\r\n', '\n\r', '\u2028', '\u2029', '\ufeff', '\u00a0', '\t\v\f', '\u3000', '/**/', '/*\n*/', '/*\r*/', '/*}*/',
  '/*`*/', '/*${*/', "/*'*/", '/*"*/', '/* => */', '/* , */', '/* ( */', '/* = */', '/* /x/ */', '/*/*/', '//\n', '//}\n', '//`\n', '//x\r', '//x\u2028',
  '//x\u2029', '// , (\r', '// => {\r\n', '//*\n', '<!-- x\n', '<!-- }\r', '<!--\u2028', '\n--> x\n', '\n/**/-->}\n', '/*\n*/--> )\n', '\r--> x\r',
  '//# sourceURL=x\n', '/*async*/', '/*async * get static */', '\\\n', '\u0085', '\u180e', '\u200b', '#!x\n'];

/// Expressions that two parsers may read in two ways; `a`, `b`, `g` and `i` are declared by PRELUDE.
export const EXPRESSIONS = ['a++ /b/ g', 'a\n/b/g', '(a) /b/ g', '[a][0] /b/ g', '({}) / b', '({ a }).a /b/ g', '/[/]/.source', '/[\\]/]/g.test("/")',
  '/}/.test("}")', '/`/.source', '/a\\/b/.source', '/[^]/.test("\\n")', '/\\u{61}/u.test("a")', '/(?<n>a)\\k<n>/.exec("aa")[0]', '/=/.source + /=a/.source',
  'a / /x/.source.length', 'typeof /x/', 'void 0 / 1', 'a-->b', 'a--\n>b', 'a < !--b', 'a<! --b', '-- a > 0', 'a+ +b', 'a- -b', 'a+ ++b', '- --a', '!--a',
  '`${a}`', '`a${`b${`c`}`}d`', '`${"}"}`', '`${/}/.source}`', '`${{ a: 1 }.a}`', '`\\`${"`"}`', '`$`', '`$$${1}$`', '`\\${a}`', '`{${1}}`', '`//${1}/*`',
  '`a\\\nb`', '`a\r\nb\rc`', '`\\r\\n\\u2028`', '`a\u2028b`', 'String.raw`a\\n${1}\\u{61}`', 'String.raw`\r\n\\x`', '((s, ...v) => s.raw.join("|") + v)`a\\\r${1}b`',
  '(() => `${(() => { return `}` })()}`)()', '`${a /* } */}`', '`${a // }\n}`', '"\\x41\\u0042\\u{43}\\0"', '"\\7\\07\\007"', '"\\8\\9"', '"a\\\nb"', '"a\\\r\nb"',
  '"a\\\rb"', '"a\\\u2028b"', '"\u2028\u2029"', '"\\v\\f\\b\\a\\c"', "'\\''", '"\\""', '"\\\\"', '"<!--"', '"-->"', '"//"', '"/*"', '"\ud83d\ude00".length', '"\ud800"',
  '010', '08', '09.5', '0o17', '0b101', '0XfF', '1_000', '.5', '5.', '5..toFixed(1)', '1.e3', '1e-7', '0.0000001', '1e21', '9007199254740993', '0x1fffffffffffff1',
  '017.toString()', '08.5.toFixed(1)', '1 .toString()', '-0', '1/-0', 'a?.5:1', 'a?.b', 'a?.[0]', 'a?.toFixed?.(1)', 'req?.body?.x ?? 3', 'a ?? (b || g)', '(-2) ** 2',
  '2 ** -1', '2 ** 3 ** 2', 'a ? b : g ? i : 1', '(a, b)', 'a = b = 3', '(a) = 4', '[a, b] = [b, a]', '({ a, b } = { a: 1, b: 2 })', '({ a: [b = 5] = [] } = {})',
  'a in { 2: 1 }', '"x" in {}', 'new Date(0).getTime()', 'new (class { x = 1 })().x', 'new Array(3).length', 'new Array\n(3)', 'new (() => Object)()', 'function () {} / 1',
  '(function () {} / 1)', '(() => {}) ', 'async () => {}', '(async (x) => x)', 'async\n', 'async (1)', '(x => x)(1)', '((x) => ({ x }))(1).x', '(({ x }) => x)({ x: 1 })',
  '(function* () { yield /x/g; yield\n/1/g })().next().value', '[...(function* () { yield* [1, 2]; })()]', 'class { static x = 1 }.x', '(class { static #p = 2; static g() { return this.#p } }).g()',
  '(class { static { this.y = `}` } }).y', '(class { get\nx() { return 1 } get; set; static; async })', '(class { "constructor"() { this.q = 1 } })', 'yield', 'await', 'let', 'of', 'async', 'get', 'static',
  '({ get a() { return 1 }, set a(v) {}, async b() {}, *c() {}, async *d() {}, [`e`]: 1, async: 1, get: 2, set: 3, static: 4, of: 5, let: 6, yield: 7, await: 8 })',
  '({ __proto__: null, "a": 1, 1: 2, 0x10: 3, .5: 4, 1e3: 5, if: 6, class: 7 })', '({ ...{ a: 1 /* , */ }, /* , */ b: 2 })', '({ a /* , */, ...{ b: 1 } })', '(({ a, ...r }) => r)({ a: 1, b: 2 })',
  '(([a, ...[b]]) => b)([1, 2])', '((a = 1, { b = 2 } = {}, ...c) => a + b)()', '(function f(a, a) { return a })(1, 2)', '(function () { return arguments.length })(1, 2)', '(function () { return typeof this })()',
  '(function () { "use strict"; return this })()', '(() => { "use strict"; return 1 })()', '(function () { try { return 1 } finally { a = 9 } })()', 'eval("1 /* */ + 2")', '(0, eval)("typeof a")',
  'new Function("x", "return x // }\\n")(3)', 'Function("/*", "*/){")', 'l\\u0065t', 'y\\u0069eld', '\\u{61}', '({ \\u0061: 1 }).a', 'a\\u0062 => 1', '({ cl\\u0061ss: 1 }).class', 'new.target', 'super.x', 'this', 'this.x'];

/// Statements of the kind.
export const STATEMENTS = ['if (a) /x/.test("")', 'if (a); else /x/.test("")', '{} /x/.test("")', 'for (;;) { break }', 'for (var i = 0; i < 2; i++) log.info("i", i)', 'for (let i = 0, n = 2; i < n; ++i) log.info("l", i)',
  'for (const x of [1, 2]) log.info("o", x)', 'for (const { a, ...r } of [{ a: 1, b: 2 }]) log.info(r)', 'for (var k in { x: 1 }) log.info(k)', 'for (let of of [1]) log.info(of)', 'for (let in {});', 'for (async of => 1; false;);',
  'while (a --> 0) log.info("w")', 'do a++; while (a < 3) log.info(a)', 'do; while (0) a = 1', 'x: for (;;) { for (;;) break x }', '\\u0061: { break \\u0061 }', 'switch (a) { case /x/: break; default: log.info("d"); case 3: { } }',
  'try { throw /x/ } catch { log.info("c") } finally { }', 'try { null.x } catch ({ message, ...r }) { log.info(typeof message) }', 'var { x, ...y } = { x: 1, z: 2 }; log.info(y)', 'let [p, , q = 3] = [1]; log.info(q)', 'var v\n++a\nlog.info(a)',
  'var v = a\n(b)', 'var v = a\n[0]', 'var v = a\n/b/g', 'var v = a\n`x`', 'a\n++\nb', 'a\n--> b', 'return\n1', 'throw new Error("t")', ';', ';;', '"use strict"', "'use strict'", '"use\\x20strict"', '("use strict")', 'debugger', '{}', '{ a: 1 }', 'a: { break a }',
  'function f1() { return 1 } log.info(f1())', 'if (a) function f2() { return 2 }', '{ function f3() { return 3 } } log.info(typeof f3)', 'async function f4() { await 1; return 2 } f4().then((x) => log.info("f4", x))', 'async function do_async() { return 1 } do_async()',
  'function* f5() { const x = yield 1; return x } log.info([...f5()])', 'async function* f6() { yield 1 } f6().next().then((x) => log.info(x))', 'async\nfunction f7() {}', 'class C1 { #x = 1; get x() { return this.#x } static s = 2; ["c"] = 3 } log.info(new C1().x, C1.s)',
  'class C2 extends Array { constructor() { super(); this.q = 1 } } log.info(new C2().q)', 'class C3 { async m() { return super.toString } static async *g() {} get\ny() { return 1 } "z" = 2; 1 = 3 }', 'let async = 1; log.info(async)', 'var let_ = 1', 'var yield_ = 1; var yield = 2; log.info(yield /g/ 1)',
  'var await = 1; log.info(await /g/ 1)', 'l\\u0065t\nx1 = 1', 'var \ud835\udc9c = 1; log.info(\ud835\udc9c)', 'with ({ a: 7 }) log.info(a)', 'log.info(typeof undeclared1)', 'undeclared2 = 1', 'delete a', 'a ||= 5; b &&= 6; i ??= 7; log.info(a, b, i)', 'req.body.z ??= 1', 'a **= 2',
  'log.info`x${a}`', '!function () { log.info("!") }()', '+function () {}\n/x/g', 'void async function () { await null; log.info("v") }()', ';[1].forEach((x) => log.info(x))', ';`x`.length', ';(() => { log.info("a") })()', '<!-- x', '--> x', '/* x */ --> x', '#!x'];

/// Names that EXPRESSIONS and STATEMENTS use.
export const PRELUDE = 'var a = 2, b = 3, g = 5, i = 7; ';

/// Pieces that mostly break a script.
export const RAW = ['<!--', '-->', '/', '//', '/*', '*/', '`', '${', '}', '{', '})', '}})', '(', ')', '[', ']', '#!', '\\', '"', "'", '\r', '\u2028', '\0', '=>', '...', '?.', '#x', '@', ';', ',', ':', 'async ', 'await ', 'yield ', 'function',
  'class', 'return ', '}}); globalThis.PWN = 1; (function () { return function () {', '\ud800', '\u200d', '\\u{', '\\u0061', '0', '.', 'n', '++', '--', '!', '/=', '"use strict";'];
