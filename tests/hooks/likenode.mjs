// SPDX-License-Identifier: GPL-3.0-or-later
// Asks hooks and Node the same: each line of likenode/*.txt is an expression, a tab, and its value. Fails where a hook gives another one,
// or Node does. A file that begins with `// library` is about a bundled library, about which Node is not asked again.
//   node likenode.mjs SCRIPT-RUNNER          compares
//   node likenode.mjs SCRIPT-RUNNER --write  asks Node for the values of lines that have none
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [runner, mode] = process.argv.slice(2);
const folder = path.join(path.dirname(new URL(import.meta.url).pathname), 'likenode');
const LIMIT = 300; // milliseconds that an expression may wait
const PORTION = 25; // of them in a script

/// Writes a value so that different ones are written differently. Runs in hooks as well.
function show(value, depth = 0) {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'function ' + value.name;
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth > 5) return '…';
  if (value instanceof Date) return 'Date(' + value.getTime() + ')';
  if (value instanceof Error) return value.name + (value.code === undefined ? '' : ' ' + value.code);
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return '[' + Array.from(value, (each) => show(each, depth + 1)).join(',') + ']';
  if (value instanceof Map || value instanceof Set) return value.constructor.name + show([...value], depth + 1);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return value.constructor.name + '[' + Array.from(value).join() + ']';
  if (value instanceof ArrayBuffer) return 'ArrayBuffer' + show(new Uint8Array(value), depth + 1);
  return '{' + Object.keys(value).map((key) => key + ':' + show(value[key], depth + 1)).join(',') + '}';
}
/// Gives the value, or says that there is none in time.
function inTime(promise, limit) {
  let timer;
  const late = new Promise((resolve) => { timer = setTimeout(() => resolve('never'), limit); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const begin = `${show}\n${inTime}\nasync function seen(act) { try { return show(await inTime(act(), ${LIMIT})); } catch (e) { return 'throws ' + show(e); } }`;
function scriptOf(lines) {
  const calls = lines.map(({ expression }) => `seen(async () => (${expression}\n))`);
  return `${begin}\nasync function beforePOST(req, res) { const all = [];\n${calls.map((call) => `all.push(await ${call});`).join('\n')}\nres.end({ data: { all } }); }`;
}
async function ofNode(lines) {
  globalThis.require = createRequire(new URL('../../resources/js/vendor/x.js', import.meta.url));
  globalThis.answer = null;
  (0, eval)(`(() => { const crypto = require('crypto'); ${scriptOf(lines)}\nanswer = beforePOST; })()`);
  return new Promise((resolve) => { globalThis.answer({}, { end: ({ data }) => resolve(data.all) }); });
}
/// What two runs of a hook give.
function ofHook(lines, zone) {
  const portions = Array.from({ length: Math.ceil(lines.length / PORTION) }, (_, i) => lines.slice(i * PORTION, (i + 1) * PORTION));
  const input = portions.map((each) => JSON.stringify({ source: scriptOf(each), request: {} }) + '\n').join('');
  const run = spawnSync(runner, { input, encoding: 'utf8', env: { ...process.env, TZ: zone }, maxBuffer: 1 << 28 });
  const reports = run.stdout.trim().split('\n').map((each) => JSON.parse(each));
  const wrong = reports.find(({ refused, canary, first, second }) => refused || canary || !first[0].end || !second[0].end);
  if (wrong || reports.length !== portions.length)
    throw new Error(JSON.stringify(wrong || run.stderr).slice(0, 2000));
  return ['first', 'second'].map((pass) => reports.flatMap((report) => report[pass][0].end.data.all));
}

let count = 0, failures = 0;
function compare(name, line, who, value) {
  if (value === line.value)
    return;
  ++failures;
  console.log(`${name}: ${line.expression}\n  should be ${line.value}\n  ${who} ${value}`);
}
for (const name of fs.readdirSync(folder).sort()) {
  const text = fs.readFileSync(path.join(folder, name), 'utf8');
  const zone = (/^\/\/ TZ=(\S+)/m.exec(text) || [0, 'UTC'])[1], isLibrary = text.startsWith('// library');
  const all = text.trimEnd().split('\n').map((each) => {
    const [expression, value] = each.split('\t');
    return { expression, value };
  });
  const lines = all.filter(({ expression }) => expression !== '' && !expression.startsWith('//'));
  process.env.TZ = zone;
  if (mode === '--write') {
    const wanting = lines.filter(({ value }) => value === undefined), values = await ofNode(wanting);
    wanting.forEach((line, i) => { line.value = values[i]; });
    fs.writeFileSync(path.join(folder, name), all.map(({ expression, value }) => (value === undefined ? expression : `${expression}\t${value}`)).join('\n') + '\n');
  }
  if (!isLibrary)
    (await ofNode(lines)).forEach((value, i) => compare(name, lines[i], 'Node gives', value));
  const [first, second] = ofHook(lines, zone);
  first.forEach((value, i) => compare(name, lines[i], 'a hook gives', value));
  second.forEach((value, i) => { if (value !== first[i]) compare(name, lines[i], 'a second run gives', value); });
  count += lines.length;
}
console.log(`${count} expressions, ${failures} differences`);
process.exit(failures || !count ? 1 : 0);
