// SPDX-License-Identifier: GPL-3.0-or-later
// What a hook sees, inside a hook host. Gives the functions that engine.cpp calls. Nothing of
// this file's closures is reachable from user code but the facades made for a run. `parts`: what the other files of
// this folder give, by their paths in it; `tools`: what polyfill.js gives.
(function (bridge, hash, acorn, parts, tools) {
  var CALL = 16, LOG = 17, END = 18, FAILED = 19;
  var IDLE = -1, FINISHED = -2; // what settle() gives beside milliseconds
  var MAXIMUM_MESSAGE = 65536;
  var MAXIMUM_FRAMES = 30;
  var MAXIMUM_LOST = 20; // rejections of a turn that are told
  var isolation = parts.freeze;
  var promises = tools.promises, errors = tools.errors;
  var lowering = parts.helpers(promises, errors, parts.members(tools));
  var compiler = parts['compiler/compiler'](acorn, parts);
  var Timers = parts.timers(IDLE, fail);
  var queries = parts.queries(), answers = parts.answers(errors, queries);
  var inspection = parts['library/inspect'](tools);
  var stringify = JSON.stringify, parse = JSON.parse;
  var loaded = null; // the script of this process: {name, file, factory, isFresh, places}
  var taken = null; // the large request of the next run
  var settings = '{}'; // the JSON of context.settings
  var EngineMap = tools.EngineMap;
  var runs = new EngineMap(); // those under way, by their numbers
  var current = null; // the one whose turn it is
  var freezeAll = null; // see makeRoom()
  var ballast = ''; // see makeRoom()
  var modules = new EngineMap(); // {factory, isFresh, places} by lib/<name>

  var postText = bridge.post; // read once: each reading of a bridge's method makes a function object
  var traces = null; // what recording/tracing.js gives, once a run is traced

  /// Most processes trace no run, and do not even read what is for that. No script has run when it is: that of a traced run has its own process.
  function tracing() {
    return traces = traces || bridge.part('recording/tracing')(function (name) { return bridge.part(name); }, acorn, compiler, tools, postText);
  }

  function post(type, value) {
    postText(type, value === undefined ? '' : stringify(value));
  }

  // ---- where something happened, in the author's own lines

  /// The places of a stack in the script and its modules, the innermost first, at most `most`:
  /// {function, line, column, file}.
  function placesOf(stack, most) {
    var frames = String(stack || '').split('\n'), places = [];
    for (var i = 0; i < frames.length && places.length < most; ++i) {
      var frame = /^(.*?)@(?:file:)?(?:.*\/)??((?:(?:lib|job)\/)?[^\/:]+\.js):(-?\d+)$/.exec(frames[i]);
      var from = frame && (frame[2] === current.file ? loaded : modules.get(frame[2].slice(0, -3)));
      var place = from && compiler.placeIn(from.places, Number(frame[3]));
      if (place && place.line > 0)
        places.push({ function: frame[1].slice(0, 100), line: place.line, column: place.column, file: frame[2] });
    }
    return places;
  }

  /// The innermost of them; line and column 0: nowhere.
  function placeOf(stack) {
    return placesOf(stack, 1)[0] || { line: 0, column: 0, file: '' };
  }

  /// The stack of `error` as Node writes it, for what the engine wrote.
  function shownStack(error, text) {
    var head;
    try {
      head = Error.prototype.toString.call(error);
    } catch (second) {
      head = 'Error';
    }
    return [head].concat(errors.withoutMakers(placesOf(text, MAXIMUM_FRAMES), error).map(function (each) {
      var place = each.file + ':' + each.line + ':' + each.column;
      return '    at ' + (each.function ? each.function + ' (' + place + ')' : place);
    })).join('\n');
  }
  errors.showStacks(shownStack);

  /// `lib/x.js` for a place in a module; nothing for one in the script itself.
  function moduleOf(place) {
    return place.file === current.file ? '' : place.file;
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
    var message, places = [];
    try {
      message = run.failure && run.failure.error === error ? run.failure.message : describe(error);
      places = errors.withoutMakers(placesOf(lowering.stackOf(error), MAXIMUM_FRAMES), error);
    } catch (second) {
      message = 'threw a value that cannot be shown';
    }
    var place = places[0] || { line: 0, column: 0, file: '' };
    if (run.recording)
      run.recording.failed(error, message, place);
    if (run.ended) {
      post(LOG, { level: 'error', message: 'After res.end(): ' + message, line: place.line, column: place.column, module: moduleOf(place) });
      return;
    }
    run.ended = true;
    post(FAILED, { message: message.slice(0, MAXIMUM_MESSAGE), status: statusOf(error), line: place.line, column: place.column, module: moduleOf(place),
      stack: places.map(function (each) { return { function: each.function, line: each.line, column: each.column, module: moduleOf(each) }; }) });
  }

  /// The status of an error, such as that of a call which failed: it is that of the answer where the hook lets it pass.
  function statusOf(error) {
    var status = error instanceof Error ? error.status : undefined;
    return typeof status === 'number' && status >= 400 && status <= 599 ? status : undefined;
  }

  // ---- the facades of a run

  function end(run, value) {
    if (run.recording)
      run.recording.end(value);
    if (run.ended)
      return;
    var text;
    try {
      text = value === undefined ? undefined : answers.ended(run, value);
    } catch (error) {
      fail(run, new Error('res.end() was given what JSON cannot carry: ' + describe(error)));
      return;
    }
    run.ended = true;
    postText(END, text === undefined ? '' : text);
  }

  function makeLog() {
    function writer(level) {
      return function () {
        var place = placeOf(new Error().stack), message = inspection.format(arguments).slice(0, MAXIMUM_MESSAGE);
        if (current.recording)
          current.recording.log(level, message);
        post(LOG, {
          level: level, message: message, line: place.line, column: place.column,
          module: moduleOf(place)
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
    ['name', 'status', 'code', 'list'].forEach(function (key) {
      if (error[key] !== undefined)
        made[key] = error[key];
    });
    return made;
  }

  /// Asks the server; with a callback as the last argument it is called, else a Promise is given. `textOf(given, count)`
  /// is the JSON of the first `count` arguments.
  function call(run, operation, given, textOf) {
    var count = given.length, callback = null;
    while (count > 0 && callback === null && (given[count - 1] === undefined || typeof given[count - 1] === 'function'))
      callback = given[--count] || null;
    answers.checkCount(operation, given, count);
    var text = textOf(given, count, run), id = run.nextCall++;
    run.waiting = run.waiting || new EngineMap();
    if (run.recording)
      run.recording.call(id, operation, Array.prototype.slice.call(given, 0, count));
    postText(CALL, id + ' ' + operation + ' ' + text);
    if (callback) {
      run.waiting.set(id, callback);
      return undefined;
    }
    var made = promises.pending();
    run.waiting.set(id, function (error, data) {
      if (!error)
        return made.resolve(data);
      run.failure = { error: error, message: (operation === 'mail' ? 'sendMail' : operation) + ' failed: ' + error.message };
      made.reject(error);
    });
    return made.promise;
  }

  function makeDb() {
    var db = {};
    ['get', 'post', 'put', 'patch', 'delete'].forEach(function (name) {
      var operation = 'db.' + name;
      var textOf = name === 'get' || name === 'delete' ? queries.textOf(operation) : answers.textOfArguments(operation);
      db[name] = function () { return call(current, operation, arguments, textOf); };
    });
    return db;
  }

  /// Freezes an object, its functions and what they hold: all runs of a child share it.
  function frozen(object) {
    Object.keys(object).forEach(function (key) {
      isolation.freeze(object[key].prototype);
      isolation.freeze(object[key]);
    });
    return isolation.freeze(object);
  }

  // They speak for the run whose turn it is. No code of another runs then: the engine carries out all that a turn
  // leaves to be done before the next one begins.
  var log = frozen(makeLog()), db = frozen(makeDb()), console = frozen(makeConsole(log));
  var services = parts['library/services'](function (operation, given) { return call(current, operation, given, answers.textOfArguments(operation)); }, function () { return functions; });
  var request = services.request;
  frozen(request);
  var functions = parts['library/functions']({
    run: function () { return current; },
    timers: function () { return current.timers || (current.timers = new Timers(current)); },
    library: function (name) { return bridge.library(name); },
    module: requireModule,
    markdown: function (text, html) { return bridge.markdown(text, html); },
    utf8: function (text) { return bridge.utf8(text); },
    digest: function (algorithm, key, hasKey, data) { return bridge.digest(algorithm, key, hasKey, data); },
    randomBytes: function (count) { return bridge.randomBytes(count); },
    pbkdf2: function (password, salt, iterations, length, hash) { return bridge.pbkdf2(password, salt, iterations, length, hash); },
    scrypt: function (password, salt, length, n, r, p, maximumMemory) { return bridge.scrypt(password, salt, length, n, r, p, maximumMemory); },
    isEqual: function (left, right) { return bridge.isEqual(left, right); },
    verifyToken: function (token, key, rules) { return bridge.verifyToken(token, key, rules); },
    signToken: function (claims, key, algorithm, keyId) { return bridge.signToken(claims, key, algorithm, keyId); },
    request: request,
    console: console,
    freeze: isolation.freeze,
    parts: parts,
    tools: tools,
    inspection: inspection,
    isOfAsync: lowering.isOfAsync,
  });
  parts.dynamic(compiler, lowering.helpers); // after the library took the engine's own Function
  frozen(functions.facades.crypto);
  var facades = Object.assign({
    db: db, log: log, console: console, request: request, auth: frozen(services.auth),
    slack: services.slack, sendMail: services.sendMail,
  }, functions.facades);
  frozen(facades);
  var names = Object.keys(facades).concat(['context', 'async']);
  var script = parts['compiler/script'](compiler, names, parts.hooks, hash);
  var draftAnswer = parts.drafts(compiler, bridge, { script: script, tracing: tracing, check: parts.check(compiler, names, parts.hooks),
    symbols: parts.symbols(compiler), names: parts.names(compiler, parts.hooks) });

  // What factories of scripts take by name; a run adds its own to an object that inherits from it.
  var common = Object.assign({ helpers: lowering.helpers }, facades);
  Object.defineProperty(common, 'async', { get: function () { return functions.library('async'); } });
  // What scripts get for the global object: it has what the real one has, and what the run puts there.
  var global = (function () { return this; })();
  function scopeOfRun() {
    return current.scope || (current.scope = Object.create(global));
  }
  lowering.setScope(scopeOfRun);
  function scriptModule() {
    return current.exported || (current.exported = { exports: {} });
  }
  Object.defineProperty(common, 'scriptModule', { get: scriptModule });
  Object.defineProperty(common, 'scriptExports', { get: function () { return scriptModule().exports; } });
  isolation.freeze(common);
  function Environment(context) { this.context = context; } // several times faster than Object.create()
  Environment.prototype = common;
  function environmentOf(run, more) {
    var environment = new Environment(run.context);
    return more ? Object.assign(environment, more) : environment;
  }

  /// What `require('lib/…')` gives: each run makes its own, once.
  function requireModule(name) {
    var known = modules.get(name);
    if (!known)
      throw new Error('There is no module "' + name + '".');
    if (known.isFresh && !current.isFresh)
      throw new Error("Write the name of the module as a text: require('" + name + "').");
    var module = current.modules[name];
    if (!module) {
      module = current.modules[name] = { exports: {} };
      if (!known.factory)
        throw new Error('The module "' + name + '" does not compile; open and save it again.');
      known.factory(environmentOf(current, Object.assign({ module: module, exports: module.exports }, traces && traces.membersOf(current, name + '.js')))).call(module.exports);
    }
    return module.exports;
  }

  /// A property of `req` or `context` whose JSON most runs never read: it is parsed when it is first
  /// read. What it holds is in `unread` of the run under way, so all runs share the accessors.
  function parsedWhenRead(name) {
    // Methods, because they have no `prototype` that would have to be frozen too.
    var accessors = {
      get() {
        var held = current.unread[name];
        if (held.text !== null) {
          held.value = parse(held.text);
          held.text = null;
        }
        return held.value;
      },
      set(value) { current.unread[name] = { text: null, value: value }; },
    };
    return isolation.freeze({ get: isolation.freeze(accessors.get), set: isolation.freeze(accessors.set), enumerable: true, configurable: true });
  }
  var hintWhenRead = parsedWhenRead('hint'), settingsWhenRead = parsedWhenRead('settings');

  /// What such a property holds, for a recording, which reads nothing that the script did not read.
  tools.readValue = function (getter) {
    var name = getter === hintWhenRead.get ? 'hint' : getter === settingsWhenRead.get ? 'settings' : '';
    return name && current && current.unread[name].text === null ? { value: current.unread[name].value } : null;
  };

  /// `req` as the hook sees it: what operators take away is there, as undefined.
  function requestOf(run, request) {
    tools.defineNative(request, 'hint', hintWhenRead);
    run.removed = request['#removed'];
    if (run.removed) {
      delete request['#removed'];
      run.removed.forEach(function (name) {
        Object.defineProperty(request.body, name, { value: undefined, writable: true, enumerable: true, configurable: true });
      });
    }
    return request;
  }

  // ---- what the engine calls

  /// Keeps the script that all runs of this process run, and its modules.
  function load(text) {
    var given = parse(text);
    loaded = Object.assign(script.headOf(given.compiled), { name: given.name, file: given.name + '.js', factory: bridge.factory(given.name, given.compiled) });
    given.modules.forEach(function (module) {
      modules.set(module.name, Object.assign(script.headOf(module.compiled), { factory: bridge.factory(module.name, module.compiled) }));
    });
  }

  /// The settings of the runs that follow.
  function takeSettings(text) {
    settings = text;
  }

  /// Reads the request of the next run, apart from run(), so that the text of a large one is not
  /// held while the hook runs.
  function take(text) {
    taken = parse(text);
  }

  /// Runs a hook. `traced`: see begin() of recording/tracing.js. `request` is `req` without its hint; undefined: the one that was taken.
  function run(number, hookName, requestId, isFresh, traced, hint, request) {
    var req = request === undefined ? taken : request;
    taken = null;
    var self = current = {
      hook: hookName, file: loaded.file, ended: false, waiting: null, nextCall: 1, timers: null,
      isFresh: isFresh, libraries: {}, modules: {}, errorsBefore: errors.count(), context: { collection: loaded.name, requestId: requestId },
      recorder: null, recording: null, unread: { hint: { text: hint, value: null }, settings: { text: settings, value: null } }
    };
    runs.set(number, self);
    lowering.forgetThrown();
    tools.defineNative(self.context, 'settings', settingsWhenRead);
    if (traced)
      tracing().begin(self, traced);
    try {
      if (!loaded.factory)
        throw new Error('The script of this collection does not compile; open and save it again.');
      var hook = loaded.factory(environmentOf(self, traces && traces.membersOf(self, loaded.file))).call(global)[hookName];
      var finish = function (value) { end(self, value); };
      if (typeof hook !== 'function')
        return finish();
      var result = hook(requestOf(self, req), { end: finish, send: finish });
      if (result && typeof result.then === 'function')
        result.then(undefined, function (error) { fail(self, error); });
    } catch (error) {
      fail(self, error);
    }
  }

  /// Makes it the turn of a run. False when there is none of that number any more.
  function turnTo(number) {
    lowering.forgetThrown();
    current = runs.get(number) || null;
    return current !== null;
  }

  /// Answers the call `id` of a run with its data, or with an error.
  function reply(number, id, isError, value) {
    if (!turnTo(number))
      return;
    var callback = current.waiting && current.waiting.get(id);
    if (!callback)
      return;
    current.waiting.delete(id);
    if (current.recording) {
      current.recording.turn(1, id);
      current.recording.answer(id, isError, value);
    }
    try {
      callback(isError ? toError(value) : null, isError ? undefined : value);
    } catch (error) {
      fail(current, error);
    }
  }

  /// Ends a turn of a run, when nothing is left to do in it. Gives the milliseconds until fire() has something to do for the
  /// run, IDLE when nothing of it waits for a timer, or FINISHED when it is over.
  function settle(number) {
    var run = runs.get(number), lost = promises.takeLost();
    if (!run)
      return FINISHED;
    if (lost)
      lost.slice(0, MAXIMUM_LOST).forEach(function (reason) { fail(run, reason); });
    var wait = run.timers ? run.timers.next() : IDLE;
    if (wait !== IDLE || run.waiting && run.waiting.size > 0)
      return wait;
    if (!run.ended)
      fail(run, 'The hook finished without res.end().' + (run.failure ? ' ' + run.failure.message : ''));
    if (traces)
      traces.tell(run);
    abandon(number);
    return FINISHED;
  }

  /// Drops a run: nothing of it is called any more.
  function abandon(number) {
    runs.delete(number);
    if (runs.size === 0) {
      tools.forgetDeletions();
      tools.forgetProxies();
    }
    current = null;
  }

  /// Prepares what freezing a child does, then makes much to be thrown away, and among it a little
  /// that stays: the collection after it leaves room that freezing fills without another collection;
  /// see Engine::makeRoom().
  function makeRoom() {
    freezeAll = isolation.prepare(lowering.shared.concat(promises.shared));
    // V4 collects once new strings take as much as those that stay, but 128 KiB at least. A child has few that stay, and
    // would go through all that it has after every 50 runs. All children share the memory of this one.
    ballast = new Array(1 << 18).join('x');
    var text = new Array(1 << 16).join('xy'), stays = [];
    for (var i = 0; i < 3000; ++i) {
      var object = {};
      object['room' + i] = new Array(i % 4 === 0 ? 64 : 8).fill(text);
      if (i % 40 === 0)
        stays.push(object);
    }
    return stays;
  }
  function freeze() {
    freezeAll();
  }

  /// Calls the timers of a run that are due.
  function fire(number) {
    if (!turnTo(number) || !current.timers)
      return;
    if (current.recording)
      current.recording.turn(2, 0);
    current.timers.fire();
  }

  /// What the server wants of the text of a script; see drafts.js.
  function compile(text) {
    current = null;
    var made = draftAnswer(parse(text));
    post(made.isFault ? FAILED : END, made.answer);
  }

  tools.forgetAccessors();
  return {
    load: load, takeSettings: takeSettings, take: take, run: run, reply: reply, settle: settle, abandon: abandon, compile: compile, makeRoom: makeRoom,
    freeze: freeze, fire: fire, prepareLibrary: functions.prepare
  };
})
