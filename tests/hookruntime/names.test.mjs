// SPDX-License-Identifier: GPL-3.0-or-later
// What the editor goes to, explains and renames. `node --test tests/hookruntime/names.test.mjs`
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { begin } from './parts.mjs';

const { parts, compiler } = begin();
const names = parts.names(compiler, parts.hooks);

/// What is known of the name at the first `|` of `marked`; the source is without it.
function at(marked) {
  const offset = marked.indexOf('|'), source = marked.slice(0, offset) + marked.slice(offset + 1);
  return { source, found: JSON.parse(JSON.stringify(names(source, { at: offset }))) };
}
/// The source with all places of the name at `|` exchanged.
function renamed(marked, name) {
  const { source, found } = at(marked);
  return [...found.places].reverse().reduce((text, { start, end, prefix }) => text.slice(0, start) + prefix + name + text.slice(end), source);
}
function taken(marked, name) {
  const found = at(marked).found.taken.find((each) => each.name === name);
  return found ? found.why + (found.line ? ' ' + found.line : '') : '';
}

const RENAMED = {
  'all places of a variable': ['let |a = 1; a += a; f(a);', 'let n = 1; n += n; f(n);'],
  'from a use': ['let a = 1; f(|a);', 'let n = 1; f(n);'],
  'not a shadow of it': ['let |a = 1; { let a = 2; f(a); } f(a);', 'let n = 1; { let a = 2; f(a); } f(n);'],
  'the shadow alone': ['let a = 1; { let |a = 2; f(a); } f(a);', 'let a = 1; { let n = 2; f(n); } f(a);'],
  'not a parameter of the same name': ['const |a = 1; const g = (a) => a; g(a);', 'const n = 1; const g = (a) => a; g(n);'],
  'a shorthand property': ['const |a = 1; f({ a, b: a });', 'const n = 1; f({ a: n, b: n });'],
  'a shorthand of a pattern': ['const { |a, b } = c; f(a);', 'const { a: n, b } = c; f(n);'],
  'a shorthand with a default': ['const { |a = 1 } = c; f(a);', 'const { a: n = 1 } = c; f(n);'],
  'an assigned pattern': ['let |a; ({ a } = c); [a] = d;', 'let n; ({ a: n } = c); [n] = d;'],
  'a pattern that names it already': ['const { b: |a } = c; f(a);', 'const { b: n } = c; f(n);'],
  'no property of that name': ['const |a = 1; x.a = a; y = { a: 2 };', 'const n = 1; x.a = n; y = { a: 2 };'],
  'a var from before its declaration': ['f(a); if (x) { var |a = 1; }', 'f(n); if (x) { var n = 1; }'],
  'a function': ['g(); function |g() { return g; }', 'n(); function n() { return n; }'],
  'the own name of an expression': ['const f = function |g() { return g; }; g();', 'const f = function n() { return n; }; g();'],
  'a class and its name inside': ['class |A { static of() { return new A(); } } A.of();', 'class n { static of() { return new n(); } } n.of();'],
  'a parameter with a default': ['function g(|a, b = a) { return a + b; }', 'function g(n, b = n) { return n + b; }'],
  'the variable of a loop': ['for (const |a of a2) f(a); a = 1;', 'for (const n of a2) f(n); a = 1;'],
  'a caught error': ['try { f(); } catch (|a) { g(a); }', 'try { f(); } catch (n) { g(n); }'],
  'in a template': ['const |a = 1; f(`${a} a`);', 'const n = 1; f(`${n} a`);'],
  'not in texts and comments': ["const |a = 1; // a\nf('a', a);", "const n = 1; // a\nf('a', n);"],
  'an exported shorthand': ['const |a = 1; module.exports = { a };', 'const n = 1; module.exports = { a: n };'],
};
for (const [title, [marked, expected]] of Object.entries(RENAMED))
  test('renames ' + title, () => assert.equal(renamed(marked, 'n'), expected));

