// SPDX-License-Identifier: GPL-3.0-or-later
// Runs scripts as developers write them (scripts/*.js) in a hook host and in Node: both must log the same on the same lines, make the
// same calls and end in the same way. A script may begin with `// request {…}`, which says what its hooks get.
//   node scripts.mjs SCRIPT-RUNNER [NAME …]     all of them, or those that are named, whose traces are shown
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import vm from 'node:vm';

import { runInNode } from './asnode.mjs';

Error.stackTraceLimit = 50;
const [runner, ...wanted] = process.argv.slice(2);
const folder = new URL('scripts/', import.meta.url);
const HOOKS = JSON.parse(fs.readFileSync(new URL('../../resources/hookapi.json', import.meta.url), 'utf8')).hooks.map(({ name }) => name);
const REQUEST = { method: 'POST', path: '/rest/orders', collection: 'orders', id: '', query: {}, requestId: 'r', rawBody: '{"a":1}',
  body: { name: 'Jane Doe', email: 'jane@example.com', count: 2, lines: [{ sku: 'A-1', count: 2, price: 9.99 }, { sku: 'B-7', count: 1, price: 100 }], tags: ['x', 'y'] } };
const HINT = { '#headers': { 'x-apikey': 'k', 'content-type': 'application/json' }, '#usersession': { email: 'jane@example.com' } };
const SETTINGS = { shop: { vat: 0.25, currency: 'NOK' }, key: 'secret' };

const namesIn = (path) => fs.readdirSync(path).filter((each) => each.endsWith('.js')).sort().map((each) => each.slice(0, -3));
const MODULES = Object.fromEntries(namesIn(new URL('lib/', folder)).map((name) => [`lib/${name}`, fs.readFileSync(new URL(`lib/${name}.js`, folder), 'utf8')]));

function scriptOf(name) {
  const source = fs.readFileSync(new URL(`${name}.js`, folder), 'utf8'), given = /^\/\/ request (.*)$/m.exec(source);
  const used = Object.keys(MODULES).filter((each) => source.includes(each));
  const modules = used.length ? MODULES : {};
  return { name, source, modules, settings: SETTINGS, request: { ...REQUEST, ...(given ? JSON.parse(given[1]) : {}) }, hint: HINT };
}

/// The texts of errors of the engine are its own.
const PLAIN = [
  [/Cannot (call method|read property) '([^']*)' of (undefined|null)|Cannot read properties of (undefined|null) \(reading '([^']*)'\)/g, 'no object'],
  [/[^",;]* is not (a function|a constructor|defined|iterable)( \(cannot read property Symbol\(Symbol\.iterator\)\))?/g, 'is not $1'],
  [/(Unexpected token|Unexpected end|Expected|Unterminated|Bad)[^"]*JSON[^"]*/g, 'no JSON'],
];
const plain = (text) => PLAIN.reduce((all, [from, to]) => all.replace(from, to), text);
/// A call of request(), which fetch() makes with more options than it is told.
function plainCall(text) {
  if (!text.startsWith('request '))
    return text;
  const [{ url, method = 'GET', headers = {}, body, bytes, json, qs }] = JSON.parse(text.slice(8));
  return 'request ' + JSON.stringify({ url, method, headers: Object.fromEntries(Object.entries(headers).sort()), body, bytes, json, qs });
}
function linesOf({ log, calls, end, error }) {
  return [...log.map(({ level, message, module, line }) => `${level} ${plain(message)} @${module}:${line}`), ...calls.map(plainCall),
    error ? `failed ${error.status} ${plain(error.message.replace(/ \(line \d+(, column \d+)?\)$/, ''))} @${error.line}` : `ended ${plain(end)}`];
}
/// Where two traces begin to differ: what follows mostly follows from it.
function differenceOf(name, who, mine, theirs) {
  const at = Array.from({ length: Math.max(mine.length, theirs.length) }, (_, i) => i).find((i) => mine[i] !== theirs[i]);
  return at === undefined ? [] : [`${name}: ${who}\n    ${mine[at] ?? 'nothing more'}\n  Node\n    ${theirs[at] ?? 'nothing more'}`];
}

const host = (scripts) => {
  const run = spawnSync(runner, { input: scripts.map((each) => JSON.stringify(each) + '\n').join(''), encoding: 'utf8', maxBuffer: 1 << 28 });
  const reports = run.stdout.trim().split('\n').filter(Boolean).map((each) => JSON.parse(each));
  if (reports.length !== scripts.length)
    throw new Error(`${scripts[reports.length].name}: the runner ended. ${run.stderr}`);
  return reports;
};

const scripts = (wanted.length ? wanted : namesIn(folder)).map(scriptOf), nodes = [], problems = [];
for (const script of scripts) {
  const node = {}, hooks = HOOKS.filter((hook) => new RegExp(`\\b${hook}\\b`).test(script.source));
  script.answers = {};
  for (const hook of hooks) {
    node[hook] = await runInNode(script, hook);
    script.answers[hook] = node[hook].answers;
  }
  nodes.push(node);
}
host(scripts).forEach((report, i) => {
  const { name } = scripts[i];
  if (report.refused)
    return void problems.push(`${name}: refused: ${report.refused}`);
  for (const [hook, node] of Object.entries(nodes[i])) {
    const theirs = linesOf(node);
    if (wanted.length)
      console.log(theirs.join('\n'));
    if (!report.first[hook])
      return void problems.push(`${name}: ${hook} is no hook`);
    const first = linesOf(report.first[hook]);
    problems.push(...differenceOf(`${name} ${hook}`, 'a hook', first, theirs), ...differenceOf(`${name} ${hook}`, 'a second run', linesOf(report.second[hook]), first));
  }
});
problems.forEach((each) => console.log(each));
console.log(`${scripts.length} scripts, ${problems.length} differences`);
process.exit(problems.length || !scripts.length ? 1 : 0);
