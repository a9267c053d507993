// SPDX-License-Identifier: GPL-3.0-or-later
// What the editor lists of a script. `node --test tests/hookruntime/symbols.test.mjs`
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { begin } from './parts.mjs';

const { parts, compiler } = begin();
const script = parts['compiler/script'](compiler, ['db', 'log'], parts.hooks, 'hash');
const symbolsOf = parts.symbols(compiler);

/// The symbols of `source`, each as `kind name line:column-endLine`.
function symbols(source, isModule = false) {
  const made = script.compile(source, { isModule, check: () => '', look: (tree, hooks) => ({ symbols: symbolsOf(tree, hooks, isModule) }) });
  assert.ok(made.symbols, made.message);
  return Array.from(made.symbols, ({ kind, name, line, column, endLine }) => `${kind} ${name} ${line}:${column}-${endLine}`);
}

const CASES = {
  'each form of a hook': ['async function beforePOST(req, res) {\n}\nconst afterPOST = async (req, res) => {\n  res.end();\n};\nlet beforeGET = function () {}, afterPUT = () => {};\nbeforePUT = (req, res) => res.end();',
    ['hook beforePOST 1:16-2', 'hook afterPOST 3:7-5', 'hook beforeGET 6:5-6', 'hook afterPUT 6:33-6', 'hook beforePUT 7:1-7']],
  'comments and texts declare nothing': ['// function beforePOST(req, res) {}\n/*\nfunction beforePUT() {}\n*/\nconst text = `\nfunction afterPUT() {}`;',
    ['variable text 5:7-6']],
  'what is near a hook is none': ['function beforePost() {}\nconst list = { beforePOST() {} };\nlist.beforePUT = () => {};\nif (beforeGET === 1) ;',
    ['function beforePost 1:10-1', 'variable list 2:7-2']],
  'a hook inside of a function is none, an assigned one is': ['function make() {\n  function beforePOST() {}\n  [beforePUT] = [() => {}];\n}',
    ['function make 1:10-4', 'hook beforePUT 3:4-3']],
  'the function that an empty variable gets': ['let beforePOST;\nbeforePOST = () => {\n};\nlet a;\na = 1;', ['hook beforePOST 2:1-3', 'variable a 4:5-4']],
  'both of two hooks with one name': ['function beforePOST() {}\nfunction beforePOST() {}', ['hook beforePOST 1:10-1', 'hook beforePOST 2:10-2']],
  'classes with their methods': ['class Cart {\n  #sum = 0;\n  static of() {}\n  get size() { return 0; }\n  #add() {}\n  each = () => {};\n  ["x"]() {}\n}\nconst Box = class {\n  open() {} };',
    ['class Cart 1:7-8', 'method Cart.of 3:10-3', 'method Cart.size 4:7-4', 'method Cart.#add 5:3-5', 'method Cart.each 6:3-6', 'class Box 9:7-10', 'method Box.open 10:3-10']],
  'the names of patterns': ['const { a, b: [c, ...d], [e]: f = g } = h;', ['variable a 1:9-1', 'variable c 1:16-1', 'variable d 1:22-1', 'variable f 1:31-1']],
  'columns count UTF-16 units': ["const a = '\u{1F600}', b = 1;", ['variable a 1:7-1', 'variable b 1:17-1']],
};
for (const [name, [source, expected]] of Object.entries(CASES))
  test(name, () => assert.deepEqual(symbols(source), expected));

test('a module has what it exports, and no hooks', () => {
  assert.deepEqual(symbols('function tax() {}\nexports.tax = tax;\nexports.net = (x) => x;\nmodule.exports.Rate = class {\n  of() {} };\nfunction beforePOST() {}', true),
    ['function tax 1:10-1', 'function net 3:9-3', 'class Rate 4:16-5', 'method Rate.of 5:3-5', 'function beforePOST 6:10-6']);
  assert.deepEqual(symbols("const a = 1;\nmodule.exports = { a, b() {\n}, 'c d': 2, [a]: 3 };", true), ['variable a 1:7-1', 'function b 2:23-3', 'variable c d 3:4-3']);
});

test('a script exports its hooks', () => {
  assert.deepEqual(symbols('exports.beforePOST = () => {};\nmodule.exports = { afterPOST() {} };'), ['hook beforePOST 1:9-1', 'hook afterPOST 2:20-2']);
});

test('exports that a script declares are any other object', () => {
  assert.deepEqual(symbols('const exports = {};\nexports.beforePOST = () => {};'), ['variable exports 1:7-1']);
});

test('a script without end has a limited list, and all of its hooks', () => {
  const list = symbols(Array.from({ length: 3000 }, (_, i) => `var v${i};`).join('\n') + '\nbeforePOST = () => {};');
  assert.deepEqual([list.length, list[2000]], [2001, 'hook beforePOST 3001:1-3001']);
});
