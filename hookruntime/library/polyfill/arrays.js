// SPDX-License-Identifier: GPL-3.0-or-later
// Arrays and typed arrays.
(function (tools) {
  const add = tools.add, replace = tools.replace, isObject = tools.isObject, requireThis = tools.requireThis,
    integer = tools.integer, lengthOf = tools.lengthOf, requireFunction = tools.requireFunction,
    definedOn = tools.definedOn;

  function isFlattened(value) {
    return Array.isArray(value);
  }
  function species(original, length) {
    if (!Array.isArray(original))
      return new Array(length);
    let made = original.constructor;
    if (isObject(made))
      made = made[Symbol.species];
    return made === undefined || made === null ? new Array(length) : new made(length);
  }
  function flattenInto(target, source, start, depth) {
    let at = start;
    const length = lengthOf(source);
    for (let i = 0; i < length; ++i) {
      if (!(i in source))
        continue;
      const value = source[i];
      if (depth > 0 && isFlattened(value)) {
        at = flattenInto(target, value, at, depth - 1);
      } else {
        definedOn(target, at, value);
        ++at;
      }
    }
    return at;
  }

  function compare(a, b, comparator) {
    if (a === undefined || b === undefined)
      return a === b ? 0 : (a === undefined ? 1 : -1);
    if (comparator) {
      const result = Number(comparator(a, b));
      return result !== result ? 0 : result;
    }
    const x = String(a), y = String(b);
    return x < y ? -1 : (x > y ? 1 : 0);
  }
  /// A stable merge sort of a plain array.
  function sorted(list, comparator) {
    let from = list, to = new Array(list.length);
    for (let width = 1; width < list.length; width *= 2) {
      for (let start = 0; start < list.length; start += 2 * width) {
        const middle = Math.min(start + width, list.length), end = Math.min(start + 2 * width, list.length);
        let left = start, right = middle;
        for (let at = start; at < end; ++at)
          to[at] = left < middle && (right >= end || compare(from[left], from[right], comparator) <= 0) ? from[left++] : from[right++];
      }
      const other = from;
      from = to;
      to = other;
    }
    return from;
  }
  function checkComparator(comparator) {
    if (comparator !== undefined && typeof comparator !== 'function')
      throw new TypeError('The comparator is not a function');
  }
  function listOf(object, length) {
    const list = [];
    for (let i = 0; i < length; ++i)
      list[i] = object[i];
    return list;
  }
  function localeText(object, locales, options) {
    return listOf(object, lengthOf(object)).map(function (each) {
      return each === null || each === undefined ? '' : String(each.toLocaleString(locales, options));
    }).join(',');
  }
  const nativeFrom = Array.from;
  // V4's own refuses a mapper that is given as undefined.
  replace(Array, {
    from(items, mapper = undefined, self = undefined) {
      const list = typeof items === 'string' ? [...items] : items; // V4's own takes it in halves of surrogate pairs
      return mapper === undefined ? nativeFrom.call(this, list) : nativeFrom.call(this, list, mapper, self);
    },
  });
  replace(Array.prototype, {
    // V4's own hands its arguments on to join().
    toString() {
      const object = Object(requireThis(this, 'toString')), join = object.join;
      return typeof join === 'function' ? join.call(object) : Object.prototype.toString.call(object);
    },
    // V4's own hands no arguments on.
    toLocaleString(locales = undefined, options = undefined) { return localeText(Object(requireThis(this, 'toLocaleString')), locales, options); },
    sort(comparator) {
      checkComparator(comparator);
      const object = Object(requireThis(this, 'sort'));
      const length = lengthOf(object);
      const list = [];
      for (let i = 0; i < length; ++i) {
        if (i in object)
          list.push(object[i]);
      }
      const result = sorted(list, comparator);
      for (let i = 0; i < result.length; ++i)
        Reflect.set(object, i, result[i], object) || refuseWrite(i);
      for (let i = result.length; i < length; ++i) {
        if (i in object)
          delete object[i];
      }
      return object;
    },
  });
  function refuseWrite(name) {
    throw new TypeError('Cannot assign to ' + name);
  }
  // V4's own give plain arrays, whatever class they are called on.
  ['map', 'filter', 'slice', 'splice', 'concat'].forEach(function (name) {
    const native = Array.prototype[name];
    const method = ({
      [name](first, second) {
        const found = native.apply(this, arguments);
        if (!Array.isArray(this) || Object.getPrototypeOf(this) === Array.prototype)
          return found;
        const made = species(this, name === 'filter' || name === 'concat' ? 0 : found.length);
        for (let i = 0; i < found.length; ++i) {
          if (i in found)
            definedOn(made, i, found[i]);
        }
        made.length = found.length;
        return made;
      },
    })[name];
    Object.defineProperty(method, 'length', { value: native.length, configurable: true });
    replace(Array.prototype, { [name]: method });
  });
  const arrayMethods = {
    flat(depth = undefined) {
      const object = Object(requireThis(this, 'flat'));
      const levels = depth === undefined ? 1 : integer(depth);
      const made = species(object, 0);
      flattenInto(made, object, 0, levels);
      return made;
    },
    flatMap(mapper, self = undefined) {
      const object = Object(requireThis(this, 'flatMap'));
      const length = lengthOf(object);
      requireFunction(mapper);
      const made = species(object, 0);
      let at = 0;
      for (let i = 0; i < length; ++i) {
        if (!(i in object))
          continue;
        const value = mapper.call(self, object[i], i, object);
        if (isFlattened(value)) {
          at = flattenInto(made, value, at, 0);
        } else {
          definedOn(made, at, value);
          ++at;
        }
      }
      return made;
    },
    at(index) {
      const object = Object(requireThis(this, 'at'));
      const length = lengthOf(object), wanted = integer(index);
      return object[wanted < 0 ? length + wanted : wanted];
    },
    findLast(predicate, self = undefined) {
      const object = Object(requireThis(this, 'findLast'));
      const length = lengthOf(object);
      requireFunction(predicate);
      for (let i = length - 1; i >= 0; --i) {
        const value = object[i];
        if (predicate.call(self, value, i, object))
          return value;
      }
      return undefined;
    },
    findLastIndex(predicate, self = undefined) {
      const object = Object(requireThis(this, 'findLastIndex'));
      const length = lengthOf(object);
      requireFunction(predicate);
      for (let i = length - 1; i >= 0; --i) {
        if (predicate.call(self, object[i], i, object))
          return i;
      }
      return -1;
    },
  };
  add(Array.prototype, arrayMethods);
  add(Array.prototype, {
    toReversed() {
      const object = Object(requireThis(this, 'toReversed'));
      return listOf(object, lengthOf(object)).reverse();
    },
    toSorted(comparator) {
      checkComparator(comparator);
      const object = Object(requireThis(this, 'toSorted'));
      return sorted(listOf(object, lengthOf(object)), comparator);
    },
    toSpliced(start, count) {
      const object = Object(requireThis(this, 'toSpliced'));
      const list = listOf(object, lengthOf(object));
      Array.prototype.splice.apply(list, arguments);
      return list;
    },
    with(index, value) {
      const object = Object(requireThis(this, 'with'));
      const length = lengthOf(object), wanted = integer(index);
      const at = wanted < 0 ? length + wanted : wanted;
      if (at < 0 || at >= length)
        throw new RangeError('The index is out of range');
      const list = listOf(object, length);
      list[at] = value;
      return list;
    },
  });
  const TypedArray = Object.getPrototypeOf(Int8Array);
  const lengthOfTyped = Object.getOwnPropertyDescriptor(TypedArray.prototype, 'length').get;
  function compareNumbers(a, b) {
    if (a !== a || b !== b)
      return a !== a ? (b !== b ? 0 : 1) : -1;
    return a - b || (a === 0 && b === 0 ? 1 / a - 1 / b || 0 : 0);
  }
  add(TypedArray.prototype, {
    sort(comparator) {
      checkComparator(comparator);
      const list = sorted(listOf(this, lengthOfTyped.call(this)), comparator || compareNumbers);
      for (let i = 0; i < list.length; ++i)
        this[i] = list[i];
      return this;
    },
  });
  Object.defineProperty(TypedArray.prototype, 'toLocaleString', {
    value: ({
      toLocaleString(locales = undefined, options = undefined) {
        lengthOfTyped.call(this);
        return localeText(this, locales, options);
      },
    }).toLocaleString,
    writable: true, enumerable: false, configurable: true,
  });
  const typedSort = TypedArray.prototype.sort;
  const onTyped = {};
  ['at', 'findLast', 'findLastIndex'].forEach(function (name) {
    onTyped[name] = ({
      [name](first, self) {
        lengthOfTyped.call(this); // throws where this is none
        return arrayMethods[name].call(this, first, self);
      },
    })[name];
  });
  add(TypedArray.prototype, onTyped);
  add(TypedArray.prototype, {
    toReversed() {
      const copy = new this.constructor(this);
      return copy.reverse();
    },
    toSorted(comparator) {
      checkComparator(comparator);
      return typedSort.call(new this.constructor(this), comparator);
    },
    with(index, value) {
      const length = lengthOfTyped.call(this), wanted = integer(index), number = Number(value);
      const at = wanted < 0 ? length + wanted : wanted;
      if (at < 0 || at >= length)
        throw new RangeError('The index is out of range');
      const copy = new this.constructor(this);
      copy[at] = number;
      return copy;
    },
  });
})
