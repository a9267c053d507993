// SPDX-License-Identifier: GPL-3.0-or-later
// Texts.
(function (tools) {
  const add = tools.add, replace = tools.replace, isObject = tools.isObject, requireObject = tools.requireObject,
    requireThis = tools.requireThis, textOf = tools.textOf, integer = tools.integer, clamped = tools.clamped,
    expand = tools.expand, factsOf = tools.factsOf, keptOf = tools.keptOf;

  function isRegExp(value) {
    if (!isObject(value))
      return false;
    const match = value[Symbol.match];
    return match !== undefined ? Boolean(match) : value instanceof RegExp;
  }
  const valueOf = String.prototype.valueOf;
  /// The text itself, for which these functions get an object.
  function plainOf(self) { return self instanceof String ? valueOf.call(self) : self; }
  add(String.prototype, {
    at(index) {
      const text = String(requireThis(this, 'at')), wanted = integer(index);
      const at = wanted < 0 ? text.length + wanted : wanted;
      return at < 0 || at >= text.length ? undefined : text[at];
    },
    trimStart() {
      return String(requireThis(this, 'trimStart')).replace(/^\s+/, '');
    },
    trimEnd() {
      return String(requireThis(this, 'trimEnd')).replace(/\s+$/, '');
    },
    matchAll(expression) {
      requireThis(this, 'matchAll');
      if (expression !== undefined && expression !== null) {
        if (isRegExp(expression) && String(requireObject(expression.flags, 'matchAll')).indexOf('g') < 0)
          throw new TypeError('matchAll wants a regular expression with the flag g');
        const method = expression[Symbol.matchAll];
        if (method !== undefined && method !== null)
          return method.call(expression, plainOf(this));
      }
      const text = String(this);
      return new RegExp(expression, 'g')[Symbol.matchAll](text);
    },
    replaceAll(searched, replacement) {
      requireThis(this, 'replaceAll');
      if (searched !== undefined && searched !== null) {
        if (isRegExp(searched) && String(requireObject(searched.flags, 'replaceAll')).indexOf('g') < 0)
          throw new TypeError('replaceAll wants a regular expression with the flag g');
        const method = searched[Symbol.replace];
        if (method !== undefined && method !== null)
          return method.call(searched, plainOf(this), replacement);
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
  ['replace', 'match', 'search', 'split', 'indexOf', 'lastIndexOf', 'substr', 'toLowerCase'].forEach(function (name) { native[name] = String.prototype[name]; });
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
      requireThis(this, 'replace');
      const facts = factsOfExpression(searched), method = methodOf(searched, Symbol.replace);
      if (method)
        return method.call(searched, plainOf(this), replacement);
      if (!facts || (facts.names === null && !facts.mayGiveUp && !keptOf(searched) && !(facts.mayBeEmpty && searched.global)))
        return native.replace.call(this, searched, replacement);
      return searched[Symbol.replace](String(this), replacement);
    },
    match(expression) {
      requireThis(this, 'match');
      const facts = factsOfExpression(expression), method = methodOf(expression, Symbol.match);
      if (method)
        return method.call(expression, plainOf(this));
      if (facts && (facts.mayGiveUp || keptOf(expression) || facts.names !== null && !expression.global))
        return expression[Symbol.match](String(this));
      return native.match.call(this, expression);
    },
    split(separator, limit) {
      requireThis(this, 'split');
      const facts = factsOfExpression(separator), method = methodOf(separator, Symbol.split);
      if (method)
        return method.call(separator, plainOf(this), limit);
      if (facts && (facts.mayBeEmpty || facts.hasGroups || keptOf(separator)))
        return separator[Symbol.split](textOf(this), limit);
      if (separator === undefined)
        return limit === undefined || limit >>> 0 ? [textOf(this)] : [];
      return native.split.call(this, separator, limit);
    },
    search(expression) {
      requireThis(this, 'search');
      const method = methodOf(expression, Symbol.search), facts = factsOfExpression(expression);
      if (facts && (facts.mayGiveUp || keptOf(expression)))
        return expression[Symbol.search](String(this));
      return method ? method.call(expression, plainOf(this)) : native.search.call(this, expression);
    },
    indexOf(searched, from = undefined) {
      requireThis(this, 'indexOf');
      const at = native.indexOf.call(this, searched, from);
      return at > 0 || String(searched) !== '' ? at : clamped(from, String(this).length);
    },
    lastIndexOf(searched, from = undefined) {
      requireThis(this, 'lastIndexOf');
      const at = native.lastIndexOf.call(this, searched, from);
      return at > 0 || String(searched) !== '' ? at : clamped(Number(from) !== Number(from) ? Infinity : from, String(this).length);
    },
    substr(from, length) {
      requireThis(this, 'substr');
      return length === undefined ? native.substr.call(this, from) : native.substr.call(this, from, length);
    },
    endsWith(searched, end = undefined) {
      const text = textOf(requireThis(this, 'endsWith'));
      if (isRegExp(searched))
        throw new TypeError('endsWith wants a text, not a regular expression');
      const part = textOf(searched), to = end === undefined ? text.length : clamped(end, text.length);
      return part.length <= to && text.slice(to - part.length, to) === part;
    },
  });
  // A sigma at the end of a word has a letter of its own (Unicode, Final_Sigma), which V4's own does not know.
  ['toLowerCase', 'toLocaleLowerCase'].forEach(function (name) {
    const lower = String.prototype[name];
    replace(String.prototype, ({
      [name]() {
        const text = textOf(requireThis(this, name)), made = lower.call(text);
        return text.indexOf('\u03a3') < 0 ? made : lower.call(text.replace(/\u03a3/g, function (letter, at) { return isFinal(text, at) ? '\u03c2' : letter; }));
      },
    }));
  });
  function isCased(letter) {
    return letter !== undefined && letter.toUpperCase() !== native.toLowerCase.call(letter);
  }
  /// The first letter from `at` on in steps of `step` that has a say in whether a word ends there.
  function nextLetter(text, at, step) {
    let next = at + step;
    while (next >= 0 && next < text.length && /[\u0300-\u036f'.:\xad\u2019]/.test(text[next]))
      next += step;
    return text[next];
  }
  function isFinal(text, at) {
    return isCased(nextLetter(text, at, -1)) && !isCased(nextLetter(text, at, 1));
  }
  if (!('trimLeft' in String.prototype))
    replace(String.prototype, { trimLeft: String.prototype.trimStart, trimRight: String.prototype.trimEnd });
})
