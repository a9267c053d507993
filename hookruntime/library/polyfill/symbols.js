// SPDX-License-Identifier: GPL-3.0-or-later
// Symbols, and what has no subject of its own.
(function (tools) {
  const add = tools.add, replace = tools.replace, global = tools.global;

  add(global, { globalThis: global });

  // It changes a regular expression even when that is frozen.
  delete RegExp.prototype.compile;

  // ---- symbols

  function wellKnown(name) {
    if (!Symbol[name])
      Object.defineProperty(Symbol, name, { value: Symbol('Symbol.' + name), writable: false, enumerable: false, configurable: false });
  }
  wellKnown('asyncIterator');
  wellKnown('matchAll');
  const symbolToString = Symbol.prototype.toString;
  add(Symbol.prototype, {
    get description() {
      const text = symbolToString.call(this).slice(7, -1);
      return text === '' ? undefined : text;
    },
  });

  // Private names of lowered classes, and states of our own, lie under symbols that begin so.
  const getSymbols = Object.getOwnPropertySymbols, getKeys = Reflect.ownKeys;
  function isShown(key) {
    return typeof key !== 'symbol' || symbolToString.call(key).charCodeAt(7) !== 0;
  }
  replace(Object, { getOwnPropertySymbols(object) { return getSymbols(object).filter(isShown); } });
  replace(Reflect, {
    ownKeys(object) {
      tools.orderKeys(object);
      return getKeys(object).filter(isShown);
    },
    deleteProperty(object, name) {
      if (!tools.isObject(object))
        throw new TypeError('Reflect.deleteProperty wants an object');
      return tools.remove(object, name, false);
    },
  });
})
