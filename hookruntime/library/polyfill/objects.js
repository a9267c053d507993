// SPDX-License-Identifier: GPL-3.0-or-later
// Object and Function.
(function (tools) {
  const add = tools.add, replace = tools.replace, isObject = tools.isObject, requireObject = tools.requireObject,
    definedOn = tools.definedOn;

  // V4's own leaves symbols out.
  replace(Object, {
    assign(target, sources) {
      const to = Object(requireObject(target, 'Object.assign'));
      for (let i = 1; i < arguments.length; ++i) {
        if (arguments[i] === null || arguments[i] === undefined)
          continue;
        const from = Object(arguments[i]), keys = Reflect.ownKeys(from);
        for (let k = 0; k < keys.length; ++k) {
          const property = Reflect.getOwnPropertyDescriptor(from, keys[k]);
          if (property && property.enumerable && !Reflect.set(to, keys[k], from[keys[k]], to))
            throw new TypeError('The property ' + String(keys[k]) + ' cannot be written');
        }
      }
      return to;
    }
  });

  add(Object, {
    fromEntries(entries) {
      requireObject(entries, 'Object.fromEntries');
      const made = {};
      for (const entry of entries) {
        if (!isObject(entry))
          throw new TypeError('Object.fromEntries wants pairs');
        const key = entry[0], value = entry[1];
        definedOn(made, typeof key === 'symbol' ? key : String(key), value);
      }
      return made;
    },
    hasOwn(object, key) {
      return Object.prototype.hasOwnProperty.call(Object(requireObject(object, 'Object.hasOwn')), key);
    },
    getOwnPropertyDescriptors(object) {
      const made = {};
      Reflect.ownKeys(Object(object)).forEach(function (key) {
        const property = Object.getOwnPropertyDescriptor(object, key);
        if (property)
          definedOn(made, key, property);
      });
      return made;
    },
  });

  // V4 gives each bound function the same name.
  const bind = Function.prototype.bind;
  replace(Function.prototype, {
    bind(self) {
      const bound = Reflect.apply(bind, this, arguments), name = this.name;
      return Object.defineProperty(bound, 'name', { value: 'bound ' + (typeof name === 'string' ? name : ''), configurable: true });
    },
  });

  function isIndex(key) {
    return key !== undefined && String(key >>> 0) === key;
  }
  /// Of an object that has elements, or may get some by push().
  function keepElements(object) {
    if (isObject(object) && (Array.isArray(object) || isIndex(Object.getOwnPropertyNames(object)[0])))
      tools.keepElements(object);
  }
  const freeze = Object.freeze, seal = Object.seal, preventExtensions = Object.preventExtensions, prevent = Reflect.preventExtensions;
  replace(Object, {
    freeze(object) { keepElements(object); return freeze(object); },
    seal(object) { keepElements(object); return seal(object); },
    preventExtensions(object) { keepElements(object); return preventExtensions(object); },
  });
  replace(Reflect, { preventExtensions(object) { keepElements(object); return prevent(object); } });

  // V4's own refuses values that are no objects, which the language ignores (ECMA-262 B.2.2.1.2).
  const prototypeOf = Object.getOwnPropertyDescriptor(Object.prototype, '__proto__');
  Object.defineProperty(Object.prototype, '__proto__', {
    get: prototypeOf.get,
    set(prototype) {
      if (prototype === null || isObject(prototype) || this === undefined || this === null)
        prototypeOf.set.call(this, prototype);
    },
    enumerable: false,
    configurable: true
  });
})
