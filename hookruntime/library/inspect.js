// SPDX-License-Identifier: GPL-3.0-or-later
// What log lines show of values: as util.inspect() of Node does, in one line. It calls nothing of the author's but what a Proxy does.
// Gives {inspect, format}.
(function (tools) {
  const isObject = tools.isObject, Buffer = tools.Buffer, URL = tools.global.URL, URLSearchParams = tools.global.URLSearchParams, MOST_DEPTH = 8, MOST_ITEMS = 100, MOST_TEXT = 10000;
  const native = { toISOString: Date.prototype.toISOString, getTime: Date.prototype.getTime, mapSize: sizeOf(Map), setSize: sizeOf(Set), tag: Object.prototype.toString };
  function sizeOf(Class) { return Object.getOwnPropertyDescriptor(Class.prototype, 'size').get; }

  function quoted(text) {
    const quote = text.indexOf("'") < 0 ? "'" : text.indexOf('"') < 0 ? '"' : text.indexOf('`') < 0 && text.indexOf('${') < 0 ? '`' : "'";
    const escapes = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\' };
    const shown = text.slice(0, MOST_TEXT).replace(/[\x00-\x1f\x7f-\x9f\\']/g, function (c) {
      if (c === "'")
        return quote === "'" ? "\\'" : c;
      return escapes[c] || '\\x' + (c < '\x10' ? '0' : '') + c.charCodeAt(0).toString(16).toUpperCase();
    });
    return quote + shown + quote + (text.length > MOST_TEXT ? '... ' + (text.length - MOST_TEXT) + ' more characters' : '');
  }
  function primitive(value) {
    if (typeof value === 'string')
      return quoted(value);
    return Object.is(value, -0) ? '-0' : String(value);
  }
  function own(object, name) {
    const property = Object.getOwnPropertyDescriptor(object, name);
    return property && 'value' in property ? property.value : undefined;
  }
  /// The name of what made an object; null where nothing did.
  function makerOf(object) {
    for (let each = object; each; each = Object.getPrototypeOf(each)) {
      const property = Object.getOwnPropertyDescriptor(each, 'constructor');
      const maker = property && ('value' in property ? property.value : property.get && typeof property.get === 'function' ? builtIn(property.get, each) : undefined);
      if (typeof maker === 'function' && typeof maker.name === 'string' && maker.name !== '' && object instanceof maker)
        return maker.name;
    }
    return null;
  }
  /// What a frozen prototype has as an accessor (freeze.js) is read of the prototype itself.
  function builtIn(get, holder) {
    try {
      return get.call(holder);
    } catch (error) {
      return undefined;
    }
  }
  /// The tag that an object inherits, where it is no accessor.
  function tagOf(prototype) {
    for (let each = prototype; each; each = Object.getPrototypeOf(each)) {
      if (Object.prototype.hasOwnProperty.call(each, Symbol.toStringTag))
        return own(each, Symbol.toStringTag);
    }
    return undefined;
  }
  function prefixOf(object, fallback, size) {
    const maker = makerOf(object), shownSize = size === undefined ? '' : '(' + size + ')', tag = tagOf(Object.getPrototypeOf(object));
    const name = (maker === null ? '[' + fallback + shownSize + ': null prototype]' : maker + shownSize);
    return name + (typeof tag === 'string' && tag !== '' && tag !== maker ? ' [' + tag + ']' : '') + ' ';
  }
  function keyText(key) {
    if (typeof key === 'symbol')
      return '[' + String(key) + ']';
    return /^[A-Za-z_][A-Za-z_0-9]*$/.test(key) ? key : quoted(key);
  }

  function Inspector() {
    this.open = []; // the objects around the current one
    this.met = []; // those that hold themselves
  }
  tools.replace(Inspector.prototype, {
    value(value) {
      if (!isObject(value))
        return primitive(value);
      if (this.open.indexOf(value) >= 0) {
        if (this.met.indexOf(value) < 0)
          this.met.push(value);
        return '[Circular *' + (this.met.indexOf(value) + 1) + ']';
      }
      const isDeep = this.open.length > MOST_DEPTH;
      if (isDeep && !(value instanceof Error))
        return '[' + (Array.isArray(value) ? 'Array' : makerOf(value) || 'Object: null prototype') + ']';
      this.open.push(value);
      const text = this.object(value);
      this.open.pop();
      const number = this.met.indexOf(value);
      return number < 0 ? text : '<ref *' + (number + 1) + '> ' + text;
    },
    member(object, key, isInList) {
      const property = Object.getOwnPropertyDescriptor(object, key);
      const text = 'value' in property ? this.value(property.value) : '[' + (property.get ? 'Getter' : '') + (property.get && property.set ? '/' : '') + (property.set ? 'Setter' : '') + ']';
      return isInList ? text : keyText(key) + ': ' + text;
    },
    members(object, isLeftOut) {
      return Reflect.ownKeys(object).filter(function (key) {
        return Object.prototype.propertyIsEnumerable.call(object, key) && !(isLeftOut && isLeftOut(key));
      }).map(function (key) { return this.member(object, key, false); }, this);
    },
    braces(prefix, parts, ends) {
      return prefix + (parts.length ? ends[0] + ' ' + parts.join(', ') + ' ' + ends[1] : ends);
    },
    /// The items of a list, those that are missing counted.
    items(list, length) {
      const parts = [];
      let at = 0;
      for (; at < length && parts.length < MOST_ITEMS; ++at) {
        const from = at;
        while (at < length && !(at in list))
          ++at;
        if (at > from)
          parts.push('<' + (at - from) + ' empty item' + (at - from > 1 ? 's' : '') + '>');
        if (at < length && parts.length < MOST_ITEMS)
          parts.push(this.member(list, String(at), true));
      }
      const left = length - at;
      return left > 0 ? parts.concat('... ' + left + ' more item' + (left > 1 ? 's' : '')) : parts;
    },
    list(value, prefix) {
      const parts = this.items(value, value.length).concat(this.members(value, function (key) { return typeof key === 'string' && /^\d+$/.test(key); }));
      return this.braces(prefix, parts, '[]');
    },
    collection(value, size, show) {
      const parts = [];
      let left = size;
      for (const each of value) {
        if (parts.length >= MOST_ITEMS)
          break;
        parts.push(show.call(this, each));
        --left;
      }
      if (left > 0)
        parts.push('... ' + left + ' more item' + (left > 1 ? 's' : ''));
      return this.braces(prefixOf(value, 'Object', size), parts.concat(this.members(value)), '{}');
    },
    error(value) {
      const name = String(value.name), message = String(value.message), cause = Object.getOwnPropertyDescriptor(value, 'cause');
      const parts = this.members(value, function (key) { return ['name', 'message', 'stack', 'lineNumber', 'fileName', 'columnNumber'].indexOf(key) >= 0; });
      if (cause && 'value' in cause && !cause.enumerable)
        parts.push('[cause]: ' + this.value(cause.value));
      if (Array.isArray(value.errors) && !Object.prototype.propertyIsEnumerable.call(value, 'errors'))
        parts.push('[errors]: ' + this.value(value.errors));
      const text = message === '' ? name : name === '' ? message : name + ': ' + message;
      return (this.open.length > 1 ? '[' + text + ']' : text) + (parts.length ? ' ' + this.braces('', parts, '{}') : '');
    },
    bytes(value) {
      if (Buffer.isBuffer(value)) {
        const shown = value.toString('hex', 0, 50).replace(/(..)(?!$)/g, '$1 '), left = value.length - 50;
        return '<Buffer' + (shown ? ' ' + shown : '') + (left > 0 ? ' ... ' + left + ' more byte' + (left > 1 ? 's' : '') : '') + '>';
      }
      if (value instanceof ArrayBuffer)
        return 'ArrayBuffer { [Uint8Contents]: <' + Buffer.from(value).toString('hex', 0, 50).replace(/(..)(?!$)/g, '$1 ') + '>, byteLength: ' + value.byteLength + ' }';
      if (value instanceof DataView)
        return 'DataView { byteLength: ' + value.byteLength + ', byteOffset: ' + value.byteOffset + ', buffer: ' + this.bytes(value.buffer) + ' }';
      return this.list(value, prefixOf(value, 'TypedArray', value.length));
    },
    functionText(value) {
      const name = own(value, 'name');
      const parts = this.members(value);
      return '[Function' + (typeof name === 'string' && name !== '' ? ': ' + name : ' (anonymous)') + ']' + (parts.length ? ' ' + this.braces('', parts, '{}') : '');
    },
    object(value) {
      const kind = native.tag.call(value);
      if (Array.isArray(value))
        return this.list(value, makerOf(value) === 'Array' ? '' : prefixOf(value, 'Array', value.length));
      if (typeof value === 'function')
        return this.functionText(value);
      if (value instanceof Error)
        return this.error(value);
      if (value instanceof Date)
        return isNaN(native.getTime.call(value)) ? 'Invalid Date' : native.toISOString.call(value);
      if (value instanceof RegExp)
        return RegExp.prototype.toString.call(value);
      if (value instanceof Map)
        return this.collection(value, native.mapSize.call(value), function (pair) { return this.value(pair[0]) + ' => ' + this.value(pair[1]); });
      if (value instanceof Set)
        return this.collection(value, native.setSize.call(value), this.value);
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
        return this.bytes(value);
      if (value instanceof URL || value instanceof URLSearchParams)
        return makerOf(value) + ' { ' + quoted(String(value)) + ' }';
      if (value instanceof Number || value instanceof Boolean || value instanceof String)
        return '[' + kind.slice(8, -1) + ': ' + primitive(value.valueOf()) + ']';
      if (kind === '[object Symbol]')
        return '[Symbol: ' + String(value.valueOf()) + ']';
      if (value instanceof WeakMap || value instanceof WeakSet)
        return makerOf(value) + ' { <items unknown> }';
      if (kind === '[object Arguments]')
        return this.list(value, '[Arguments] ');
      const prefix = prefixOf(value, 'Object');
      return this.braces(prefix === 'Object ' ? '' : prefix, this.members(value), '{}');
    },
  });

  function inspect(value) {
    try {
      return new Inspector().value(value);
    } catch (error) {
      return '[an object that cannot be shown]';
    }
  }
  function shown(value) { return typeof value === 'string' ? value : inspect(value); }
  function numberText(value, make) {
    return typeof value === 'symbol' ? 'NaN' : primitive(isObject(value) ? NaN : make(value));
  }
  const DIRECTIVES = {
    s: function (value) {
      return isObject(value) && typeof value !== 'function' ? inspect(value) : typeof value === 'function' ? inspect(value) : Object.is(value, -0) ? '-0' : String(value);
    },
    d: function (value) { return numberText(value, Number); },
    i: function (value) { return numberText(value, function (each) { return parseInt(each, 10); }); },
    f: function (value) { return numberText(value, parseFloat); },
    j: function (value) {
      try {
        return String(JSON.stringify(value));
      } catch (error) {
        return '[Circular]';
      }
    },
    o: inspect, O: inspect, c: function () { return ''; },
  };
  /// One line of what console.log() is given: a text may begin it that has places for what follows, such as %s.
  function format(given) {
    const rest = Array.from(given), parts = [];
    if (typeof rest[0] === 'string' && rest.length > 1) {
      const text = rest.shift();
      parts.push(text.replace(/%([sdifjoOc%])/g, function (all, letter) {
        if (letter === '%')
          return '%';
        return rest.length ? DIRECTIVES[letter](rest.shift()) : all;
      }));
    }
    return parts.concat(rest.map(shown)).join(' ');
  }
  return { inspect: inspect, format: format };
})
