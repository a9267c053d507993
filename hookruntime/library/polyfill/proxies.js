// SPDX-License-Identifier: GPL-3.0-or-later
// Proxy. V4's own functions of lists take the elements of a Proxy from where a list has them, and not by its traps.
(function (tools) {
  const replace = tools.replace, lengthOf = tools.lengthOf, isArray = Array.isArray, create = Object.create, apply = Reflect.apply;

  // Whether there is a Proxy in this process. It runs a single script, so that others do not wait for what that costs.
  let isProxied = false, known = []; // the last of those that the runs under way have made
  let made = null; // those that were made, while a run is recorded
  let last = null; // the one that was made last
  const MOST_KNOWN = 1000;
  function noted(proxy) {
    last = proxy;
    if (made)
      made[made.length] = proxy;
    if (known.length < MOST_KNOWN)
      known[known.length] = proxy;
    return proxy;
  }
  function has(list, object) {
    for (let i = list.length - 1; i >= 0; --i) {
      if (list[i] === object)
        return true;
    }
    return false;
  }

  // ---- lists

  function write(object, name, value) {
    if (!Reflect.set(object, name, value, object))
      throw new TypeError('Cannot assign to ' + String(name));
  }
  function remove(object, name) {
    if (!Reflect.deleteProperty(object, name))
      throw new TypeError("Cannot delete property '" + String(name) + "'");
  }
  /// Moves an element, or the hole in its place.
  function move(object, from, to) {
    if (from in object)
      write(object, to, object[from]);
    else
      remove(object, to);
  }
  // After ECMA-262.
  const onProxies = {
    push() {
      let length = lengthOf(this);
      for (let i = 0; i < arguments.length; ++i, ++length)
        write(this, String(length), arguments[i]);
      write(this, 'length', length);
      return length;
    },
    shift() {
      const length = lengthOf(this), first = length ? this[0] : undefined;
      for (let i = 1; i < length; ++i)
        move(this, String(i), String(i - 1));
      if (length)
        remove(this, String(length - 1));
      write(this, 'length', Math.max(length - 1, 0));
      return first;
    },
    unshift() {
      const length = lengthOf(this), count = arguments.length;
      for (let i = length - 1; count && i >= 0; --i)
        move(this, String(i), String(i + count));
      for (let i = 0; i < count; ++i)
        write(this, String(i), arguments[i]);
      write(this, 'length', length + count);
      return length + count;
    },
    indexOf(wanted, from = undefined) {
      const length = lengthOf(this);
      for (let i = tools.relative(from, length); i < length; ++i) {
        if (String(i) in this && this[i] === wanted)
          return i;
      }
      return -1;
    },
  };
  const replaced = Object.keys(onProxies).map(function (name) { return { native: Array.prototype[name], other: onProxies[name] }; });
  /// A handler for the Proxy of a list that does what `handler` does, and gives the functions above for V4's own.
  function listHandler(handler) {
    return create(handler, {
      get: {
        value: function (target, name, receiver) {
          const get = handler.get, value = get === undefined || get === null ? Reflect.get(target, name, receiver) : apply(get, handler, [target, name, receiver]);
          const found = typeof value === 'function' ? replaced.find(function (each) { return each.native === value; }) : undefined;
          return found ? found.other : value;
        },
      },
    });
  }
  function handlerFor(target, handler) {
    // A Proxy of a list's Proxy gives the functions of that. V4 goes through all of a chain to answer isArray(), which takes too long in a long one.
    return target !== last && isArray(target) && tools.isObject(handler) ? listHandler(handler) : handler;
  }

  // ---- Proxy

  const OwnProxy = Proxy, makeRevocable = Proxy.revocable;
  const MadeProxy = function Proxy(target, handler) {
    if (new.target === undefined)
      throw new TypeError('Proxy wants new');
    isProxied = true;
    return noted(new OwnProxy(target, handlerFor(target, handler)));
  };
  tools.hasProxies = function () { return isProxied; };
  // A recording asks no Proxy for its members, since the script would see it.
  tools.watchProxies = function () { made = made || []; };
  tools.isProxy = function (object) { return made !== null && has(made, object); };
  /// Whether an object may be a Proxy: nobody tells without calling its traps once there are many.
  tools.mayBeProxy = function (object) { return isProxied && (known.length >= MOST_KNOWN || has(known, object)); };
  tools.forgetProxies = function () {
    known = [];
    last = null;
  };
  replace(MadeProxy, {
    revocable(target, handler) {
      isProxied = true;
      const revocable = makeRevocable(target, handlerFor(target, handler));
      noted(revocable.proxy);
      return revocable;
    },
  });
  MadeProxy.prototype = undefined;
  Object.defineProperty(MadeProxy, 'prototype', { writable: false });
  Object.defineProperty(tools.global, 'Proxy', { value: MadeProxy, writable: true, enumerable: false, configurable: true });
  return { onProxies: onProxies };
})
