// SPDX-License-Identifier: GPL-3.0-or-later
// JSON, after ECMA-262: V4 of Qt 6.4 calls no reviver, takes no list of names, tells a replacer of a wrong object, writes the
// Proxy of an array as an object, reads -0 as 0 and `1.` as 1, refuses 1e-400 and 1e400, and writes half of a surrogate pair as it is.
(function (tools) {
  const replace = tools.replace, textOf = tools.textOf, definedOn = tools.definedOn;
  const readQuickly = tools.bridge.parseJson, wellFormed = tools.bridge.wellFormed, stringifyAll = JSON.stringify;
  const ESCAPES = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
  const WORDS = { t: ['true', true], f: ['false', false], n: ['null', null] };

  /// Reads what readQuickly() does not: odd numbers, and what is no JSON, for a message that says where.
  function Reader(text) {
    this.text = text;
    this.at = 0;
  }
  replace(Reader.prototype, {
    fail() {
      const found = this.text[this.at];
      throw new SyntaxError(found === undefined ? 'Unexpected end of JSON input'
        : "Unexpected token '" + found + "' in JSON at position " + this.at);
    },
    /// The next character that is no blank.
    next() {
      while (this.text[this.at] === ' ' || this.text[this.at] === '\n' || this.text[this.at] === '\r' || this.text[this.at] === '\t')
        ++this.at;
      return this.text[this.at];
    },
    take(wanted) {
      if (this.next() !== wanted)
        this.fail();
      ++this.at;
    },
    whole() {
      const value = this.value();
      if (this.next() !== undefined)
        this.fail();
      return value;
    },
    value() {
      const first = this.next();
      if (first === '{')
        return this.object();
      if (first === '[')
        return this.array();
      if (first === '"')
        return this.string();
      return WORDS[first] ? this.word(WORDS[first]) : this.number();
    },
    word(wanted) {
      for (let i = 0; i < wanted[0].length; ++i, ++this.at) {
        if (this.text[this.at] !== wanted[0][i])
          this.fail();
      }
      return wanted[1];
    },
    digits() {
      const begin = this.at;
      while (this.text[this.at] >= '0' && this.text[this.at] <= '9')
        ++this.at;
      if (this.at === begin)
        this.fail();
    },
    number() {
      const begin = this.at;
      if (this.text[this.at] === '-')
        ++this.at;
      if (this.text[this.at] === '0')
        ++this.at;
      else
        this.digits();
      if (this.text[this.at] === '.') {
        ++this.at;
        this.digits();
      }
      if (this.text[this.at] === 'e' || this.text[this.at] === 'E') {
        ++this.at;
        if (this.text[this.at] === '+' || this.text[this.at] === '-')
          ++this.at;
        this.digits();
      }
      return Number(this.text.slice(begin, this.at));
    },
    string() {
      let value = '';
      for (++this.at; this.text[this.at] !== '"'; ++this.at) {
        const found = this.text[this.at];
        if (found === undefined || found < ' ')
          this.fail();
        value += found === '\\' ? this.escaped() : found;
      }
      ++this.at;
      return value;
    },
    /// What stands behind a backslash; its last character is read next.
    escaped() {
      const found = this.text[++this.at];
      if (found !== 'u') {
        if (ESCAPES[found] === undefined)
          this.fail();
        return ESCAPES[found];
      }
      let code = 0;
      for (let i = 0; i < 4; ++i) {
        const digit = '0123456789abcdef'.indexOf((this.text[++this.at] || '-').toLowerCase());
        if (digit < 0)
          this.fail();
        code = code * 16 + digit;
      }
      return String.fromCharCode(code);
    },
    array() {
      const value = [];
      ++this.at;
      if (this.next() === ']') {
        ++this.at;
        return value;
      }
      while (true) {
        value.push(this.value());
        if (this.next() === ']')
          break;
        this.take(',');
      }
      ++this.at;
      return value;
    },
    object() {
      const value = {};
      ++this.at;
      if (this.next() === '}') {
        ++this.at;
        return value;
      }
      while (true) {
        if (this.next() !== '"')
          this.fail();
        const name = this.string();
        this.take(':');
        definedOn(value, name, this.value());
        if (this.next() === '}')
          break;
        this.take(',');
      }
      ++this.at;
      return value;
    },
  });

  function revived(holder, name, reviver) {
    const value = holder[name];
    if (value !== null && typeof value === 'object') {
      Object.keys(value).forEach(function (key) {
        const made = revived(value, key, reviver);
        if (made === undefined)
          delete value[key];
        else
          definedOn(value, key, made);
      });
    }
    return reviver.call(holder, name, value);
  }

  // ---- with a list of names, a replacer or a Proxy

  function namesOf(list) {
    const names = list.map(function (item) {
      const isName = typeof item === 'string' || typeof item === 'number' || item instanceof String || item instanceof Number;
      return isName ? String(item) : undefined;
    });
    return Array.from(new Set(names.filter(function (name) { return name !== undefined; })));
  }
  function indentOf(space) {
    const plain = space instanceof Number ? Number(space) : space instanceof String ? String(space) : space;
    if (typeof plain === 'number')
      return ' '.repeat(Math.min(10, Math.max(0, tools.integer(plain))));
    return typeof plain === 'string' ? plain.slice(0, 10) : '';
  }
  function plainOf(holder, name, replacer) {
    const value = name === 'stack' ? tools.stackOf(holder, holder.stack) : holder[name];
    const given = tools.isObject(value) && typeof value.toJSON === 'function' ? value.toJSON(name) : value;
    const told = replacer ? replacer.call(holder, name, given) : given;
    return told instanceof Number ? Number(told) : told instanceof String ? String(told) : told instanceof Boolean ? told.valueOf() : told;
  }
  /// The text of `holder[name]`, with `state.names` in each object where there are any; undefined for what JSON leaves out.
  function written(holder, name, state, margin) {
    const value = plainOf(holder, name, state.replacer);
    if (value === null || typeof value !== 'object')
      return stringifyAll(value);
    if (state.open.indexOf(value) >= 0)
      throw new TypeError('Converting circular structure to JSON');
    state.open.push(value);
    const inner = margin + state.indent, isArray = Array.isArray(value), parts = [];
    if (isArray) {
      for (let i = 0; i < value.length; ++i)
        parts.push(written(value, String(i), state, inner) || 'null');
    } else {
      (state.names || Object.keys(value)).forEach(function (each) {
        const text = written(value, each, state, inner);
        if (text !== undefined)
          parts.push(stringifyAll(each) + (state.indent ? ': ' : ':') + text);
      });
    }
    state.open.pop();
    const ends = isArray ? '[]' : '{}';
    if (!parts.length)
      return ends;
    return state.indent ? ends[0] + '\n' + inner + parts.join(',\n' + inner) + '\n' + margin + ends[1] : ends[0] + parts.join(',') + ends[1];
  }

  tools.stringifyNative = stringifyAll; // for values without a Proxy or half a surrogate pair

  replace(JSON, {
    parse(text, reviver) {
      const source = textOf(text), quick = source[0] === '\ufeff' ? undefined : readQuickly(source);
      const value = quick === undefined ? new Reader(source).whole() : quick;
      return typeof reviver === 'function' ? revived({ '': value }, '', reviver) : value;
    },
    stringify(value, replacer, space) {
      tools.orderAll(value);
      const isCalled = typeof replacer === 'function', isListed = Array.isArray(replacer);
      const text = isCalled || isListed || tools.hasProxies() && tools.isObject(value)
        ? written({ '': value }, '', { names: isListed ? namesOf(replacer) : null, replacer: isCalled ? replacer : null, indent: indentOf(space), open: [] }, '')
        : stringifyAll(value, replacer, space);
      return text === undefined ? undefined : wellFormed(text);
    },
  });
})
