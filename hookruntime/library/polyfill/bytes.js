// SPDX-License-Identifier: GPL-3.0-or-later
// Buffer, of the package of that name, TextEncoder and TextDecoder.
(function (tools) {
  const add = tools.add, replace = tools.replace, isObject = tools.isObject, global = tools.global, bridge = tools.bridge;
  const TypedArray = Object.getPrototypeOf(Int8Array);

  // V4's own constructors take only arrays, and make empty ones of other lists.
  ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array'].forEach(function (name) {
    const Native = global[name], prototype = Native.prototype;
    const Made = ({
      [name]: function (first, offset, length) {
        if (new.target === undefined)
          throw new TypeError('Constructor ' + name + " requires 'new'");
        const isList = isObject(first) && !Array.isArray(first) && !ArrayBuffer.isView(first) && !(first instanceof ArrayBuffer) && first[Symbol.iterator];
        const given = isList ? [Array.from(first)] : Array.prototype.slice.call(arguments);
        return Reflect.construct(Native, given, new.target);
      },
    })[name];
    Object.defineProperty(Made, 'length', { value: 3, configurable: true });
    Object.defineProperty(Made, 'BYTES_PER_ELEMENT', { value: Native.BYTES_PER_ELEMENT });
    Object.defineProperty(Made, 'prototype', { value: prototype, writable: false });
    Object.setPrototypeOf(Made, TypedArray);
    replace(prototype, { constructor: Made });
    replace(global, { [name]: Made });
  });

  /// The ArrayBuffer of exactly these bytes: what the bridge takes.
  function bufferOf(bytes, from, to) {
    const start = bytes.byteOffset + from, end = bytes.byteOffset + to;
    return start === 0 && end === bytes.buffer.byteLength ? bytes.buffer : bytes.buffer.slice(start, end);
  }
  function bytesOfText(text) {
    return new Uint8Array(text.length === 1 && text < '\u0080' ? [text.charCodeAt(0)] : bridge.utf8(text));
  }
  function textOfBytes(bytes, from, to) { return from >= to ? '' : bridge.decode(bufferOf(bytes, from, to), 'UTF-8', false); }
  const hooks = { bytesOfText: bytesOfText, textOfBytes: textOfBytes };
  const Buffer = bridge.library('buffer')(undefined, hooks).Buffer;
  Object.defineProperty(Buffer, 'name', { value: 'Buffer', configurable: true });
  replace(global, { Buffer: Buffer });

  // ---- the Encoding Standard

  // The names that the Encoding Standard has for encodings, and their converters.
  const CONVERTERS = {
    'utf-8': 'UTF-8', 'utf-16le': 'UTF-16LE', 'utf-16be': 'UTF-16BE', 'windows-1252': 'windows-1252', 'iso-8859-2': 'ISO-8859-2', 'iso-8859-15': 'ISO-8859-15',
    'windows-1250': 'windows-1250', 'windows-1251': 'windows-1251', 'koi8-r': 'KOI8-R', 'shift_jis': 'Shift_JIS', 'euc-jp': 'EUC-JP', 'gbk': 'GBK', 'big5': 'Big5',
    'euc-kr': 'EUC-KR',
  };
  const LABELS = {
    utf8: 'utf-8', 'unicode-1-1-utf-8': 'utf-8', 'utf-16': 'utf-16le', 'ucs-2': 'utf-16le', unicode: 'utf-16le', latin1: 'windows-1252', 'iso-8859-1': 'windows-1252',
    ascii: 'windows-1252', 'us-ascii': 'windows-1252', cp1252: 'windows-1252', l1: 'windows-1252', latin2: 'iso-8859-2', latin9: 'iso-8859-15', cp1250: 'windows-1250',
    cp1251: 'windows-1251', sjis: 'shift_jis', 'shift-jis': 'shift_jis', gb2312: 'gbk', 'ks_c_5601-1987': 'euc-kr',
  };
  const kept = Symbol('\u0000decoder');
  const stateOf = tools.stateUnder(kept).of;
  function bytesOf(given, name) {
    if (given === undefined)
      return new Uint8Array(0);
    if (given instanceof ArrayBuffer)
      return new Uint8Array(given);
    if (ArrayBuffer.isView(given))
      return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
    const error = new TypeError('The "' + name + '" argument must be an ArrayBuffer, a typed array or a DataView.');
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  /// A class of the web, with accessors that can be listed.
  function define(Made, members) {
    const prototype = {};
    Object.getOwnPropertyNames(members).forEach(function (name) {
      Object.defineProperty(prototype, name, Object.assign(Object.getOwnPropertyDescriptor(members, name), { enumerable: true, configurable: true }));
    });
    Object.defineProperty(prototype, 'constructor', { value: Made, writable: true, enumerable: false, configurable: true });
    Object.defineProperty(prototype, Symbol.toStringTag, { value: Made.name, configurable: true });
    Object.defineProperty(Made, 'prototype', { value: prototype, writable: false, enumerable: false, configurable: false });
    replace(global, { [Made.name]: Made });
    return Made;
  }
  function requireNew(target, name) {
    if (target === undefined)
      throw new TypeError("Class constructor " + name + " cannot be invoked without 'new'");
  }
  define(function TextEncoder() { requireNew(new.target, 'TextEncoder'); }, {
    get encoding() { return 'utf-8'; },
    encode(text = '') { return bytesOfText(tools.textOf(text)); },
    /// As many whole characters as there is room for.
    encodeInto(text, target) {
      const source = tools.textOf(text);
      let read = 0, written = 0;
      for (const character of source) {
        const bytes = bytesOfText(character);
        if (written + bytes.length > target.length)
          break;
        target.set(bytes, written);
        written += bytes.length;
        read += character.length;
      }
      return { read: read, written: written };
    },
  });
  /// How many bytes at the end are the beginning of a character that is not whole.
  function openBytes(bytes, encoding) {
    const length = bytes.length;
    if (encoding === 'utf-8') {
      for (let back = 1; back <= Math.min(3, length); ++back) {
        const byte = bytes[length - back];
        if (byte >= 0xc2 && byte <= 0xf4)
          return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
        if (byte < 0x80 || byte > 0xbf)
          return 0;
      }
      return 0;
    }
    if (!encoding.startsWith('utf-16'))
      return 0;
    const odd = length % 2, high = length - odd >= 2 ? bytes[length - odd - (encoding === 'utf-16le' ? 1 : 2)] : 0;
    return odd + (high >= 0xd8 && high <= 0xdb ? 2 : 0);
  }
  define(function TextDecoder(label, options) {
    requireNew(new.target, 'TextDecoder');
    const name = label === undefined ? 'utf-8' : tools.textOf(label).trim().toLowerCase(), encoding = LABELS.hasOwnProperty(name) ? LABELS[name] : name;
    if (!CONVERTERS.hasOwnProperty(encoding)) {
      const error = new RangeError('The "' + label + '" encoding is not supported; there are ' + Object.keys(CONVERTERS).join(', ') + '.');
      error.code = 'ERR_ENCODING_NOT_SUPPORTED';
      throw error;
    }
    const given = options || {};
    Object.defineProperty(this, kept, { value: {
      encoding: encoding, isFatal: Boolean(given.fatal), ignoresMark: Boolean(given.ignoreBOM), rest: new Uint8Array(0), isBegun: false,
    } });
  }, {
    get encoding() { return stateOf(this, 'TextDecoder').encoding; },
    get fatal() { return stateOf(this, 'TextDecoder').isFatal; },
    get ignoreBOM() { return stateOf(this, 'TextDecoder').ignoresMark; },
    decode(input, options) {
      const state = stateOf(this, 'TextDecoder'), given = bytesOf(input, 'input'), isStream = Boolean(options && options.stream);
      const all = new Uint8Array(state.rest.length + given.length);
      all.set(state.rest);
      all.set(given, state.rest.length);
      const end = all.length - (isStream ? openBytes(all, state.encoding) : 0);
      state.rest = all.slice(end);
      let text = end ? bridge.decode(bufferOf(all, 0, end), CONVERTERS[state.encoding], state.isFatal) : '';
      if (text === undefined) {
        state.rest = new Uint8Array(0);
        state.isBegun = false;
        const error = new TypeError('The encoded data was not valid for encoding ' + state.encoding);
        error.code = 'ERR_ENCODING_INVALID_ENCODED_DATA';
        throw error;
      }
      if (!state.ignoresMark && !state.isBegun && text[0] === '\ufeff')
        text = text.slice(1);
      state.isBegun = isStream && (state.isBegun || text !== '');
      return text;
    },
  });

  return { define: define, requireNew: requireNew, Buffer: Buffer, hooks: hooks, bytesOf: bytesOf, bufferOf: bufferOf };
})
