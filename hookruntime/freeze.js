// SPDX-License-Identifier: GPL-3.0-or-later
// Freezes everything that all runs of a hook host share, so that no run can see another's changes:
// the engine's built-ins and the objects in `shared`. It is evaluated before polyfill.js runs, whose
// Object.freeze() takes memory.
(function () {
  var freeze = Object.freeze, namesOf = Object.getOwnPropertyNames;
  var FAR = 100000;

  /// What no global name leads to: prototypes of generators, iterators and the like, what URL objects
  /// inherit from (it is not URL.prototype), and the accessors that objects are made with.
  function unnamed() {
    var generator = function* () { };
    var list = [
      Object.getPrototypeOf(generator), Object.getPrototypeOf(generator.prototype),
      Object.getPrototypeOf(Int8Array), Object.getPrototypeOf(Int8Array.prototype)
    ];
    var address = new URL('http://a/?b=1');
    var pairs = new URLSearchParams('a=1');
    var made = [
      ''.matchAll(/x/g), [][Symbol.iterator](), new Map()[Symbol.iterator](), new Set()[Symbol.iterator](), ''[Symbol.iterator](),
      address, address.searchParams, pairs, pairs.entries(), new DataView(new ArrayBuffer(1)), Promise.resolve(), new WeakMap(), new WeakSet(),
      new Date(0), /x/, Object(1), Object(''), Object(true), Object(Symbol.iterator), generator(), (function () { return arguments; })(),
      (function () { 'use strict'; return arguments; })(), function () { 'use strict'; }, generator.bind(null), () => 0
    ].concat(ERRORS.map(function (name) { return new global[name](name === 'AggregateError' ? [] : ''); }));
    made.forEach(function (object) {
      list.push(Object.getPrototypeOf(object));
      keysOf(object).forEach(function (key) {
        var descriptor = Object.getOwnPropertyDescriptor(object, key);
        list.push(descriptor.get, descriptor.set);
      });
    });
    return list;
  }

  var define = Object.defineProperty; // the engine's own, also after library/polyfill/objects.js

  /// A frozen `x` on a prototype would make `object.x = 1` fail on every object that inherits it.
  /// As an accessor, it defines `x` on the object that is written to.
  function overridable(holder, name, descriptor) {
    var value = descriptor.value;
    // Neither has a `prototype` of its own, which would have to be frozen too.
    var accessors = {
      get() { return value; },
      set(changed) {
        if (this === holder || this === undefined || this === null)
          throw new TypeError('Cannot change the built-in ' + String(name));
        define(this, name, { value: changed, writable: true, enumerable: true, configurable: true });
      },
    };
    return {
      holder: holder, name: name, value: value, get: accessors.get, set: accessors.set,
      descriptor: { get: accessors.get, set: accessors.set, enumerable: descriptor.enumerable, configurable: false },
    };
  }

  function keysOf(object) {
    return Object.getOwnPropertyNames(object).concat(Object.getOwnPropertySymbols(object));
  }

  /// The repairs that the properties `names` of an object need.
  function repairsOf(prototype, names) {
    return names.reduce(function (list, name) {
      var descriptor = Object.getOwnPropertyDescriptor(prototype, name);
      return descriptor && 'value' in descriptor && descriptor.configurable ? list.concat(overridable(prototype, name, descriptor)) : list;
    }, []);
  }

  var ERRORS = ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'AggregateError'];
  var global = (0, eval)('this');
  var repaired = []; // values of properties that repairErrors() made accessors of

  /// To be called before any error was made: V4 of Qt 6.4 crashes when a property of an error's
  /// prototype becomes an accessor later.
  function repairErrors() {
    ERRORS.forEach(function (name) {
      repairsOf(global[name].prototype, keysOf(global[name].prototype)).forEach(function (repair) {
        define(repair.holder, repair.name, repair.descriptor);
        repaired.push(repair.value);
      });
    });
  }

  /// V4 of Qt 6.4 keeps the elements of an object as a list or, where some lie far apart, as a map. It lets push(),
  /// unshift() and `a[i] =` change such a list though its object is frozen; a map it leaves alone. So this makes it a map.
  function keepElements(object) {
    if (object === undefined || !Object.isExtensible(object))
      return;
    var length = Array.isArray(object) ? object.length : 0, far = length + FAR;
    if (far in object || far >= 0xffffffff)
      return;
    object[far] = 1;
    delete object[far];
    if (Array.isArray(object))
      object.length = length;
  }

  /// Freezes an object that runs share, elements and all; gives it.
  function freezeShared(object) {
    keepElements(object);
    return freeze(object);
  }

  /// Prepares the freezing and gives the function that does it. What can be done before is done
  /// before, since a garbage collection while objects are frozen would crash V4 (engine.h).
  function prepare(shared) {
    // The last match of a regular expression would pass from one run to the next.
    var matches = keysOf(RegExp).filter(function (name) {
      return typeof name === 'string' && ['prototype', 'name', 'length'].indexOf(name) < 0
        && Object.getOwnPropertyDescriptor(RegExp, name).configurable;
    });
    var seen = reachable([global].concat(unnamed(), repaired, shared));
    var repairs = repairsOf(Object.prototype, keysOf(Object.prototype).filter(function (key) { return key !== '__proto__'; }))
      .concat(repairsOf(Function.prototype, ['toString', 'constructor', 'name', 'bind', 'call', 'apply']));
    seen.forEach(function (object) {
      if (object !== Object.prototype && object !== Function.prototype && typeof object !== 'function')
        repairs = repairs.concat(repairsOf(object, ['constructor', 'toString', 'valueOf', 'toJSON', 'next', 'then']));
    });
    var objects = Array.from(seen), i;
    repairs.forEach(function (repair) { objects.push(repair.get, repair.set); });
    objects.filter(function (object) { return object !== Array.prototype && object !== Object.prototype; }).forEach(keepElements);
    return function () {
      for (i = 0; i < matches.length; ++i)
        delete RegExp[matches[i]];
      delete global.SharedArrayBuffer;
      delete global.Atomics;
      for (i = 0; i < repairs.length; ++i)
        define(repairs[i].holder, repairs[i].name, repairs[i].descriptor);
      for (i = 0; i < objects.length; ++i)
        freeze(objects[i]);
    };
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

  return { repairErrors: repairErrors, keepElements: keepElements, freeze: freezeShared, prepare: prepare };
})()
