// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a hook in Node, in this realm, beside what the hook reference offers: Node's own classes where Node has them, the bundled libraries
// else. Gives `{log, calls, answers, end | error}`.
import crypto from 'node:crypto';
import fs from 'node:fs';
import url from 'node:url';
import util from 'node:util';
import vm from 'node:vm';

import { World } from './world.mjs';

const IDLE_TURNS = 8; // so many turns of the event loop without anything to wait for, and the run is over
const LATE_TURNS = 100; // so many milliseconds it may take that nobody told of
const root = new URL('../../', import.meta.url);
const read = (name) => fs.readFileSync(new URL(name, root), 'utf8');
const HOOKS = JSON.parse(read('resources/hookapi.json')).hooks.map(({ name }) => name);
const TAIL = `\n;return {${HOOKS.map((hook) => `${hook}:typeof ${hook}==='function'?${hook}:typeof module.exports.${hook}==='function'?module.exports.${hook}:undefined`).join(',')}}`;
const part = (name) => vm.runInThisContext(read(`hookruntime/library/${name}.js`));

const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function');
const inspection = part('inspect')({ isObject, replace: Object.assign, Buffer, global: { URL, URLSearchParams } });
const makeServices = part('services');
const library = (name) => vm.runInThisContext(`(function(crypto,hookdesk){return (\n${read(`resources/js/vendor/${name}.js`)}\n)})`, { filename: name });

/// The place of a stack in the script or its modules that is innermost: `{module, line}`.
function placeOf(stack, name) {
  const found = new RegExp(`(?:^|[ (])(${name}|lib/\\w+)\\.js:(\\d+):`, 'm').exec(String(stack));
  return found ? { module: found[1] === name ? '' : `${found[1]}.js`, line: Number(found[2]) } : { module: '', line: 0 };
}
function describe(error) {
  if (isObject(error) && 'message' in error)
    return (error.name && error.name !== 'Error' ? error.name + ': ' : '') + error.message;
  return typeof error === 'string' ? error : 'threw ' + JSON.stringify(error);
}

/// A run of a hook.
class Run {
  log = [];
  calls = [];
  answers = {};
  world = new World();
  pending = 0;
  timers = new Map();
  lastTimer = 0;
  modules = new Map();

  constructor(name, modules) {
    this.name = name;
    this.moduleSources = modules;
  }
  write(level, given, error = new Error()) {
    this.log.push({ level, message: inspection.format(given), ...placeOf(error.stack, this.name) });
  }
  end(value) {
    if (this.isEnded)
      return;
    this.isEnded = true;
    this.ended = value === undefined ? '' : JSON.stringify(value) ?? '';
  }
  fail(error) {
    const message = error?.[failed] ?? describe(error), { line, module } = placeOf(error?.stack, this.name);
    if (this.isEnded)
      return void this.log.push({ level: 'error', message: 'After res.end(): ' + message, module, line });
    this.isEnded = true;
    this.error = { message, line, status: error instanceof Error && error.status >= 400 && error.status <= 599 ? error.status : 0 };
  }
  /// A call of `db.*` and the like; its answer comes in a turn of its own.
  call(operation, given) {
    const parameters = Array.from(given);
    let callback = null;
    while (parameters.length && !callback && (parameters.at(-1) === undefined || typeof parameters.at(-1) === 'function'))
      callback = parameters.pop() ?? null;
    const sent = JSON.parse(JSON.stringify(parameters)), first = sent[0] ?? {};
    this.calls.push(`${operation} ${JSON.stringify(sent)}`);
    const answer = this.world.answerTo(operation, sent);
    (this.answers[`${operation} ${typeof first === 'object' ? first.url ?? '' : first}`] ??= []).push(structuredClone(answer));
    const give = (act) => {
      ++this.pending;
      setImmediate(() => { --this.pending; this.guarded(act); });
    };
    const data = structuredClone(answer.data);
    const error = answer.error && Object.assign(new Error(answer.error.message), { ...answer.error, message: answer.error.message });
    if (callback)
      return void give(() => callback(error ?? null, data));
    if (error)
      error[failed] = `${operation === 'mail' ? 'sendMail' : operation} failed: ${error.message}`;
    return new Promise((resolve, reject) => give(() => (error ? reject(error) : resolve(data))));
  }
  guarded(act, ...given) {
    try { act(...given); } catch (error) { this.fail(error); }
  }
  timer(set, clear, isRepeated) {
    return (act, ...given) => {
      if (typeof act !== 'function')
        throw new TypeError('A timer wants a function.');
      const number = ++this.lastTimer, wait = set === setImmediate ? [] : [given.shift()];
      const made = set(() => {
        if (!isRepeated)
          this.timers.delete(number);
        this.guarded(act, ...given);
      }, ...wait);
      this.timers.set(number, () => clear(made));
      return number;
    };
  }
  clear = (number) => { this.timers.get(number)?.(); this.timers.delete(number); };

