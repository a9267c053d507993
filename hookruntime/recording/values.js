// SPDX-License-Identifier: GPL-3.0-or-later
// What a recording keeps of a value, as JSON (docs/replay.md, "The format"): the value, three levels of objects in it, and 1 KiB in all. Nothing of the author's is
// called for it: no getter, no toJSON, no trap of a Proxy. `tools`: what library/polyfill.js gives. Read before any script runs, and
// what it uses of the built-ins is kept here, so nothing that a script changes of them matters; only accessors that a script puts in the
// place of an array's elements do.
(function (tools) {
  const MAXIMUM_BYTES = 1024, LEVELS = 4, MAXIMUM_TEXT = 200, MAXIMUM_NAME = 60;
  const MAXIMUM_KEYS = 200; // where there are getters, more are not counted: that would take longer than the script
  const stringify = tools.stringifyNative, keysNative = tools.keysNative, isArray = Array.isArray, hasOwn = Object.prototype.hasOwnProperty, descriptorOf = Object.getOwnPropertyDescriptor;
  const prototypeOf = Object.getPrototypeOf, isView = ArrayBuffer.isView, apply = Reflect.apply, textOfSymbol = Symbol.prototype.toString;
  const objects = Object.prototype, arrays = Array.prototype, errors = Error.prototype, dates = Date.prototype, patterns = RegExp.prototype, promises = Promise.prototype;
  const maps = Map.prototype, sets = Set.prototype, sizeOfMap = descriptorOf(maps, 'size').get, sizeOfSet = descriptorOf(sets, 'size').get;
  const timeOf = Date.prototype.getTime, textOfPattern = RegExp.prototype.toString, mapEntries = Map.prototype.entries, setValues = Set.prototype.values;
  const nextOfMap = prototypeOf(new Map().entries()).next, nextOfSet = prototypeOf(new Set().values()).next;
  const slice = String.prototype.slice, replace = String.prototype.replace, ownKeys = Reflect.ownKeys;
  const HALF = own(/\\ud[89a-f]/i), HALVES = own(/\\\\|\\ud[89a-f][0-9a-f]{2}/gi);
  const PLAIN_TEXT = own(/^[ !#-\[\]-~]*$/); // what JSON writes as it is
  // As server/inspector/secretnames.h has them.
  const SECRET = own(/^(?:jwt|pass|pwd|bearer)$|(?:password|passwd|passphrase|secret|token|apikey|(?:secret|access|private|signing|encrypt)key|authorization|cookie|signature)$/i);

  const LENGTH = {}, KEYS = {}; // in a shape, in the place of a key
  const quotedKeys = Object.create(null), secretKeys = Object.create(null); // a regular expression for each key takes V4 long
  let keysKept = 0;

  let left = 0; // bytes of the value under way
  let shape = null; // what was read of it: an object, a key and a value for each; null: it cannot be compared
  let around = null; // {object, outer}: the objects that hold it

  /// An expression that keeps what it is made of, whatever becomes of RegExp.prototype.
  function own(expression) {
    expression.exec = expression.exec;
    expression.test = expression.test;
    expression[Symbol.replace] = expression[Symbol.replace];
    return expression;
  }
  function cut(text, most) {
    return text.length > most ? apply(slice, text, [0, most]) : text;
  }
  /// Half of a surrogate pair becomes U+FFFD: the server takes none.
  function quoted(text) {
    if (PLAIN_TEXT.test(text))
      return '"' + text + '"';
    const json = stringify(text);
    return HALF.test(json) ? apply(replace, json, [HALVES, function (found) { return found.length > 2 ? '\\ufffd' : found; }]) : json;
  }
  /// The names of an object's own properties that are told. Object.keys() of V4 (Qt 6.4) calls getters, but takes a tenth of the time: it
  /// is used until there are some. `req` and `context` have one from the beginning.
  function keysOf(object, most) {
    if (!tools.hasAccessors() && !apply(hasOwn, object, ['hint']) && !apply(hasOwn, object, ['settings']))
      return keysNative(object);
    const limit = most || MAXIMUM_KEYS;
    const keys = [], prototype = prototypeOf(object), isPlain = prototype === objects;
    for (let each = prototype; each && !isPlain; each = prototypeOf(each)) {
      if (tools.isProxy(each))
        return askedKeysOf(object, limit);
    }
    for (const key in object) {
      if (keys.length >= limit)
        break;
      if (isPlain || apply(hasOwn, object, [key]))
        keys[keys.length] = key;
    }
    // What a script has put into Object.prototype comes last.
    while (keys.length && isPlain && !apply(hasOwn, object, [keys[keys.length - 1]]))
      keys.length -= 1;
    return keys;
  }
  /// The same of an object with a Proxy among its prototypes, which for-in would ask.
  function askedKeysOf(object, most) {
    const keys = [], all = ownKeys(object);
    for (let i = 0; i < all.length && keys.length < most; ++i) {
      if (typeof all[i] === 'string' && descriptorOf(object, all[i]).enumerable)
        keys[keys.length] = all[i];
    }
    return keys;
  }
  function quotedKey(key) {
    const known = quotedKeys[key];
    if (known !== undefined)
      return known;
    const made = quoted(PLAIN_TEXT.test(key) ? key : exchanged(key, '\0', '\ufffd')); // nor NUL in a name
    if (++keysKept < 2000) {
      quotedKeys[key] = made;
      secretKeys[key] = isSecret(key);
    }
    return made;
  }
  /// Whether what has this name is shown masked in the inspector and in exports.
  function isSecret(key) {
    const known = secretKeys[key];
    return known === undefined ? SECRET.test(exchanged(key, '-_ ', '')) : known;
  }
  /// `text` with `other` in the place of each of `letters`.
  function exchanged(text, letters, other) {
    let made = '';
    for (let i = 0; i < text.length; ++i) {
      let isOne = false;
      for (let k = 0; k < letters.length; ++k)
        isOne = isOne || text[i] === letters[k];
      made += isOne ? other : text[i];
    }
    return made;
  }
  function note(object, key, value) {
    if (shape)
      shape[shape.length] = object, shape[shape.length] = key, shape[shape.length] = value;
  }
  function text(value, most) {
    if (value.length <= most) {
      left -= value.length + 2;
      return quoted(value);
    }
    left -= most + 32;
    return '{"t":"string","v":' + quoted(cut(value, most)) + ',"n":' + value.length + '}';
  }
  function number(value) {
    left -= 8;
    if (value === 0 && 1 / value < 0)
      return '{"t":"number","v":"-0"}';
    return value - value === 0 ? '' + value : '{"t":"number","v":"' + value + '"}';
  }
  /// A property that is no accessor; undefined for all others.
  function dataOf(object, name) {
    const found = descriptorOf(object, name);
    return found && 'value' in found ? found.value : undefined;
  }
  function nameOf(callable) {
    const name = dataOf(callable, 'name');
    return typeof name === 'string' ? cut(name, MAXIMUM_NAME) : '';
  }
  /// The name of the class that made an object; '' for a plain one.
  function classOf(object) {
    const prototype = prototypeOf(object);
    if (prototype === objects || prototype === arrays || prototype === null)
      return prototype === null ? 'null' : '';
    if (tools.isProxy(prototype))
      return '';
    const maker = dataOf(prototype, 'constructor');
    return typeof maker === 'function' && !tools.isProxy(maker) ? nameOf(maker) : '';
  }
  function isError(object) {
    for (let each = prototypeOf(object), i = 0; each && i < 8 && !tools.isProxy(each); each = prototypeOf(each), ++i) {
      if (each === errors)
        return true;
    }
    return false;
  }

  function element(value, depth) {
    return left > 0 ? encode(value, depth) : '{"t":"more"}';
  }
  function member(object, key, depth) {
    const found = descriptorOf(object, key);
    if (!found) {
      left -= 14; // a list may have millions of holes
      return '{"t":"undefined"}';
    }
    if (!('value' in found)) {
      const known = tools.readValue(found.get);
      left -= 14;
      return known ? element(known.value, depth) : '{"t":"getter"}';
    }
    note(object, key, found.value);
    return element(found.value, depth);
  }
  function masked(object, key, depth) {
    const found = descriptorOf(object, key);
    if (!found || !('value' in found) || found.value === undefined || found.value === null || typeof found.value === 'boolean' || typeof found.value === 'function')
      return member(object, key, depth);
    note(object, key, found.value);
    left -= 14;
    return '{"t":"hidden"}';
  }
  function listOf(value, depth) {
    let text = '';
    note(value, LENGTH, value.length);
    for (let i = 0; i < value.length && left > 0; ++i)
      text += (i ? ',' : '') + member(value, i, depth);
    return text;
  }
  function membersOf(value, keys, depth) {
    let text = '';
    note(value, KEYS, keys);
    for (let i = 0; i < keys.length && left > 0; ++i) {
      const key = cut(keys[i], MAXIMUM_TEXT), name = quotedKey(key);
      left -= key.length + 5;
      text += (i ? ',[' : '[') + name + ',' + (isSecret(key) ? masked(value, keys[i], depth) : member(value, keys[i], depth)) + ']';
    }
    return text;
  }
  function head(kind, name, count) {
    left -= 16 + name.length;
    return '{"t":"' + kind + '"' + (name ? ',"c":' + quoted(name) : '') + (count === undefined ? '' : ',"n":' + count);
  }
  function array(value, depth) {
    const begin = head('array', '', value.length);
    return depth >= LEVELS ? begin + '}' : begin + ',"v":[' + listOf(value, depth + 1) + ']}';
  }
  function plain(value, depth, kind, name) {
    const keys = keysOf(value), begin = head(kind, name, keys.length);
    return depth >= LEVELS ? begin + '}' : begin + ',"v":[' + membersOf(value, keys, depth + 1) + ']}';
  }
  function error(value, name, depth) {
    const message = dataOf(value, 'message'), all = keysOf(value), keys = [];
    for (let i = 0; i < all.length; ++i) {
      if (all[i] !== 'message' && all[i] !== 'stack')
        keys[keys.length] = all[i];
    }
    const begin = head('error', name || 'Error', keys.length + 1);
    if (depth >= LEVELS)
      return begin + '}';
    const first = '["message",' + element(message === undefined ? '' : message, depth + 1) + ']', rest = membersOf(value, keys, depth + 1);
    return begin + ',"v":[' + first + (rest && ',' + rest) + ']}';
  }
  /// The entries of a Map or the values of a Set.
  function collection(value, isMap, depth) {
    const iterator = apply(isMap ? mapEntries : setValues, value, []);
    let text = '';
    const size = apply(isMap ? sizeOfMap : sizeOfSet, value, []);
    const begin = head(isMap ? 'map' : 'set', '', size);
    if (depth >= LEVELS)
      return begin + '}';
    for (let i = 0; i < size && left > 0; ++i) {
      const step = apply(isMap ? nextOfMap : nextOfSet, iterator, []);
      if (step.done)
        break;
      text += (text && ',') + (isMap ? '[' + element(step.value[0], depth + 1) + ',' + element(step.value[1], depth + 1) + ']' : element(step.value, depth + 1));
    }
    return begin + ',"v":[' + text + ']}';
  }
  function special(value, prototype, depth) {
    shape = null;
    if (prototype === dates) {
      const time = apply(timeOf, value, []);
      return head('date', '') + ',"v":' + (time === time ? time : 'null') + '}';
    }
    if (prototype === patterns)
      return head('regexp', '') + ',"v":' + quoted(cut(apply(textOfPattern, value, []), MAXIMUM_TEXT)) + '}';
    if (prototype === maps || prototype === sets)
      return collection(value, prototype === maps, depth);
    if (prototype === promises)
      return head('promise', '') + '}';
    if (isView(value))
      return head('bytes', classOf(value), value.byteLength) + '}';
    return '';
  }
  function object(value, depth) {
    if (tools.isProxy(value))
      return head('proxy', '') + '}';
    for (let each = around, level = 1; each; each = each.outer, ++level) {
      if (each.object === value)
        return '{"t":"cycle","v":' + level + '}';
    }
    const outer = around;
    around = { object: value, outer: outer };
    let made;
    if (isArray(value)) {
      made = array(value, depth);
    } else {
      const prototype = prototypeOf(value);
      const before = shape;
      made = prototype === objects ? plain(value, depth, 'object', '') : special(value, prototype, depth);
      if (!made) {
        shape = before;
        made = isError(value) ? error(value, classOf(value), depth) : plain(value, depth, 'object', classOf(value));
      }
    }
    around = outer;
    return made;
  }
  function encode(value, depth) {
    switch (typeof value) {
    case 'string': return text(value, depth ? MAXIMUM_TEXT : MAXIMUM_BYTES - 64);
    case 'number': return number(value);
    case 'boolean': left -= 4; return value ? 'true' : 'false';
    case 'undefined': left -= 6; return '{"t":"undefined"}';
    case 'symbol': left -= 16; return '{"t":"symbol","v":' + quoted(cut(apply(textOfSymbol, value, []), MAXIMUM_NAME)) + '}';
    case 'function': left -= 16; return tools.isProxy(value) ? '{"t":"proxy"}' : '{"t":"function","v":' + quoted(nameOf(value)) + '}';
    }
    if (value === null)
      return 'null';
    return object(value, depth);
  }

  /// Whether what was read of a value is still the same.
  function isUnchanged(known) {
    for (let i = 0; i < known.length; i += 3) {
      const object = known[i], key = known[i + 1], value = known[i + 2];
      if (key === KEYS) {
        const keys = keysOf(object);
        if (keys.length !== value.length)
          return false;
        for (let k = 0; k < keys.length; ++k) {
          if (keys[k] !== value[k])
            return false;
        }
        continue;
      }
      const now = key === LENGTH ? object.length : tools.hasAccessors() ? dataOf(object, key) : object[key];
      if (now !== value && (now === now || value === value))
        return false;
    }
    return true;
  }
  /// The JSON of what is kept of `value`, in about `most` bytes.
  function keep(value, most) {
    left = most || MAXIMUM_BYTES;
    around = null;
    try {
      return encode(value, 0);
    } catch (failed) { // the stack is full, or an object of the engine refuses
      shape = null;
      return '{"t":"more"}';
    }
  }
  /// The same for a variable that is kept again and again: {text, shape}.
  function keepShape(value, most) {
    shape = [];
    const made = { text: keep(value, most), shape: null };
    made.shape = shape;
    shape = null;
    return made;
  }

  /// The milliseconds of a Date; null: it is none.
  function timeOfDate(object) {
    return prototypeOf(object) === dates ? apply(timeOf, object, []) : null;
  }

  return { quoted: quoted, cut: cut, keysOf: keysOf, isError: isError, timeOf: timeOfDate, keep: keep, keepShape: keepShape, isUnchanged: isUnchanged };
})
