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

  // V4's Object.keys() calls getters, and its Object.values() asks no Proxy for them. Both are several times faster than what is
  // right, so they are used until the process has an accessor that keys() could call, or a Proxy.
  let isAccessorMade = false;
  tools.hasProxies = tools.mayBeProxy = function () { return false; }; // until proxies.js knows better
  /// Is called with each literal that has a getter or a setter.
  function noteAccessors(object) {
    isAccessorMade = true;
    return object;
  }
  function noteAccessorIn(attributes) {
    isAccessorMade = isAccessorMade || isObject(attributes) && (tools.hasProxies() || 'get' in attributes || 'set' in attributes);
  }
  /// What is to be given to V4's own so that the trap of a Proxy gets it right: an attribute that is left out has a value of no meaning there.
  function completed(object, name, attributes) {
    const before = isObject(attributes) && tools.mayBeProxy(object) ? propertyOf(object, name) : undefined;
    if (before === undefined)
      return attributes;
    const isAccessor = 'get' in attributes || 'set' in attributes || !('value' in attributes || 'writable' in attributes || 'value' in before);
    const all = {};
    (isAccessor ? ['get', 'set', 'enumerable', 'configurable'] : ['value', 'writable', 'enumerable', 'configurable']).forEach(function (each) {
      all[each] = each in attributes ? attributes[each] : before[each];
    });
    return all;
  }
  function noteAccessorsIn(properties) {
    const names = isAccessorMade || !isObject(properties) || tools.hasProxies() ? [] : namesOf(properties);
    isAccessorMade = isAccessorMade || tools.hasProxies();
    for (let i = 0; i < names.length && !isAccessorMade; ++i) {
      const property = propertyOf(properties, names[i]);
      isAccessorMade = !('value' in property);
      noteAccessorIn(property.value);
    }
  }
  function isIndex(key) {
    return key !== undefined && String(key >>> 0) === key;
  }
  /// V4 lets an element be assigned that is not writable, and a list grow whose length is not, unless it keeps the elements as a map.
  function keepElement(object, name, attributes) {
    const isElement = typeof name === 'number' || typeof name === 'string' && (isIndex(name) || name === 'length' && Array.isArray(object));
    if (isElement && isObject(object) && isObject(attributes) && !attributes.writable && !ArrayBuffer.isView(object) && !tools.mayBeProxy(object))
      tools.keepElements(object);
  }
  const keys = Object.keys, values = Object.values, entries = Object.entries, namesOf = Object.getOwnPropertyNames, propertyOf = Reflect.getOwnPropertyDescriptor;
  const define = Object.defineProperty, defineAll = Object.defineProperties, create = Object.create, defineQuietly = Reflect.defineProperty, ownKeys = Reflect.ownKeys;
  /// What `take` gives for each own property that is enumerable. Object.getOwnPropertyNames() of V4 asks a Proxy more than it should.
  function listOf(object, take) {
    const names = tools.hasProxies() ? ownKeys(object) : namesOf(object), listed = [];
    for (let i = 0; i < names.length; ++i) {
      const property = typeof names[i] === 'string' ? propertyOf(object, names[i]) : undefined;
      if (property && property.enumerable)
        define(listed, listed.length, { value: take(names[i]), writable: true, enumerable: true, configurable: true }); // a script may have given all lists a setter
    }
    return listed;
  }
  replace(Object, {
    keys(object) {
      tools.orderKeys(object);
      return isAccessorMade && isObject(object) ? listOf(object, function (name) { return name; }) : keys(object);
    },
    entries(object) {
      tools.orderKeys(object);
      return entries(object);
    },
    getOwnPropertyNames(object) {
      tools.orderKeys(object);
      return namesOf(object);
    },
    values(object) {
      tools.orderKeys(object);
      return isObject(object) && tools.hasProxies() ? listOf(object, function (name) { return object[name]; }) : values(object);
    },
    defineProperty(object, name, attributes) {
      noteAccessorIn(attributes);
      keepElement(object, name, attributes);
      return define(object, name, completed(object, name, attributes));
    },
    defineProperties(object, properties) {
      noteAccessorsIn(properties);
      return defineAll(object, properties);
    },
    create(prototype, properties) {
      if (properties === undefined)
        return create(prototype);
      noteAccessorsIn(properties);
      return create(prototype, properties);
    },
  });
  replace(Reflect, {
    defineProperty(object, name, attributes) {
      noteAccessorIn(attributes);
      keepElement(object, name, attributes);
      return defineQuietly(object, name, completed(object, name, attributes));
    },
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

  /// Of an object that has elements, or may get some by push(). What can no longer change its prototype has its keys in their order before.
  function keepElements(object) {
    tools.orderKeys(object);
    if (isObject(object) && (Array.isArray(object) || isIndex(Object.getOwnPropertyNames(object)[0])))
      tools.keepElements(object);
  }
  /// Freezes or seals a Proxy by its traps, as ECMA-262 has it: V4's own changes nothing.
  function closeProxy(object, isFrozen) {
    if (!prevent(object))
      throw new TypeError('The Proxy stays extensible');
    ownKeys(object).forEach(function (name) {
      const attributes = isFrozen ? { configurable: false, writable: false } : { configurable: false };
      define(object, name, completed(object, name, attributes));
    });
    return object;
  }
  const isSealed = Object.isSealed, isExtensible = Object.isExtensible, freeze = Object.freeze, seal = Object.seal, preventExtensions = Object.preventExtensions, prevent = Reflect.preventExtensions;
  replace(Object, {
    freeze(object) {
      if (tools.mayBeProxy(object))
        return closeProxy(object, true);
      if (ArrayBuffer.isView(object) && object.length > 0)
        throw new TypeError('Cannot freeze array buffer views with elements');
      keepElements(object);
      return freeze(object);
    },
    seal(object) {
      if (tools.mayBeProxy(object))
        return closeProxy(object, false);
      keepElements(object);
      return seal(object);
    },
    preventExtensions(object) {
      if (!tools.mayBeProxy(object))
        keepElements(object);
      return preventExtensions(object);
    },
    // V4's own knows what seal() has sealed alone.
    isSealed(object) {
      return !isObject(object) || isSealed(object) || !isExtensible(object) && ownKeys(object).every(function (name) {
        const property = propertyOf(object, name);
        return property === undefined || !property.configurable;
      });
    },
  });
  replace(Reflect, {
    preventExtensions(object) {
      if (!tools.mayBeProxy(object))
        keepElements(object);
      return prevent(object);
    },
  });

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

  return {
    noteAccessors: noteAccessors, hasAccessors: function () { return isAccessorMade; },
    forgetAccessors: function () { isAccessorMade = false; }, // those of the library, before a script runs
    defineNative: define, keysNative: keys,
  };
})
