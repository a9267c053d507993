// SPDX-License-Identifier: GPL-3.0-or-later
// The library functions of ES2017 to ES2023 that V4 of Qt 6.4 lacks, after ECMA-262. Runs once in
// the zygote, before what freeze.js made freezes it.
(function () {
  const global = (0, eval)('this');
  const OwnPromise = Promise, then = Promise.prototype.then;

  function add(target, members) {
    Object.getOwnPropertyNames(members).concat(Object.getOwnPropertySymbols(members)).forEach(function (name) {
      if (name in target)
        return;
      const property = Object.getOwnPropertyDescriptor(members, name);
      property.enumerable = false;
      Object.defineProperty(target, name, property);
    });
  }
  /// Methods without a prototype of their own, that `new` refuses, as built-in ones are.
  function replace(target, members) {
    Object.keys(members).forEach(function (name) {
      Object.defineProperty(target, name, { value: members[name], writable: true, enumerable: false, configurable: true });
    });
  }
  function isObject(value) {
    return value !== null && (typeof value === 'object' || typeof value === 'function');
  }
  function requireObject(value, name) {
    if (value === null || value === undefined)
      throw new TypeError(name + ' was called on ' + value);
    return value;
  }
  /// ToString of ECMA-262: unlike String() it refuses symbols.
  function textOf(value) {
    if (typeof value === 'symbol')
      throw new TypeError('Cannot convert a symbol to a string');
    return String(value);
  }
  function integer(value) {
    const number = Number(value);
    return number !== number ? 0 : Math.trunc(number);
  }
  function lengthOf(object) {
    return Math.min(Math.max(integer(object.length), 0), Number.MAX_SAFE_INTEGER);
  }
  function requireFunction(value) {
    if (typeof value !== 'function')
      throw new TypeError(String(value) + ' is not a function');
  }
  function relative(index, length) {
    const at = integer(index);
    return at < 0 ? Math.max(length + at, 0) : Math.min(at, length);
  }
  /// A place in something of `length`; negative ones are 0.
  function clamped(index, length) {
    return Math.min(Math.max(integer(index), 0), length);
  }
  function definedOn(object, name, value) {
    Object.defineProperty(object, name, { value: value, writable: true, enumerable: true, configurable: true });
  }

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
  replace(Reflect, { ownKeys(object) { return getKeys(object).filter(isShown); } });

  // V4 of Qt 6.4 keeps the elements of an object as a list or, where some lie far apart, as a map. It lets push(),
  // unshift() and `a[i] =` change such a list though its object is frozen; a map it leaves alone.
  const FAR = 100000;
  function isIndex(key) {
    return key !== undefined && String(key >>> 0) === key;
  }
  function keepElements(object) {
    if (!isObject(object) || !Object.isExtensible(object) || !(Array.isArray(object) || isIndex(Object.getOwnPropertyNames(object)[0])))
      return;
    const length = Array.isArray(object) ? object.length : 0, far = length + FAR;
    if (far in object || far >= 0xffffffff)
      return;
    object[far] = 1;
    delete object[far];
    if (Array.isArray(object))
      object.length = length;
  }
  const freeze = Object.freeze, seal = Object.seal, preventExtensions = Object.preventExtensions, prevent = Reflect.preventExtensions;
  replace(Object, {
    freeze(object) { keepElements(object); return freeze(object); },
    seal(object) { keepElements(object); return seal(object); },
    preventExtensions(object) { keepElements(object); return preventExtensions(object); },
  });
  replace(Reflect, { preventExtensions(object) { keepElements(object); return prevent(object); } });

  // ---- WeakMap, WeakSet

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

  // ---- Object

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

  // ---- Array

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
  const nativeFrom = Array.from;
  // V4's own refuses a mapper that is given as undefined.
  replace(Array, {
    from(items, mapper = undefined, self = undefined) {
      return mapper === undefined ? nativeFrom.call(this, items) : nativeFrom.call(this, items, mapper, self);
    },
  });
  replace(Array.prototype, {
    // V4's own hands its arguments on to join().
    toString() {
      const object = Object(requireObject(this, 'toString')), join = object.join;
      return typeof join === 'function' ? join.call(object) : Object.prototype.toString.call(object);
    },
    sort(comparator) {
      checkComparator(comparator);
      const object = Object(requireObject(this, 'sort'));
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
  const arrayMethods = {
    flat(depth = undefined) {
      const object = Object(requireObject(this, 'flat'));
      const levels = depth === undefined ? 1 : integer(depth);
      const made = species(object, 0);
      flattenInto(made, object, 0, levels);
      return made;
    },
    flatMap(mapper, self = undefined) {
      const object = Object(requireObject(this, 'flatMap'));
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
      const object = Object(requireObject(this, 'at'));
      const length = lengthOf(object), wanted = integer(index);
      return object[wanted < 0 ? length + wanted : wanted];
    },
    findLast(predicate, self = undefined) {
      const object = Object(requireObject(this, 'findLast'));
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
      const object = Object(requireObject(this, 'findLastIndex'));
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
      const object = Object(requireObject(this, 'toReversed'));
      return listOf(object, lengthOf(object)).reverse();
    },
    toSorted(comparator) {
      checkComparator(comparator);
      const object = Object(requireObject(this, 'toSorted'));
      return sorted(listOf(object, lengthOf(object)), comparator);
    },
    toSpliced(start, count) {
      const object = Object(requireObject(this, 'toSpliced'));
      const list = listOf(object, lengthOf(object));
      Array.prototype.splice.apply(list, arguments);
      return list;
    },
    with(index, value) {
      const object = Object(requireObject(this, 'with'));
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

  // ---- regular expressions

  const nativeExec = RegExp.prototype.exec;

  /// The names of a pattern's groups by number; null when none has a name.
  function groupNames(source) {
    if (source.indexOf('(?<') < 0)
      return null;
    let names = null, group = 0, inClass = false;
    for (let i = 0; i < source.length; ++i) {
      const c = source[i];
      if (c === '\\')
        ++i;
      else if (c === '[' || c === ']')
        inClass = c === '[';
      else if (c === '(' && !inClass && source[i + 1] !== '?')
        ++group;
      else if (c === '(' && !inClass && source[i + 2] === '<') {
        ++group;
        names = names || [];
        names[group] = source.slice(i + 3, source.indexOf('>', i));
      }
    }
    return names;
  }

  // One atom of a pattern, as far as its end and whether it takes text matter. Backreferences may be empty.
  const CLASS = /\[(?:\\[^]|[^\]\\])*\]/g, ESCAPE = /\\(?:x[\da-f]{2}|u[\da-f]{4}|u\{[\da-f]+\}|c[a-z]|k<[^>]*>|[1-9]\d*|[^])/gi;
  const GROUP = /\((?:\?(?:<?[=!]|:|<[^>]*>))?/g, QUANTIFIER = /[*+?]\??|\{(\d+)[^}]*\}\??/g;
  function atomAt(expression, source, at) {
    expression.lastIndex = at;
    const match = nativeExec.call(expression, source);
    return match && match.index === at ? match[0] : '';
  }
  /// Whether a pattern may match the empty text; true where that is not certain.
  function mayBeEmpty(source) {
    const open = []; // the groups around the current place
    let all = true, now = false; // whether the alternatives before take text, and the current one
    for (let at = 0; at < source.length;) {
      const c = source[at];
      let atom = c, takes = c !== '^' && c !== '$';
      if (c === '|') {
        all = all && now;
        now = false;
        ++at;
        continue;
      }
      if (c === '(') {
        atom = atomAt(GROUP, source, at);
        open.push({ all: all, now: now, isLook: /[=!]$/.test(atom) });
        all = true;
        now = false;
        at += atom.length;
        continue;
      }
      if (c === ')') {
        const group = open.pop();
        takes = all && now && !group.isLook;
        all = group.all;
        now = group.now;
      } else if (c === '[') {
        atom = atomAt(CLASS, source, at) || source.slice(at);
      } else if (c === '\\') {
        atom = atomAt(ESCAPE, source, at);
        takes = !/^\\[bBk1-9]/.test(atom);
      } else if (/[\ud800-\udbff]/.test(c)) {
        atom = source.slice(at, at + 2);
      }
      at += atom.length;
      const quantifier = atomAt(QUANTIFIER, source, at);
      at += quantifier.length;
      now = now || (takes && !/^(?:[*?]|\{0+[,}])/.test(quantifier));
    }
    return !(all && now);
  }

  const factsOfSources = new Map();
  /// What the functions here need to know of a pattern: {names, mayBeEmpty, hasGroups}.
  function factsOf(source) {
    let facts = factsOfSources.get(source);
    if (facts === undefined) {
      facts = { names: groupNames(source), mayBeEmpty: mayBeEmpty(source), hasGroups: source.indexOf('(') >= 0 };
      if (factsOfSources.size > 1000)
        factsOfSources.clear();
      factsOfSources.set(source, facts);
    }
    return facts;
  }
  const sourceOf = Object.getOwnPropertyDescriptor(RegExp.prototype, 'source').get;
  // The engine puts a backslash before each slash, also before one that has it.
  function properSource(expression) {
    const raw = sourceOf.call(expression).split('\\/').join('/');
    if (!/[/\n\r\u2028\u2029]/.test(raw))
      return raw;
    const breaks = { '\n': '\\n', '\r': '\\r', '\u2028': '\\u2028', '\u2029': '\\u2029' };
    let source = '', inClass = false;
    for (let i = 0; i < raw.length; ++i) {
      if (raw[i] === '\\') {
        source += raw[i] + (raw[++i] || '');
        continue;
      }
      inClass = raw[i] === '[' ? true : (raw[i] === ']' ? false : inClass);
      source += raw[i] === '/' && !inClass ? '\\/' : (breaks[raw[i]] || raw[i]);
    }
    return source;
  }
  const sourceGetter = function () { return properSource(this); };
  Object.defineProperty(sourceGetter, 'name', { value: 'get source', configurable: true });
  Object.defineProperty(RegExp.prototype, 'source', { get: sourceGetter, enumerable: false, configurable: true });
  function withGroups(match, names) {
    let groups;
    if (names) {
      groups = Object.create(null);
      names.forEach(function (name, number) { groups[name] = match[number]; });
    }
    match.groups = groups;
    return match;
  }
  replace(RegExp.prototype, {
    exec(text) {
      const match = nativeExec.call(this, text);
      return match === null ? null : withGroups(match, factsOf(sourceOf.call(this)).names);
    },
    toString() {
      if (!isObject(this))
        throw new TypeError('RegExp.prototype.toString was called on no object');
      return '/' + String(this.source) + '/' + String(this.flags);
    },
  });

  function execute(expression, text) {
    const exec = expression.exec;
    if (typeof exec !== 'function')
      return RegExp.prototype.exec.call(expression, text);
    const result = exec.call(expression, text);
    if (result !== null && !isObject(result))
      throw new TypeError('exec gives neither an object nor null');
    return result;
  }
  function advanced(text, index, isUnicode) {
    if (!isUnicode || index + 1 >= text.length)
      return index + 1;
    return index + (text.codePointAt(index) > 0xffff ? 2 : 1);
  }

  /// What makes further regular expressions like this one.
  function speciesOf(expression) {
    const Constructor = expression.constructor;
    const Made = Constructor === undefined ? undefined : Constructor[Symbol.species];
    return Made === undefined || Made === null ? RegExp : Made;
  }

  /// GetSubstitution of ECMA-262.
  function expand(matched, text, position, captures, groups, template) {
    let result = '';
    for (let i = 0; i < template.length; ++i) {
      const next = template[i + 1];
      if (template[i] !== '$' || next === undefined) {
        result += template[i];
      } else if (next === '$') {
        result += '$';
        ++i;
      } else if (next === '&') {
        result += matched;
        ++i;
      } else if (next === '`') {
        result += text.slice(0, position);
        ++i;
      } else if (next === "'") {
        result += text.slice(Math.min(text.length, position + matched.length));
        ++i;
      } else if (next >= '0' && next <= '9') {
        const two = template.slice(i + 1, i + 3);
        const isTwo = two.length === 2 && two[1] >= '0' && two[1] <= '9' && Number(two) >= 1 && Number(two) <= captures.length;
        const number = isTwo ? Number(two) : Number(next);
        if (number < 1 || number > captures.length) {
          result += '$';
          continue;
        }
        result += captures[number - 1] === undefined ? '' : captures[number - 1];
        i += isTwo ? 2 : 1;
      } else if (next === '<' && groups !== undefined) {
        const end = template.indexOf('>', i);
        if (end < 0) {
          result += '$';
          continue;
        }
        const value = groups[template.slice(i + 2, end)];
        result += value === undefined ? '' : String(value);
        i = end;
      } else {
        result += '$';
      }
    }
    return result;
  }

  const onRegExp = {
    [Symbol.replace](given, replacement) {
      if (!isObject(this))
        throw new TypeError('RegExp.prototype[Symbol.replace] was called on no object');
      const text = String(given);
      const isFunction = typeof replacement === 'function';
      const template = isFunction ? replacement : String(replacement);
      const isGlobal = Boolean(this.global), isUnicode = isGlobal && Boolean(this.unicode);
      if (isGlobal)
        this.lastIndex = 0;
      const results = [];
      while (true) {
        const result = execute(this, text);
        if (result === null)
          break;
        results.push(result);
        if (!isGlobal)
          break;
        if (String(result[0]) === '')
          this.lastIndex = advanced(text, lengthOf({ length: this.lastIndex }), isUnicode);
      }
      let made = '', at = 0;
      results.forEach(function (result) {
        const count = Math.max(lengthOf(result) - 1, 0);
        const matched = String(result[0]);
        const position = Math.max(Math.min(integer(result.index), text.length), 0);
        const captures = [];
        for (let i = 1; i <= count; ++i)
          captures.push(result[i] === undefined ? undefined : String(result[i]));
        let groups = result.groups, by;
        if (isFunction) {
          const list = [matched].concat(captures, [position, text]);
          if (groups !== undefined)
            list.push(groups);
          by = String(replacement.apply(undefined, list));
        } else {
          if (groups !== undefined)
            groups = Object(groups);
          by = expand(matched, text, position, captures, groups, template);
        }
        if (position >= at) {
          made += text.slice(at, position) + by;
          at = position + matched.length;
        }
      });
      return at >= text.length ? made : made + text.slice(at);
    },
    // Searches with the flag g: V4's sticky expressions read their pattern as Unicode ones do.
    [Symbol.split](given, limit) {
      if (!isObject(this))
        throw new TypeError('RegExp.prototype[Symbol.split] was called on no object');
      const text = textOf(given), flags = textOf(this.flags).replace('y', '');
      const Made = speciesOf(this), parts = [];
      const expression = new Made(this, flags.indexOf('g') < 0 ? flags + 'g' : flags);
      const most = limit === undefined ? 0xffffffff : limit >>> 0;
      if (most === 0)
        return parts;
      if (text === '')
        return execute(expression, text) === null ? [text] : parts;
      let from = 0, at = 0;
      while (at < text.length) {
        expression.lastIndex = at;
        const match = execute(expression, text);
        const position = match === null ? text.length : match.index;
        if (position >= text.length)
          break;
        const end = Math.min(lengthOf({ length: expression.lastIndex }), text.length);
        if (end === from) {
          at = advanced(text, position, flags.indexOf('u') >= 0);
          continue;
        }
        parts.push(text.slice(from, position));
        for (let i = 1; i < match.length && parts.length < most; ++i)
          parts.push(match[i]);
        if (parts.length >= most)
          return parts;
        from = at = end;
      }
      parts.push(text.slice(from));
      return parts;
    },
  };
  [Symbol.replace, Symbol.split].forEach(function (symbol) {
    Object.defineProperty(RegExp.prototype, symbol, { value: onRegExp[symbol], writable: true, enumerable: false, configurable: true });
  });

  const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  const matchIteratorPrototype = Object.create(iteratorPrototype);
  const matchState = Symbol('\u0000match');
  add(matchIteratorPrototype, {
    next() {
      const state = isObject(this) ? this[matchState] : undefined;
      if (!state)
        throw new TypeError('next() of no match iterator');
      if (state.isDone)
        return { value: undefined, done: true };
      const match = execute(state.expression, state.text);
      if (match === null || !state.isGlobal)
        state.isDone = true;
      if (match === null)
        return { value: undefined, done: true };
      if (state.isGlobal && String(match[0]) === '')
        state.expression.lastIndex = advanced(state.text, lengthOf({ length: state.expression.lastIndex }), state.isUnicode);
      return { value: match, done: false };
    },
    [Symbol.toStringTag]: 'RegExp String Iterator',
  });
  add(RegExp.prototype, {
    [Symbol.matchAll](given) {
      if (!isObject(this))
        throw new TypeError('RegExp.prototype[Symbol.matchAll] was called on no object');
      const text = String(given);
      const flags = String(this.flags), Made = speciesOf(this);
      const expression = new Made(this, flags);
      expression.lastIndex = lengthOf({ length: this.lastIndex });
      const iterator = Object.create(matchIteratorPrototype);
      Object.defineProperty(iterator, matchState, { value: {
        expression: expression, text: text, isGlobal: flags.indexOf('g') >= 0, isUnicode: flags.indexOf('u') >= 0, isDone: false,
      } });
      return iterator;
    },
  });

  // ---- String

  function isRegExp(value) {
    if (!isObject(value))
      return false;
    const match = value[Symbol.match];
    return match !== undefined ? Boolean(match) : value instanceof RegExp;
  }
  add(String.prototype, {
    at(index) {
      const text = String(requireObject(this, 'at')), wanted = integer(index);
      const at = wanted < 0 ? text.length + wanted : wanted;
      return at < 0 || at >= text.length ? undefined : text[at];
    },
    trimStart() {
      return String(requireObject(this, 'trimStart')).replace(/^\s+/, '');
    },
    trimEnd() {
      return String(requireObject(this, 'trimEnd')).replace(/\s+$/, '');
    },
    matchAll(expression) {
      requireObject(this, 'matchAll');
      if (expression !== undefined && expression !== null) {
        if (isRegExp(expression) && String(requireObject(expression.flags, 'matchAll')).indexOf('g') < 0)
          throw new TypeError('matchAll wants a regular expression with the flag g');
        const method = expression[Symbol.matchAll];
        if (method !== undefined && method !== null)
          return method.call(expression, this);
      }
      const text = String(this);
      return new RegExp(expression, 'g')[Symbol.matchAll](text);
    },
    replaceAll(searched, replacement) {
      requireObject(this, 'replaceAll');
      if (searched !== undefined && searched !== null) {
        if (isRegExp(searched) && String(requireObject(searched.flags, 'replaceAll')).indexOf('g') < 0)
          throw new TypeError('replaceAll wants a regular expression with the flag g');
        const method = searched[Symbol.replace];
        if (method !== undefined && method !== null)
          return method.call(searched, this, replacement);
      }
      const text = textOf(this), part = textOf(searched);
      const isFunction = typeof replacement === 'function';
      const template = isFunction ? replacement : textOf(replacement);
      let made = '', at = 0;
      for (let position = text.indexOf(part, 0); position >= 0; position = text.indexOf(part, position + Math.max(1, part.length))) {
        made += text.slice(at, position)
          + (isFunction ? String(replacement(part, position, text)) : expand(part, text, position, [], undefined, template));
        at = position + part.length;
        if (position + Math.max(1, part.length) > text.length)
          break;
      }
      return at < text.length ? made + text.slice(at) : made;
    },
  });
  // The engine's own functions know nothing of named groups, meet an empty match beyond their place
  // twice, and take an argument that is given as undefined for 0 or ''.
  const native = {};
  ['replace', 'match', 'search', 'split', 'indexOf', 'lastIndexOf', 'substr'].forEach(function (name) { native[name] = String.prototype[name]; });
  function factsOfExpression(value) {
    return value instanceof RegExp ? factsOf(value.source) : null;
  }
  /// What `symbol` of a value gives that is no regular expression.
  function methodOf(value, symbol) {
    const method = isObject(value) && !(value instanceof RegExp) ? value[symbol] : undefined;
    return method === undefined || method === null ? null : method;
  }
  replace(String.prototype, {
    replace(searched, replacement) {
      requireObject(this, 'replace');
      const facts = factsOfExpression(searched), method = methodOf(searched, Symbol.replace);
      if (method)
        return method.call(searched, this, replacement);
      if (!facts || (facts.names === null && !(facts.mayBeEmpty && searched.global)))
        return native.replace.call(this, searched, replacement);
      return searched[Symbol.replace](String(this), replacement);
    },
    match(expression) {
      const facts = factsOfExpression(expression);
      if (!facts || facts.names === null || expression.global)
        return native.match.call(this, expression);
      return expression.exec(String(requireObject(this, 'match')));
    },
    split(separator, limit) {
      requireObject(this, 'split');
      const facts = factsOfExpression(separator), method = methodOf(separator, Symbol.split);
      if (method)
        return method.call(separator, this, limit);
      if (facts && (facts.mayBeEmpty || facts.hasGroups || separator.sticky))
        return separator[Symbol.split](textOf(this), limit);
      if (separator === undefined)
        return limit === undefined || limit >>> 0 ? [textOf(this)] : [];
      return native.split.call(this, separator, limit);
    },
    search(expression) {
      const method = methodOf(expression, Symbol.search);
      return method ? method.call(expression, requireObject(this, 'search')) : native.search.call(this, expression);
    },
    indexOf(searched, from = undefined) {
      const at = native.indexOf.call(this, searched, from);
      return at > 0 || String(searched) !== '' ? at : clamped(from, String(this).length);
    },
    lastIndexOf(searched, from = undefined) {
      const at = native.lastIndexOf.call(this, searched, from);
      return at > 0 || String(searched) !== '' ? at : clamped(Number(from) !== Number(from) ? Infinity : from, String(this).length);
    },
    substr(from, length) {
      return length === undefined ? native.substr.call(this, from) : native.substr.call(this, from, length);
    },
    endsWith(searched, end = undefined) {
      const text = textOf(requireObject(this, 'endsWith'));
      if (isRegExp(searched))
        throw new TypeError('endsWith wants a text, not a regular expression');
      const part = textOf(searched), to = end === undefined ? text.length : clamped(end, text.length);
      return part.length <= to && text.slice(to - part.length, to) === part;
    },
  });
  if (!('trimLeft' in String.prototype))
    replace(String.prototype, { trimLeft: String.prototype.trimStart, trimRight: String.prototype.trimEnd });

  // ---- errors

  /// `new Error(message, {cause})`
  function withCause(Original) {
    const name = Original.name;
    const Made = ({
      [name]: function (message, options) {
        const target = new.target === undefined ? Made : new.target;
        const error = Reflect.construct(Original, message === undefined ? [] : [textOf(message)], target);
        if (isObject(options) && 'cause' in options)
          Object.defineProperty(error, 'cause', { value: options.cause, writable: true, enumerable: false, configurable: true });
        return error;
      },
    })[name];
    Object.defineProperty(Made, 'length', { value: 1, configurable: true });
    Object.defineProperty(Made, 'prototype', { value: Original.prototype, writable: false, enumerable: false, configurable: false });
    Object.setPrototypeOf(Made, Object.getPrototypeOf(Original));
    Object.defineProperty(Original.prototype, 'constructor', { value: Made, writable: true, enumerable: false, configurable: true });
    Object.defineProperty(global, name, { value: Made, writable: true, enumerable: false, configurable: true });
    return Made;
  }
  const OwnError = withCause(Error);
  ['EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'].forEach(function (name) {
    Object.setPrototypeOf(withCause(global[name]), OwnError);
  });
  if (!global.AggregateError) {
    const Aggregate = function AggregateError(errors, message, options) {
      const error = Reflect.construct(OwnError, [message, options], new.target || Aggregate);
      Object.defineProperty(error, 'errors', { value: [...errors], writable: true, enumerable: false, configurable: true });
      return error;
    };
    Object.defineProperty(Aggregate, 'length', { value: 2, configurable: true });
    Object.setPrototypeOf(Aggregate, OwnError);
    Aggregate.prototype = Object.create(OwnError.prototype);
    Object.defineProperty(Aggregate, 'prototype', { writable: false, enumerable: false });
    replace(Aggregate.prototype, { constructor: Aggregate, name: 'AggregateError', message: '' });
    replace(global, { AggregateError: Aggregate });
  }

  // ---- Promise

  function capability(Constructor) {
    const made = {};
    made.promise = new Constructor(function (resolve, reject) {
      made.resolve = resolve;
      made.reject = reject;
    });
    requireFunction(made.resolve);
    requireFunction(made.reject);
    return made;
  }
  /// The way of all(), allSettled() and any(): each element's end is noted; the last one ends it.
  function combine(Constructor, iterable, settle) {
    if (!isObject(Constructor))
      throw new TypeError('this is no constructor');
    const made = capability(Constructor);
    try {
      const resolve = Constructor.resolve;
      requireFunction(resolve);
      const values = [];
      let remaining = 1, index = 0;
      const finish = function () {
        if (--remaining === 0)
          settle.done(made, values);
      };
      for (const element of iterable) {
        const at = index++;
        values[at] = undefined;
        const next = resolve.call(Constructor, element);
        ++remaining;
        let isCalled = false;
        const once = function (act) {
          return function (value) {
            if (isCalled)
              return undefined;
            isCalled = true;
            return act(value);
          };
        };
        const note = function (make) {
          return once(function (value) {
            values[at] = make(value);
            finish();
          });
        };
        next.then(settle.fulfilled(made, note), settle.rejected(made, note));
      }
      finish();
    } catch (error) {
      made.reject(error);
    }
    return made.promise;
  }
  add(Promise, {
    allSettled(iterable) {
      return combine(this, iterable, {
        fulfilled: function (made, note) { return note(function (value) { return { status: 'fulfilled', value: value }; }); },
        rejected: function (made, note) { return note(function (reason) { return { status: 'rejected', reason: reason }; }); },
        done: function (made, values) { made.resolve(values); },
      });
    },
    any(iterable) {
      return combine(this, iterable, {
        fulfilled: function (made) { return made.resolve; },
        rejected: function (made, note) { return note(function (reason) { return reason; }); },
        done: function (made, errors) { made.reject(new global.AggregateError(errors, 'All promises were rejected')); },
      });
    },
  });
  add(Promise.prototype, {
    finally(act) {
      if (!isObject(this))
        throw new TypeError('finally was called on no object');
      if (typeof act !== 'function')
        return this.then(act, act);
      let Constructor = this.constructor;
      Constructor = isObject(Constructor) && Constructor[Symbol.species] ? Constructor[Symbol.species] : OwnPromise;
      return this.then(
        function (value) { return Constructor.resolve(act()).then(function () { return value; }); },
        function (error) { return Constructor.resolve(act()).then(function () { throw error; }); });
    },
  });

  // ---- the rest

  add(global, {
    queueMicrotask(act) {
      requireFunction(act);
      then.call(OwnPromise.resolve(), function () { act(); });
    },
    structuredClone(value) {
      if (!arguments.length)
        throw new TypeError('structuredClone wants a value');
      const seen = new Map();
      function clone(each) {
        if (typeof each === 'function' || typeof each === 'symbol')
          throw new TypeError('structuredClone cannot clone a ' + typeof each);
        if (!isObject(each))
          return each;
        if (seen.has(each))
          return seen.get(each);
        let made;
        if (each instanceof Date)
          made = new Date(each.getTime());
        else if (each instanceof RegExp)
          made = new RegExp(each.source, each.flags);
        else if (each instanceof Map)
          made = new Map();
        else if (each instanceof Set)
          made = new Set();
        else if (each instanceof Error)
          made = Object.create(Object.getPrototypeOf(each));
        else if (each instanceof ArrayBuffer)
          made = each.slice(0);
        else if (ArrayBuffer.isView(each))
          made = each instanceof DataView ? new DataView(clone(each.buffer), each.byteOffset, each.byteLength) : new each.constructor(each);
        else
          made = Array.isArray(each) ? new Array(each.length) : {};
        seen.set(each, made);
        if (each instanceof Map)
          each.forEach(function (item, key) { made.set(clone(key), clone(item)); });
        else if (each instanceof Set)
          each.forEach(function (item) { made.add(clone(item)); });
        else if (each instanceof Error)
          ['name', 'message', 'stack'].forEach(function (key) { definedOn(made, key, String(each[key])); });
        else if (!ArrayBuffer.isView(each) && !(each instanceof ArrayBuffer))
          Object.keys(each).forEach(function (key) { definedOn(made, key, clone(each[key])); });
        return made;
      }
      return clone(value);
    },
  });
})()