  async isOver() {
    for (let idle = 0; idle < IDLE_TURNS;) {
      await new Promise(setImmediate);
      idle = this.pending + this.timers.size ? 0 : idle + 1;
    }
    // Signals have timers of their own.
    for (let turns = 0; turns < LATE_TURNS && !this.isEnded; ++turns)
      await new Promise((resolve) => setTimeout(resolve, 1));
    if (!this.isEnded)
      this.fail('The hook finished without res.end().');
  }
}
const failed = Symbol('failed');

/// Node's fetch over the same servers.
function fetchOf(run) {
  return async (input, init) => {
    const request = new Request(input, init), body = Buffer.from(await request.clone().arrayBuffer());
    request.signal.throwIfAborted();
    const headers = Object.fromEntries([...request.headers].concat(request.headers.has('accept') ? [] : [['accept', '*/*']]).sort());
    const answer = await Promise.race([
      run.call('request', [{ url: request.url, method: request.method, headers, encoding: null, ...(body.length ? { bytes: body.toString('base64') } : {}) }])
        .catch((error) => { throw new TypeError(`fetch failed: ${error.message}`, { cause: error }); }),
      new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason))),
    ]);
    const given = new Headers();
    for (const [name, values] of Object.entries(answer.headers))
      for (const value of [].concat(values)) given.append(name, value);
    const response = new Response(Buffer.from(answer.body, 'base64'), { status: answer.statusCode, statusText: answer.statusMessage, headers: given });
    return Object.defineProperty(response, 'url', { value: request.url });
  };
}
function tokens() {
  const part64 = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const sign = (text, key) => crypto.createHmac('sha256', key).update(text).digest('base64url');
  const decodeToken = (token) => {
    const [header, payload] = token.split('.').slice(0, 2).map((each) => JSON.parse(Buffer.from(each, 'base64url')));
    return { header, payload };
  };
  return {
    decodeToken,
    signToken(claims, key) {
      const text = `${part64({ alg: 'HS256', typ: 'JWT' })}.${part64(claims)}`;
      return `${text}.${sign(text, key)}`;
    },
    verifyToken(token, key) {
      if (sign(token.split('.').slice(0, 2).join('.'), key) !== token.split('.')[2])
        throw new Error('The signature of the token is wrong.');
      return decodeToken(token).payload;
    },
    bytesOfBase64: (text) => Buffer.from(text, 'base64'),
  };
}
/// Handlebars with the helpers that the hook reference names, as far as scripts use them.
function templatesOf(handlebars) {
  const made = handlebars.create();
  made.registerHelper({
    ifCond(left, operator, right, options) { return ({ '>': left > right, '===': left === right })[operator] ? options.fn(this) : options.inverse(this); },
    fixedNumber: (number, digits) => Number(number).toFixed(digits),
    tojson: (value) => JSON.stringify(value),
    switch(value, options) { return options.fn({ ...this, value }); },
    case(value, options) { return value === this.value ? options.fn(this) : ''; },
    default(options) { return this.value === 'new' ? '' : options.fn(this); },
  });
  return made;
}
function environmentOf(run, settings) {
  const log = {};
  for (const level of ['debug', 'info', 'warn', 'error', 'fatal'])
    log[level] = (...given) => run.write(level, given);
  const console = { log: log.info, info: log.info, debug: log.debug, warn: log.warn, error: log.error, trace: log.debug };
  const timers = { setTimeout: run.timer(setTimeout, clearTimeout), setInterval: run.timer(setInterval, clearInterval, true), setImmediate: run.timer(setImmediate, clearImmediate) };
  const services = makeServices((operation, given) => run.call(operation, given), tokens);
  const db = Object.fromEntries(['get', 'post', 'put', 'patch', 'delete'].map((name) => [name, (...given) => run.call(`db.${name}`, given)]));
  const hookdesk = { ...timers, clearTimeout: run.clear, console, isOfAsync: () => false, languages: () => [], languageOf: () => undefined };
  const libraries = new Map();
  const libraryOf = (name) => {
    if (!libraries.has(name))
      libraries.set(name, library(name)(crypto, hookdesk));
    return libraries.get(name);
  };
  const known = { crypto, buffer: { Buffer }, url, util, request: services.request };
  const require = (name) => {
    const plugin = /^dayjs\/plugin\/(\w+)$/.exec(name);
    if (plugin)
      return libraryOf('dayjsparts')[`plugin_${plugin[1]}`];
    return known[name.replace(/^node:/, '')] ?? (name.startsWith('lib/') ? moduleOf(name) : libraryOf(name.replace(/^(_|underscore)$/, 'lodash')));
  };
  const moduleOf = (name) => {
    if (!run.moduleSources[name])
      throw new Error(`There is no module "${name}".`);
    if (!run.modules.has(name)) {
      const module = { exports: {} };
      run.modules.set(name, module);
      compiled(run.moduleSources[name], `${name}.js`, { ...environment, module, exports: module.exports }).call(module.exports);
    }
    return run.modules.get(name).exports;
  };
  const module = { exports: {} };
  const environment = {
    ...services, ...timers, db, log, console, require, fetch: fetchOf(run), module, exports: module.exports,
    clearTimeout: run.clear, clearInterval: run.clear, clearImmediate: run.clear, crypto,
    get async() { return libraryOf('async'); },
    template: (text, context) => templatesOf(libraryOf('handlebars')).compile(text)(context),
    process: { env: {}, nextTick: process.nextTick }, context: { settings, collection: run.name, requestId: 'r' },
  };
  return environment;
}
function compiled(source, filename, environment, tail = '') {
  const names = Object.keys(environment).filter((name) => new RegExp(`\\b${name}\\b`).test(source + tail));
  // The script may declare these names itself.
  const make = vm.compileFunction(`return function(){${source}${tail}}`, names, { filename });
  return make(...names.map((name) => environment[name]));
}

/// Runs `hook` of a script, `{name, source, modules, settings, request, hint}`.
export async function runInNode(script, hook) {
  const run = new Run(script.name, script.modules), act = (error) => run.fail(error);
  process.on('unhandledRejection', act).on('uncaughtException', act);
  try {
    const finish = (value) => run.end(value);
    const request = JSON.parse(JSON.stringify({ ...script.request, hint: script.hint }));
    const result = compiled(script.source, `${script.name}.js`, environmentOf(run, script.settings), TAIL).call(globalThis)[hook](request, { end: finish, send: finish });
    if (typeof result?.then === 'function')
      result.then(undefined, act);
  } catch (error) {
    run.fail(error);
  }
  await run.isOver();
  process.off('unhandledRejection', act).off('uncaughtException', act);
  return { log: run.log, calls: run.calls, answers: run.answers, ...(run.error ? { error: run.error } : { end: run.ended }) };
}
