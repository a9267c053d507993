// SPDX-License-Identifier: GPL-3.0-or-later
// Queries and hints that hooks give. A condition that JSON leaves out would let every document through, so what
// cannot be said is an error that names its place (contract: codehooks 3).
(function () {
  var toText = Object.prototype.toString;

  /// What no JSON says: a condition that JSON leaves out would let every document through.
  function refusalOf(value) {
    if (value === undefined)
      return 'is undefined';
    if (typeof value === 'function' || typeof value === 'symbol')
      return 'is a ' + typeof value;
    if (typeof value === 'number' && !isFinite(value))
      return 'is ' + value;
    if (value instanceof Promise)
      return 'is a Promise: await it';
    if (value instanceof Map || value instanceof Set || value instanceof WeakMap || value instanceof WeakSet || value instanceof Error)
      return 'is of the type ' + toText.call(value).slice(8, -1);
    return '';
  }

  /// @p value as it is sent, a regular expression as `$regex`. Throws, with the path, where it holds
  /// what JSON cannot say.
  function queryValue(value, path, depth) {
    if (depth > 100)
      throw new TypeError(path + ' is nested more than 100 levels deep, or contains itself');
    if (value instanceof RegExp) {
      var options = value.flags.replace(/[gyu]/g, '');
      return options ? { $regex: value.source, $options: options } : { $regex: value.source };
    }
    if (value !== null && typeof value === 'object' && typeof value.toJSON === 'function')
      value = value.toJSON();
    var refusal = refusalOf(value);
    if (refusal)
      throw new TypeError(path + ' ' + refusal + ', which a query cannot say');
    if (Array.isArray(value))
      return value.map(function (item, index) { return queryValue(item, path + '[' + index + ']', depth + 1); });
    if (value === null || typeof value !== 'object')
      return value;
    if (value instanceof String || value instanceof Number || value instanceof Boolean)
      return queryValue(value.valueOf(), path, depth);
    var made = {};
    if (Object.getOwnPropertySymbols(value).length)
      throw new TypeError(path + ' has a symbol for a name, which a query cannot say');
    Object.keys(value).forEach(function (name) {
      Object.defineProperty(made, name, {
        value: queryValue(value[name], path + '.' + name, depth + 1), writable: true, enumerable: true, configurable: true
      });
    });
    return made;
  }

  /// @p value, a query or hint, as it is sent. Throws a TypeError that names the place, beginning with @p path, of what
  /// cannot be said.
  function query(value, path) {
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

  /// The arguments of db.get and db.delete: what follows the path is a query and a hint, or the ids to delete.
  function ofCall(name, given) {
    return Array.prototype.map.call(given, function (value, index) {
      var isCallback = typeof value === 'function' && index === given.length - 1;
      if (index === 0 || isCallback || value === undefined || value === null || (name === 'delete' && Array.isArray(value)))
        return value;
      return query(value, 'db.' + name + ': ' + (index === 1 ? 'the query' : 'the hint'));
    });
  }

  return { ofVerdict: ofVerdict, ofCall: ofCall };
})()
