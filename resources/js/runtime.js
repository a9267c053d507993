// SPDX-License-Identifier: GPL-3.0-or-later
// What a hook sees, inside a hook host. Gives the functions that engine.cpp calls. Nothing of
// this file's closures is reachable from user code but the facades made for a run.
(function (bridge, makeCompiler, makeScript, acorn, makeHelpers, isolation) {
  var CALL = 16, LOG = 17, END = 18, FAILED = 19, FINISHED = 20;
  var PARAMETERS = ['db', 'log', 'console', 'context'];
  var MAXIMUM_MESSAGE = 65536;
  isolation.repairErrors();
  var lowering = makeHelpers();
  var compileScript = makeScript(makeCompiler(acorn), PARAMETERS);
  var stringify = JSON.stringify, parse = JSON.parse;
  var bound = false;
  var current = null; // the run under way

  function post(type, value) {
    bridge.post(type, value === undefined ? '' : stringify(value));
  }

  // ---- where something happened, in the author's own lines

  function lineInScript(stack) {
    var frames = String(stack || '').split('\n');
    for (var i = 0; i < frames.length; ++i) {
      var place = /@(?:.*[\/:])?([^\/:]+\.js):(-?\d+)$/.exec(frames[i]);
      if (place && place[1] === current.file)
        return Number(place[2]);
    }
    return 0;
  }

  function describe(error) {
    if (error && typeof error === 'object' && 'message' in error) {
      var name = error.name && error.name !== 'Error' ? error.name + ': ' : '';
      return name + error.message;
    }
    return typeof error === 'string' ? error : 'threw ' + format(error);
  }

  function format(value) {
    if (typeof value === 'string')
      return value;
    if (value instanceof Error)
      return describe(value);
    try {
      var text = stringify(value);
      return text === undefined ? String(value) : text;
    } catch (error) {
      return '[what JSON cannot carry: ' + describe(error) + ']';
    }
  }

  function fail(run, error) {
    var message, line = 0;
    try {
      message = describe(error);
      line = error && error.stack ? lineInScript(error.stack) : 0;
    } catch (second) {
      message = 'threw a value that cannot be shown';
    }
    if (run.ended) {
      post(LOG, { level: 'error', message: 'After res.end(): ' + message, line: line });
      return;
    }
    run.ended = true;
    post(FAILED, { message: message.slice(0, MAXIMUM_MESSAGE), line: line });
  }

  // ---- the facades of a run

  function end(run, value) {
    if (run.ended)
      return;
    var text;
    try {
      text = value === undefined ? undefined : stringify(value);
    } catch (error) {
      fail(run, new Error('res.end() was given what JSON cannot carry: ' + describe(error)));
      return;
    }
    run.ended = true;
    bridge.post(END, text === undefined ? '' : text);
  }

  function makeLog() {
    function writer(level) {
      return function () {
        var parts = [];
        for (var i = 0; i < arguments.length; ++i)
          parts.push(format(arguments[i]));
        post(LOG, {
          level: level, message: parts.join(' ').slice(0, MAXIMUM_MESSAGE),
          line: lineInScript(new Error().stack)
        });
      };
    }
    var log = {};
    ['debug', 'info', 'warn', 'error', 'fatal'].forEach(function (level) { log[level] = writer(level); });
    return log;
  }

  function makeConsole(log) {
    return { log: log.info, info: log.info, debug: log.debug, warn: log.warn, error: log.error, trace: log.debug };
  }

  function toError(error) {
    var made = new Error(error.message);
    ['name', 'status', 'list'].forEach(function (key) {
      if (error[key] !== undefined)
        made[key] = error[key];
    });
    return made;
  }

  /// Asks the server; with a callback as the last argument it is called, else a Promise is given.
  function call(run, operation, given) {
    var parameters = Array.prototype.slice.call(given);
    var callback = null;
    while (parameters.length && (parameters[parameters.length - 1] === undefined
      || typeof parameters[parameters.length - 1] === 'function')) {
      var last = parameters.pop();
      if (typeof last === 'function') {
        callback = last;
        break;
      }
    }
    var id = run.nextCall++;
    post(CALL, { id: id, op: operation, arguments: parameters });
    if (callback) {
      run.waiting.set(id, function (error, data) { callback(error, data); });
      return undefined;
    }
    return new Promise(function (resolve, reject) {
      run.waiting.set(id, function (error, data) { error ? reject(error) : resolve(data); });
    });
  }

  function makeDb() {
    var db = {};
    ['get', 'post', 'put', 'patch', 'delete'].forEach(function (name) {
      db[name] = function () { return call(current, 'db.' + name, arguments); };
    });
    return db;
  }

  /// Freezes an object, its functions and what they hold: all runs of a child share it.
  function frozen(object) {
    Object.keys(object).forEach(function (key) {
      Object.freeze(object[key].prototype);
      Object.freeze(object[key]);
    });
    return Object.freeze(object);
  }

  // They speak for the run under way: a child begins the next one only when nothing of the last is left.
  var log = frozen(makeLog()), db = frozen(makeDb()), console = frozen(makeConsole(log));

  // ---- what the engine calls

  function run(factory, text) {
    var message = parse(text);
    if (!bound && !message.fresh)
      isolation.freeze(lowering.shared);
    bound = true;
    var self = current = {
      file: message.collection + '.js', ended: false, finished: false, waiting: new Map(), nextCall: 1
    };
    try {
      if (typeof factory !== 'function')
        throw new Error('The script of this collection does not compile; open and save it again.');
      var context = { settings: message.settings, collection: message.collection, requestId: message.requestId };
      var hook = factory(db, log, console, context, lowering.helpers).call({})[message.hook];
      var finish = function (value) { end(self, value); };
      if (typeof hook !== 'function')
        return finish();
      var result = hook(message.request, { end: finish, send: finish });
      if (result && typeof result.then === 'function')
        result.then(undefined, function (error) { fail(self, error); });
    } catch (error) {
      fail(self, error);
    }
  }

  function reply(text) {
    var message = parse(text);
    var callback = current && current.waiting.get(message.id);
    if (!callback)
      return;
    current.waiting.delete(message.id);
    try {
      callback(message.error ? toError(message.error) : null, message.data);
    } catch (error) {
      fail(current, error);
    }
  }

  /// Called when nothing is left to do for now.
  function settle() {
    if (!current || current.finished || current.waiting.size > 0)
      return;
    if (!current.ended)
      fail(current, 'The hook finished without res.end().');
    current.finished = true;
    post(FINISHED);
  }

  /// Makes of a script what load() takes; see script.js.
  function compile(text) {
    current = null;
    var made = compileScript(parse(text).source, function (compiled) { return bridge.check(compiled); });
    post(made.compiled === undefined ? FAILED : END, made);
  }

  return { run: run, reply: reply, settle: settle, compile: compile };
})
