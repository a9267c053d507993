// SPDX-License-Identifier: GPL-3.0-or-later
// Records scripts of one feature each (recorded/*.js) in a hook host, and runs them in Node, where a debugger stops at each place that
// V8 can stop at: both must come by the same lines of the same functions in the same order, with the same variables there.
//   node recordings.mjs SCRIPT-RUNNER [TITLE …]     all of them, or those whose titles have one of the words, whose steps are shown
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import inspector from 'node:inspector';
import vm from 'node:vm';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';

import { parsed } from './corpus.mjs';
import { walk } from './mutations.mjs';
import { matches, snapshot } from './snapshots.mjs';

const REQUEST = { method: 'POST', path: '/rest/orders', collection: 'orders', id: '', requestId: 'r',
  body: { name: 'Jane', count: 2, lines: [{ sku: 'A-1', count: 2, price: 9.5 }, { sku: 'B-7', count: 1, price: 100 }] } };
const ANSWER = [{ _id: 'a1', n: 1, name: 'x' }, { _id: 'a2', n: 2, name: 'y' }];
const WRAPPER = '(function script(){', ROUND = 2, CAUGHT = 3, RETURN = 4, END = 5;

// ---- the debugger, in a thread of its own because the other one stands still

const ask = (session, method, parameters) => new Promise((resolve, reject) => {
  session.post(method, parameters, (error, result) => (error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result)));
});
const placeOf = ({ scriptId, lineNumber, columnNumber }) => `${scriptId}:${lineNumber}:${columnNumber}`;
async function lookAround(session, frame) {
  const scopes = frame.scopeChain.filter(({ type }) => type === 'local' || type === 'block' || type === 'catch' || type === 'closure');
  const found = await Promise.all(scopes.map(({ object }) => ask(session, 'Runtime.getProperties', { objectId: object.objectId, ownProperties: true })));
  const names = found.map(({ result }) => result.map(({ name }) => name)), all = [...new Set(names.flat())].filter((name) => /^[\w$]+$/.test(name));
  const expression = `__snapshot({${all.map((name) => `${name}: () => ${name}`).join(',')}})`;
  const { result } = await ask(session, 'Debugger.evaluateOnCallFrame', { callFrameId: frame.callFrameId, expression, returnByValue: true });
  const own = scopes.flatMap(({ type }, i) => (type === 'closure' ? [] : names[i]));
  return { values: JSON.parse(result.value), own };
}
function debug() {
  const session = new inspector.Session();
  let stops = [];
  const types = {};
  session.connectToMainThread();
  session.on('Debugger.paused', async ({ params: { callFrames } }) => {
    const [frame] = callFrames;
    stops.push({ function: frame.functionName, line: frame.location.lineNumber + 1, column: frame.location.columnNumber, type: types[placeOf(frame.location)], depth: callFrames.length, ...await lookAround(session, frame) });
    session.post('Debugger.resume');
  });
  session.on('Debugger.scriptParsed', async ({ params: { scriptId, url } }) => {
    if (!url.startsWith('recorded-'))
      return;
    const { locations } = await ask(session, 'Debugger.getPossibleBreakpoints', { start: { scriptId, lineNumber: 0, columnNumber: 0 }, restrictToFunction: false });
    for (const location of locations)
      types[placeOf(location)] = location.type;
    await Promise.all(locations.map((location) => ask(session, 'Debugger.setBreakpoint', { location }).catch(() => {})));
    parentPort.postMessage({ ready: url });
  });
  parentPort.on('message', async (message) => {
    if (message === 'begin') {
      await ask(session, 'Debugger.enable');
      await ask(session, 'Debugger.setAsyncCallStackDepth', { maxDepth: 0 });
      parentPort.postMessage({ ready: 'begin' });
    } else if (message === 'take') {
      parentPort.postMessage({ stops });
      stops = [];
    } else {
      session.disconnect();
      process.exit();
    }
  });
}

// ---- Node

