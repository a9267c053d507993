// SPDX-License-Identifier: GPL-3.0-or-later
// Regular expressions: named groups, sources, matches of the empty text.
(function (tools) {
  const add = tools.add, replace = tools.replace, isObject = tools.isObject, textOf = tools.textOf,
    integer = tools.integer, lengthOf = tools.lengthOf, keptOf = tools.keptOf, originOf = tools.originOf;

  const nativeExec = RegExp.prototype.exec, nativeTest = RegExp.prototype.test, execSurely = tools.execSurely;
  /// Without a look at the facts of the expression, for what finds these.
  function says(expression, text) {
    return nativeExec.call(expression, text) !== null;
  }

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
        open.push({ all: all, now: now, isLook: says(/[=!]$/, atom) });
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
        takes = !says(/^\\[bBk1-9]/, atom);
      } else if (says(/[\ud800-\udbff]/, c)) {
        atom = source.slice(at, at + 2);
      }
      at += atom.length;
      const quantifier = atomAt(QUANTIFIER, source, at);
      at += quantifier.length;
      now = now || (takes && !says(/^(?:[*?]|\{0+[,}])/, quantifier));
    }
    return !(all && now);
  }

  /// Whether a pattern has a group that repeats, so that the engine may give up (backtracking.js). Too often is no fault.
  function mayGiveUp(source) {
    return says(/\)(?:[*+]|\{\d*,?\d)/, source);
  }

  const factsOfSources = new Map();
  /// What the functions here need to know of a pattern: {names, mayBeEmpty, hasGroups, mayGiveUp}.
  function factsOf(source) {
    let facts = factsOfSources.get(source);
    if (facts === undefined) {
      facts = { names: groupNames(source), mayBeEmpty: mayBeEmpty(source), hasGroups: source.indexOf('(') >= 0,
        mayGiveUp: mayGiveUp(source) };
      if (factsOfSources.size > 1000)
        factsOfSources.clear();
      factsOfSources.set(source, facts);
    }
    return facts;
  }
  const sourceOf = Object.getOwnPropertyDescriptor(RegExp.prototype, 'source').get;
  // The engine puts a backslash before each slash, also before one that has it.
  function properSource(expression) {
    const own = keptOf(expression), given = own ? own.source || '(?:)' : sourceOf.call(expression);
    const raw = given.split('\\/').join('/');
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
      const from = isObject(this) ? this.lastIndex : 0, own = keptOf(this);
      let match = nativeExec.call(this, text);
      const facts = factsOf(own ? own.source : sourceOf.call(this));
      // The group behind a sticky pattern has matched in its place; see flags.js.
      const isSticky = Boolean(own) && own.flags.indexOf('y') >= 0;
      if (facts.mayGiveUp && (match === null || isSticky && match[match.length - 1] !== undefined))
        match = execSurely(this, text, from);
      if (match === null)
        return null;
      if (isSticky && match.pop() !== undefined) {
        this.lastIndex = 0;
        return null;
      }
      return withGroups(match, facts.names);
    },
    test(text) {
      if (isObject(this) && !keptOf(this) && this.exec === ownExec) {
        const from = this.lastIndex;
        if (nativeTest.call(this, text))
          return true;
        return factsOf(sourceOf.call(this)).mayGiveUp && execSurely(this, text, from) !== null;
      }
      if (!isObject(this))
        throw new TypeError('RegExp.prototype.test was called on no object');
      return execute(this, textOf(text)) !== null;
    },
    toString() {
      if (!isObject(this))
        throw new TypeError('RegExp.prototype.toString was called on no object');
      return '/' + String(this.source) + '/' + String(this.flags);
    },
  });

  const ownExec = RegExp.prototype.exec;
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
    [Symbol.match](given) {
      if (!isObject(this))
        throw new TypeError('RegExp.prototype[Symbol.match] was called on no object');
      const text = String(given);
      if (!this.global)
        return execute(this, text);
      const isUnicode = Boolean(this.unicode), all = [];
      this.lastIndex = 0;
      for (let result = execute(this, text); result !== null; result = execute(this, text)) {
        const matched = String(result[0]);
        all.push(matched);
        if (matched === '')
          this.lastIndex = advanced(text, lengthOf({ length: this.lastIndex }), isUnicode);
      }
      return all.length ? all : null;
    },
    [Symbol.search](given) {
      if (!isObject(this))
        throw new TypeError('RegExp.prototype[Symbol.search] was called on no object');
      const text = String(given), before = this.lastIndex;
      this.lastIndex = 0;
      const result = execute(this, text);
      this.lastIndex = before;
      return result === null ? -1 : result.index;
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
  [Symbol.replace, Symbol.match, Symbol.search, Symbol.split].forEach(function (symbol) {
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

  return { expand: expand, factsOf: factsOf };
})
