// SPDX-License-Identifier: GPL-3.0-or-later
// The compiler of hooks under Node: what it writes is JavaScript, so Node must run it as V4 does. `node --test tests/hookruntime/compiler.test.mjs`
import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';

import { parsed, scripts } from '../mutation/corpus.mjs';
import { begin, read } from './parts.mjs';

const { context, compiler, helpers } = begin();

/// What `expression` gives at the end of a script that was lowered.
function run(source, expression) {
  const made = compiler.lower(source, ['async']);
  const variables = made.variables.length ? `var ${made.variables.join(',')};` : '';
  return vm.runInContext(`(function(${made.helpers}){${variables}return function(){${made.text}\n;return ${expression}}})`, context)(helpers).call({});
}

test('the cases of the language give what they must', async () => {
  const beforePOST = run(read('tests/hooks/language.js'), 'beforePOST');
  const { data } = await new Promise((resolve) => { beforePOST({}, { end: resolve }); });
  // The package async is no part of the compiler.
  const failed = data.failed.filter(({ name }) => name !== 'the async package takes async functions');
  assert.equal(JSON.stringify(failed), '[]');
  assert.ok(data.count > 80);
});

test('each line stays where it is', () => {
  let count = 0;
  for (const source of scripts) {
    if (!parsed(source))
      continue;
    let text;
    try {
      text = compiler.lower(source, []).text;
    } catch (error) {
      assert.ok(error.loc, error.stack);
      continue;
    }
    ++count;
    assert.equal(text.split('\n').length, source.split(/\r\n?|[\n\u2028\u2029]/).length, source);
  }
  assert.ok(count > 100);
});

const REFUSED = {
  'a variable called let': ['var a;\nvar let = 1', 2, /let/],
  'a BigInt': ['f(\n1n)', 2, /BigInt/],
  'look-behind': ['/(?<=a)b/', 1, /Look-behind/],
  'var inside of with': ['with (a) {\nvar b = 1 }', 2, /with/],
  'import()': ['\n\nimport("x")', 3, /require/],
  'await inside of a nested pattern': ['async () => {\n[{[await k]: a, ...b}] = c }', 2, /pattern/],
};
for (const [name, [source, line, message]] of Object.entries(REFUSED)) {
  test(`${name} is refused with its place`, () => {
    assert.throws(() => compiler.lower(source, []), (error) => error.loc.line === line && message.test(error.message));
  });
}

test('a name that is assigned without a declaration is told', () => {
  const { written } = compiler.lower('a = 1; let b; b = 2; (() => { for (let c of d) c = e; f++ })(); [g] = [h]', []);
  assert.deepEqual([...written.names].sort(), ['a', 'f', 'g']);
});

test('a long script needs no long Map or Set, which V4 searches from end to end', () => {
  const { context: own, compiler: watched } = begin();
  vm.runInContext(`var largest = 0;
    for (const [kind, act] of [[Map, 'set'], [Set, 'add']]) {
      const native = kind.prototype[act];
      kind.prototype[act] = function (...given) { native.apply(this, given); largest = Math.max(largest, this.size); return this };
    }`, own);
  const source = Array.from({ length: 500 }, (_, i) => `let a${i} = {...b}; function f${i}(x) { switch (x) { case ${i}: return g${i}(a${i}++) } u${i} = y => y }`).join('\n');
  assert.ok(watched.lower(source, []).text.length > source.length);
  assert.ok(own.largest < 50, `${own.largest} entries`);
});

test('names for the compiler are found among many dollars', () => {
  const source = `x = "${'$'.repeat(200000)}"; x = \`${'$1$2$'.repeat(1000)}\``;
  assert.equal(compiler.unusedPrefix(source), '$3');
  assert.equal(compiler.lower(source, []).helpers, '$3$h');
});

test('a function that many call is looked at once', () => {
  const source = Array.from({ length: 1500 }, (_, i) => `function f${i}() { f${i + 1}(); f${i + 2}(); v = 1 }`).join('\n');
  const text = compiler.lower(`${source}\nf0(); let v; function g() { v = 2 }`, []).text;
  assert.equal(text.match(/\(1\?\(v\):0\)/g).length, 1500);
});

test('a text that a loop evaluates is compiled once', () => {
  let count = 0;
  const own = begin((made) => ({ ...made, lower(...given) { ++count; return made.lower(...given) } }));
  const numbers = vm.runInContext('Array.from({ length: 10 }, (_, i) => new Function("a", "return a + 1")(i))', own.context);
  const { evalText, eval: indirect } = own.helpers;
  const texts = new Set(Array.from({ length: 10 }, () => evalText('$$h', true, 'let a = 1; a') + indirect('[2]')[0]));
  assert.deepEqual([numbers.join(), texts.size, count], ['1,2,3,4,5,6,7,8,9,10', 1, 3]);
  for (let i = 0; i < 1000; ++i)
    indirect(`${i}`);
  assert.equal(count, 1003);
});
