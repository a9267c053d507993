// SPDX-License-Identifier: GPL-3.0-or-later
// Queries and hints that hooks give. A condition that JSON leaves out would let every document through, so what
// cannot be said is an error that names its place (contract: codehooks 3).
(function () {
  var toText = Object.prototype.toString, getPrototype = Object.getPrototypeOf, stringify = JSON.stringify;

  /// What no JSON says: a condition that JSON leaves out would let every document through.
  function refusalOf(value) {
    if (value === undefined)
      return 'is undefined';
    if (typeof value === 'function' || typeof value === 'symbol')
      return 'is a ' + typeof value;
    if (typeof value === 'number')
      return 'is ' + value;
    if (value instanceof Promise)
      return 'is a Promise: await it';
    if (value instanceof Map || value instanceof Set || value instanceof WeakMap || value instanceof WeakSet || value instanceof Error
        || value instanceof ArrayBuffer || ArrayBuffer.isView(value))
      return 'is of the type ' + toText.call(value).slice(8, -1);
    return '';
  }
  function refuseUnsaid(value, path) {
    var refusal = refusalOf(value);
    if (refusal)
      throw new TypeError(path + ' ' + refusal + ', which a query cannot say');
  }

  /// The operators that compare with values: what is a regular expression there would match nothing, or everything.
  var COMPARISONS = /\.\$(eq|ne|gt|gte|lt|lte|bt(\[\d+\])?)$/;
  /// `$regex` and `$options` of a regular expression; the server's are those of PCRE, which writes \u1234 another way.
  function regex(value, path) {
    if (COMPARISONS.test(path))
      throw new TypeError(path + ' is a regular expression, which is compared with no value: write {field: /…/} or {field: {$not: /…/}}');
    var source = value.source.replace(/\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|[^])/gi, function (text, long, short) {
      return long || short ? '\\x{' + (long || short) + '}' : text;
    }), options = value.flags.replace(/[gyu]/g, '');
    return options ? { $regex: source, $options: options } : { $regex: source };
  }
  /// An object with operators whose `$regex` is a regular expression; its own `$options` count.
  function withRegex(object, path) {
    return Object.assign({}, object, regex(object.$regex, path), object.$options === undefined ? {} : { $options: object.$options });
  }

  /// @p value as it is sent, a regular expression as `$regex`. Throws, with the path, where it holds
  /// what JSON cannot say.
  function queryValue(value, path, depth) {
    if (depth > 100)
      throw new TypeError(path + ' is nested more than 100 levels deep, or contains itself');
    if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' && isFinite(value))
      return value;
    if (typeof value !== 'object')
      return refuseUnsaid(value, path);
    if (value instanceof RegExp)
      return regex(value, path);
    if (ArrayBuffer.isView(value)) // a Buffer has a toJSON()
      return refuseUnsaid(value, path);
    return said(typeof value.toJSON === 'function' ? value.toJSON() : value, path, depth);
  }
  /// What an object, or what its toJSON() gave, says.
  function said(value, path, depth) {
    if (value === null || typeof value !== 'object')
      return queryValue(value, path, depth);
    if (Array.isArray(value))
      return value.map(function (item, index) { return queryValue(item, path + '[' + index + ']', depth + 1); });
    if (getPrototype(value) !== Object.prototype) {
      refuseUnsaid(value, path);
      if (value instanceof String || value instanceof Number || value instanceof Boolean)
        return queryValue(value.valueOf(), path, depth);
    }
    if (Object.getOwnPropertySymbols(value).length)
      throw new TypeError(path + ' has a symbol for a name, which a query cannot say');
    if (value.$regex instanceof RegExp)
      return said(withRegex(value, path), path, depth);
    var made = {}, names = Object.keys(value);
    for (var i = 0; i < names.length; ++i)
      setOwn(made, names[i], queryValue(value[names[i]], path + '.' + names[i], depth + 1));
    return made;
  }
  function setOwn(object, name, value) {
    if (name === '__proto__')
      Object.defineProperty(object, name, { value: value, writable: true, enumerable: true, configurable: true });
    else
      object[name] = value;
  }

  /// @p value, a query or hint, as it is sent. Throws a TypeError that names the place, beginning with @p path, of what
  /// cannot be said.
  function query(value, path) {
    if (value instanceof RegExp)
      throw new TypeError(path + ' is a regular expression; it must be an object');
    var made = queryValue(value, path, 0);
    if (made === null || typeof made !== 'object' || Array.isArray(made))
      throw new TypeError(path + ' is ' + (Array.isArray(made) ? 'an array' : String(made)) + '; it must be an object');
    return made;
  }

  /// What beforeGET ends with, its query and hint checked.
  function ofVerdict(value) {
    var checked = null;
    ['query', 'hint'].forEach(function (name) {
      if (value === null || typeof value !== 'object' || !Object.prototype.hasOwnProperty.call(value, name))
        return;
      checked = checked || Object.assign({}, value);
      checked[name] = query(value[name], name);
    });
    return checked || value;
  }

  /// What makes the JSON of the arguments of `operation`, db.get or db.delete: what follows the path is a query and a
  /// hint, or the ids to delete.
  function textOf(operation) {
    var names = ['', operation + ': the query', operation + ': the hint'];
    function oneOf(value, index) {
      if (index === 0 || value === undefined || value === null || (operation === 'db.delete' && Array.isArray(value)))
        return stringify(value) || 'null';
      var made = query(value, names[index] || names[2]);
      return Object.keys(made).length ? stringify(made) : '{}';
    }
    return function (given, count) {
      var text = '[';
      for (var i = 0; i < count; ++i)
        text += (i ? ',' : '') + oneOf(given[i], i);
      return text + ']';
    };
  }

  return { ofVerdict: ofVerdict, textOf: textOf };
})
