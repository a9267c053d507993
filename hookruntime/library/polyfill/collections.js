// SPDX-License-Identifier: GPL-3.0-or-later
// WeakMap, WeakSet, WeakRef and FinalizationRegistry.
(function (tools) {
  const add = tools.add, replace = tools.replace, isObject = tools.isObject, requireFunction = tools.requireFunction,
    global = tools.global;

  // V4's own do not survive its garbage collector (Qt 6.4). These hold their keys for as long as
  // they live themselves, which is no longer than the run.
  const kept = Symbol('\u0000kept');
  function weakCollection(name, Strong, methods) {
    function keptBy(self) {
      if (!isObject(self) || !self[kept])
        throw new TypeError('this is no ' + name);
      return self[kept];
    }
    const Made = ({
      [name]: function (entries) {
        if (new.target === undefined)
          throw new TypeError(name + ' wants new');
        Object.defineProperty(this, kept, { value: new Strong() });
        if (entries === undefined || entries === null)
          return;
        const add = Strong === Map ? this.set : this.add;
        requireFunction(add);
        for (const entry of entries) {
          if (Strong === Set) {
            add.call(this, entry);
          } else {
            if (!isObject(entry))
              throw new TypeError(name + ' wants pairs');
            add.call(this, entry[0], entry[1]);
          }
        }
      },
    })[name];
    const prototype = {};
    methods.forEach(function (method) {
      const isAdding = method === 'set' || method === 'add';
      const strong = Strong.prototype[method];
      prototype[method] = ({
        [method](key, value) {
          const collection = keptBy(this);
          if (isAdding && !isObject(key))
            throw new TypeError(String(key) + ' is no object and cannot be a key of a ' + name);
          const result = strong.call(collection, key, value);
          return isAdding ? this : result;
        },
      })[method];
      Object.defineProperty(prototype[method], 'length', { value: method === 'set' ? 2 : 1, configurable: true });
    });
    Object.defineProperty(Made, 'length', { value: 0, configurable: true });
    Made.prototype = {};
    replace(Made.prototype, Object.assign({ constructor: Made }, prototype));
    Object.defineProperty(Made.prototype, Symbol.toStringTag, { value: name, configurable: true });
    Object.defineProperty(Made, 'prototype', { writable: false, enumerable: false, configurable: false });
    Object.defineProperty(global, name, { value: Made, writable: true, enumerable: false, configurable: true });
  }
  weakCollection('WeakMap', Map, ['get', 'set', 'has', 'delete']);
  weakCollection('WeakSet', Set, ['add', 'has', 'delete']);

  // The language lets an engine keep what nobody else does, and a run is short: so all is kept to its end.
  function weakHolder(name, check, methods) {
    const Made = ({
      [name]: function (value) {
        if (new.target === undefined)
          throw new TypeError(name + ' wants new');
        check(value);
        Object.defineProperty(this, kept, { value: value });
      },
    })[name];
    Object.defineProperty(Made, 'length', { value: 1, configurable: true });
    Made.prototype = {};
    replace(Made.prototype, Object.assign({ constructor: Made }, methods));
    Object.defineProperty(Made.prototype, Symbol.toStringTag, { value: name, configurable: true });
    Object.defineProperty(Made, 'prototype', { writable: false, enumerable: false, configurable: false });
    Object.defineProperty(global, name, { value: Made, writable: true, enumerable: false, configurable: true });
  }
  const keptOf = tools.stateUnder(kept).of;
  function checkTarget(name) {
    return function (target) {
      if (!isObject(target))
        throw new TypeError(name + ' wants an object');
    };
  }
  weakHolder('WeakRef', checkTarget('WeakRef'), { deref() { return keptOf(this, 'WeakRef'); } });
  weakHolder('FinalizationRegistry', requireFunction, {
    register(target) {
      keptOf(this, 'FinalizationRegistry');
      checkTarget('FinalizationRegistry.prototype.register')(target);
    },
    unregister(token) {
      keptOf(this, 'FinalizationRegistry');
      checkTarget('FinalizationRegistry.prototype.unregister')(token);
      return false;
    },
  });
})