const TAKEN = {
  'a reserved word': ['let |a;', 'await', 'reserved'],
  'a name of the same scope': ['let |a;\nlet n;', 'n', 'declared 2'],
  'a parameter beside it': ['function f(|a,\n n) {}', 'n', 'declared 2'],
  'a name that would hide it': ['let |a;\nfunction f(n) { return a; }', 'n', 'declared 2'],
  'a name that it would hide': ['let n;\nfunction f(|a) {\n  return n; }', 'n', 'declared 3'],
  'a name in the block of its catch clause': ['try { f(); } catch (|a) {\n const n = 1; }', 'n', 'declared 2'],
  'the name of the clause around it': ['try { f(); }\ncatch (n) { const |a = 1; }', 'n', 'declared 2'],
  'an offered name that is used': ['let |a = 1;\nlog.info(a);', 'log', 'used 2'],
  'an assigned name': ['let |a = 1;\nn = a;', 'n', 'used 2'],
  'the name of a hook': ['function |a(req, res) {}', 'beforePOST', 'hook'],
  'a name of another function is free': ['let |a;\nfunction f(n) { return 1; }', 'n', ''],
  'a name of an inner scope that does not use it is free': ['function f(|a) { return a; }\nlet n;', 'n', ''],
  'its own name is free': ['let |a;', 'a', ''],
};
for (const [title, [marked, name, expected]] of Object.entries(TAKEN))
  test('taken: ' + title, () => assert.equal(taken(marked, name), expected));

test('what has to keep its name', () => {
  assert.equal(at('function |beforePOST(req, res) {}').found.kept, 'hook');
  assert.equal(at("let |a; eval('a');").found.kept, 'dynamic');
  assert.equal(at('function f() { return |arguments; }').found.kept, 'own');
});

test('a hook is not its parameter of the same name', () => {
  assert.equal(at('function beforePOST(|beforePOST, res) {}').found.path, 'req');
  assert.equal(at('function |beforePOST(beforePOST, res) {}').found.path, undefined);
});

test('the definition, its kind, parameters and comment', () => {
  const { found } = at('/**\n * The sum.\n * @param a the one\n */\nfunction sum(a, { b } = {}) {}\n\nsu|m(1);');
  assert.deepEqual([found.kind, found.definition.line, found.definition.column, found.parameters, found.documentation],
    ['function', 5, 10, 'a, { b } = {}', 'The sum.\n@param a the one']);
  assert.equal(at('// one\n// two\nconst f = (a) => a;\n|f();').found.documentation, 'one\ntwo');
  assert.equal(at('const f = 1; // not this\nconst g = () => 1;\n|g();').found.documentation, undefined);
  assert.equal(at('// far away\n\nconst |g = 1;').found.documentation, undefined);
  assert.equal(at('// of f\nfunction f(|a) {}').found.documentation, undefined);
  assert.deepEqual(at('// nothing\n|').found, {});
  assert.deepEqual(at("f('a |text');").found, {});
});

test('members of objects and classes that are written out', () => {
  const { found } = at('const tools = {\n  /** Adds. */\n  add(a) {},\n};\ntools.a|dd(1);');
  assert.deepEqual([found.definition.line, found.parameters, found.documentation], [3, 'a', 'Adds.']);
  assert.equal(at('class A {\n  static of() {}\n}\nA.o|f();').found.definition.line, 2);
});

