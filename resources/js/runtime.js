// SPDX-License-Identifier: GPL-3.0-or-later
// What a hook sees, inside a hook host. Gives the functions that engine.cpp calls. Nothing of
// this file's closures is reachable from user code but the facades made for a run.
(function (bridge, acorn, freeze) {
  var CALL = 16, LOG = 17, END = 18, FAILED = 19, FINISHED = 20;
  var HOOKS = ['beforeGET', 'beforePOST', 'beforePUT', 'beforePATCH', 'beforeDELETE',
    'afterPOST', 'afterPUT', 'afterPATCH', 'afterDELETE', 'runJob'];
  var PARAMETERS = ['db', 'log', 'console', 'context'];
  var MAXIMUM_MESSAGE = 65536;
  var global = this;
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
      freeze();
    bound = true;
    var self = current = {
      file: message.collection + '.js', ended: false, finished: false, waiting: new Map(), nextCall: 1
    };
    try {
      if (typeof factory !== 'function')
        throw new Error('The script of this collection does not compile; open and save it again.');
      var context = { settings: message.settings, collection: message.collection, requestId: message.requestId };
      var hook = factory(db, log, console, context).call({})[message.hook];
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

  // ---- compiling

  function namesOf(pattern, names) {
    if (!pattern)
      return;
    switch (pattern.type) {
    case 'Identifier': names.add(pattern.name); break;
    case 'ObjectPattern': pattern.properties.forEach(function (p) { namesOf(p.value || p.argument, names); }); break;
    case 'ArrayPattern': pattern.elements.forEach(function (e) { namesOf(e, names); }); break;
    case 'AssignmentPattern': namesOf(pattern.left, names); break;
    case 'RestElement': namesOf(pattern.argument, names); break;
    }
  }

  /// `Array.prototype`, `Math` and the like: the innermost object is a global of the engine.
  function isBuiltIn(node) {
    while (node && node.type === 'MemberExpression')
      node = node.object;
    return Boolean(node) && node.type === 'Identifier' && node.name in global;
  }

  function changesBuiltIn(node) {
    if (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression') {
      var target = node.left || node.argument;
      return target.type === 'MemberExpression' ? isBuiltIn(target.object) : isBuiltIn(target);
    }
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && node.arguments.length) {
      var name = node.callee.property.name;
      return /^(defineProperty|defineProperties|assign|setPrototypeOf)$/.test(name) && isBuiltIn(node.arguments[0]);
    }
    return false;
  }

  /// Names that the script assigns anywhere, and whether it changes what all scripts share.
  function survey(tree) {
    var assigned = new Set(), fresh = false, open = [tree];
    while (open.length) {
      var node = open.pop();
      if (node.type === 'AssignmentExpression')
        namesOf(node.left, assigned);
      else if (node.type === 'UpdateExpression')
        namesOf(node.argument, assigned);
      else if (node.type === 'ForInStatement' || node.type === 'ForOfStatement')
        namesOf(node.left, assigned);
      fresh = fresh || changesBuiltIn(node);
      for (var key in node) {
        var child = node[key];
        if (Array.isArray(child))
          child.forEach(function (each) { if (each && each.type) open.push(each); });
        else if (child && child.type)
          open.push(child);
      }
    }
    return { assigned: assigned, fresh: fresh };
  }

  function declaredHooks(tree, assigned) {
    var names = new Set();
    tree.body.forEach(function (statement) {
      if (statement.type === 'FunctionDeclaration')
        names.add(statement.id.name);
      else if (statement.type === 'VariableDeclaration')
        statement.declarations.forEach(function (each) { namesOf(each.id, names); });
    });
    return HOOKS.filter(function (hook) { return names.has(hook) || assigned.has(hook); });
  }

  /// The text that gives a script's factory. The author's first line stays the first line, and
  /// names that it assigns without declaring them become variables of the run.
  function wrapped(source, hooks, found) {
    var implicit = [];
    found.assigned.forEach(function (name) {
      if (!(name in global) && PARAMETERS.indexOf(name) < 0)
        implicit.push(name);
    });
    var result = hooks.map(function (hook) {
      return hook + ':typeof ' + hook + "==='function'?" + hook + ':undefined';
    });
    return (found.fresh ? '/*fresh*/' : '') + '(function(' + PARAMETERS.join(',') + '){'
      + (implicit.length ? 'var ' + implicit.join(',') + ';' : '') + 'return function(){' + source
      + '\n;return {' + result.join(',') + '}}})';
  }

  function compile(text) {
    current = null;
    var source = parse(text).source, tree;
    try {
      tree = acorn.parse(source, { ecmaVersion: 2023, sourceType: 'script', locations: true });
    } catch (error) {
      var at = error.loc || { line: 1, column: 0 };
      var message = error.loc ? error.message.replace(/ \(\d+:\d+\)$/, '') : 'The script is nested too deeply';
      return post(FAILED, { message: message, line: at.line, column: at.column + 1 });
    }
    var found = survey(tree);
    var hooks = declaredHooks(tree, found.assigned);
    var compiled = wrapped(source, hooks, found);
    var refused = /^(-?\d+):([^]*)$/.exec(bridge.check(compiled));
    if (refused)
      return post(FAILED, { message: 'This engine does not know the syntax: ' + refused[2], line: Number(refused[1]), column: 0 });
    post(END, { compiled: compiled, hooks: hooks });
  }

  return { run: run, reply: reply, settle: settle, compile: compile };
})
