// SPDX-License-Identifier: GPL-3.0-or-later
// What hooks answer, and what they hand to calls, as JSON. JSON leaves out what it cannot carry: where that would lose
// a refusal or a value, it is an error that names the place (contract: codehooks 3). `errors`: what the part of
// library/polyfill of this name gives; `queries`: what queries.js gives.
(function (errors, queries) {
  var stringify = JSON.stringify, toText = Object.prototype.toString, hasOwn = Object.prototype.hasOwnProperty;
  var LOST = [Promise, Map, Set, WeakMap, WeakSet, RegExp]; // JSON has {} for them
  var MOST = { 'db.get': 3, 'db.post': 2, 'db.put': 2, 'db.patch': 2, 'db.delete': 2, request: 1, slack: 1, mail: 1 };

  function nameOf(operation) {
    return operation === 'mail' ? 'sendMail' : operation;
  }
  /// What a sentence says of a value's kind.
  function kindOf(value) {
    return value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : 'a ' + (typeof value).replace('string', 'text');
  }
  function isEmptyObject(value) {
    return typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0;
  }

  /// Throws, with the path, where a value holds what JSON has {} for.
  function requireCarried(value, path, depth) {
    if (value === null || typeof value !== 'object' || depth > 100 || typeof value.toJSON === 'function')
      return;
    for (var i = 0; i < LOST.length; ++i) {
      if (value instanceof LOST[i])
        throw new TypeError((path || 'it') + (i === 0 ? ' is a Promise: await it' : ' is of the type ' + toText.call(value).slice(8, -1) + ', which JSON cannot carry'));
    }
    if (Array.isArray(value))
      return value.forEach(function (item, index) { requireCarried(item, path + '[' + index + ']', depth + 1); });
    Object.keys(value).forEach(function (key) { requireCarried(value[key], path === '' ? key : path + '.' + key, depth + 1); });
  }
  /// The JSON of a value that `path` names; empty: the members name themselves. Few values hold an empty object, and only these are looked through.
  function textOf(value, path, before) {
    var text = errors.stringify(stringify, value, before);
    if (text !== undefined && text.indexOf('{}') >= 0)
      requireCarried(value, path, 0);
    return text;
  }

  /// What res.end() was given, with the names of those fields to be removed that its data leaves undefined: JSON has no undefined.
  function withRemoved(run, value) {
    var data = value && value.data;
    if (!run.removed || !data || typeof data !== 'object')
      return value;
    return Object.assign({}, value, { '#removed': run.removed.filter(function (name) {
      return hasOwn.call(data, name) && data[name] === undefined;
    }) });
  }
  /// An error that is answered refuses, also one that JSON leaves out or that stands alone.
  function refusing(run, value) {
    if (run.hook === 'runJob')
      return value;
    if (value instanceof Error)
      return { error: value };
    var error = value !== null && typeof value === 'object' ? value.error : undefined;
    return typeof error === 'function' || typeof error === 'symbol' || error !== error ? { error: String(error) } : value;
  }
  /// The JSON of what res.end() was given.
  function ended(run, value) {
    var given = refusing(run, value);
    return textOf(run.hook === 'beforeGET' ? queries.ofVerdict(given) : withRemoved(run, given), '', run.errorsBefore);
  }

  /// Throws where a call has arguments that nobody reads: what stands in the place of the callback and is none.
  function checkCount(operation, given, count) {
    for (var i = MOST[operation]; i < count; ++i) {
      if (given[i] !== null && given[i] !== undefined && !isEmptyObject(given[i]))
        throw new TypeError(nameOf(operation) + ': the callback is a function, not ' + kindOf(given[i]) + '.');
    }
  }
  /// What makes the JSON of the arguments of `operation`: (given, count, run).
  function textOfArguments(operation) {
    var name = nameOf(operation), paths = [name + ': the path', name + ': the document'];
    if (MOST[operation] === 1)
      paths = [name + ': the options'];
    return function (given, count, run) {
      var texts = paths.slice(0, count).map(function (path, index) { return textOf(given[index], path, run.errorsBefore) || 'null'; });
      return '[' + texts.join(',') + ']';
    };
  }

  return { ended: ended, checkCount: checkCount, textOfArguments: textOfArguments };
})
