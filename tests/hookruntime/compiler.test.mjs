// SPDX-License-Identifier: GPL-3.0-or-later
// The compiler of hooks under Node: what it writes is JavaScript, so Node must run it as V4 does. `node --test tests/hookruntime/compiler.test.mjs`
import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';

import { acorn, parsed, scripts } from '../differential/corpus.mjs';
import { begin, read } from './parts.mjs';

const { context, compiler, helpers, parts } = begin();

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

/// Where `table` says that each line of `text` but the first comes from: [line, column, name], the name as it begins the compiled line.
function placesIn({ text }, table) {
  return text.split('\n').slice(1).map((line, i) => {
    const { line: number, column } = compiler.placeIn(table, i + 2);
    return [number, column, /^[\w$]*/.exec(line)[0]];
  });
}

test('each line but the first stands for a place, mostly of the same name', () => {
  let count = 0, named = 0, same = 0;
  for (const source of scripts) {
    if (!parsed(source))
      continue;
    let made;
    try {
      made = compiler.lower(source, []);
    } catch (error) {
      assert.ok(error.loc, error.stack);
      continue;
    }
    ++count;
    const lines = source.split(/\r\n?|[\n\u2028\u2029]/);
    for (const [line, column, name] of placesIn(made, compiler.tableOf(made.offsets, source))) {
      assert.ok(line >= 1 && line <= lines.length && column >= 1 && column <= lines[line - 1].length, `${line}:${column} of ${source}`);
      const found = /^[\w$]*/.exec(lines[line - 1].slice(column - 1))[0];
      named += name && found ? 1 : 0;
      same += name && found === name ? 1 : 0;
    }
  }
  assert.ok(count > 100);
  assert.ok(same > 0.85 * named, `${same} of ${named}`);
});

test('the table of places holds long scripts and long lines', () => {
  const source = `${'\n'.repeat(5000)}${' '.repeat(300000)}a.b;\r\n\u2028c.d`, made = compiler.lower(source, []);
  assert.deepEqual(placesIn(made, compiler.tableOf(made.offsets, source)),
    [[5001, 300001, 'a'], [5001, 300003, 'b'], [5003, 1, 'c'], [5003, 3, 'd']]);
  const table = compiler.tableOf([], '');
  assert.deepEqual([0, 1, 2, -1, 7].map((line) => compiler.placeIn(table, line).line), [0, 0, 0, 0, 0]);
});

test('a line begins neither behind return, throw and yield nor before ++ and --', () => {
  const source = 'function* f() { if (a) return b.c; else if (d) throw e; yield g.h; ++i.j; x = y, --z.w; return (++k.l) }';
  assert.doesNotMatch(compiler.lower(source, []).text, /\b(return|throw|yield) *\n|\n *(\+\+|--)/);
});

test('what a traced script does has the places of the script', () => {
  for (const source of ['if (a) b.c();\nfor (const {d} of e.f) g(d), ++h;\nlet i = 1, {j} = k.l; m = n => n.o;\nwhile (p) q = r.s', read('tests/hooks/language.js')]) {
    const plainText = compiler.lower(source, []), { text, offsetOf } = parts.tracer(acorn, compiler).instrumented(plainText.source, { line: '$l', value: '$v' });
    const traced = new Set(compiler.lower(text, []).offsets.map(offsetOf)), starts = [...text.matchAll(/\$[lv]\(/g)].map(({ index }) => offsetOf(index));
    const lost = plainText.offsets.filter((each) => !traced.has(each)); // where an operation is the first in an arrow function
    assert.ok(lost.length < 0.03 * plainText.offsets.length, `${lost}`);
    assert.ok(starts.every((each, i) => i === 0 || each >= starts[i - 1]));
  }
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
