// SPDX-License-Identifier: GPL-3.0-or-later
// The flags `s`, `u` and `y` of regular expressions. V4 of Qt 6.4 does not know the first, and takes both others for both. So the engine gets another pattern, and the expression keeps what it was made of under a symbol that nobody sees.
(function (tools) {
  const replace = tools.replace, isObject = tools.isObject, textOf = tools.textOf, global = tools.global, withoutUnicode = tools.withoutUnicode;
  const OwnRegExp = RegExp, prototype = RegExp.prototype, kept = Symbol('\u0000expression'), native = {};
  ['source', 'global', 'ignoreCase', 'multiline', 'unicode', 'sticky'].forEach(function (name) {
    native[name] = Object.getOwnPropertyDescriptor(prototype, name).get;
  });
  const FLAGS = [['g', 'global'], ['i', 'ignoreCase'], ['m', 'multiline'], ['s', 'dotAll'], ['u', 'unicode'], ['y', 'sticky']];

  function isRegExp(value) {
    if (!isObject(value))
      return false;
    const match = value[Symbol.match];
    return match !== undefined ? Boolean(match) : value instanceof OwnRegExp;
  }
  /// The pattern in which a dot is a class that takes all.
  function withDotAll(pattern) {
    let text = '', inClass = false;
    for (let i = 0; i < pattern.length; ++i) {
      const c = pattern[i];
      if (c === '\\') {
        text += c + (pattern[++i] || '');
        continue;
      }
      inClass = c === '[' ? true : (c === ']' ? false : inClass);
      text += c === '.' && !inClass ? '[^]' : c;
    }
    return text;
  }
  function checkFlags(flags) {
    if (/[^dgimsuvy]|(.).*\1/.test(flags))
      throw new SyntaxError("Invalid flags supplied to RegExp constructor '" + flags + "'");
    const unknown = /[dv]/.exec(flags);
    if (unknown)
      throw new SyntaxError('The flag ' + unknown[0] + ' of a regular expression is not supported by this engine.');
  }
  /// The pattern and the flags of an expression as it was written.
  function originOf(expression) {
    const own = expression[kept];
    if (own)
      return own;
    let flags = '';
    FLAGS.forEach(function (each) { flags += native[each[1]] && native[each[1]].call(expression) ? each[0] : ''; });
    return { source: native.source.call(expression), flags: flags };
  }
  /// Makes the engine's expression of a pattern and flags that it may not know.
  function make(pattern, flags, target) {
    const plain = flags.replace(/[suy]/g, '');
    let source = flags.indexOf('u') >= 0 ? withoutUnicode(pattern, flags) : (flags.indexOf('s') < 0 ? pattern : withDotAll(pattern));
    if (plain === flags)
      return Reflect.construct(OwnRegExp, [source, flags], target);
    if (flags.indexOf('y') >= 0) {
      new OwnRegExp(source, plain); // throws where it is none, which could become one below
      // Where the pattern does not match in its place, the empty group behind it does: so the engine looks nowhere else.
      source = '(?:' + source + ')|()';
    }
    const isMoved = flags.indexOf('y') >= 0 && plain.indexOf('g') < 0;
    const made = Reflect.construct(OwnRegExp, [source, isMoved ? plain + 'g' : plain], target);
    Object.defineProperty(made, kept, { value: { source: pattern, flags: flags.split('').sort().join('') } });
    return made;
  }
  const Made = function RegExp(pattern, flags) {
    const isExpression = isRegExp(pattern);
    if (new.target === undefined && isExpression && flags === undefined && pattern.constructor === Made)
      return pattern;
    let source = pattern, wanted = flags;
    if (isObject(pattern) && pattern instanceof OwnRegExp) {
      const origin = originOf(pattern);
      source = origin.source;
      wanted = flags === undefined ? origin.flags : flags;
    } else if (isExpression) {
      source = pattern.source;
      wanted = flags === undefined ? pattern.flags : flags;
    }
    const text = wanted === undefined ? '' : textOf(wanted);
    checkFlags(text);
    return make(source === undefined ? '' : textOf(source), text, new.target || Made);
  };
  Object.defineProperty(Made, 'prototype', { value: prototype, writable: false, enumerable: false, configurable: false });
  const accessors = { get species() { return this; } };
  Object.defineProperty(Made, Symbol.species, { get: Object.getOwnPropertyDescriptor(accessors, 'species').get, configurable: true });
  // All runs share the constructor, so it cannot tell of the last match of one.
  ['$1', '$2', '$3', '$4', '$5', '$6', '$7', '$8', '$9', 'input', '$_', 'lastMatch', '$&', 'lastParen', '$+', 'leftContext', '$`', 'rightContext', "$'",
  ].forEach(function (name) {
    const property = { get last() { throw new TypeError('RegExp.' + name + ' is not offered to hooks: use what exec() or match() gives.'); } };
    Object.defineProperty(Made, name, { get: Object.getOwnPropertyDescriptor(property, 'last').get, enumerable: false, configurable: false });
  });
  replace(prototype, { constructor: Made });
  replace(global, { RegExp: Made });

  function getter(name, get) {
    Object.defineProperty(get, 'name', { value: 'get ' + name, configurable: true });
    Object.defineProperty(prototype, name, { get: get, enumerable: false, configurable: true });
  }
  function requireExpression(self, name) {
    if (!isObject(self) || !(self === prototype || self instanceof OwnRegExp))
      throw new TypeError('RegExp.prototype.' + name + ' was read of what is no regular expression');
  }
  [['g', 'global'], ['s', 'dotAll'], ['u', 'unicode'], ['y', 'sticky']].forEach(function (each) {
    const ofEngine = native[each[1]];
    getter(each[1], function () {
      requireExpression(this, each[1]);
      if (this === prototype)
        return undefined;
      const own = this[kept];
      return own ? own.flags.indexOf(each[0]) >= 0 : Boolean(ofEngine && ofEngine.call(this));
    });
  });
  getter('flags', function () {
    if (!isObject(this))
      throw new TypeError('RegExp.prototype.flags was read of no object');
    let flags = '';
    for (const each of FLAGS)
      flags += this[each[1]] ? each[0] : '';
    return flags;
  });

  return { keptOf: function (expression) { return expression[kept]; }, originOf: originOf, OwnRegExp: OwnRegExp, nativeFlags: native };
})