const later = (worker) => new Promise((resolve) => { worker.once('message', resolve); });
async function stopsOf({ title, source }, worker) {
  const pending = new Set(), give = (act) => { const all = setImmediate(() => { pending.delete(all); act(); }); pending.add(all); };
  globalThis.__snapshot = (thunks) => JSON.stringify(snapshot(thunks));
  globalThis.db = { get(...given) {
    const callback = typeof given.at(-1) === 'function' ? given.at(-1) : null;
    if (callback)
      return void give(() => callback(null, structuredClone(ANSWER)));
    return new Promise((resolve) => { give(() => resolve(structuredClone(ANSWER))); });
  } };
  const url = `recorded-${title}`, ready = later(worker);
  const script = vm.runInThisContext(`${WRAPPER}${source}\nreturn beforePOST})`, { filename: url });
  await ready;
  try {
    const finish = function () {}, result = script()({ ...structuredClone(REQUEST), get hint() { return {}; } }, { end: finish, send: finish });
    if (result instanceof Promise)
      await result.catch(() => {});
  } catch {} // it is to be seen in the steps
  while (pending.size)
    await new Promise((resolve) => { setImmediate(resolve); });
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  const taken = later(worker);
  worker.postMessage('take');
  return (await taken).stops;
}

// ---- a recording

/// The steps of a recording, each with the variables that can be named there.
function stepsOf(events) {
  const files = [], frames = [], steps = [];
  for (const [kind, ...rest] of events) {
    if (kind === 15)
      files[rest[0]] = rest[2];
    if (kind === 1)
      frames[rest[0]] = { table: files[rest[1]], function: files[rest[1]].functions[rest[2]], caller: frames[rest[3]], slots: [] };
    if (kind === 5)
      frames[rest[0]].caller = frames[rest[3]];
    if (kind !== 0 && kind !== 2)
      continue;
    const frame = frames[rest[0]], site = frame.table.sites[rest[1]], changes = rest.slice(kind === 2 ? 3 : 2);
    for (let i = 0; i < changes.length; i += 2)
      frame.slots[changes[i]] = changes[i + 1];
    const values = {}, own = [];
    for (const slot of site.slice(4)) {
      const name = frame.function[4 + slot], plain = name.replace('^', '');
      if (!(plain in values) && frame.slots[slot] !== undefined)
        values[plain] = frame.slots[slot];
    }
    let depth = 0;
    for (let each = frame; each; each = each.caller)
      ++depth;
    steps.push({ function: frame.function[0], line: site[1], kind: site[3] & 7, depth, values, frame });
  }
  return steps;
}

// ---- both

