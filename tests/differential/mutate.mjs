// SPDX-License-Identifier: GPL-3.0-or-later
// Mutates real scripts and runs each mutant in a hook host (runner.cpp) and in Node (oracle.mjs): what both take must do the
// same, and no mutant may change what other collections see. A finding is made small and printed; then the exit code is 1.
//   mutate.mjs RUNNER [--seed N] [--count N | --minutes N] [--keep FOLDER]
//   mutate.mjs RUNNER --script FILE       runs one script and shows all of it
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import readline from 'node:readline';

import { Random, mutant } from './mutations.mjs';
import { parsed } from './corpus.mjs';
import { knownLimit } from './limits.mjs';
import { refusalOf, run } from './oracle.mjs';

// A mutant's promise that nobody waits for.
process.on('unhandledRejection', () => {});
process.on('uncaughtException', (error) => { if (!/^(evalmachine|<anonymous)/m.test(error?.stack ?? '')) { console.error(error); process.exit(2); } });

const REQUEST = { method: 'POST', collection: 'mutant', id: '', query: { q: 'x' }, headers: {}, hint: {}, requestId: 'r',
  body: { name: 'Jane', email: 'jane@example.com', count: 2, product: 'p', state: 'new', total: 3, lines: [{ price: 2, count: 1 }], _id: 'a1' } };
// Values of such scripts differ from run to run.
const CHANGING = /\b(Date|random\w*|crypto|uuid|moment|dayjs|performance|toLocale\w*|Intl|stack|lineNumber|fileName|columnNumber|setTimeout|setInterval|toString|String|Function|eval)\b/;

const options = { seed: 1, count: 0, minutes: 0 };
const [runner, ...rest] = process.argv.slice(2);
for (let i = 0; i < rest.length; i += 2)
  options[rest[i].slice(2)] = rest[i].match(/keep|script/) ? rest[i + 1] : Number(rest[i + 1]);

/// The hook host: one question after the other.
function Host() {
  let child, lines;
  const start = () => {
    child = spawn(runner, [], { stdio: ['pipe', 'pipe', 'ignore'] });
    lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  };
  start();
  this.ask = async (source, more = {}) => {
    child.stdin.write(JSON.stringify({ source, request: REQUEST, ...more }) + '\n');
    const { value, done } = await lines.next();
    if (!done)
      return JSON.parse(value);
    start();
    return { died: true };
  };
  this.stop = () => child.kill();
}

