// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of the polyfill share.
(function () {
  const global = (function () { return this; })(); // in V4 (0, eval)('this') is the caller's

  function add(target, members) {
    Object.getOwnPropertyNames(members).concat(Object.getOwnPropertySymbols(members)).forEach(function (name) {
      if (name in target)
        return;
      const property = Object.getOwnPropertyDescriptor(members, name);
      property.enumerable = false;
      Object.defineProperty(target, name, property);
    });
  }
  /// Methods without a prototype of their own, that `new` refuses, as built-in ones are.
  function replace(target, members) {
    Object.keys(members).forEach(function (name) {
      Object.defineProperty(target, name, { value: members[name], writable: true, enumerable: false, configurable: true });
    });
  }
  function isObject(value) {
    return value !== null && (typeof value === 'object' || typeof value === 'function');
  }
  function requireObject(value, name) {
    if (value === null || value === undefined)
      throw new TypeError(name + ' was called on ' + value);
    return value;
  }
  /// The object that a function is called on. One that is called on none gets the global object here, because V4 of Qt 6.4
  /// miscompiles strict functions.
  function requireThis(self, name) {
    return requireObject(self === global ? undefined : self, name);
  }
  /// ToString of ECMA-262: unlike String() it refuses symbols.
  function textOf(value) {
    if (typeof value === 'symbol')
      throw new TypeError('Cannot convert a symbol to a string');
    return String(value);
  }
  function integer(value) {
    const number = Number(value);
    return number !== number ? 0 : Math.trunc(number);
  }
  function lengthOf(object) {
    return Math.min(Math.max(integer(object.length), 0), Number.MAX_SAFE_INTEGER);
  }
  function requireFunction(value) {
    if (typeof value !== 'function')
      throw new TypeError(String(value) + ' is not a function');
  }
  function relative(index, length) {
    const at = integer(index);
    return at < 0 ? Math.max(length + at, 0) : Math.min(at, length);
  }
  /// A place in something of `length`; negative ones are 0.
  function clamped(index, length) {
    return Math.min(Math.max(integer(index), 0), length);
  }
  function definedOn(object, name, value) {
    Object.defineProperty(object, name, { value: value, writable: true, enumerable: true, configurable: true });
  }
  /// What objects keep under `symbol`, out of sight of scripts (symbols.js): {of, keep}. `of(self, name)` refuses an object that
  /// keeps nothing there; `keep(object, state)` gives the object.
  function stateUnder(symbol) {
    return {
      of: function (self, name) {
        if (!isObject(self) || !self[symbol])
          throw new TypeError('this is no ' + name);
        return self[symbol];
      },
      keep: function (object, state) { return Object.defineProperty(object, symbol, { value: state }); },
    };
  }

  return {
    stateUnder: stateUnder, add: add, replace: replace, isObject: isObject, requireObject: requireObject, requireThis: requireThis, textOf: textOf,
    integer: integer, lengthOf: lengthOf, requireFunction: requireFunction, relative: relative, clamped: clamped, definedOn: definedOn, global: global,
  };
})