/// One stop for those that follow each other in a line: V8 stops at several places of a line, and within expressions.
function byLine(stops) {
  return stops.filter((each, i) => i === 0 || each.function !== stops[i - 1].function || each.line !== stops[i - 1].line || each.depth !== stops[i - 1].depth);
}
/// What of V8's stops is compared. The script itself is a function in Node, which makes another function of it and leaves it in a line of
/// its own. V8 stops before a loop asks for its next value, a recording when it has come. Stops within expressions, at calls and where a
/// long `return` ends, are `extra`: a recording may have none. It has others at each `return`, where V8 may stop in its last line.
function theirStops(stops, source) {
  const lines = source.split('\n').length, heads = [], starts = new Set();
  walk(parsed(source).tree, (node) => {
    if (/^For(Of|In)Statement$/.test(node.type))
      heads.push(node.left.loc);
    const begun = node.type === 'ExpressionStatement' ? node : node.type === 'VariableDeclaration' ? node.declarations[0].init : null;
    if (begun)
      starts.add(`${begun.loc.start.line}:${begun.loc.start.column}`);
  });
  const first = WRAPPER.length; // columns of the first line
  const at = ({ line, column }) => ({ line, column: line === 1 ? column - first : column });
  const isHead = ({ line, column }) => heads.some(({ start, end }) => line === start.line && column >= start.column && column <= end.column);
  return byLine(stops.filter((each, i) => !(i === 0 && each.function === '') && each.line < lines && !/_initializer>$/.test(each.function) && !isHead(at(each)))
    .map((each) => ({ ...each, function: each.function === 'script' ? '(script)' : each.function,
      isExtra: Boolean(each.type) && !starts.has(`${at(each).line}:${at(each).column}`) })));
}
function mySteps(steps, source) {
  const lines = source.split('\n');
  return byLine(steps.filter(({ kind, function: name }) => kind !== CAUGHT && kind !== ROUND && !(kind === END && name === '(script)'))
    .map((each) => ({ ...each, text: lines[each.line - 1], isExtra: each.kind === RETURN || each.kind === END || /^class /.test(lines[each.line - 1]) })));
}
const textOf = ({ function: name, line }) => `${name || '(anonymous)'}:${line}`;
function differencesOf(mine, theirs) {
  let i = 0, k = 0;
  while (i < mine.length || k < theirs.length) {
    if (!mine[i] || !theirs[k] || textOf(mine[i]) !== textOf(theirs[k])) {
      if (mine[i]?.isExtra)
        ++i;
      else if (theirs[k]?.isExtra)
        ++k;
      else
        return [`step ${i + 1}: ${mine[i] ? textOf(mine[i]) : 'nothing'} instead of ${theirs[k] ? textOf(theirs[k]) : 'nothing'}, after ${i ? textOf(mine[i - 1]) : 'the beginning'}`];
      continue;
    }
    const wrong = valuesThatDiffer(mine[i], theirs[k]);
    if (wrong.length && mine[i].isExtra)
      ++i;
    else if (wrong.length)
      return [`step ${i + 1}, ${textOf(mine[i])}: ${wrong.join('; ')}`];
    else {
      ++i;
      ++k;
    }
  }
  return [];
}
/// Where a variable is declared, V8 may have it as the round of the loop before left it.
function valuesThatDiffer(mine, theirs) {
  const wrong = [];
  for (const [name, value] of Object.entries(theirs.values)) {
    if (name in mine.values) {
      if (!matches(mine.values[name], value) && !(declares(mine.text, name) && value?.t === 'undefined'))
        wrong.push(`${name} is ${JSON.stringify(mine.values[name])} instead of ${JSON.stringify(value)}`);
    } else if (theirs.own.includes(name) && name !== 'arguments' && !declares(mine.text, name) && value?.t !== 'function' && value?.t !== 'undefined') {
      wrong.push(`${name} is not known, which is ${JSON.stringify(value)}`);
    }
  }
  return wrong;
}

const declares = (text, name) => new RegExp(`\\b(let|const)\\b.*\\b${name}\\b`).test(text);

async function main() {
  const [runner, ...wanted] = process.argv.slice(2);
  const folder = new URL('recorded/', import.meta.url);
  const sections = fs.readdirSync(folder).sort().flatMap((name) => fs.readFileSync(new URL(name, folder), 'utf8').split(/^\/\/# (.*)\n/m).slice(1));
  const scripts = sections.flatMap((title, i) => (i % 2 ? [] : [{ title, source: sections[i + 1] }]))
    .filter(({ title }) => !wanted.length || wanted.some((word) => title.includes(word)));
  const input = scripts.map(({ source }) => JSON.stringify({ record: true, source, request: REQUEST }) + '\n').join('');
  const run = spawnSync(runner, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  const recordings = run.stdout.trim().split('\n').filter(Boolean).map((each) => JSON.parse(each));
  const worker = new Worker(new URL(import.meta.url)), began = later(worker), problems = [];
  worker.postMessage('begin');
  await began;
  let compared = 0;
  for (const [i, script] of scripts.entries()) {
    const theirs = theirStops(await stopsOf(script, worker), script.source);
    const mine = mySteps(stepsOf(recordings[i].events ?? []), script.source);
    if (wanted.length)
      console.log(`${script.title}\n  ${mine.map(textOf).join(' ')}\n  ${theirs.map(textOf).join(' ')}`);
    if (recordings[i].refused)
      problems.push(`${script.title}: ${recordings[i].refused}`);
    compared += theirs.length;
    problems.push(...differencesOf(mine, theirs).map((each) => `${script.title}: ${each}`));
  }
  worker.postMessage('end');
  console.log(problems.length ? problems.join('\n') : `${scripts.length} scripts, ${compared} steps: the same in Node.`);
  process.exitCode = problems.length ? 1 : 0;
}

await (isMainThread ? main() : debug());
