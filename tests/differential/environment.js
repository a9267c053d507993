// SPDX-License-Identifier: GPL-3.0-or-later
// What hooks find beside `req` and `res`, for Node: as hookruntime/runtime.js has it, written again from the documentation so
// that two readings are compared. `tell` is the only way out. `functions` has the names of all functions for hooks, separated
// by blanks: a script that calls one that is not written here cannot be compared. `inspect` is hookruntime/library/inspect.js, which
// tests/hooks/likenode compares with Node.
(function (tell, functions, inspect) {
  // What the engine of hooks has not.
  for (const name of ['BigInt', 'BigInt64Array', 'BigUint64Array', 'SharedArrayBuffer', 'Atomics', 'WebAssembly'])
    delete globalThis[name];
  // It keeps no text of functions: each reads as a built-in one does (docs/hook-reference.md, Language).
  Function.prototype.toString = function () {
    if (typeof this !== 'function') throw new TypeError('no function');
    const name = Object.getOwnPropertyDescriptor(this, 'name')?.value;
    return `function${typeof name === 'string' && name ? ' ' + name : ''}() { [native code] }`;
  };
  // Async functions are plain functions there.
  for (const each of [async function () {}, async function* () {}])
    Object.defineProperty(Object.getPrototypeOf(each), 'constructor', { value: Function });
  const { stringify, parse } = JSON, { from, isArray } = Array, { freeze, values, keys, fromEntries, hasOwn, getOwnPropertySymbols: symbolsOf } = Object;
  let waiting = new Map(), timers = [], nextCall = 1, nextTimer = 1, now = 0, ended = false, failed = false, isVerdict = false;

  function describe(error) {
    if (error && typeof error === 'object' && 'message' in error)
      return (error.name && error.name !== 'Error' ? error.name + ': ' : '') + error.message;
    return typeof error === 'string' ? error : 'threw ' + format(error);
  }
  function format(value) {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return describe(value);
    try {
      const text = stringify(value);
      return text === undefined ? String(value) : text;
    } catch (error) {
      return '[what JSON cannot carry: ' + describe(error) + ']';
    }
  }
  function fail(error) {
    let message = 'threw a value that cannot be shown';
    try { message = describe(error); } catch (e) {}
    if (ended) return tell('log', 'error After res.end(): ' + message);
    ended = failed = true;
    tell('error', String(message));
  }
  /// A query or hint as it is sent: what JSON would leave out of it is an error (docs/contract, codehooks 3).
  function queryOf(value, depth = 0) {
    if (value instanceof RegExp) return { $regex: value.source };
    const made = value !== null && typeof value === 'object' && typeof value.toJSON === 'function' ? value.toJSON() : value;
    const isObject = made !== null && typeof made === 'object';
    if (made === undefined || typeof made === 'function' || typeof made === 'symbol' || typeof made === 'number' && !isFinite(made) || depth > 100
      || [Promise, Map, Set, WeakMap, WeakSet, Error].some((each) => made instanceof each) || depth === 0 && (!isObject || isArray(made)))
      throw new TypeError('no query');
    if (isArray(made)) return made.map((each) => queryOf(each, depth + 1));
    if (!isObject) return made;
    if ([String, Number, Boolean].some((each) => made instanceof each)) return queryOf(made.valueOf(), depth + 1);
    if (symbolsOf(made).length) throw new TypeError('no query');
    return fromEntries(keys(made).map((name) => [name, queryOf(made[name], depth + 1)]));
  }
  function queriesOf(name, given) {
    return from(given, (value, index) => index === 0 || value === undefined || value === null
      || typeof value === 'function' && index === given.length - 1 || name === 'delete' && isArray(value) ? value : queryOf(value));
  }
  function verdictOf(value) {
    if (value === null || typeof value !== 'object') return value;
    const found = ['query', 'hint'].filter((name) => hasOwn(value, name));
    return found.length ? { ...value, ...fromEntries(found.map((name) => [name, queryOf(value[name])])) } : value;
  }
  function end(value) {
    if (ended) return;
    let text;
    try {
      text = value === undefined ? undefined : stringify(isVerdict ? verdictOf(value) : value);
    } catch (error) {
      return fail(error);
    }
    ended = true;
    tell('end', text === undefined ? 'null' : text);
  }
  function unsupported(name) {
    return function () {
      tell('unsupported', name);
      throw new Error('unsupported ' + name);
    };
  }

  const log = {};
  const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function'), none = class {};
  const replace = (object, members) => Object.assign(object, members);
  const inspection = inspect({ isObject, replace, Buffer: { isBuffer: () => false }, global: { URL: none, URLSearchParams: none } });
  for (const level of ['debug', 'info', 'warn', 'error', 'fatal'])
    log[level] = (...given) => { tell('log', level + ' ' + inspection.format(given)); };
  const console = { log: log.info, info: log.info, debug: log.debug, warn: log.warn, error: log.error, trace: log.debug };

  function call(operation, given) {
    const parameters = from(given);
    let callback = null;
    while (parameters.length && (parameters[parameters.length - 1] === undefined || typeof parameters[parameters.length - 1] === 'function')) {
      const last = parameters.pop();
      if (typeof last === 'function') {
        callback = last;
        break;
      }
    }
    const id = nextCall++;
    tell('call', id, operation, stringify(parameters));
    if (callback) {
      waiting.set(id, (data) => callback(null, data));
      return undefined;
    }
    return new Promise((resolve) => { waiting.set(id, resolve); });
  }
  const db = {};
  for (const name of ['get', 'post', 'put', 'patch', 'delete'])
    db[name] = function () { return call('db.' + name, name === 'get' || name === 'delete' ? queriesOf(name, arguments) : arguments); };
  function request() { return call('request', arguments); }
  for (const method of ['get', 'post', 'put', 'patch', 'delete', 'head']) request[method] = unsupported('request');

  function addTimer(act, wait, given, repeated) {
    if (typeof act !== 'function') throw new TypeError('A timer wants a function.');
    const delay = Math.min(Math.max(Number(wait) || 0, repeated ? 1 : 0), 0x7fffffff);
    timers.push({ number: nextTimer, due: now + delay, delay, act, given, repeated });
    return nextTimer++;
  }
  const clear = (number) => { timers = timers.filter((each) => each.number !== Number(number)); };
  function fire() {
    timers.sort((a, b) => a.due - b.due || a.number - b.number);
    const timer = timers[0];
    now = timer.due;
    if (timer.repeated) timer.due += timer.delay; else timers.shift();
    try { timer.act(...timer.given); } catch (error) { fail(error); }
  }

  const environment = {
    db, log, console, request,
    async: new Proxy({}, { get(target, name) { tell('unsupported', 'async'); return undefined; } }),
    // Node has these, but not in a context of its own: what another one makes is of other classes.
    structuredClone: unsupported('structuredClone'), URL: unsupported('URL'), URLSearchParams: unsupported('URLSearchParams'),
    queueMicrotask: unsupported('queueMicrotask'),
    setTimeout: (act, wait, ...given) => addTimer(act, wait, given, false), setInterval: (act, wait, ...given) => addTimer(act, wait, given, true),
    setImmediate: (act, ...given) => addTimer(act, 0, given, false), clearTimeout: clear, clearInterval: clear, clearImmediate: clear,
    context: { settings: {}, collection: 'mutant', requestId: 'r' },
  };

  const written = new Set(Object.keys(environment)), others = {};
  for (const [name, member] of functions.split(' ').map((each) => each.split('.'))) {
    if (written.has(name) || name === 'res') continue;
    if (member) (others[name] ??= {})[member] = unsupported(name);
    else others[name] = unsupported(name);
  }
  Object.assign(environment, others);

  // All runs share these, so a script cannot change them.
  for (const each of [db, log, console, request, ...values(others)]) {
    values(each).forEach(freeze);
    freeze(each);
  }

  return {
    environment,
    begin(factory, hook, requestText) {
      waiting = new Map(), timers = [], ended = failed = false, nextCall = nextTimer = 1;
      isVerdict = hook === 'beforeGET';
      try {
        const act = factory.call({})[hook];
        if (typeof act !== 'function') return end();
        const result = act(parse(requestText), { end, send: end });
        if (result && typeof result.then === 'function') result.then(undefined, fail);
      } catch (error) {
        fail(error);
      }
    },
    /// The next thing that waits; false: nothing.
    step(id, text) {
      if (id) {
        const act = waiting.get(id);
        waiting.delete(id);
        try { act(parse(text)); } catch (error) { fail(error); }
      } else {
        fire();
      }
    },
    state: () => [timers.length, now, ended],
    finish() { if (!ended) fail('The hook finished without res.end().'); },
  };
})
