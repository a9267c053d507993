// SPDX-License-Identifier: GPL-3.0-or-later
// Freezes everything that all runs of a hook host share, so that no run can see another's changes:
// the engine's built-ins and the objects in `shared`.
(function () {
  var hidden = []; // what stands behind the accessors of repairOverride()

  // Generators, iterators and the like have no global name.
  function unnamed() {
    var generator = function* () { };
    var list = [
      Object.getPrototypeOf(generator), Object.getPrototypeOf(generator.prototype),
      Object.getPrototypeOf(Int8Array), Object.getPrototypeOf(Int8Array.prototype)
    ];
    [''.matchAll(/x/g), [][Symbol.iterator](), new Map()[Symbol.iterator](), new Set()[Symbol.iterator](), ''[Symbol.iterator]()]
      .forEach(function (iterator) { list.push(Object.getPrototypeOf(iterator)); });
    return list;
  }

  /// A frozen `x` on a prototype would make `object.x = 1` fail on every object that inherits it.
  /// As an accessor, it defines `x` on the object that is written to.
  function repairOverride(holder, name, descriptor) {
    var value = descriptor.value;
    hidden.push(value);
    Object.defineProperty(holder, name, {
      get: function () { return value; },
      set: function (changed) {
        if (this === holder || this === undefined || this === null)
          throw new TypeError('Cannot change the built-in ' + String(name));
        Object.defineProperty(this, name, { value: changed, writable: true, enumerable: true, configurable: true });
      },
      enumerable: descriptor.enumerable,
      configurable: false
    });
  }

  function keysOf(object) {
    return Object.getOwnPropertyNames(object).concat(Object.getOwnPropertySymbols(object));
  }

  function repairPrototype(prototype, names) {
    names.forEach(function (name) {
      var descriptor = Object.getOwnPropertyDescriptor(prototype, name);
      if (descriptor && 'value' in descriptor && descriptor.configurable)
        repairOverride(prototype, name, descriptor);
    });
  }

  var global = (0, eval)('this');

  /// To be called before any error was made: V4 of Qt 6.4 crashes when a property of an error's
  /// prototype becomes an accessor later.
  function repairErrors() {
    ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'AggregateError'].forEach(function (name) {
      repairPrototype(global[name].prototype, keysOf(global[name].prototype));
    });
  }

  function freeze(shared) {
    // The last match of a regular expression would pass from one run to the next.
    keysOf(RegExp).forEach(function (name) {
      var descriptor = Object.getOwnPropertyDescriptor(RegExp, name);
      if (descriptor.configurable && name !== 'prototype' && name !== 'name' && name !== 'length' && typeof name === 'string')
        delete RegExp[name];
    });
    delete global.SharedArrayBuffer;
    delete global.Atomics;

    var seen = reachable([global].concat(unnamed(), shared, hidden));
    repairPrototype(Object.prototype, keysOf(Object.prototype).filter(function (key) { return key !== '__proto__'; }));
    repairPrototype(Function.prototype, ['toString', 'constructor', 'name', 'bind', 'call', 'apply']);
    seen.forEach(function (object) {
      if (object !== Object.prototype && object !== Function.prototype)
        repairPrototype(object, ['constructor', 'toString', 'valueOf', 'toJSON', 'next', 'then']
          .filter(function (name) { return typeof object !== 'function'; }));
    });
    freezeEach(seen);
  }

  /// Everything that can be reached from `objects`.
  function reachable(objects) {
    var open = objects.slice(), seen = new Set();
    while (open.length) {
      var object = open.pop();
      if ((typeof object !== 'object' && typeof object !== 'function') || object === null || seen.has(object))
        continue;
      seen.add(object);
      open.push(Object.getPrototypeOf(object));
      keysOf(object).forEach(function (key) {
        var descriptor = Object.getOwnPropertyDescriptor(object, key);
        if (descriptor)
          open.push(descriptor.value, descriptor.get, descriptor.set);
      });
    }
    return seen;
  }

  function freezeEach(seen) {
    // The accessors of repairOverride() hold functions of their own.
    seen.forEach(function (object) {
      keysOf(object).forEach(function (key) {
        var descriptor = Object.getOwnPropertyDescriptor(object, key);
        [descriptor.get, descriptor.set].forEach(function (accessor) {
          if (accessor) {
            Object.freeze(accessor.prototype);
            Object.freeze(accessor);
          }
        });
      });
      Object.freeze(object);
    });
  }

  /// Freezes what came later than the built-ins.
  function freezeObjects(objects) {
    freezeEach(reachable(objects));
  }

  return { repairErrors: repairErrors, freeze: freeze, freezeObjects: freezeObjects };
})()
