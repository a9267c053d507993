// SPDX-License-Identifier: GPL-3.0-or-later
// What lowered scripts call at run time about the members of objects: a part of helpers.js. `tools`: what library/polyfill.js gives.
(function (tools) {
  const hasInstance = Function.prototype[Symbol.hasInstance], apply = Reflect.apply, defineNative = tools.defineNative;

  function key(value) {
    return typeof value === 'symbol' ? value : String(value);
  }
  /// Whether an object inherits nothing that a loop over its keys goes through.
  function inheritsNothing(object) {
    const prototype = Object.getPrototypeOf(object);
    return prototype === Object.prototype || prototype === null || prototype === Array.prototype;
  }
  /// The keys that a loop over those of `object` goes through. V4's own goes on to those that its body adds.
  function keysIn(object) {
    if (object === null || object === undefined)
      return [];
    tools.orderKeys(object);
    return inheritsNothing(object) && !tools.hasProxies() ? Object.keys(object) : Array.from(function* () { for (const name in object) yield name; }());
  }
  /// `object`, whose keys have the order in which they were set.
  function ordered(object) {
    tools.orderKeys(object);
    return object;
  }
  function ownKeys(object) {
    return Object.getOwnPropertyNames(object).concat(Object.getOwnPropertySymbols(object));
  }
  function define(object, name, value) {
    defineNative(object, name, { value: value, writable: true, enumerable: true, configurable: true });
  }
  function copy(target, source, without) {
    if (source === null || source === undefined)
      return;
    const from = Object(source);
    ownKeys(from).forEach(function (name) {
      if (without && without.indexOf(name) >= 0)
        return;
      if (Object.prototype.propertyIsEnumerable.call(from, name))
        define(target, name, from[name]);
    });
  }

  /// Literals and spread values in turns, a literal first.
  function spread(target) {
    for (let i = 1; i < arguments.length; ++i) {
      if (i % 2) {
        copy(target, arguments[i]);
      } else {
        const literal = arguments[i];
        ownKeys(literal).forEach(function (name) {
          defineNative(target, name, Object.getOwnPropertyDescriptor(literal, name));
        });
      }
    }
    return target;
  }
  /// What is left of a value without `keys`.
  function rest(value, keys) {
    const left = {};
    copy(left, value, keys);
    return left;
  }

  // The place in a literal of its prototype, until the literal is made.
  const prototype = Symbol('prototype');
  function withPrototype(object) {
    const value = object[prototype];
    delete object[prototype];
    return value === null || typeof value === 'object' || typeof value === 'function' ? Object.setPrototypeOf(object, value) : object;
  }

  /// `value instanceof made`. V4's own asks no Proxy for its prototype.
  function isInstance(value, made) {
    if (!tools.hasProxies() || !tools.isObject(value) || !tools.isObject(made))
      return value instanceof made;
    const method = made[Symbol.hasInstance];
    if (method !== undefined && method !== null && method !== hasInstance)
      return Boolean(apply(method, made, [value]));
    if (typeof made !== 'function')
      throw new TypeError('The right side of instanceof is no function');
    const wanted = made.prototype;
    if (!tools.isObject(wanted))
      return value instanceof made; // a bound function
    for (let each = Object.getPrototypeOf(value); each !== null; each = Object.getPrototypeOf(each)) {
      if (each === wanted)
        return true;
    }
    return false;
  }

  return {
    key: key, keysIn: keysIn, ordered: ordered, spread: spread, rest: rest, prototype: prototype, withPrototype: withPrototype, withAccessors: tools.noteAccessors,
    remove: tools.remove, isInstance: isInstance, defineMember: define,
  };
})
