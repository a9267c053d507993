// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a script as Node understands it: its hooks one after the other in a context of their own, with the environment of
// environment.js. Gives what the hook host gives for it.
import fs from 'node:fs';
import vm from 'node:vm';

const TIMEOUT = 400; // milliseconds of one step
const MAXIMUM_LINES = 900;
const API = JSON.parse(fs.readFileSync(new URL('../../resources/hookapi.json', import.meta.url), 'utf8'));
const HOOKS = API.hooks.map(({ name }) => name);
const FUNCTIONS = API.functions.map(({ name }) => name).join(' ');
const TAIL = `\n;return {${HOOKS.map((hook) => `${hook}:typeof ${hook}==='function'?${hook}:undefined`).join(',')}}`;
const bootstrap = new vm.Script(fs.readFileSync(new URL('environment.js', import.meta.url), 'utf8'));
const inspect = new vm.Script(fs.readFileSync(new URL('../../hookruntime/library/inspect.js', import.meta.url), 'utf8'));

/// What `db.*`, `request` and the like answer: runner.cpp answers the same.
function answerTo(operation, argumentsText) {
  const path = JSON.parse(argumentsText)[0];
  if (operation === 'db.get' && typeof path === 'string' && path.split('/').length === 3)
    return '[{"_id":"a1","n":1,"name":"x"},{"_id":"a2","n":2,"name":"y"}]';
  return operation.startsWith('db.') ? '{"_id":"a1","n":1,"name":"x","list":[1,2]}' : '{"statusCode":200,"headers":{},"body":{"ok":true}}';
}

/// Whether Node takes `source` as the body of a sloppy function; gives its message where it does not.
export function refusalOf(source) {
  try {
    vm.compileFunction(source);
    vm.compileFunction(source + TAIL);
    return null;
  } catch (error) {
    return error.message;
  }
}

function runHook(source, hook, requestText) {
  const found = { log: [], unsupported: [] };
  const calls = [];
  const context = vm.createContext({}, { microtaskMode: 'afterEvaluate' });
  const host = bootstrap.runInContext(context)((kind, ...given) => {
    if (kind === 'log' && found.log.push(given[0]) > MAXIMUM_LINES)
      throw new Error('too many lines');
    else if (kind === 'call') {
      calls.push(given);
      if (calls.length > 50 || given[0] > 500)
        found.unsupported.push('many calls');
    } else if (kind === 'end')
      found.end = given[0];
    else if (kind === 'error')
      found.error = given[0];
    else if (kind === 'unsupported')
      found.unsupported.push(given[0]);
  }, FUNCTIONS, inspect.runInContext(context));
  const names = Object.keys(host.environment);
  const make = vm.compileFunction(`return function () {\n${source}${TAIL}};`, names, { parsingContext: context });
  const evaluate = (code, given) => {
    host.given = given;
    context.$$$host = host;
    new vm.Script(code).runInContext(context, { timeout: TIMEOUT });
    delete context.$$$host;
  };
  const factory = make(...names.map((name) => host.environment[name]));
  try {
    evaluate('{ const h = $$$host; delete globalThis.$$$host; h.begin(h.given[0], h.given[1], h.given[2]); }', [factory, hook, requestText]);
    for (let steps = 0; ; ++steps) {
      const [timers, now] = host.state();
      if (steps > 1000 || now > 300)
        found.unsupported.push('long');
      if (found.unsupported.length || (!calls.length && !timers))
        break;
      const [id, operation, text] = calls.shift() || [];
      evaluate('{ const h = $$$host; delete globalThis.$$$host; h.step(h.given[0], h.given[1]); }', [id, id ? answerTo(operation, text) : '']);
    }
    evaluate('{ const h = $$$host; delete globalThis.$$$host; h.finish(); }', []);
  } catch (error) {
    found.unsupported.push(error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? 'timeout' : 'oracle: ' + error.message);
  }
  if (found.log.length > MAXIMUM_LINES)
    found.unsupported.push('long log');
  return found;
}

/// What each of `hooks` does: `{log, end | error, unsupported}`.
export function run(source, hooks, request) {
  return hooks.map((hook) => runHook(source, hook, JSON.stringify(request)));
}