test('names of modules', () => {
  const from = (marked) => { const { module, member } = at(marked).found; return module === undefined ? '' : module + '/' + member; };
  assert.equal(from("const t = require('lib/t|ax');"), 'tax/');
  assert.equal(from("const t = require('lib/tax'); |t.rate();"), 'tax/');
  assert.equal(from("const t = require('lib/tax'); t.ra|te();"), 'tax/rate');
  assert.equal(from("require('lib/tax').ra|te();"), 'tax/rate');
  assert.equal(from("const { rate } = require('lib/tax'); |rate();"), 'tax/rate');
  assert.equal(from("const { rate: r = 1 } = require('lib/tax'); |r();"), 'tax/rate');
  assert.equal(from("const { ra|te: r } = require('lib/tax'); r();"), 'tax/rate');
  assert.equal(from("const rate = require('lib/tax').vat; ra|te();"), 'tax/vat');
  assert.equal(from("const _ = require('lodash'); _.ma|p();"), '');
  assert.equal(from("const t = { require() {} }; t.require('lib/t|ax');"), '');
});

test('what a module exports', () => {
  const line = (source, member) => names(source, { member }).definition?.line;
  assert.equal(line('function f() {}\n\nexports.rate = f;', 'rate'), 1);
  assert.equal(line('\nexports.rate = (x) => x;', 'rate'), 2);
  assert.equal(line('const a = 1;\nmodule.exports = {\n  a, rate() {} };', 'rate'), 3);
  assert.equal(line('const a = 1;\nmodule.exports = {\n  a, rate() {} };', 'a'), 1);
  assert.equal(line('const a = 1;', 'a'), undefined);
});

test('paths of what scripts are offered', () => {
  const path = (marked) => at(marked).found.path;
  assert.equal(path('db.g|et();'), 'db.get');
  assert.equal(path('context.settings.a.|b;'), 'context.settings.a.b');
  assert.equal(path('function beforePOST(request, answer) { answer.e|nd(request.body.name); }'), 'res.end');
  assert.equal(path('beforePOST = async (r, s) => { r.body.na|me; };'), 'req.body.name');
  assert.equal(path('exports.beforePOST = (r, s) => { |r; };'), 'req');
  assert.equal(path('const db = {}; db.g|et();'), undefined);
  assert.equal(path('function f(req) { req.bo|dy; }'), undefined);
  assert.equal(path('f().en|d();'), undefined);
});

test('offsets count UTF-16 units', () => {
  assert.deepEqual(at("const a = '\u{1F600}', |b = 1;").found.definition, { line: 1, column: 17, start: 16, end: 17 });
});

// ---- brackets that are not closed

function fault(source) {
  try {
    compiler.parse(source);
  } catch (error) {
    const { message, open } = compiler.faultOf(error);
    return open ? `${open.line}:${open.column} ${message}` : message;
  }
  return '';
}
const OPEN = {
  'a brace of a function': ['function a() {\n  b();\n\nfunction c() {\n}\n', "1:14 '}' expected; the '{' in line 1 is not closed."],
  'a brace of a block, by where the next one closes': ['function a() {\n  if (b) {\n    c();\n}\n', "2:10 '}' expected; the '{' in line 2 is not closed."],
  'the innermost of several': ['function a() {\n  for (;;) {\n    if (b) {\n      c();\n  }\n}\nfunction d() {\n}\n', "3:12 '}' expected; the '{' in line 3 is not closed."],
  'a parenthesis at the end': ['f(1,\n2', "1:2 ')' expected; the '(' in line 1 is not closed."],
  'a parenthesis before a brace': ['function a() {\n  f(b\n}', "2:4 ')' expected; the '(' in line 2 is not closed."],
  'a bracket': ['const a = [1, 2;', 'Unexpected token'],
  'an expression of a template': ['a = `${b', "1:6 '}' expected; the '${' in line 1 is not closed."],
  'a closing brace too much': ['function a() {\n}\n}', 'Unexpected token'],
  'another fault': ['const = 1;', 'Unexpected token'],
  'a brace in a text, a regular expression and a comment': ["a('{', /{/, `{`); // {\nif (b) {", "2:8 '}' expected; the '{' in line 2 is not closed."],
  'none': ['function a() {\n}', ''],
};
for (const [title, [source, expected]] of Object.entries(OPEN))
  test('not closed: ' + title, () => assert.equal(fault(source), expected));
