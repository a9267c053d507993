// SPDX-License-Identifier: GPL-3.0-or-later
// What a script becomes to be recorded, in Node. That it is right, recordings.mjs beside tests/differential says.
import assert from 'node:assert/strict';
import test from 'node:test';
import vm from 'node:vm';

import { acorn } from '../differential/corpus.mjs';
import { begin } from './parts.mjs';

const { context, parts, tools, compiler } = begin();
const assigned = parts['recording/assigned'](compiler);
const instrument = parts['recording/instrument'](acorn, compiler, assigned, parts['recording/names'](compiler, assigned));
const values = parts['recording/values'](tools);
const NAMES = { recorder: '$r', frame: '$f' };

/// What is kept of the value of an expression.
const kept = (expression) => JSON.parse(values.keep(vm.runInContext(expression, context)));

/// A hook with so many variables, and a statement for each of `count` that gives one another value.
function scriptOf(variables, count) {
  const lines = ['function beforePOST(req, res) {'];
  for (let i = 0; i < variables; ++i)
    lines.push(`  let v${i} = ${i};`);
  for (let i = 0; i < count; ++i)
    lines.push(`  v${i % variables} = v${(i + 1) % variables} + 1;`);
  return lines.concat('  res.end();', '}').join('\n');
}

test('what is to be compiled grows with the script alone, however many variables there are', () => {
  for (const variables of [5, 50, 99, 400]) {
    const source = scriptOf(variables, 400), { text } = instrument.instrumented(source, NAMES);
    assert.ok(text.length < source.length + 30 * (400 + variables) + 1500, `${variables}: ${text.length} of ${source.length}`);
  }
});

test('a step is told of what the statements before it may have given a value', () => {
  const source = 'function f(a) {\n  let b = a, c = 1;\n  b++;\n  if (c)\n    c = b;\n  const g = () => { a = 2; };\n  g();\n  return b;\n}';
  const { tables, told } = instrument.instrumented(source, NAMES);
  const { functions, sites } = JSON.parse(tables), all = JSON.parse(told);
  const namesAt = (line) => {
    const index = sites.findIndex((site) => site[1] === line && functions[site[0]][0] === 'f');
    return (all[index] || sites[index].slice(4)).map((slot) => functions[sites[index][0]][4 + slot]);
  };
  assert.deepEqual(namesAt(2), ['a']);
  assert.deepEqual(namesAt(3), ['a', 'b', 'c']);
  assert.deepEqual(namesAt(4), ['a', 'b']); // g() may be called by anything
  assert.deepEqual(namesAt(5), ['a']);
  assert.deepEqual(namesAt(6), ['a', 'c']);
  assert.deepEqual(namesAt(7), ['a', 'g']);
  assert.deepEqual(namesAt(8), ['a']);
});

// Each has room for 1,024 bytes, of which its beginning takes 16, a number 8 and a name of three letters 8.
test('what is kept of a list ends where its room does, to the byte', () => {
  for (const [expression, most] of [['Array(1000).fill(1)', 126], ['new Set(Array(1000).keys())', 126],
    ['new Map(Array(1000).fill(1).entries())', 63], ['Object.fromEntries(Array.from({ length: 500 }, (_, i) => [100 + i, 1]))', 63]]) {
    const { n, v } = kept(`(${expression})`);
    assert.ok(n > most, expression);
    assert.equal(v.length, most, expression);
  }
});

test('the message of an error is kept as its other members are', () => {
  const { v } = kept('Object.assign(new Error(), { message: { a: { b: { c: { d: 1 } } } }, other: { a: { b: { c: { d: 1 } } } } })');
  assert.deepEqual(v.map(([name]) => name), ['message', 'other']);
  assert.deepEqual(v[0][1], v[1][1]);
});