const forNode = (source) => source.replace(/^#!/, '//');
/// What comes from a host is UTF-8, which has no halves of surrogate pairs: it writes `?` for each.
const asSent = (text) => text.replace(/\\ud[89a-f][0-9a-f]{2}/g, '?').replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '?');
/// Messages of errors that engines make differ.
const NO_OBJECT = /Cannot (call method|read property) '[^']*' of (undefined|null)|Cannot read properties of (undefined|null) \(reading '[^']*'\)/g;
const comparable = (line) => asSent(line.replace(/\b(\w*Error)\b[^]*/, '$1').replace(NO_OBJECT, 'no object')
  .replace(/\b(Unexpected|Expected|Unterminated|Bad|No number|Exponent)\b.*\bJSON\b[^]*/, 'no JSON')
  .replace(/[^",]* is not (a function|a constructor|defined)/g, 'is not $1'));
const isTrace = (line) => /^info \d+$/.test(line);

/// How deep functions may call each other is not specified.
const isOutOfStack = (run) => [...run.log, run.error ?? ''].some((line) => /Maximum call stack size exceeded/.test(line));

function differenceOf(ours, nodes, isChanging) {
  for (let i = 0; i < nodes.length; ++i) {
    const mine = ours[i] ?? { log: [] }, theirs = nodes[i];
    if (theirs.unsupported.length || [mine, theirs].some(isOutOfStack))
      continue;
    if (mine.timedOut || /crashed|more memory|was killed|forbidden/.test(mine.error ?? ''))
      return { kind: 'kill', text: mine.error };
    const a = mine.log.map(comparable), b = theirs.log.map(comparable);
    for (let at = 0; at < Math.max(a.length, b.length); ++at) {
      const bothTrace = isTrace(a[at] ?? '') && isTrace(b[at] ?? '');
      if (a[at] !== b[at] && (bothTrace || !isChanging || a[at] === undefined || b[at] === undefined))
        return { kind: bothTrace || a[at] === undefined || b[at] === undefined ? 'trace' : 'value', text: `line ${at}: ours ${a[at]}, Node's ${b[at]}` };
    }
    if ((mine.error === undefined) !== (theirs.error === undefined))
      return { kind: 'end', text: `ours ${mine.error ?? 'ends'}, Node's ${theirs.error ?? 'ends'}` };
    if (!isChanging && theirs.end !== undefined && asSent(JSON.stringify(mine.end)) !== asSent(JSON.stringify(JSON.parse(theirs.end))))
      return { kind: 'value', text: `ends with ${JSON.stringify(mine.end)}, Node's with ${theirs.end}` };
  }
  return null;
}

/// What is wrong with how `source` is run, `{kind, text}`; `statistics` counts what was tried.
async function findingOf(host, source, statistics = {}) {
  const count = (name) => { statistics[name] = (statistics[name] ?? 0) + 1; };
  count('tried');
  const ours = await host.ask(source, { checkCompiler: statistics.tried % 20 === 1 });
  if (ours.died)
    return { kind: 'runner died', text: '' };
  if (ours.canary || ours.compilesAsBefore === false)
    return { kind: 'canary', text: ours.canary || 'scripts are compiled to something else' };
  const refusal = refusalOf(forNode(source));
  const hasNoTime = /was stopped: it ran longer/.test(ours.refused ?? '') || [...ours.first ?? [], ...ours.second ?? []].some((each) => each.timedOut);
  if (hasNoTime)
    count('out of time');
  if (ours.refused !== undefined) {
    count('refused');
    if (refusal === null) {
      count('refused by us alone');
      const reason = ours.refused.replace(/ \(line \d+.*/, '');
      statistics.reasons ??= {};
      (statistics.reasons[reason] ??= []).push(source);
    }
    return null;
  }
  count('accepted');
  if (refusal !== null)
    return unlessKnown(source, { kind: 'accepted', text: `Node says ${refusal}` }, count);
  const isChanging = CHANGING.test(source);
  if (!isChanging && !hasNoTime && JSON.stringify(ours.first) !== JSON.stringify(ours.second))
    return { kind: 'leak', text: `first ${JSON.stringify(ours.first)}, then ${JSON.stringify(ours.second)}` };
  const nodes = run(forNode(source), ours.hooks, REQUEST);
  count(nodes.length && nodes.every((each) => !each.unsupported.length) ? 'compared' : 'not comparable');
  const found = differenceOf(ours.first, nodes, isChanging);
  if (found?.kind === 'kill')
    count('kills');
  return unlessKnown(source, found, count);
}
function unlessKnown(source, found, count) {
  if (!found || !knownLimit(source, found))
    return found;
  count('known limits');
  return null;
}

/// Leaves out of `source` what `isFound` does not need: halves, quarters, … of its lines, then of its characters.
async function minimised(source, isFound) {
  const mustParse = parsed(source) !== null;
  let budget = 300;
  for (const separator of ['\n', '']) {
    let parts = source.split(separator);
    for (let size = Math.ceil(parts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let at = 0; at < parts.length && budget > 0;) {
        const less = [...parts.slice(0, at), ...parts.slice(at + size)], text = less.join(separator);
        if ((!mustParse || parsed(text)) && --budget && await isFound(text))
          parts = less;
        else
          at += size;
      }
    }
    source = parts.join(separator);
  }
  return source;
}

function report(statistics, findings, began) {
  const { reasons = {}, ...counts } = statistics;
  const seconds = (Date.now() - began) / 1000;
  console.log(Object.entries(counts).map(([name, number]) => `${name} ${number}`).join(', ')
    + `, findings ${findings.length}, ${seconds.toFixed(0)} s, ${(counts.tried / seconds).toFixed(0)} a second`);
  for (const [reason, sources] of Object.entries(reasons).sort((a, b) => b[1].length - a[1].length))
    console.log(`  refused by us alone, ${sources.length} times: ${reason}`);
}

async function fuzz(host) {
  const statistics = {}, findings = [], seen = new Set(), began = Date.now();
  if (options.keep)
    fs.mkdirSync(options.keep, { recursive: true });
  const isOver = (number) => options.minutes ? Date.now() - began > options.minutes * 60000 : number >= (options.count || 100);
  for (let number = 0; !isOver(number); ++number) {
    const source = mutant(Random(options.seed * 1000003 + number));
    const found = await findingOf(host, source, statistics);
    if (number % 1000 === 999)
      report(statistics, findings, began);
    if (!found)
      continue;
    // A moment's load is no finding: it must be found again, a kill many times.
    let isCertain = true;
    for (let again = found.kind === 'kill' || found.kind === 'runner died' ? 4 : 1; again > 0 && isCertain; --again)
      isCertain = (await findingOf(host, source))?.kind === found.kind;
    if (!isCertain)
      continue;
    const small = await minimised(source, async (less) => (await findingOf(host, less))?.kind === found.kind);
    const last = await findingOf(host, small);
    if (!last || seen.has(small))
      continue;
    seen.add(small);
    findings.push(small);
    console.log(`--- seed ${options.seed}, mutant ${number}: ${last?.kind}: ${last?.text}\n${JSON.stringify(small)}`);
    if (options.keep)
      fs.writeFileSync(`${options.keep}/${options.seed}-${number}.json`, JSON.stringify({ ...last, small, source }, null, 1));
  }
  if (options.keep) {
    for (const [reason, sources] of Object.entries(statistics.reasons ?? {}))
      fs.writeFileSync(`${options.keep}/refused-${options.seed}-${reason.replace(/\W+/g, '-').slice(0, 60)}.json`, JSON.stringify(sources.sort((a, b) => a.length - b.length).slice(0, 3), null, 1));
  }
  report(statistics, findings, began);
  return findings.length;
}

async function show(host, source) {
  const ours = await host.ask(source, { compiled: true });
  console.log(ours.compiled ?? ours.refused);
  console.log(JSON.stringify({ ...ours, compiled: undefined }, null, 1));
  console.log(refusalOf(forNode(source)) ?? JSON.stringify(run(forNode(source), ours.hooks ?? [], REQUEST), null, 1));
  console.log(await findingOf(host, source));
}

const host = new Host();
const failed = options.script ? await show(host, fs.readFileSync(options.script, 'utf8')) : await fuzz(host);
host.stop();
process.exit(failed ? 1 : 0);
