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
  assert.deepEqual([...compiler.lower('a = 1; let b; b = 2; (() => { for (let c of d) c = e; f++ })(); [g] = [h]', []).written].sort(), ['a', 'f', 'g']);
});
