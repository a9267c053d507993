// SPDX-License-Identifier: GPL-3.0-or-later
// Members that scripts delete. V4 of Qt 6.4 keeps the place of a deleted member, so that one that is set again has its old place among
// the keys, not the last. After 255 such changes it describes the object anew, where it may lose a value that is being set, or show
// a deleted name again. So remove() notes what is deleted. When the keys of the object are asked for and a noted name is there again, or when
// many were deleted, describeAnew() makes V4 do this at a time when it does it right: while the prototype changes. Then all names
// have the order in which they were set.
(function (tools) {
  const isObject = tools.isObject, definedOn = tools.definedOn, noted = Symbol('\u0000deleted');
  const define = Object.defineProperty, namesOf = Object.getOwnPropertyNames, propertyOf = Object.getOwnPropertyDescriptor, create = Object.create,
    prototypeOf = Object.getPrototypeOf, setPrototype = Object.setPrototypeOf, isExtensible = Object.isExtensible, isArray = Array.isArray,
    hasOwn = Object.prototype.hasOwnProperty, call = Reflect.apply;
  const CHANGES = 255; // after which V4 describes an object anew
  const SPARE = 8; // changes of the prototype beyond these, should V4 count fewer changes than are noted
  const MOST_NAMES = 110; // noted of an object: with as many that are set again they stay well below CHANGES
  const MOST_OBJECTS = 4096, MOST_VISITED = 1000000;
  let isNoting = false; // whether anything was noted in this process
  let objects = []; // what members were deleted of in the runs under way, but for those beyond MOST_OBJECTS
  let areMore = false;

  /// The deletions that are noted of an object: `names` in their order, and `changes`, those that V4 counted before them.
  function Deletions() {
    this.names = [];
    this.changes = 0;
  }
  function isIndex(name) {
    return String(name >>> 0) === name;
  }
  function owns(object, name) {
    return call(hasOwn, object, [name]);
  }
  function recordOf(object) {
    return owns(object, noted) ? object[noted] : null;
  }
  /// Whether V4 keeps no place for members of its own in the description of such an object.
  function isPlain(object) {
    return typeof object === 'object' && !isArray(object) && !(object instanceof Error || object instanceof Date || object instanceof RegExp);
  }
  function note(object, name) {
    let record = recordOf(object);
    if (record === null) {
      if (!isExtensible(object) || !isPlain(object))
        return; // nothing can be set again
      record = new Deletions();
      define(object, noted, { value: record });
      isNoting = true;
      if (objects.length < MOST_OBJECTS)
        definedOn(objects, objects.length, object);
      else
        areMore = true;
    }
    definedOn(record.names, record.names.length, name);
    if (record.names.length >= MOST_NAMES)
      describeAnew(object, record);
  }
  /// The changes of its members that V4 has counted of an object: each deletion, and each setting of a name again.
  function changesOf(object, record) {
    const seen = create(null);
    let changes = record.changes;
    for (let i = 0; i < record.names.length; ++i) {
      const name = record.names[i], isFirst = seen['$' + name] === undefined;
      seen['$' + name] = true;
      changes += isFirst && !owns(object, name) ? 1 : 2;
    }
    return changes;
  }
  function hasOwnAccessor(object) {
    return tools.hasAccessors() && namesOf(object).some(function (name) {
      const property = propertyOf(object, name);
      return property !== undefined && !('value' in property);
    });
  }
  function describeAnew(object, record) {
    if (!isExtensible(object))
      return;
    if (hasOwnAccessor(object)) { // V4 would take their values for them
      if (record.names.length >= MOST_NAMES)
        throw new Error('An object with getters or setters of its own cannot lose so many members: use a Map.');
      return;
    }
    const prototype = prototypeOf(object), others = [create(null), create(null)], before = namesOf(object).length;
    // The change to and from no prototype is none that V4 counts.
    const count = CHANGES - changesOf(object, record) + SPARE - 1 + (prototype === null ? 1 : 0);
    for (let i = 0; i < count; ++i)
      setPrototype(object, others[i % 2]);
    setPrototype(object, prototype);
    if (namesOf(object).length !== before)
      throw new Error('This object has lost too many members: use a Map.');
    record.names = [];
    record.changes = SPARE;
  }

  /// Is called before the keys of an object are asked for.
  function orderKeys(object) {
    const record = isNoting && isObject(object) && !tools.mayBeProxy(object) ? recordOf(object) : null;
    for (let i = 0; record !== null && i < record.names.length; ++i) {
      if (owns(object, record.names[i]))
        return describeAnew(object, record);
    }
    return undefined;
  }
  function orderWithin(value) {
    const open = [value];
    for (let visited = 0; open.length && visited < MOST_VISITED; ++visited) {
      const each = open.pop();
      if (!isObject(each) || tools.mayBeProxy(each))
        continue;
      orderKeys(each);
      namesOf(each).forEach(function (name) {
        const property = propertyOf(each, name);
        if (property && 'value' in property)
          open.push(property.value);
      });
    }
  }

  return {
    /// Deletes a member as `delete` does; in strict code it throws where that is not possible.
    remove: function (object, given, isStrict) {
      if (object === null || object === undefined)
        throw new TypeError('Cannot convert undefined or null to object');
      const name = typeof given === 'symbol' || typeof given === 'number' ? given : String(given);
      const isNoted = typeof name === 'string' && isObject(object) && !tools.mayBeProxy(object) && owns(object, name) && !isIndex(name);
      const isDone = delete object[name];
      if (!isDone && isStrict)
        throw new TypeError("Cannot delete property '" + String(name) + "'");
      if (isDone && isNoted)
        note(object, name);
      return isDone;
    },
    orderKeys: orderKeys,
    /// The same for a value and all in it.
    orderAll: function (value) {
      if (!isNoting)
        return;
      for (let i = 0; i < objects.length; ++i)
        orderKeys(objects[i]);
      if (areMore)
        orderWithin(value);
    },
    /// Is called when no run is under way.
    forgetDeletions: function () {
      objects = [];
      areMore = isNoting = false;
    },
  };
})
