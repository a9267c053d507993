// SPDX-License-Identifier: GPL-3.0-or-later
// structuredClone, after the HTML Standard.
(function (tools) {
  const add = tools.add, isObject = tools.isObject, definedOn = tools.definedOn, global = tools.global;
  const ERRORS = ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'];

  const nameOfView = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), Symbol.toStringTag).get;

  function refuse(what) {
    throw new global.DOMException(what + ' could not be cloned.', 'DataCloneError');
  }
  /// The copy of an object without what it holds; nothing for one that is a list of members.
  function copyOf(each, clone) {
    if (each instanceof Date)
      return new Date(each.getTime());
    if (each instanceof RegExp)
      return new RegExp(each.source, each.flags);
    if (each instanceof Map)
      return new Map();
    if (each instanceof Set)
      return new Set();
    if (each instanceof Boolean || each instanceof Number || each instanceof String)
      return Object(each.valueOf());
    if (each instanceof Error) {
      const name = String(each.name);
      return Object.create(global[ERRORS.indexOf(name) < 0 ? 'Error' : name].prototype);
    }
    if (each instanceof ArrayBuffer)
      return each.slice(0);
    if (each instanceof DataView)
      return new DataView(clone(each.buffer), each.byteOffset, each.byteLength);
    if (ArrayBuffer.isView(each))
      return new global[nameOfView.call(each)](clone(each.buffer), each.byteOffset, each.length);
    return undefined;
  }

  function fill(made, each, clone) {
    if (each instanceof Map) {
      Array.from(each).forEach(function (pair) { made.set(clone(pair[0]), clone(pair[1])); });
    } else if (each instanceof Set) {
      Array.from(each).forEach(function (item) { made.add(clone(item)); });
    } else if (each instanceof Error) {
      Object.defineProperty(made, 'stack', { value: String(tools.stackOf(each, each.stack)), writable: true, enumerable: false, configurable: true });
      ['message', 'cause'].forEach(function (key) {
        const property = Object.getOwnPropertyDescriptor(each, key);
        if (property && 'value' in property)
          Object.defineProperty(made, key, { value: key === 'cause' ? clone(property.value) : String(property.value), writable: true, enumerable: false, configurable: true });
      });
    } else {
      Object.keys(each).forEach(function (key) { definedOn(made, key, clone(each[key])); });
    }
  }
  function isList(each) {
    return each instanceof Map || each instanceof Set || each instanceof Error;
  }

  add(global, {
    structuredClone(value) {
      if (!arguments.length)
        throw new TypeError('The "value" argument must be specified');
      const seen = new Map();
      function clone(each) {
        if (typeof each === 'symbol')
          refuse(String(each));
        if (typeof each === 'function')
          refuse('The function ' + each.name);
        if (!isObject(each))
          return each;
        if (seen.has(each))
          return seen.get(each);
        if (each instanceof Promise || each instanceof WeakMap || each instanceof WeakSet || each instanceof WeakRef)
          refuse('#<' + each.constructor.name + '>');
        const copy = copyOf(each, clone), made = copy === undefined ? (Array.isArray(each) ? new Array(each.length) : {}) : copy;
        seen.set(each, made);
        if (copy === undefined || isList(each))
          fill(made, each, clone);
        return made;
      }
      return clone(value);
    },
  });
})
